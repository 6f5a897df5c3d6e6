"""What a hub finds after a cut, held against what had been answered before it.

The journal is audited as the storm does it; then the vault must hold what the journal names, printers must
have begun only what the journal says was begun, and a hub must go on: the same answers to what is said again,
an answer to what was cut off, and a new number to the next visitor.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from devices.hub import events as e
from devices.hub.hub import Hub
from devices.hub.journal import JournalFailed
from devices.hub.people import Principal
from devices.hub.vault import Contact, Vault, VaultFailed
from devices.link import commands as c
from devices.link.messages import Done, No, TicketResult
from devices.link.words import PrintState, Role
from tests.crash.audit import audit_copy
from tests.crash.ledger import Ledger, Saying
from tests.crash.morning import CARD, Erased, Heard, Said, Sent, hall, opened
from tests.devices.hub.clocks import Computer
from tests.devices.hub.doors import running
from tests.devices.hub.played import KIOSK
from tests.halls import MORNING

AGAIN = 3
"""How many of the newest commands are said again."""
TAKING = ("take_ticket", "check_in", "hand_in_ticket")
BROKEN = ("journal_failed", "journal_unsure", "fault", "command_id_used", "stopping")

_event = msgspec.json.Decoder(e.AnyEvent)


@dataclass
class Witness:
    """What those outside of the hub know at the moment of a cut.

    Attributes:
        ledger: what was said and heard.
        sent: print jobs of which a printer has got bytes.
        erased: rows of the vault that are gone for good, or (False) are just being erased.
    """

    ledger: Ledger = field(default_factory=Ledger)
    sent: set[str] = field(default_factory=set)
    erased: dict[str, bool] = field(default_factory=dict)

    def follow(self, what: object) -> None:
        """Something was noted among the disk's steps."""
        match what:
            case Said(saying):
                # The same story is followed by many witnesses, each with answers of its own.
                self.ledger.say(Saying(id=saying.id, by=saying.by, command=saying.command))
                mine = self.ledger.sayings[saying.id]
                if mine.done is None:
                    # What was refused and is said again may be done before that is heard.
                    mine.answers.clear()
            case Heard(answer):
                self.ledger.hear(answer)
            case Sent(job):
                self.sent.add(job)
            case Erased(row, told):
                self.erased[row] = told
            case _:
                pass

    @property
    def version(self) -> tuple[int, ...]:
        """Another one for all that may be found otherwise."""
        return self.ledger.said, self.ledger.heard, len(self.sent), *self.erased.values()


async def after(folder: Path, copy: Path, witness: Witness, computer: Computer) -> list[str]:
    """Start a hub on what a cut left.

    Args:
        folder: journal, vault and key.
        copy: the same once more, for the audit, which opens the journal before any hub does.
        witness: what is known of the time before.
        computer: the clock that the machine has come up with.

    Returns:
        A sentence for everything that must not be.
    """
    findings = audited(copy / "journal.db", witness.ledger)
    try:
        hub = opened(folder, computer)
    except (JournalFailed, VaultFailed) as error:
        return [*findings, f"no hub starts on it: {error}"]
    async with running(hub):
        try:
            findings += [*_vault(hub, witness), *_prints(hub, witness)]
            findings += await _goes_on(hub, witness.ledger)
            hub.journal.verify()
        except (JournalFailed, VaultFailed) as error:
            findings.append(f"the hub met: {error}")
    return findings


def lost(copy: Path, witness: Witness) -> tuple[bool, list[str]]:
    """Look at what a disk left that lied: what it said was forced out may be gone, and nothing can help that.

    Args:
        copy: the folder of a ruin.
        witness: what is known of the time before.

    Returns:
        Whether a hub that starts on it is told that it is damaged; and, when it is not, what is wrong with it
        beyond having less in it than was answered.
    """
    told = Ledger()
    for saying in witness.ledger.sayings.values():
        told.say(Saying(id=saying.id, by=saying.by, command=saying.command))
    try:
        findings = audited(copy / "journal.db", told)
    except sqlite3.DatabaseError:
        return True, []
    damaged = any(found.startswith(("the journal says", "the journal cannot")) for found in findings)
    return damaged, [] if damaged else findings


