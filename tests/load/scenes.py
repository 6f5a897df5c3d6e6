"""The scenes of a large hall, each with what it took and what must not be.

Every verdict is a ratio within one run, or an invariant; absolute times are only told. What misbehaves runs
in processes of its own while the hall goes on at an ordinary pace, measured before and meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import signal
import urllib.request
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from msgspec import Struct

from tests.crash.audit import audit
from tests.crash.ledger import read
from tests.hubs.premises import Premises
from tests.hubs.process import HubProcess, running
from tests.load import crowd as c
from tests.load import sluggish
from tests.load.figures import Ratio, Times, ratio
from tests.load.halls import DEAD, FLOOD, FLOODERS, SLOW, ZONES, Size
from tests.load.strangers import Came, Ill, stranger

MOST_MEAN, MOST_P99 = 4.0, 6.0
"""How much longer the hall may wait while somebody misbehaves: in the mean, and 99 times of 100."""
WAITED = ("take_ticket", "call_next", "start", "finish")
EXPECTED = ("sends more than it may", "More lines are opened", "Too much that is broken", "outsiders")
"""What the hub logs of floods as a warning."""


class Pace(Struct, frozen=True, kw_only=True):
    """How long and how hard a run is.

    Attributes:
        people: who take a number in the rush.
        rounds: how often all windows call at once.
        per_s: commands a second of the ordinary hour.
        steady_s: seconds of each of its measures.
        lines: lines that each sort of strangers opens; connects open ten times as many.
    """

    people: int
    rounds: int
    per_s: float
    steady_s: float
    lines: int


LONG = Pace(people=3000, rounds=3, per_s=24, steady_s=10, lines=500)
SHORT = Pace(people=36, rounds=1, per_s=16, steady_s=1.5, lines=20)
ILL = (
    "connects",
    "half_open",
    "slow_heads",
    "slow_bodies",
    "garbage",
    "giants",
    "pages",
    "messages",
    "commands",
)


@dataclass
class Report:
    """What was measured and found.

    Attributes:
        lines: for people.
        findings: a sentence for everything that must not be.
    """

    tell: Callable[[str], None]
    findings: list[str] = field(default_factory=list)

    def told(self, scene: str, told: c.Told) -> None:
        """Tell what came of an order."""
        for kind, times in told.answered.items():
            self.tell(f"{scene}: {kind} answered in {times}")
        if told.seen is not None:
            self.tell(f"{scene}: a call seen on all its screens in {told.seen}")
        if told.live is not None:
            self.tell(f"{scene}: live again after {told.live}")
        self.findings += [f"{scene}: {finding}" for finding in told.findings]

    def compare(self, scene: str, usual: Sequence[c.Told], meanwhile: c.Told) -> None:
        """Hold the hall's waits while somebody misbehaved against the slower of those before and after it."""
        found = {"commands": _least(waits(meanwhile), map(waits, usual))}
        seen = [each.seen for each in usual if each.seen is not None]
        if meanwhile.seen is not None and seen:
            found["calls on screens"] = _least(meanwhile.seen, seen)
        for what, times in found.items():
            self.tell(f"{scene}: {what} took {times}")
            if not fair(times):
                self.findings.append(f"{scene}: {what} took {times} of what they take")


def fair(times: Ratio) -> bool:
    """Whether the hall hardly noticed."""
    return times.mean <= MOST_MEAN and times.p99 <= MOST_P99


def waits(told: c.Told) -> Times:
    """How long all commands of visits took together: the longest of each kind, weighed by their counts."""
    kinds = [told.answered[kind] for kind in WAITED if kind in told.answered]
    count = sum(times.count for times in kinds)
    mean = sum(times.mean_ms * times.count for times in kinds) / count
    longest = [max(getattr(times, name) for times in kinds) for name in ("p50_ms", "p99_ms", "max_ms")]
    return Times(count, mean, *longest)


def _least(times: Times, usual: Iterable[Times]) -> Ratio:
    ratios = [ratio(times, each) for each in usual]
    return Ratio(min(each.mean for each in ratios), min(each.p99 for each in ratios))


