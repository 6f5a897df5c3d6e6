"""The storm: visits go on while hub, agents and screens are killed and started again, and an audit each time.

Moments are drawn from a seed. Some are a random time, some the very instant at which an answer was heard, a
command said, or a printer got part of a paper, and some lie in a start. Whenever a hub has come back, clients
that were there before must know what new ones are told; now and then all screens are read.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter as Tally
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from time import monotonic

from tests.crash import boards
from tests.crash.audit import Audit, audit, audit_copy
from tests.crash.journal_copy import alive
from tests.crash.ledger import Ledger
from tests.crash.machines import Printers, furnished
from tests.crash.papers import Job, unsettled
from tests.crash.plan import Cast, Kind, Moment, Victim, moments
from tests.crash.programs import Program, Programs
from tests.crash.visits import Counter
from tests.crash.voices import Unexpected, Voices
from tests.crash.watchers import Watchers
from tests.hubs.premises import Premises
from tests.hubs.process import THE_HUB, HubProcess

MOMENT_S = 200.0
"""Longest wait for a moment: a hub that answers nothing for so long is a finding."""
SETTLED_S = 90.0
"""Longest wait in the end for all that is printed; a printer's own limit is 15 s and some grace."""
SAID_TWICE = 0.15
"""Share of commands that are said on two lines at once, or once more later."""
AGAIN = 40
"""How many of its commands everybody says again when the last hub has been started."""
AWAY_S = (0.0, 0.0, 0.0, 1.0, 7.0)
"""How long an agent stays away, drawn from these; a ticket waits five seconds for one."""
LOOK_EACH = 3
"""Every so manieth kill of a screen, all screens are read when the one is back."""


@dataclass
class Report:
    """What a storm was and what it found.

    Attributes:
        kills: by the sort of program and how the moment was chosen.
        findings: a sentence for everything that must not be; empty when everybody kept their word.
        unheard: commands that were in the journal although the kill took their answer.
        unkept: commands that a kill took before they were in the journal.
        dark_s: seconds from each start of the hub to the first answer.
        compared: how often what a client kept was held against what a new one is told.
        looks: how often all screens were read and agreed with the journal.
        papers: how many papers came out of the printers.
    """

    kills: Tally[tuple[Victim, Kind]] = field(default_factory=Tally)
    findings: list[str] = field(default_factory=list)
    unheard: int = 0
    unkept: int = 0
    dark_s: list[float] = field(default_factory=list)
    compared: int = 0
    looks: int = 0
    papers: int = 0
    last: Audit | None = None
    ledger: Ledger = field(default_factory=Ledger)

    def killed(self, victim: Victim) -> int:
        """How many of a sort of program were killed."""
        return sum(count for (who, _), count in self.kills.items() if who is victim)

    @property
    def done(self) -> Tally[str]:
        """How many commands of each kind were answered as done."""
        return Tally(saying.kind for saying in self.ledger.sayings.values() if saying.done)