def audited(copy: Path, ledger: Ledger) -> list[str]:
    """The audit's findings; a journal that has not come to be yet holds what nobody was answered."""
    answered = any(saying.done for saying in ledger.sayings.values())
    if not answered and (not copy.exists() or not _has_tables(copy)):
        return []
    return audit_copy(copy, ledger, hall()).findings


def _has_tables(copy: Path) -> bool:
    """Whether the journal was made: a cut into its making leaves a file without tables, or none."""
    with closing(sqlite3.connect(copy)) as conn:
        return conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchone() is not None


def _vault(hub: Hub, witness: Witness) -> Iterator[str]:
    """Every row that the journal names is there with what was said, unless it was erased."""
    said = {saying.id: saying.command for saying in witness.ledger.sayings.values()}
    for row in hub.journal.after(0, 10_000):
        command = said.get(row.command_id)
        if command is None:
            continue
        yield from _rows(hub.vault, _event.decode(row.body), command, witness.erased)


def _rows(vault: Vault, event: e.AnyEvent, command: c.AnyCommand, erased: dict[str, bool]) -> Iterator[str]:
    kind = event.__struct_config__.tag
    words = getattr(event, "words", None)
    if isinstance(words, str):
        kept = vault.words(words)
        if erased.get(words) and kept is not None:
            yield f"{kind}: words that were erased are there again"
        if words not in erased and kept != getattr(command, "words", ""):
            yield f"{kind}: the vault does not hold its words"
    contact = getattr(event, "contact", None)
    phone = str(getattr(command, "phone", ""))
    if contact is not None and phone:
        wanted = Contact(str(getattr(command, "name", "")), phone)
        if vault.contact(contact) != wanted:
            yield f"{kind}: the vault does not hold its contact"
    if isinstance(event, e.PersonIdentified) and vault.masked_name(event.person) != f"{CARD.name[0]}*":
        yield f"{kind}: the vault does not hold its person"


def _prints(hub: Hub, witness: Witness) -> Iterator[str]:
    """No printer got bytes of a job that the journal would give out again, and none was begun twice."""
    begun = Counter(event.job for event in hub.journal.replay() if isinstance(event, e.PrintBegan))
    yield from (f"print job {job} was begun {n} times" for job, n in begun.items() if n > 1)
    for job in witness.sent:
        now = hub.hall.jobs.get(job)
        if job not in begun or now is None or now.state is PrintState.REQUESTED:
            yield f"print job {job} is on paper, and the journal would print it again"


async def _goes_on(hub: Hub, ledger: Ledger) -> list[str]:
    """Say again what was said last, then something new."""
    findings = []
    before = {
        saying.done.result.number
        for saying in ledger.sayings.values()
        if saying.done and isinstance(saying.done.result, TicketResult) and saying.kind in TAKING
    }
    for saying in list(ledger.sayings.values())[-AGAIN:]:
        answer = await hub.do(principal(saying.by), saying.id, saying.command)
        if saying.done and answer != saying.done:
            findings.append(f"{saying.kind} {saying.id} was answered otherwise by the next hub")
        if isinstance(answer, No) and answer.code in BROKEN:
            findings.append(f"{saying.kind} {saying.id} was answered {answer.code} by the next hub")
        if not saying.done and isinstance(answer, Done) and saying.kind in TAKING:
            assert isinstance(answer.result, TicketResult)
            before.add(answer.result.number)
    new = await hub.do(KIOSK, "said-after-it", c.TakeTicket(item="a-1", paper=False))
    if not isinstance(new, Done) or not isinstance(new.result, TicketResult):
        findings.append("the next hub gives no number")
    elif new.result.number in before and hub.now().date() == MORNING.date():
        findings.append(f"the next hub gives number {new.result.number} again")
    return findings


def principal(name: str) -> Principal:
    """Somebody by the name that the journal knows."""
    role, _, place = name.partition(":")
    return Principal(role=Role(role), place=place)