@dataclass
class Stage:
    """A hub and its crowd, while the scenes are played."""

    premises: Premises
    size: Size
    pace: Pace
    hub: HubProcess
    crowd: c.Process
    report: Report
    _usual: c.Told | None = None

    async def opening(self) -> None:
        """Everybody comes in, windows open, and people take numbers as fast as kiosks can."""
        files = {n: str(f) for n, f in self.premises.identities.items() if own(n)}
        zones = tuple(zone.id for zone in self.premises.config.zones)
        size = self.size
        self.report.tell(f"opening: {len(files)} lines, {len(zones)} zones")
        came = c.Join(files=files, zones=zones, windows=size.windows, kiosks=size.kiosks)
        self.report.told("opening", await self.crowd.do(came))
        await self.crowd.do(c.Open())
        began, worked = monotonic(), self.worked_s()
        rush = await self.crowd.do(c.Take(people=self.pace.people))
        took, worked = monotonic() - began, self.worked_s() - worked
        self.report.told("opening rush", rush)
        self.report.tell(
            f"opening rush: {self.pace.people} people in {took:.1f} s, of which the hub worked {worked:.1f} s"
        )

    async def calling(self) -> None:
        """All windows call within a second, serve, and do so again."""
        worked = self.worked_s()
        self.report.told("all call", await self.crowd.do(c.CallAll(rounds=self.pace.rounds)))
        worked = (self.worked_s() - worked) / self.pace.rounds
        self.report.tell(f"all call: the hub worked {worked:.1f} s for each time")

    async def restart(self) -> None:
        """The hub is killed while everybody works, started again, and everybody comes back at once."""
        self.crowd.give(c.Steady(per_s=self.pace.per_s, seconds=self.pace.steady_s))
        await asyncio.sleep(self.pace.steady_s / 3)
        await self.hub.kill()
        since = monotonic()
        await self.hub.start()
        meanwhile = await self.crowd.answer()
        self.report.told("killed at work", meanwhile)
        self.report.told("restart", await self.crowd.do(c.Live(since=since)))
        self.report.tell(f"restart: the hub worked {self.worked_s():.1f} s, its own start included")
        self.report.told("restart", await self.crowd.do(c.Same(names=self._some())))

    async def slow(self) -> None:
        """Some lines are not read any more and a program stands still; all others go on."""
        await self._meanwhile("slow and dead lines", self._stuck())
        self.report.told("slow and dead lines", await self.crowd.do(c.Same(names=self._some())))

    async def _stuck(self) -> None:
        names = self.premises.identities
        files = [str(file) for name, file in names.items() if name.startswith(SLOW)]
        slow = sluggish.Process(sluggish.Sluggish(files=files, reads=False))
        files = [str(file) for name, file in names.items() if name.startswith(DEAD)]
        dead = sluggish.Process(sluggish.Sluggish(files=files, reads=True))
        try:
            await asyncio.gather(slow.start(), dead.start())
            dead.signal(signal.SIGSTOP)
            # Longer than three heartbeats, after which the hub gives such lines up.
            await asyncio.sleep(self.pace.steady_s * 2.5)
            self.report.tell(f"slow and dead lines: the hub counted {self.counts()}")
        finally:
            await asyncio.gather(slow.end(), dead.end())

    async def ill_will(self, what: str) -> None:
        """Strangers, or a program that was let in, do one thing without end; the hall goes on."""
        scene = what.replace("_", " ")

        async def ill() -> None:
            came = await self._ill(what)
            memory, files = self.vitals()
            self.report.tell(f"{scene}: {came.counts}; the hub has {memory:.0f} MiB and {files} open files")

        await self._meanwhile(scene, ill())

    async def strange(self, what: str) -> Came:
        """Strangers do one thing while the hall goes on, without a comparison."""
        doing = asyncio.create_task(self._ill(what))
        self.report.told(what, await self.steady())
        return await doing

    async def _ill(self, what: str) -> Came:
        files = [str(self.premises.identities[f"{FLOOD}#{n}"]) for n in range(FLOODERS)]
        few = what in ("messages", "commands", "giants")
        lines = self.pace.lines * 10 if what == "connects" else FLOODERS if few else self.pace.lines
        port, seconds = self.premises.config.hub.port, self.pace.steady_s + 1
        return await stranger(Ill(port=port, what=what, seconds=seconds, lines=lines, files=files))

    async def steady(self) -> c.Told:
        """An ordinary while, to compare with."""
        return await self.crowd.do(c.Steady(per_s=self.pace.per_s, seconds=self.pace.steady_s))

    async def _meanwhile(self, scene: str, doing: Coroutine[None, None, None]) -> None:
        """Measure an ordinary while during which somebody misbehaves, between two without."""
        before = self._usual or await self.steady()
        task = asyncio.create_task(doing)
        await asyncio.sleep(0.5)
        meanwhile = await self.steady()
        await task
        self._usual = await self.steady()
        self.report.told(scene, meanwhile)
        self.report.compare(scene, (before, self._usual), meanwhile)

    def worked_s(self) -> float:
        """Seconds of a processor's time that the hub has used, whatever else the machine does."""
        assert self.hub.process is not None
        # proc(5): fields 14 and 15, behind a name in brackets.
        fields = Path(f"/proc/{self.hub.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def vitals(self) -> tuple[float, int]:
        """The hub's resident memory in MiB, and its open files."""
        assert self.hub.process is not None
        folder = Path(f"/proc/{self.hub.process.pid}")
        status = (folder / "status").read_text()
        resident = int(status.partition("VmRSS:")[2].split()[0])
        return resident / 1024, len(list((folder / "fd").iterdir()))

    def counts(self) -> dict[str, float]:
        """What the hub has counted of misbehaviour, as its metrics say."""
        with urllib.request.urlopen(f"{self.premises.pages}/metrics", timeout=30) as reply:  # noqa: S310 - loopback
            text = reply.read().decode()
        found = {}
        for line in text.splitlines():
            name, _, value = line.partition(" ")
            if name.startswith(
                ("hall_lines_", "hall_floods", "hall_sessions_dropped", "hall_requests_refused")
            ):
                found[name] = float(value)
        return found

    async def end(self) -> None:
        """Write everything down, stop the hub, and audit its journal."""
        ledger = self.premises.folder / "crowd.ledger"
        await self.crowd.do(c.End(ledger=str(ledger)))
        code = await self.hub.stop()
        self.report.findings += [f"the hub ended with code {code}"] if code else []
        found = audit(self.premises.journal, read(ledger), self.premises.config)
        self.report.findings += found.findings
        complaints = [line for line in self.hub.complaints() if not any(text in line for text in EXPECTED)]
        self.report.findings += complaints
        self.report.tell(
            f"audited: {found.events} events, {found.kinds['ticket_taken']} numbers, "
            f"{found.kinds['ticket_called']} calls, {len(found.findings)} findings"
        )

    def _some(self) -> tuple[str, ...]:
        """One of each sort of client."""
        zone = ZONES[0]
        return (
            "clerk:window-1",
            "screen:window-1",
            f"screen:zone-{zone}#1",
            "kiosk:K1",
            "pad:window-1",
            "leader:",
        )


def own(name: str) -> bool:
    """Whether an identity is one of those that behave."""
    return not name.startswith((SLOW, DEAD, FLOOD))


@asynccontextmanager
async def staged(
    premises: Premises, size: Size, pace: Pace, tell: Callable[[str], None]
) -> AsyncIterator[Stage]:
    """A hub and a crowd, ended in the end."""
    crowd = c.Process()
    async with running(premises) as hub:
        await hub.listens()
        await crowd.start()
        try:
            yield Stage(premises, size, pace, hub, crowd, Report(tell))
        finally:
            await crowd.end()


async def play(
    premises: Premises,
    size: Size,
    pace: Pace,
    *,
    ill: tuple[str, ...] = ILL,
    tell: Callable[[str], None] = lambda line: None,
) -> Report:
    """Play all scenes in a new hall; ``ill`` are the sorts of misbehaviour."""
    async with staged(premises, size, pace, tell) as stage:
        await stage.opening()
        await stage.calling()
        await stage.restart()
        await stage.slow()
        for what in ill:
            await stage.ill_will(what)
        tell(f"the hub counted {stage.counts()}")
        await stage.end()
        return stage.report
