"""Holds a hub's journal against the ledger of those who spoke to it.

What was answered is in the journal exactly so, what was said is done at most once, no number is given and
nobody is called twice, nothing was changed or left out, no paper came out twice or unaccounted for, and the
journal alone gives the hall again.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from config.schema import HallConfig
from devices.hub.events import AnyEvent
from devices.hub.evolve import evolve
from devices.hub.journal import Journal, JournalFailed
from devices.hub.state import Hall
from devices.link.messages import No, TicketResult
from devices.link.words import TicketState
from tests.crash.journal_copy import EventRow, Pages, copied, read
from tests.crash.ledger import Ledger, Saying
from tests.crash.life import Lives
from tests.crash.papers import Paper, Prints, account

_event = msgspec.json.Decoder(AnyEvent)
PLACES = {
    TicketState.WAITING: "line",
    TicketState.CALLED: "window",
    TicketState.SERVING: "window",
    TicketState.HELD: "held",
    TicketState.NO_SHOW: "missed",
}


class Audit(Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        findings: a sentence for everything that must not be; empty when all is well.
        kinds: how many events of each kind the journal has.
        prints: all print jobs.
        unheard: commands in the journal whose answer nobody has heard (yet).
        unkept: commands that were said and are neither answered nor in the journal.
    """

    findings: list[str]
    events: int
    commands: int
    kinds: Counter[str]
    prints: Prints
    unheard: int
    unkept: int


def audit(journal: Path, ledger: Ledger, config: HallConfig, papers: Sequence[Paper] | None = None) -> Audit:
    """Hold a journal that no hub has open against a ledger.

    Args:
        journal: the journal's file; a copy of it is read.
        ledger: what was said and heard so far.
        config: the journal's hall.
        papers: everything that has come out of the hall's printers; None when nobody knows.
    """
    with copied(journal) as copy:
        return audit_copy(copy, ledger, config, papers)


def audit_copy(
    copy: Path, ledger: Ledger, config: HallConfig, papers: Sequence[Paper] | None = None
) -> Audit:
    """Hold a copy of a journal, which this may put in order, against a ledger."""
    hall, findings = None, []
    try:
        hall = replayed(copy, config)
    except JournalFailed as error:
        findings.append(f"the journal says: {error}")
    try:
        pages = read(copy)
    except sqlite3.DatabaseError as error:
        findings.append(f"the journal cannot be read: {error}")
        pages = Pages([], {}, [])
    lives, prints = Lives(), Prints()
    for row in pages.events:
        try:
            event = _event.decode(row.body)
        except msgspec.DecodeError as error:
            findings.append(f"the journal cannot be read: event {row.seq}: {error}")
            continue
        lives.follow(row.seq, event)
        prints.follow(row.seq, event)
    findings += [
        *_chain(pages.events),
        *_commands(pages),
        *_numbers(pages, lives),
        *lives.findings,
        *prints.findings,
        *(account(prints.jobs.values(), papers) if papers is not None else ()),
        *(_hall(hall, lives) if hall is not None else ()),
        *(_jobs(hall, prints) if hall is not None else ()),
        *_answers(pages, ledger),
        *_numbers_heard(ledger, lives),
    ]
    answered = {name for name, saying in ledger.sayings.items() if saying.answers}
    return Audit(
        findings=findings,
        events=len(pages.events),
        commands=len(pages.commands),
        kinds=Counter(row.kind for row in pages.events),
        prints=prints,
        unheard=sum(name in ledger.sayings and name not in answered for name in pages.commands),
        unkept=sum(name not in pages.commands and name not in answered for name in ledger.sayings),
    )


def replayed(path: Path, config: HallConfig) -> Hall:
    """The hall of a journal, made by the hub's own code from nothing but its events.

    Raises:
        JournalFailed: it is not as it was written, or does not replay.
    """
    journal = Journal(path)
    try:
        journal.verify()
        hall = Hall(config)
        for event in journal.replay():
            try:
                evolve(hall, event)
            except (LookupError, ValueError) as error:
                raise JournalFailed(f"{event.__struct_config__.tag} does not replay: {error!r}") from error
        return hall
    finally:
        journal.close()


def _chain(events: list[EventRow]) -> Iterator[str]:
    """Each event carries the SHA-256 of the one before it and of what it says itself."""
    last = b"\0" * 32
    for count, row in enumerate(events, start=1):
        said = "\x1f".join([str(row.seq), row.day, row.command_id, row.kind, row.body])
        last = hashlib.sha256(last + said.encode()).digest()
        if row.seq != count:
            yield f"event {count} is missing"
            return
        if row.hash != last.hex():
            yield f"event {row.seq} is not what was written"
            return


