"""Everybody of a large hall as light clients in one process: ``python -m tests.load.crowd``.

Each has a true line with the true session and shows nothing. The process does one order a line on its
standard input and answers each with a line: how long commands took to be answered, and how long until every
screen that a call concerns had been told of it.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import msgspec
from msgspec import Struct

from devices.link import commands as c
from devices.link.client import LinkClient
from devices.link.identity import Identity
from devices.link.messages import Done, No, TicketResult
from devices.link.rows import AnyRow, CallRow
from tests.crash.ledger import Ledger, Saying
from tests.load.figures import Times, times
from tests.load.halls import QUEUES_EACH, ZONE_SCREENS

ANSWER_S = 60.0
"""Longest wait for an answer, over a restart of the hub."""
CONCERNED = 1 + ZONE_SCREENS
"""Screens that a call concerns: that of its window, and those of its zone."""
SEEN_S = 60.0
"""Longest wait until all screens concerned have seen every call."""
LIVE_S = 120.0
NOBODY = "nobody_waiting"


class Order(Struct, frozen=True, tag_field="do", kw_only=True):
    """Something the process is to do; it is answered when it is done."""


class Join(Order, frozen=True, kw_only=True, tag="join"):
    """Open lines for these, by name; answered when all are live."""

    files: dict[str, str]
    zones: tuple[str, ...]
    windows: int
    kiosks: int


class Open(Order, frozen=True, kw_only=True, tag="open"):
    """Sign in and open all windows."""


class Take(Order, frozen=True, kw_only=True, tag="take"):
    """All kiosks give numbers as fast as they can, so many together."""

    people: int


class CallAll(Order, frozen=True, kw_only=True, tag="call_all"):
    """All windows call within one second, then serve; so many times."""

    rounds: int


class Steady(Order, frozen=True, kw_only=True, tag="steady"):
    """An ordinary hour: so many commands a second, whatever the hub does."""

    per_s: float
    seconds: float


class Live(Order, frozen=True, kw_only=True, tag="live"):
    """Wait until everybody is live on a line opened since a moment of the machine's monotonic clock."""

    since: float


class Same(Order, frozen=True, kw_only=True, tag="same"):
    """Compare what these see with what a line sees that is opened now."""

    names: tuple[str, ...]


class End(Order, frozen=True, kw_only=True, tag="end"):
    """Write the ledger and end."""

    ledger: str


AnyOrder = Join | Open | Take | CallAll | Steady | Live | Same | End


class Told(Struct, frozen=True, kw_only=True):
    """What came of an order.

    Attributes:
        answered: by what was done, such as ``call_next``.
        seen: from a call until the last screen concerned had been told.
        findings: a sentence for everything that must not be.
    """

    answered: dict[str, Times] = {}
    seen: Times | None = None
    live: Times | None = None
    findings: list[str] = []


class Light:
    """One client."""

    def __init__(self, name: str, file: Path, crowd: Crowd) -> None:
        self.name = name
        self.live_at = 0.0
        self.link = LinkClient(Identity.load(file), "hall-load", on_rows=self._rows, on_live=self._live)
        self._crowd = crowd
        self._said = 0

    @property
    def by(self) -> str:
        """The principal's name, as the journal has it."""
        return self.name.partition("#")[0].removesuffix(":")

    async def says(self, command: c.AnyCommand) -> Done | No:
        """Say something until it is answered, and write both down.

        Raises:
            TimeoutError: it was never answered.
        """
        self._said += 1
        saying = Saying(id=f"{self.by.replace(':', '-')}-{self._said:06}", by=self.by, command=command)
        self._crowd.ledger.say(saying)
        async with asyncio.timeout(ANSWER_S):
            answer = await self.link.do(command, saying.id)
        self._crowd.ledger.hear(answer)
        return answer

    def _live(self, live: bool) -> None:
        self.live_at = monotonic() if live else 0.0

    def _rows(self, rows: list[AnyRow], gone: list[str]) -> None:
        if self.name.startswith("screen"):
            for row in rows:
                if isinstance(row, CallRow):
                    self._crowd.saw(self.name, row.ticket, row.window)


