"""The hub: one writer that decides, makes it durable, and only then tells anybody.

Commands wait in one line. Whatever waits is decided in turn, written to the journal in one transaction, and
answered when that is on disk. A write that fails has not happened: the hall is replayed from the journal and
everybody concerned is told so, or told that it is not known yet where the disk keeps it from being known. A
command that meets a bug of ours is refused alone, as ``fault``. Nothing but this module changes the hall.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from config.schema import HallConfig
from devices.hub.answers import result_of
from devices.hub.audit import Audit
from devices.hub.certificate_status import CertificateStatus
from devices.hub.clock import SteadyClock, fixed
from devices.hub.dawn import Dawn
from devices.hub.events import AnyEvent
from devices.hub.journal import Answered, Entry, Journal, JournalFailed, JournalUnsure
from devices.hub.looks import Looks
from devices.hub.people import HUB, Principal
from devices.hub.proofs import Proofs
from devices.hub.rules import decide, turn_day
from devices.hub.rules.asked import Asked
from devices.hub.rules.proof import NOTHING, Proof
from devices.hub.staff_register import StaffRegister
from devices.hub.state import Hall
from devices.hub.sweep import named_in
from devices.hub.tally import Tally
from devices.hub.turns import Look, Said, Torn, Turn, write
from devices.hub.turns import refused as refused
from devices.hub.vault import Contact, Person, Vault, VaultFailed
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.jobs import CardRead
from devices.link.messages import AnyResult, Done, No
from devices.link.refusals import Refused

log = logging.getLogger(__name__)

T = TypeVar("T")

INBOX = 4096
"""Commands that may wait; one more is refused as ``busy``."""
BATCH = 512
"""Most commands in one transaction."""
ANSWERS = 20_000
"""Answers kept in memory for commands that are said again; older ones are in the journal."""

TICK_S = 5.0
"""Seconds between two looks at the clock."""

_encoder = msgspec.json.Encoder()
_results: msgspec.json.Decoder[AnyResult | None] = msgspec.json.Decoder(AnyResult | None)


class Hub:
    """The hall's single writer.

    Attributes:
        hall: the hall; between two batches it is exactly what the journal says.
        commit_failing: whether the newest commit failed.
        backup_failed_at: since when no backup can be made, None while they are well or off.
        certificates: how the certificates of the hub's port stand.
        after_commit: called with the events of each batch once they are on disk.
    """

    def __init__(
        self,
        config: HallConfig,
        journal: Journal,
        vault: Vault,
        clock: Callable[[ZoneInfo], datetime] | None = None,
        staff: StaffRegister | None = None,
        audit: Audit | None = None,
        dawn: Path | None = None,
    ) -> None:
        """Replay the journal; the hub answers once ``run`` runs.

        Args:
            config: the hall.
            journal: its journal, open.
            vault: its vault, open.
            clock: tells the hall's time; None for the computer's clock, made steady.
            staff: its staff cards and PINs, open; None where nobody has any.
            audit: its audit log, open; None where nothing is noted.
            dawn: file that says how the newest day began; None for a start that reads the last days.

        Raises:
            JournalFailed: the journal cannot be read.
        """
        self.config = config
        self.journal = journal
        self.vault = vault
        self.proofs = Proofs(config, staff)
        self.looks = Looks(audit)
        self.tally = Tally()
        self.after_commit: Callable[[list[AnyEvent]], None] = lambda events: None
        self.commit_failing = False
        self.backup_failed_at: datetime | None = None
        self.certificates = CertificateStatus()
        self._zone = ZoneInfo(config.hall.timezone)
        self._inbox: asyncio.Queue[Said | Look] = asyncio.Queue(INBOX)
        self._answers: OrderedDict[str, Answered] = OrderedDict()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._stopping = False
        self._up_since: datetime | None = None
        self._dawn = Dawn(config, journal, dawn, vault.digest)
        self.hall, self.waits = self._replayed()
        # Seconds that nobody sets, and that count on while the computer sleeps.
        steady = partial(time.clock_gettime, time.CLOCK_BOOTTIME)
        self._clock = clock or SteadyClock(time.time, steady, self.hall.last_at)
        self._up_since = self.hall.up_since = self.now()

    def now(self) -> datetime:
        """The hall's time; it never goes back behind what has been written."""
        now = fixed(self._clock(self._zone))
        last = self.hall.last_at
        return now if last is None or now >= last else fixed(last.astimezone(self._zone))

    @property
    def moved_s(self) -> float:
        """Seconds by which the hall's time has moved against steady seconds; screens count those."""
        return self._clock.moved_s if isinstance(self._clock, SteadyClock) else 0.0

    async def do(self, by: Principal, name: str, command: c.AnyCommand) -> Done | No:
        """Carry out a command once, however often it is said with this id.

        Args:
            by: who says it.
            name: the command's id.
            command: what is wanted.

        Returns:
            Done when it is durable, or No with the reason; never an exception.
        """
        if unnoted := await self.looks.unnoted(self.hall, self.vault, by, command):
            return refused(name, unnoted)
        if isinstance(command, c.SignIn) and not self._stopping:
            said = partial(self._say, by, name)
            reply = await self.proofs.sign_in(by, command, said) or refused(name, "register_failed")
        else:
            reply = await self._say(by, name, command)
        self.looks.answered(self.hall, by, command, reply)
        return reply

    async def _say(
        self, by: Principal, name: str, command: c.AnyCommand, proof: Proof = NOTHING
    ) -> Done | No:
        if self._stopping:
            return refused(name, "stopping")
        # Keyed, because a command may hold a phone number, which a plain hash would give away.
        digest = self.vault.digest(_encoder.encode(command))
        answer: asyncio.Future[Done | No] = asyncio.get_running_loop().create_future()
        said = Said(by=by, id=name, command=command, digest=digest, proof=proof, answer=answer)
        try:
            self._inbox.put_nowait(said)
        except asyncio.QueueFull:
            self.tally.answered(command, "busy")
            return refused(name, "busy")
        return await asyncio.shield(answer)

    async def look(self, see: Callable[[Hall, Waits], T]) -> T:
        """Look at the hall between two batches, when it is what the journal says."""
        seen: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def now() -> None:
            if not seen.done():
                try:
                    seen.set_result(see(self.hall, self.waits))
                except Exception as error:  # noqa: BLE001 - it is the asker's error, not the hub's
                    seen.set_exception(error)

        await self._inbox.put(Look(now))
        return await seen

    async def tick(self) -> None:
        """Let happen what time alone makes happen; nothing is written when nothing is due."""

        def due(hall: Hall, waits: Waits) -> bool:
            if isinstance(self._clock, SteadyClock):
                self._clock.look(hall.empty)
            self.looks.clock_off(self._clock_off_min())
            at = self.now()
            asked = Asked(
                by=HUB,
                at=at,
                fresh="tick",
                wait=lambda queue: waits.expected_min(hall, queue),
                clock_off_min=self._clock_off_min(),
                backup_failed_at=self.backup_failed_at,
                certificates=self.certificates,
            )
            return bool(turn_day(hall, at, HUB.name) or decide(hall, c.Tick(), asked))

        if await self.look(due):
            # No client's command can have this name: theirs have no colon.
            await self.do(HUB, f"tick:{secrets.token_urlsafe(12)}", c.Tick())

    async def keep_ticking(self) -> None:
        """Look at the clock until cancelled."""
        while True:
            await asyncio.sleep(TICK_S)
            try:
                await self.tick()
            except Exception:
                log.exception("A bug: what was due was not done.")

    async def remember(self, card: CardRead) -> Person:
        """Keep a card's holder in the vault, in the writer's thread and not in everybody's.

        Raises:
            VaultFailed: the vault cannot be written.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writer, self.vault.remember, card)

    async def run(self) -> None:
        """Decide, write, answer, until cancelled.

        Raises:
            JournalFailed: the journal can no longer even be read; the process must end.
        """
        try:
            while True:
                batch = [await self._inbox.get()]
                while len(batch) < BATCH and not self._inbox.empty():
                    batch.append(self._inbox.get_nowait())
                await self._carry_out([said for said in batch if isinstance(said, Said)])
                for look in batch:
                    if isinstance(look, Look):
                        look.look()
        finally:
            self._stopping = True
            self._refuse_waiting()

    def stop(self) -> None:
        """Take no more commands; those already waiting are still carried out."""
        self._stopping = True

    async def settle(self) -> None:
        """Return when everything that waited has been answered; ``run`` must still run."""
        await self.look(lambda hall, waits: None)

    def close(self) -> None:
        """Close journal and vault."""
        self.proofs.close()
        self._writer.shutdown()
        self.journal.close()
        self.vault.close()

    async def _carry_out(self, batch: list[Said]) -> None:
        """Decide, write and answer; where a change broke off, the rest begins with a hall that is whole."""
        rest = deque(batch)
        while rest:
            turn = Turn()
            while rest and not turn.torn:
                said = rest.popleft()
                turn.replies.append((said, self._decided(said, turn)))
            await self._finish(turn)

    def _decided(self, said: Said, turn: Turn) -> Done | No:
        try:
            before = turn.entries.get(said.id) or self._answered(said.id)
            if before is not None:
                same = self._same(before.digest, said) and before.principal == said.by.name
                if not same:
                    return refused(said.id, "command_id_used")
                return Done(id=said.id, result=_results.decode(before.answer))
            at = self.now()
            turned = turn_day(self.hall, at, HUB.name)
            self._evolve(turned)
            return self._new(said, at, turned, turn)
        except JournalFailed:
            log.exception("The journal could not be read; a command was not done.")
            return refused(said.id, "journal_failed")
        except Exception as error:
            turn.torn = isinstance(error, Torn)
            log.exception("A bug: the command %s was not done.", said.command.__struct_config__.tag)
            return refused(said.id, "fault")

    def _same(self, digest: str, said: Said) -> bool:
        """Whether a command is the one that was said before; journals of old have plain digests."""
        return digest in (said.digest, hashlib.sha256(_encoder.encode(said.command)).hexdigest())

    def _asked(self, said: Said, at: datetime, turn: Turn) -> tuple[Asked, str, Contact | None]:
        """The circumstances of a command, its free words, and the name and phone it says."""
        words = str(getattr(said.command, "words", ""))
        contact = Contact(str(getattr(said.command, "name", "")), str(getattr(said.command, "phone", "")))
        row: str | None = None
        if contact.phone or contact.name:
            same = (name for name, kept in turn.contacts.items() if kept.phone == contact.phone)
            row = next(same, None) if contact.phone else None
            row = row or self.vault.contact_of(contact.phone)
            if row is None and said.command.keeps_contact:
                row = secrets.token_urlsafe(12)
        asked = Asked(
            by=said.by,
            at=at,
            fresh=secrets.token_urlsafe(12),
            words=secrets.token_urlsafe(12) if words else None,
            contact=row,
            clerk=self.hall.clerk_at(said.by.place),
            proof=said.proof,
            wait=lambda queue: self.waits.expected_min(self.hall, queue),
            clock_off_min=self._clock_off_min(),
            backup_failed_at=self.backup_failed_at,
            certificates=self.certificates,
        )
        return asked, words, contact if row and said.command.keeps_contact else None

    def _new(self, said: Said, at: datetime, turned: list[AnyEvent], turn: Turn) -> Done | No:
        asked, words, contact = self._asked(said, at, turn)
        try:
            events = decide(self.hall, said.command, asked)
        except Exception as error:
            if turned:
                # The day still turned: it is kept under a name that no command can have.
                day = self._entry(f"day:{at.date().isoformat()}", HUB, "", None, turned)
                turn.entries[day.command_id] = day
            if isinstance(error, Refused):
                return No(id=said.id, code=error.code, zh=error.sentence.zh, en=error.sentence.en)
            raise
        self._evolve(events)
        try:
            result = result_of(self.hall, events)
            turn.entries[said.id] = self._entry(said.id, said.by, said.digest, result, [*turned, *events])
        except Exception as error:
            raise Torn from error
        if asked.words is not None:
            turn.words[asked.words] = words
        if contact is not None and asked.contact is not None:
            turn.contacts[asked.contact] = contact
        return Done(id=said.id, result=result)

    def _clock_off_min(self) -> int:
        return self._clock.off_min if isinstance(self._clock, SteadyClock) else 0

    def _entry(
        self, name: str, by: Principal, digest: str, result: AnyResult | None, events: list[AnyEvent]
    ) -> Entry:
        return Entry(
            command_id=name,
            principal=by.name,
            digest=digest,
            answer=_encoder.encode(result),
            events=tuple(events),
        )

    async def _finish(self, turn: Turn) -> None:
        failure = await self._committed(turn) if turn.entries else ""
        if failure:
            self.tally.commit_failures += 1
            self.commit_failing = True
            # What was refused stays refused, and what was done before stays done.
            turn.replies = [
                (said, refused(said.id, failure))
                if isinstance(reply, Done) and said.id in turn.entries
                else (said, reply)
                for said, reply in turn.replies
            ]
            turn.entries = {}
        for entry in turn.entries.values():
            self._keep(entry)
        try:
            if failure or turn.torn:
                self.hall, self.waits = self._replayed()
        finally:
            self._tell(turn.replies)
        self._dawn.keep(self._writer.submit)
        happened = [event for entry in turn.entries.values() for event in entry.events]
        if happened:
            self.vault.named({*turn.words, *turn.contacts, *named_in(happened)})
            try:
                self.looks.happened(happened)
                self.after_commit(happened)
            except Exception:
                log.exception("A bug: what follows from %d events was not done.", len(happened))

    async def _committed(self, turn: Turn) -> str:
        """Write a turn; returns the code of a failure, or an empty string when all is on disk."""
        began = monotonic()
        entries = list(turn.entries.values())
        try:
            await asyncio.get_running_loop().run_in_executor(
                self._writer, write, self.journal, self.vault, entries, turn
            )
        except (JournalFailed, VaultFailed) as error:
            # Once when it begins: a full disk is not helped by a log that grows with every touch.
            level = logging.DEBUG if self.commit_failing else logging.ERROR
            log.log(level, "The journal could not be written (%s); what is asked is not done.", error)
            return "journal_unsure" if isinstance(error, JournalUnsure) else "journal_failed"
        except Exception:
            log.exception("A bug: %d commands could not be written and were not done.", len(entries))
            return "fault"
        self.tally.committed(len(entries), monotonic() - began)
        if self.commit_failing:
            log.info("The journal can be written again.")
        self.commit_failing = False
        return ""

    def _refuse_waiting(self) -> None:
        """Nobody waits for a writer that has ended; what was never looked at may be said again."""
        while not self._inbox.empty():
            said = self._inbox.get_nowait()
            if isinstance(said, Said) and not said.answer.done():
                said.answer.set_result(refused(said.id, "stopping"))

    def _tell(self, replies: list[tuple[Said, Done | No]]) -> None:
        for said, reply in replies:
            self.tally.answered(said.command, reply.code if isinstance(reply, No) else "done")
            if not said.answer.done():
                said.answer.set_result(reply)

    def _answered(self, name: str) -> Answered | None:
        return self._answers.get(name) or self.journal.answered(name)

    def _keep(self, entry: Entry) -> None:
        self._answers[entry.command_id] = Answered(
            principal=entry.principal, digest=entry.digest, answer=entry.answer
        )
        while len(self._answers) > ANSWERS:
            self._answers.popitem(last=False)

    def _evolve(self, events: list[AnyEvent]) -> None:
        try:
            for event in events:
                self._dawn.follow(event, self.hall, self.waits)
        except Exception as error:
            raise Torn from error

    def _replayed(self) -> tuple[Hall, Waits]:
        hall, waits = self._dawn.replayed()
        hall.up_since = self._up_since
        return hall, waits
