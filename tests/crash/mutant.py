"""A program with one promise broken: ``python -m tests.crash.mutant NAME hub --hall DIR --data DIR``.

Behind the name stands ``hub``, ``agent`` or a screen's module with what it is told. The storm must find each
of them; otherwise it proves nothing. Broken promises that only a power cut shows are not here: what a killed
process has written stays in the system's memory, so a journal without fsync survives SIGKILL as well as one
with it.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import msgspec

from devices.__main__ import main
from devices.agent import Agent
from devices.hub import hub as hub_module
from devices.hub.dispatch import Dispatch, Line
from devices.hub.hub import Hub
from devices.hub.journal import Answered, Entry, Journal
from devices.hub.publish import Publisher
from devices.hub.state import Hall
from devices.hub.waits import Waits
from devices.link import codec
from devices.link.jobs import WorkDone, WorkStarted
from devices.link.messages import Announcing, Have, Job, Patch, Revoke, Snapshot
from devices.link.session import ClientSession
from devices.link.words import PrintState
from devices.printers.driver import EscPosPrinter

LATE_S = 2.0
"""How long the journal lags behind the answers; a kill at an answer comes far sooner."""
SCREENS = ("display", "caller", "kiosk")

_append = Journal.append
_announced = Dispatch.announced
_started, _job, _run = Agent.started, Agent._job, Agent.run
_received = ClientSession.received
_outbox = EscPosPrinter.outbox
_published = Publisher.__init__


def answer_before_commit() -> None:
    """Everybody is told first, and the journal is written a little later."""
    behind = ThreadPoolExecutor(1)

    def later(journal: Journal, entries: list[Entry]) -> None:
        time.sleep(LATE_S)
        _append(journal, entries)

    def append(self: Journal, entries: list[Entry]) -> None:
        behind.submit(later, self, entries)

    _replace(Journal, "append", append)


def no_commit() -> None:
    """The transaction is rolled back and yet answered as done."""

    def roll_back(self: Journal) -> None:
        self._conn.execute("ROLLBACK")

    _replace(Journal, "_commit", roll_back)


def _overwrite() -> None:
    """Let a command be written a second time: the table's key would forbid it."""

    def append(self: Journal, entries: list[Entry]) -> None:
        self._conn.execute(
            "CREATE TEMP TRIGGER IF NOT EXISTS again BEFORE INSERT ON main.commands "
            "BEGIN DELETE FROM commands WHERE id = NEW.id; END"
        )
        _append(self, entries)

    _replace(Journal, "append", append)


def forget_ids() -> None:
    """A command that is said again is done again."""

    def unknown(self: Hub, name: str) -> Answered | None:
        return None

    _replace(Hub, "_answered", unknown)
    _overwrite()


def forget_ids_at_restart() -> None:
    """A command that is said again is done again, but only by a hub that was started meanwhile."""

    def unknown(self: Journal, command_id: str) -> Answered | None:
        return None

    _replace(Journal, "answered", unknown)
    _overwrite()


def order_swapped() -> None:
    """What happened first is written last, among all that is written at once."""

    def append(self: Journal, entries: list[Entry]) -> None:
        turned = [replace(entry, events=entry.events[::-1]) for entry in reversed(entries)]
        _append(self, turned)

    _replace(Journal, "append", append)


def begun_again() -> None:
    """The hub gives out a job again whose agent came back without it, although it may be on paper."""

    async def announced(self: Dispatch, host: str, line: Line, what: Announcing) -> None:
        def forget(hall: Hall, waits: Waits) -> None:
            for job in hall.jobs.values():
                if job.state is PrintState.STARTED and hall.device_of[job.device].host == host:
                    job.state = PrintState.REQUESTED

        await self._hub.look(forget)
        await _announced(self, host, line, what)

    _replace(Dispatch, "announced", announced)