def _commands(pages: Pages) -> Iterator[str]:
    """Each event belongs to one command, whose events stand together."""
    left: dict[str, list[int]] = {}
    for row in pages.events:
        left.setdefault(row.command_id, []).append(row.seq)
    for command in pages.commands.values():
        wanted = list(range(command.first_seq, command.last_seq + 1))
        if left.pop(command.id, []) != wanted:
            yield f"command {command.id} has other events than it says"
    yield from (f"events {seqs} are of {name}, a command that is not there" for name, seqs in left.items())


def _numbers(pages: Pages, lives: Lives) -> Iterator[str]:
    """The table of numbers, which is the database's own guard, holds what was given and no more."""
    guarded = {(row.day, row.number) for row in pages.numbers}
    given = set(lives.numbers.values())
    yield from (f"number {number} of {day} is not guarded" for day, number in sorted(given - guarded))
    yield from (f"number {number} of {day} was never given" for day, number in sorted(guarded - given))


def _hall(hall: Hall, lives: Lives) -> Iterator[str]:
    """The replayed hall has every ticket in the state of its life, and in the one place for it."""
    found: dict[str, list[str]] = {}
    for line in hall.lines.values():
        for n in range(len(line)):
            found.setdefault(line[n].id, []).append("line")
    for window in hall.windows.values():
        if window.ticket:
            found.setdefault(window.ticket, []).append("window")
        for name in window.held:
            found.setdefault(name, []).append("held")
    for name in hall.missed:
        found.setdefault(name, []).append("missed")
    for name, ticket in hall.tickets.items():
        if ticket.state is not lives.states.get(name):
            yield f"ticket {name} is {ticket.state} after replay and {lives.states.get(name)} by its events"
        place = PLACES.get(ticket.state)
        if found.get(name, []) != ([place] if place else []):
            yield f"ticket {name} is {ticket.state} and stands in {found.get(name, [])}"
    for name, state in lives.states.items():
        if name not in hall.tickets and state in PLACES:
            yield f"ticket {name} is {state} and was forgotten"


def _jobs(hall: Hall, prints: Prints) -> Iterator[str]:
    """The replayed hall has every print job in the state that its events gave it."""
    for name, job in hall.jobs.items():
        other = prints.jobs.get(name)
        # What a kiosk printed without the hub has no events of its own.
        if other is not None and other.state is not job.state:
            yield f"print job {name} is {job.state} after replay and {other.state} by its events"


def _answers(pages: Pages, ledger: Ledger) -> Iterator[str]:
    """Everything that was answered as done is in the journal, exactly as it was answered."""
    for saying in ledger.sayings.values():
        if saying.changed:
            yield f"{_named(saying)} was answered otherwise when it was said again"
        kept = pages.commands.get(saying.id)
        if kept is not None and kept.principal != saying.by:
            yield f"{_named(saying)} is kept as said by {kept.principal}"
        if saying.done is None:
            if kept is not None and saying.answers and not _unsure(saying):
                yield f"{_named(saying)} is in the journal and was refused"
            continue
        if kept is None:
            yield f"{_named(saying)} was answered and is not in the journal"
        elif kept.answer.encode() != msgspec.json.encode(saying.done.result):
            yield f"{_named(saying)} was answered otherwise than the journal says"
    for command in pages.commands.values():
        # What agents tell of their devices is in nobody's ledger.
        agent = command.principal.startswith("agent:")
        if command.id not in ledger.sayings and not agent:
            yield f"command {command.id} of {command.principal} was done and never said"


def _numbers_heard(ledger: Ledger, lives: Lives) -> Iterator[str]:
    """Whoever was told a number was the only one on that day."""
    told: dict[tuple[str, str], str] = {}
    for saying in ledger.sayings.values():
        if saying.kind not in ("take_ticket", "check_in", "hand_in_ticket") or saying.done is None:
            continue
        result = saying.done.result
        if not isinstance(result, TicketResult):
            yield f"{_named(saying)} was answered without a ticket"
            continue
        # A ticket that the journal does not know has no day: it counts for every day.
        day, number = lives.numbers.get(result.ticket, ("", result.number))
        if number != result.number:
            yield f"{_named(saying)} was told {result.number} and got {number}"
        if (day, number) in told:
            yield f"{_named(saying)} was told {number}, as {told[day, number]} had been"
        told[day, number] = saying.id


def _unsure(saying: Saying) -> bool:
    """Whether whoever said it was told that it may have been done, and to say it again."""
    last = saying.answers[-1]
    return isinstance(last, No) and last.code == "journal_unsure"


def _named(saying: Saying) -> str:
    return f"{saying.kind} {saying.id}"