class Crowd:
    """Everybody, and what they have said and seen."""

    def __init__(self, join: Join) -> None:
        self.ledger = Ledger()
        self._dice = random.Random(1)
        self._zones = join.zones
        self._files = {name: Path(file) for name, file in join.files.items()}
        self._lights = {name: Light(name, file, self) for name, file in self._files.items()}
        self._clerks = [self._lights[f"clerk:window-{n}"] for n in range(1, join.windows + 1)]
        self._kiosks = [self._lights[f"kiosk:K{n}"] for n in range(1, join.kiosks + 1)]
        self._called: dict[tuple[str, int], float] = {}
        self._sights: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
        self._took: dict[str, list[float]] = defaultdict(list)
        self._findings: list[str] = []
        self._tasks = [asyncio.create_task(light.link.run()) for light in self._lights.values()]

    def saw(self, screen: str, ticket: str, window: int) -> None:
        """A screen was told of a call; when it is told again, by a snapshot, that is no news."""
        self._sights[ticket, window].setdefault(screen, monotonic())

    async def close(self) -> None:
        """End all lines."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def do(self, order: AnyOrder) -> Told:
        """Do an order."""
        match order:
            case Join():
                return await self._live(0.0)
            case Open():
                await asyncio.gather(*(self._open(clerk, n) for n, clerk in enumerate(self._clerks, start=1)))
            case Take(people=people):
                await asyncio.gather(
                    *(
                        self._takes(kiosk, n, people // len(self._kiosks))
                        for n, kiosk in enumerate(self._kiosks, start=1)
                    )
                )
            case CallAll(rounds=rounds):
                for _ in range(rounds):
                    await asyncio.gather(*(self._round(n) for n in range(1, len(self._clerks) + 1)))
                    # Nobody is served so fast that a window calls again before its call is on the screens.
                    await self._all_seen()
            case Steady():
                await self._steady(order)
            case Live(since=since):
                return await self._live(since)
            case Same(names=names):
                await asyncio.gather(*(self._same(name) for name in names))
            case End(ledger=path):
                self.ledger.write(Path(path))
        return await self._told()

    # What people do ----------------------------------------------------------------------------------

    async def _open(self, clerk: Light, number: int) -> None:
        await self._timed(clerk, c.SignIn(clerk=f"{number:04}"))
        await self._timed(clerk, c.OpenWindow())

    async def _takes(self, kiosk: Light, number: int, people: int) -> None:
        for _ in range(people):
            await self._take(kiosk, number)

    async def _take(self, kiosk: Light, number: int) -> None:
        zone = self._zones[(number - 1) % len(self._zones)]
        item = f"{zone}-{self._dice.randint(1, QUEUES_EACH)}-{self._dice.randint(1, 2)}"
        await self._timed(kiosk, c.TakeTicket(item=item, paper=False))

    async def _round(self, number: int) -> None:
        await asyncio.sleep(self._dice.random())
        for step in (self._call, self._start, self._finish):
            await step(number)

    async def _call(self, number: int) -> None:
        began = monotonic()
        answer = await self._timed(self._clerks[number - 1], c.CallNext())
        if isinstance(answer, Done) and isinstance(answer.result, TicketResult):
            self._called[answer.result.ticket, number] = began

    async def _start(self, number: int) -> None:
        await self._timed(self._clerks[number - 1], c.Start())

    async def _finish(self, number: int) -> None:
        await self._timed(self._clerks[number - 1], c.Finish())

    async def _steady(self, order: Steady) -> None:
        """Let a visitor come, be called, be served and go, by turns of kiosks and windows, at fixed times."""
        kiosks = itertools.cycle(range(1, len(self._kiosks) + 1))
        windows = itertools.cycle(range(1, len(self._clerks) + 1))
        lanes: dict[int, asyncio.Task[None]] = {}
        takes: set[asyncio.Task[None]] = set()
        began = monotonic()
        for n in range(int(order.per_s * order.seconds / 4)):
            await asyncio.sleep(began + n * 4 / order.per_s - monotonic())
            kiosk, window = next(kiosks), next(windows)
            take = asyncio.create_task(self._take(self._kiosks[kiosk - 1], kiosk))
            takes.add(take)
            take.add_done_callback(takes.discard)
            before = lanes.get(window)
            lanes[window] = asyncio.create_task(self._visit(window, before))
        await asyncio.gather(*takes, *lanes.values())

    async def _visit(self, window: int, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await before
        for step in (self._call, self._start, self._finish):
            await step(window)

    async def _timed(self, light: Light, command: c.AnyCommand) -> Done | No:
        began = monotonic()
        answer = await light.says(command)
        if isinstance(answer, No):
            self._findings.append(f"{light.by} was refused {command.__struct_config__.tag}: {answer.code}")
        self._took[str(command.__struct_config__.tag)].append(monotonic() - began)
        return answer

    # What came of it ---------------------------------------------------------------------------------

    async def _told(self) -> Told:
        """Wait until every screen concerned has seen every call, and sum up."""
        if not await self._all_seen():
            missed = sum(len(self._sights[key]) < CONCERNED for key in self._called)
            self._findings.append(f"{missed} calls were not told to all screens within {SEEN_S:.0f} s")
        seen = [
            max(self._sights[key].values()) - began
            for key, began in self._called.items()
            if self._sights[key]
        ]
        told = Told(
            answered={kind: times(took) for kind, took in self._took.items()},
            seen=times(seen) if seen else None,
            findings=self._findings,
        )
        self._took, self._called, self._findings = defaultdict(list), {}, []
        return told

    async def _all_seen(self) -> bool:
        return await _until(lambda: all(len(self._sights[key]) >= CONCERNED for key in self._called), SEEN_S)

    async def _live(self, since: float) -> Told:
        began = since or monotonic()
        if not await _until(lambda: all(light.live_at > since for light in self._lights.values()), LIVE_S):
            dark = [light.name for light in self._lights.values() if light.live_at <= since]
            return Told(findings=[f"{len(dark)} are not live, such as {dark[:3]}"])
        return Told(live=times(max(0.0, light.live_at - began) for light in self._lights.values()))

    async def _same(self, name: str) -> None:
        """A client's rows are those that a new line is shown; both are given time to be told the latest."""
        fresh = LinkClient(Identity.load(self._files[name]), "hall-load")
        running = asyncio.create_task(fresh.run())
        mine = self._lights[name].link.session
        try:
            if not await _until(lambda: fresh.session.live and fresh.session.rows == mine.rows, 30):
                theirs = fresh.session.rows
                keys = {
                    key for key in mine.rows.keys() | theirs.keys() if mine.rows.get(key) != theirs.get(key)
                }
                self._findings.append(f"{name} sees other rows than a new line: {sorted(keys)[:5]}")
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def _until(so: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes to be so in time."""
    ends = monotonic() + seconds
    while not so():
        if monotonic() > ends:
            return False
        await asyncio.sleep(0.02)
    return True


async def serve() -> None:
    """Do the orders on the standard input until it ends."""
    loop = asyncio.get_running_loop()
    crowd: Crowd | None = None
    decode = msgspec.json.Decoder(AnyOrder).decode
    try:
        while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
            order = decode(line)
            if isinstance(order, Join):
                crowd = Crowd(order)
            assert crowd is not None
            print(msgspec.json.encode(await crowd.do(order)).decode(), flush=True)  # noqa: T201 - the answer
            if isinstance(order, End):
                return
    finally:
        if crowd is not None:
            await crowd.close()


class Process:
    """The crowd's process, as whoever gives it orders has it."""

    def __init__(self) -> None:
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.load.crowd"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**20,
        )

    async def do(self, order: AnyOrder) -> Told:
        """Give an order and wait until it is done.

        Raises:
            RuntimeError: the process ended.
        """
        self.give(order)
        return await self.answer()

    def give(self, order: AnyOrder) -> None:
        """Give an order; ``answer`` waits until it is done."""
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(msgspec.json.encode(order) + b"\n")

    async def answer(self) -> Told:
        """Wait until the oldest order is done.

        Raises:
            RuntimeError: the process ended.
        """
        assert self.process is not None
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line:
            raise RuntimeError("the crowd has ended; what it said stands above")
        return msgspec.json.decode(line, type=Told)

    async def end(self) -> None:
        """End the process."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


if __name__ == "__main__":
    asyncio.run(serve())
