"""The storm: visits at several windows while the hub is killed and started again, and an audit each time.

Moments are drawn from a seed. Some are a random time, some the very instant at which an answer was heard or
a command said, and some lie in the hub's own start.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter as Tally
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic

from tests.crash.audit import Audit, audit
from tests.crash.ledger import Ledger
from tests.crash.visits import Counter
from tests.crash.voices import Unexpected, Voices
from tests.hubs.premises import Premises
from tests.hubs.process import THE_HUB, HubProcess, running

MOMENT_S = 60.0
"""Longest wait for a moment: a hub that answers nothing for so long is a finding."""
SAID_TWICE = 0.15
"""Share of commands that are said on two lines at once, or once more later."""
AGAIN = 40
"""How many of its commands everybody says again when the last hub has been started."""


class Kind(StrEnum):
    """How the moment of a kill is chosen."""

    HEARD = "an answer heard"
    SAID = "a command said"
    TIME = "a random time"
    STARTING = "during a start"


@dataclass(frozen=True)
class Moment:
    """When to kill: behind so many answers or commands of this life, then so many seconds later."""

    kind: Kind
    count: int
    then_s: float


@dataclass
class Report:
    """What a storm was and what it found.

    Attributes:
        findings: a sentence for everything that must not be; empty when the hub kept its word.
        unheard: commands that were in the journal although the kill took their answer.
        unkept: commands that a kill took before they were in the journal.
        dark_s: seconds from each start to the first answer.
    """

    kills: Tally[Kind] = field(default_factory=Tally)
    findings: list[str] = field(default_factory=list)
    unheard: int = 0
    unkept: int = 0
    dark_s: list[float] = field(default_factory=list)
    last: Audit | None = None
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def done(self) -> Tally[str]:
        """How many commands of each kind were answered as done."""
        return Tally(saying.kind for saying in self.ledger.sayings.values() if saying.done)


def moments(dice: random.Random, count: int) -> list[Moment]:
    """Draw the moments of so many kills; the first is the instant of an answer."""
    drawn = [Moment(Kind.HEARD, dice.randint(5, 30), 0.0)]
    while len(drawn) < count:
        match dice.choices((Kind.HEARD, Kind.SAID, Kind.TIME, Kind.STARTING), (4, 4, 3, 1))[0]:
            case Kind.HEARD:
                drawn.append(Moment(Kind.HEARD, dice.randint(1, 60), 0.0))
            case Kind.SAID:
                drawn.append(
                    Moment(Kind.SAID, dice.randint(1, 60), dice.choice((0.0, dice.random() * 0.005)))
                )
            case Kind.TIME:
                drawn.append(Moment(Kind.TIME, 1, dice.random() * 0.4))
            case Kind.STARTING:
                drawn.append(Moment(Kind.STARTING, 0, dice.random() * 1.2))
    return drawn[:count]


async def storm(
    premises: Premises,
    kills: int,
    seed: int,
    program: Sequence[str] = THE_HUB,
    tell: Callable[[str], None] = lambda line: None,
) -> Report:
    """Let visits go on while the hub is killed, and audit what it leaves each time.

    Args:
        premises: a new hall.
        kills: how often the hub is killed.
        seed: from which moments and visits are drawn.
        program: what is started as the hub.
        tell: told a line about each kill.

    Returns:
        The report; the storm ends at the first finding.
    """
    dice = random.Random(seed)
    report = Report()
    voices = Voices(premises.identities, report.ledger, dice, SAID_TWICE)
    plan = moments(dice, kills)
    async with running(premises, program) as hub:
        over = asyncio.Event()
        counters = [Counter(n, voices, random.Random(dice.random())) for n in premises.windows]
        async with voices.linked():
            lanes = [
                asyncio.create_task(counter.serve(over.is_set), name=f"window {n}")
                for n, counter in enumerate(counters, start=1)
            ]
            try:
                for number, moment in enumerate(plan, start=1):
                    await _killed(hub, moment, lanes, report)
                    tell(f"kill {number}: {moment.kind}, {report.ledger.heard} answers heard so far")
                    if report.findings:
                        return report
                    await hub.start()
                over.set()
                await _end(hub, lanes, voices, report)
            finally:
                for lane in lanes:
                    lane.cancel()
                await asyncio.gather(*lanes, return_exceptions=True)
        if not report.findings:
            code = await hub.stop()
            report.findings += [f"the hub ended with code {code}"] if code else []
    _look(hub, report)
    report.findings += hub.complaints()
    return report


async def _killed(hub: HubProcess, moment: Moment, lanes: list[asyncio.Task[None]], report: Report) -> None:
    """Wait for the moment, kill the hub, and look at what it left."""
    awaited = asyncio.create_task(_moment(moment, report), name="moment")
    try:
        await _together(hub, awaited, report, *lanes)
    finally:
        awaited.cancel()
        await asyncio.gather(awaited, return_exceptions=True)
    await hub.kill()
    report.kills[moment.kind] += 1
    _look(hub, report)
    if report.last is not None:
        report.unheard += report.last.unheard
        report.unkept += report.last.unkept


async def _end(hub: HubProcess, lanes: list[asyncio.Task[None]], voices: Voices, report: Report) -> None:
    """Let all windows end their visits, then let everybody ask again for what was answered."""

    async def end() -> None:
        await asyncio.gather(*lanes)
        await voices.repeat(AGAIN)

    ending = asyncio.create_task(end(), name="end")
    try:
        await _together(hub, ending, report)
    finally:
        ending.cancel()
        await asyncio.gather(ending, return_exceptions=True)


async def _moment(moment: Moment, report: Report) -> None:
    ledger, began = report.ledger, monotonic()
    if moment.kind is not Kind.STARTING:
        heard = ledger.heard
        await ledger.until(lambda: ledger.heard > heard)
        report.dark_s.append(monotonic() - began)
        heard, said = ledger.heard, ledger.said
        if moment.kind is Kind.SAID:
            await ledger.until(lambda: ledger.said >= said + moment.count)
        else:
            await ledger.until(lambda: ledger.heard >= heard + moment.count - 1)
    if moment.then_s:
        await asyncio.sleep(moment.then_s)


async def _together(
    hub: HubProcess, wanted: asyncio.Task[None], report: Report, *lanes: asyncio.Task[None]
) -> None:
    """Wait for something, unless a window, the hub or the time ends before."""
    ended = asyncio.create_task(hub.ended(), name="the hub's end")
    try:
        await asyncio.wait({wanted, ended, *lanes}, timeout=MOMENT_S, return_when=asyncio.FIRST_COMPLETED)
        for task in (wanted, *lanes):
            if task.done() and (error := task.exception()) is not None:
                if not isinstance(error, Unexpected | TimeoutError):
                    raise error
                report.findings.append(str(error) or "a command was never answered")
        if ended.done():
            report.findings.append(f"the hub ended by itself with code {ended.result()}: {hub.last_words()}")
        elif not wanted.done() and not report.findings:
            report.findings.append(f"nothing came within {MOMENT_S:.0f} s")
    finally:
        ended.cancel()
        await asyncio.gather(ended, return_exceptions=True)


def _look(hub: HubProcess, report: Report) -> None:
    report.last = audit(hub.premises.journal, report.ledger, hub.premises.config)
    report.findings += report.last.findings