async def storm(
    premises: Premises,
    kills: int,
    seed: int,
    program: Sequence[str] = THE_HUB,
    cast: Cast | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> Report:
    """Let visits go on while programs are killed, and audit what each hub leaves.

    Args:
        premises: a new hall.
        kills: how often a program is killed.
        seed: from which moments and visits are drawn.
        program: what is started as the hub.
        cast: who takes part beside it; everybody when None.
        tell: told a line about each kill.

    Returns:
        The report; the storm ends at the first finding.
    """
    cast = cast or Cast()
    made = Storm(premises, random.Random(seed), program, cast)
    await made.goes_on(moments(random.Random(seed), kills, cast), tell)
    return made.report


class Storm:
    """One storm, from its first start to its last word."""

    def __init__(self, premises: Premises, dice: random.Random, program: Sequence[str], cast: Cast) -> None:
        """Prepare the hall and everybody in it."""
        self.report = Report()
        self._dice = dice
        self._premises, lines = furnished(premises)
        self._printers = Printers(lines, self.report.ledger.look)
        self._programs = Programs(self._premises, cast.agents, cast.screens, cast.mutant)
        self._hub = HubProcess(self._premises, program)
        self._voices = Voices(self._premises.identities, self.report.ledger, dice, SAID_TWICE)
        self._watchers = Watchers(self._premises)
        self._lanes: list[asyncio.Task[None]] = []
        self._returns: set[asyncio.Task[None]] = set()
        self._over = asyncio.Event()
        self._starts = 0

    async def goes_on(self, plan: list[Moment], tell: Callable[[str], None]) -> None:
        """Kill by the plan, then let all come to an end and look at everything once more."""
        async with AsyncExitStack() as stack:
            stack.enter_context(self._printers.plugged())
            stack.push_async_callback(self._hub.kill)
            await self._hub.start()
            async with self._programs.running(), self._voices.linked(), self._watchers.watching():
                try:
                    await self._through(plan, tell)
                finally:
                    await _given_up(*self._lanes, *self._returns)
            if not self.report.findings:
                code = await self._hub.stop()
                self.report.findings += [f"the hub ended with code {code}"] if code else []
        if not self.report.findings:
            self._audit()
        self.report.findings += self._hub.complaints() + self._printers.violations
        self.report.findings += self._programs.complaints

    async def _through(self, plan: list[Moment], tell: Callable[[str], None]) -> None:
        report = self.report
        counters = [
            Counter(n, self._voices, random.Random(self._dice.random())) for n in self._premises.windows
        ]
        self._lanes = [
            asyncio.create_task(counter.serve(self._over.is_set), name=f"window {n}")
            for n, counter in enumerate(counters, start=1)
        ]
        for number, moment in enumerate(plan, start=1):
            await self._for(self._until(moment), "a moment to kill")
            if not report.findings:
                await self._kill(moment)
            tell(f"kill {number}: the {moment.victim} at {moment.kind}, {report.ledger.heard} answers heard")
            if report.findings:
                return
        self._over.set()
        await self._for(self._end(), "the end")
        if self._programs.agents and not report.findings:
            await self._settle()

    # Killing --------------------------------------------------------------------------------------

    async def _until(self, moment: Moment) -> None:
        """Wait for the moment; whoever was there before the newest start of the hub must know all by then."""
        ledger, began = self.report.ledger, monotonic()
        if moment.kind is not Kind.STARTING:
            heard = ledger.heard
            await ledger.until(lambda: ledger.heard > heard)
            if self._starts:
                self.report.dark_s.append(monotonic() - began)
                self._starts = 0
                await self._compare()
            heard, said, pieces = ledger.heard, ledger.said, self._printers.pieces
            match moment.kind:
                case Kind.SAID:
                    await ledger.until(lambda: ledger.said >= said + moment.count)
                case Kind.PRINTING:
                    await ledger.until(lambda: self._printers.pieces >= pieces + moment.count)
                case _:
                    await ledger.until(lambda: ledger.heard >= heard + moment.count - 1)
        if moment.then_s:
            await asyncio.sleep(moment.then_s)

    async def _kill(self, moment: Moment) -> None:
        report = self.report
        report.kills[moment.victim, moment.kind] += 1
        match moment.victim:
            case Victim.HUB:
                await self._hub.kill()
                self._audit()
                if report.last is not None:
                    report.unheard += report.last.unheard
                    report.unkept += report.last.unkept
                if not report.findings:
                    await self._hub.start()
                    self._starts += 1
            case Victim.AGENT:
                await self._away(self._dice.choice(list(self._programs.agents.values())))
            case Victim.SCREEN:
                name = self._dice.choice(list(self._programs.screens))
                await self._programs.screens[name].kill()
                await self._programs.screens[name].start()
                if report.killed(Victim.SCREEN) % LOOK_EACH == 0:
                    await self._for(self._look(), "the screens")

    async def _away(self, program: Program) -> None:
        await program.kill()
        if any(back.get_name() == program.name for back in self._returns):
            # It was away already, and one return is enough: two agents of one host would be another story.
            return

        async def comes_back() -> None:
            await asyncio.sleep(self._dice.choice(AWAY_S))
            await program.start()

        back = asyncio.create_task(comes_back(), name=program.name)
        self._returns.add(back)
        back.add_done_callback(self._returns.discard)

    # Looking --------------------------------------------------------------------------------------

    def _audit(self) -> None:
        report, papers = self.report, self._printers.papers
        report.last = audit(self._premises.journal, report.ledger, self._premises.config, papers)
        report.findings += report.last.findings
        report.papers = len(papers)

    async def _compare(self) -> None:
        async with self._voices.gate.quiet():
            self.report.findings += await self._watchers.differ()
        self.report.compared = self._watchers.compared

    async def _look(self) -> None:
        """Read all screens while nobody says anything; the zone's board is killed for it, and starts anew."""
        async with self._voices.gate.quiet():
            fresh = self._programs.screens.get("zone")
            if fresh is not None:
                await fresh.kill()
                await fresh.start()
                self.report.kills[Victim.SCREEN, Kind.TIME] += 1
            wrong = await boards.disagree(self._premises, self._programs, frozenset({"zone"}))
        self.report.findings += wrong
        self.report.looks += not wrong

    async def _end(self) -> None:
        """Let all windows end their visits, then let everybody ask again for what was answered."""
        await asyncio.gather(*self._lanes)
        await self._voices.repeat(AGAIN)
        await self._compare()
        if self._programs.screens:
            await self._look()

    async def _settle(self) -> None:
        """Wait until all that is to be printed is, by agents that are all there."""
        await asyncio.gather(*self._returns)
        until = monotonic() + SETTLED_S
        while left := list(unsettled(self._jobs())):
            if monotonic() > until:
                self.report.findings += left
                return
            await asyncio.sleep(0.5)

    def _jobs(self) -> Iterable[Job]:
        """All print jobs of a hub that runs."""
        with alive(self._premises.journal) as copy:
            return audit_copy(copy, Ledger(), self._premises.config).prints.jobs.values()

    async def _for(self, work: Coroutine[None, None, None], what: str) -> None:
        """Wait for something, unless a window, the hub or the time ends before."""
        report, wanted = self.report, asyncio.create_task(work, name=what)
        ended = asyncio.create_task(self._hub.ended(), name="the hub's end")
        lanes = [] if self._over.is_set() else self._lanes
        try:
            await asyncio.wait({wanted, ended, *lanes}, timeout=MOMENT_S, return_when=asyncio.FIRST_COMPLETED)
            for task in (wanted, *lanes):
                if task.done() and (error := task.exception()) is not None:
                    if not isinstance(error, Unexpected | TimeoutError):
                        raise error
                    report.findings.append(str(error) or "a command was never answered")
            if ended.done():
                report.findings.append(
                    f"the hub ended by itself with code {ended.result()}: {self._hub.last_words()}"
                )
            elif not wanted.done() and not report.findings:
                report.findings.append(f"{what} did not come within {MOMENT_S:.0f} s")
        finally:
            await _given_up(wanted, ended)


async def _given_up(*tasks: asyncio.Task[None] | asyncio.Task[int]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
