"""The hub: one writer that decides, makes it durable, and only then tells anybody.

Commands wait in one line. Whatever waits is decided in turn, written to the journal in one transaction, and
answered when that is on disk. A write that fails has not happened: the hall is replayed from the journal
and everybody concerned is told so. Nothing but this module changes the hall.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from config.schema import HallConfig
from devices.hub.asked import Asked
from devices.hub.events import AnyEvent, PrintRequested, TicketTaken
from devices.hub.evolve import evolve
from devices.hub.journal import Answered, Entry, Journal, JournalFailed
from devices.hub.people import HUB, Principal
from devices.hub.rules import decide, turn_day
from devices.hub.state import Hall
from devices.hub.tally import Tally
from devices.hub.vault import Vault
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.messages import AnyResult, Done, No, TicketResult
from devices.link.refusals import REFUSALS, Refused

log = logging.getLogger(__name__)

T = TypeVar("T")

INBOX = 4096
"""Commands that may wait; one more is refused as ``busy``."""
BATCH = 512
"""Most commands in one transaction."""
ANSWERS = 20_000
"""Answers kept in memory for commands that are said again; older ones are in the journal."""

_encoder = msgspec.json.Encoder()
_results: msgspec.json.Decoder[AnyResult | None] = msgspec.json.Decoder(AnyResult | None)


@dataclass(frozen=True, kw_only=True)
class _Said:
    by: Principal
    id: str
    command: c.AnyCommand
    digest: str
    words: str | None
    answer: asyncio.Future[Done | No]


@dataclass(frozen=True)
class _Look:
    look: Callable[[], None]


def refused(name: str, code: str) -> No:
    """The answer to a command that was refused."""
    sentence = REFUSALS[code]
    return No(id=name, code=code, zh=sentence.zh, en=sentence.en)


class Hub:
    """The hall's single writer.

    Attributes:
        hall: the hall; between two batches it is exactly what the journal says.
        commit_failing: whether the newest commit failed.
        after_commit: called with the events of each batch once they are on disk.
    """

    def __init__(
        self,
        config: HallConfig,
        journal: Journal,
        vault: Vault,
        clock: Callable[[ZoneInfo], datetime] = datetime.now,
    ) -> None:
        """Replay the journal; the hub answers once ``run`` runs.

        Raises:
            JournalFailed: the journal cannot be read.
        """
        self.config = config
        self.journal = journal
        self.vault = vault
        self.tally = Tally()
        self.after_commit: Callable[[list[AnyEvent]], None] = lambda events: None
        self.commit_failing = False
        self._zone = ZoneInfo(config.hall.timezone)
        self._clock = clock
        self._inbox: asyncio.Queue[_Said | _Look] = asyncio.Queue(INBOX)
        self._answers: OrderedDict[str, Answered] = OrderedDict()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._stopping = False
        self.hall, self.waits = self._replayed()

    def now(self) -> datetime:
        """The hall's time; it never goes back behind what has been written."""
        now = self._clock(self._zone)
        last = self.hall.last_at
        return now if last is None or now >= last else last.astimezone(self._zone)

    async def do(self, by: Principal, name: str, command: c.AnyCommand) -> Done | No:
        """Carry out a command once, however often it is said with this id.

        Args:
            by: who says it.
            name: the command's id.
            command: what is wanted.

        Returns:
            Done when it is durable, or No with the reason; never an exception.
        """
        if self._stopping:
            return refused(name, "stopping")
        digest = hashlib.sha256(_encoder.encode(command)).hexdigest()
        words = None
        if isinstance(command, c.Rate) and command.words and self._answered(name) is None:
            words = await asyncio.get_running_loop().run_in_executor(
                self._writer, self.vault.keep_words, command.words
            )
        answer: asyncio.Future[Done | No] = asyncio.get_running_loop().create_future()
        said = _Said(by=by, id=name, command=command, digest=digest, words=words, answer=answer)
        try:
            self._inbox.put_nowait(said)
        except asyncio.QueueFull:
            self.tally.answered(command, "busy")
            return refused(name, "busy")
        reply = await asyncio.shield(answer)
        if words is not None and isinstance(reply, No):
            self.vault.erase(words)
        return reply

    async def look(self, see: Callable[[Hall, Waits], T]) -> T:
        """Look at the hall between two batches, when it is what the journal says."""
        seen: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def now() -> None:
            if not seen.done():
                try:
                    seen.set_result(see(self.hall, self.waits))
                except Exception as error:  # noqa: BLE001 - it is the asker's error, not the hub's
                    seen.set_exception(error)

        await self._inbox.put(_Look(now))
        return await seen

    async def run(self) -> None:
        """Decide, write, answer, until cancelled.

        Raises:
            JournalFailed: the journal can no longer even be read; the process must end.
        """
        while True:
            batch = [await self._inbox.get()]
            while len(batch) < BATCH and not self._inbox.empty():
                batch.append(self._inbox.get_nowait())
            await self._turn([said for said in batch if isinstance(said, _Said)])
            for look in batch:
                if isinstance(look, _Look):
                    look.look()

    def stop(self) -> None:
        """Take no more commands; those already waiting are still carried out."""
        self._stopping = True

    async def settle(self) -> None:
        """Return when everything that waited has been answered; ``run`` must still run."""
        await self.look(lambda hall, waits: None)

    def close(self) -> None:
        """Close journal and vault."""
        self._writer.shutdown()
        self.journal.close()
        self.vault.close()

    async def _turn(self, batch: list[_Said]) -> None:
        entries: dict[str, Entry] = {}
        replies: list[tuple[_Said, Done | No]] = []
        happened: list[AnyEvent] = []
        for said in batch:
            reply, entry = self._decided(said, entries)
            replies.append((said, reply))
            if entry is not None:
                entries[entry.command_id] = entry
                happened.extend(entry.events)
        if entries:
            try:
                await self._commit(list(entries.values()))
            except JournalFailed:
                log.exception("The journal could not be written; %d commands were not done.", len(entries))
                self.tally.commit_failures += 1
                self.commit_failing = True
                self.hall, self.waits = self._replayed()
                # What was refused stays refused, and what was done before stays done.
                replies = [
                    (said, refused(said.id, "journal_failed"))
                    if isinstance(reply, Done) and said.id in entries
                    else (said, reply)
                    for said, reply in replies
                ]
                happened = []
                entries = {}
        for entry in entries.values():
            self._keep(entry)
        self._tell(replies)
        if happened:
            self.after_commit(happened)

    def _decided(self, said: _Said, entries: dict[str, Entry]) -> tuple[Done | No, Entry | None]:
        before = entries.get(said.id) or self._answered(said.id)
        if before is not None:
            same = before.digest == said.digest and before.principal == said.by.name
            if not same:
                return refused(said.id, "command_id_used"), None
            return Done(id=said.id, result=_results.decode(before.answer)), None
        at = self.now()
        try:
            turned = turn_day(self.hall, at, HUB.name)
            for event in turned:
                self._evolve(event)
            asked = Asked(by=said.by, at=at, fresh=secrets.token_urlsafe(12), words=said.words)
            events = decide(self.hall, said.command, asked)
        except Refused as no:
            # The day still turned: it is kept under a name of its own.
            entry = self._entry(f"day-{at.date().isoformat()}", HUB, "", None, turned) if turned else None
            return refused(said.id, no.code), entry
        for event in events:
            self._evolve(event)
        result = _result(self.hall, events)
        done = Done(id=said.id, result=result)
        return done, self._entry(said.id, said.by, said.digest, result, [*turned, *events])

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

    async def _commit(self, entries: list[Entry]) -> None:
        began = monotonic()
        await asyncio.get_running_loop().run_in_executor(self._writer, self.journal.append, entries)
        self.tally.committed(len(entries), monotonic() - began)
        self.commit_failing = False

    def _tell(self, replies: list[tuple[_Said, Done | No]]) -> None:
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

    def _evolve(self, event: AnyEvent) -> None:
        evolve(self.hall, event)
        self.waits.follow(event, self.hall)

    def _replayed(self) -> tuple[Hall, Waits]:
        hall = Hall(self.config)
        waits = Waits(hall)
        for event in self.journal.replay():
            evolve(hall, event)
            waits.follow(event, hall)
        return hall, waits


def _result(hall: Hall, events: list[AnyEvent]) -> AnyResult | None:
    """What the asker is told: the ticket that the command concerned, if it concerned one."""
    name = next((event.ticket for event in events if hasattr(event, "ticket")), None)
    if name is None:
        return None
    job = next((event.job for event in events if isinstance(event, PrintRequested)), "")
    taken = next((event for event in events if isinstance(event, TicketTaken)), None)
    number = taken.number if taken else hall.tickets[name].number
    return TicketResult(ticket=name, number=number, job=job)