def doubt_forgotten() -> None:
    """The hub does not say of a job that its agent forgot that nobody knows how it ended."""

    async def announced(self: Dispatch, host: str, line: Line, what: Announcing) -> None:
        every = await self._hub.look(lambda hall, waits: tuple(hall.jobs))
        await _announced(self, host, line, msgspec.structs.replace(what, jobs=every))

    _replace(Dispatch, "announced", announced)


def prints_then_asks() -> None:
    """An agent prints at once, and tells the hub later that it begins."""

    async def started(self: Agent, device: str, news: WorkStarted) -> bool:
        async def later() -> None:
            await asyncio.sleep(LATE_S)
            await _started(self, device, news)

        behind.add(asyncio.create_task(later()))
        return True

    behind: set[asyncio.Task[None]] = set()
    _replace(Agent, "started", started)


def prints_again() -> None:
    """An agent keeps in a file what it has begun, and begins it once more when it comes back."""
    given: dict[str, Job] = {}
    old: set[str] = set()

    def notes() -> Path:
        return Path(sys.argv[sys.argv.index("--identity") + 1]).with_suffix(".begun")

    def job(self: Agent, work: Job | Revoke) -> None:
        if isinstance(work, Job):
            given[work.id] = work
        _job(self, work)

    async def started(self: Agent, device: str, news: WorkStarted) -> bool:
        if news.job in old:
            return True
        may = await _started(self, device, news)
        if may and news.job in given:
            with notes().open("ab") as file:
                file.write(msgspec.json.encode(given[news.job]) + b"\n")
        return may

    async def run(self: Agent) -> None:
        if notes().exists():
            for line in notes().read_bytes().splitlines():
                work = msgspec.json.decode(line, type=Job)
                old.add(work.id)
                self._runners[work.device].give(work)
            notes().unlink()
        await _run(self)

    _replace(Agent, "_job", job)
    _replace(Agent, "started", started)
    _replace(Agent, "run", run)


def sent_is_printed() -> None:
    """A driver calls a paper printed when its bytes are sent, whatever the printer says."""

    def outbox(self: EscPosPrinter) -> list[bytes]:
        frames = _outbox(self)
        if self._job is not None and self._job.sent and not self._job.delivery.torn:
            self._end(WorkDone(job=self._job.id))
        return frames

    _replace(EscPosPrinter, "outbox", outbox)


def stale_rows() -> None:
    """A client that is told everything anew keeps what is gone."""

    def received(self: ClientSession, frame: str | bytes, now: float) -> None:
        before = dict(self.rows)
        _received(self, frame, now)
        if before and isinstance(codec.from_hub(frame), Snapshot):
            self.rows = before | self.rows

    _replace(ClientSession, "received", received)


def nothing_missed() -> None:
    """A hub takes whoever comes back for up to date, even after a start of its own."""

    def published(self: Publisher, *settings: object, **more: object) -> None:
        _published(self, *settings, **more)  # type: ignore[arg-type]
        self.epoch = "always"

    def missed(self: Publisher, topic: object, have: Have | None) -> list[Patch] | None:
        return None if have is None or have.rev < 0 else []

    _replace(Publisher, "__init__", published)
    _replace(Publisher, "_missed", missed)


def one_at_a_time() -> None:
    """No broken promise: every command has a transaction, and so an fsync, of its own (for the bench)."""
    _replace(hub_module, "BATCH", 1)


MUTANTS: dict[str, Callable[[], None]] = {
    change.__name__: change
    for change in (
        *(answer_before_commit, no_commit, forget_ids, forget_ids_at_restart, order_swapped),
        *(begun_again, doubt_forgotten, prints_then_asks, prints_again, sent_is_printed),
        *(stale_rows, nothing_missed, one_at_a_time),
    )
}


def _replace(owner: object, name: str, changed: object) -> None:
    setattr(owner, name, changed)


if __name__ == "__main__":
    MUTANTS[sys.argv.pop(1)]()
    if sys.argv[1] in SCREENS:
        importlib.import_module(f"{sys.argv.pop(1)}.__main__").main()
    else:
        main()
