"""Mornings on a disk that fails, and what a hub finds when it is killed there or the power goes too.

From some step on, for a while or for good, the disk is full, broken, remounted read-only, or fails to sync.
Each command is said again until it is kept or nobody waits any longer. Then the ruins around the fault are
looked at: whoever heard that something was not done must not find it done.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from devices.link.messages import No
from tests.crash import disk as d
from tests.crash.cuts import SHOWN, Cut, Recording, cut, record
from tests.crash.morning import NOT_KEPT
from tests.crash.ruins import Survives

FOREVER = 1_000_000
NEAR = 30
"""How many steps behind the fault the disk is cut at most."""


class Failure(StrEnum):
    """What is the matter with the disk."""

    FULL = "the disk is full"
    BROKEN = "writes fail"
    READ_ONLY = "the disk is read-only"
    SYNCS_FAIL = "syncs fail"
    BAD = "writes and syncs fail"


@dataclass(frozen=True)
class Trouble:
    """What fails from which step on, for so many steps of the disk, whole writes coming through or parts."""

    failure: Failure
    first: int
    steps: int
    part: float


@dataclass
class Failing:
    """A disk's faults, asked before each step."""

    trouble: Trouble
    count: int = 0
    failed: int = 0

    def __call__(self, step: d.Step) -> d.Fault | None:
        """Whether this step fails."""
        self.count += 1
        if not self.trouble.first <= self.count < self.trouble.first + self.trouble.steps:
            return None
        fault = self._fault(step)
        self.failed += fault is not None
        return fault

    def _fault(self, step: d.Step) -> d.Fault | None:
        failure = self.trouble.failure
        match step:
            case d.Wrote(data=data):
                kept = int(len(data) * self.trouble.part)
                if failure is Failure.FULL:
                    return d.Fault(d.FULL, min(kept, len(data) - 1))
                if failure in (Failure.BROKEN, Failure.BAD):
                    return d.Fault(d.IOERR_WRITE, kept)
                return d.Fault(d.IOERR_WRITE) if failure is Failure.READ_ONLY else None
            case d.Synced() if failure in (Failure.SYNCS_FAIL, Failure.BAD):
                return d.Fault(d.IOERR_SYNC)
            case d.Made() if failure in (Failure.FULL, Failure.READ_ONLY):
                return d.Fault(d.CANNOT_OPEN)
            case d.Shortened() if failure in (Failure.READ_ONLY, Failure.BROKEN):
                return d.Fault(d.IOERR_TRUNCATE)
            case d.Gone() if failure is Failure.READ_ONLY:
                return d.Fault(d.IOERR_DELETE)
            case _:
                return None


@dataclass
class Report:
    """What failed and what was found.

    Attributes:
        mornings: how many were played, by what failed.
        ruins: on how many a hub was started.
        answers: how often each code was answered.
    """

    mornings: Counter[Failure] = field(default_factory=Counter)
    ruins: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)


def troubles(count: int, steps: int, seed: int) -> list[Trouble]:
    """So many troubles of a disk that is asked for so many steps in a good morning."""
    dice = random.Random(seed)
    return [
        Trouble(
            dice.choice(list(Failure)),
            dice.randint(1, steps),
            dice.choice((1, 2, 5, 20, FOREVER)),
            dice.choice((0.0, 0.5, 1.0)),
        )
        for _ in range(count)
    ]


async def fail(
    chosen: list[Trouble],
    folder: Path,
    ruins: int,
    *,
    playing: Callable[[], AbstractContextManager[None]] = nullcontext,
    tell: Callable[[str], None] = lambda line: None,
) -> Report:
    """Play a morning with each trouble, then start hubs on so many ruins of it.

    Args:
        chosen: the troubles.
        folder: for journals and ruins.
        ruins: after how many steps behind each fault the disk is cut.
        playing: entered while a morning is played, and not while hubs are started on what is left of it.
        tell: told a line now and then.
    """
    report = Report()
    for number, trouble in enumerate(chosen, start=1):
        place = folder / f"failing-{number}"
        place.mkdir()
        failing = Failing(trouble)
        with playing():
            recording = await record(place, failing)
        report.mornings[trouble.failure] += 1
        for step in recording.steps:
            if isinstance(answer := getattr(step, "answer", None), No):
                report.answers[answer.code] += 1
        ruin = await cut(recording, around(recording, ruins, number), place)
        report.ruins += ruin.tried.total()
        report.findings += [f"{finding} [{trouble}]" for finding in ruin.findings]
        if number % 50 == 0:
            tell(f"{number} of {len(chosen)} troubled mornings, {report.ruins} ruins")
        if len(report.findings) >= SHOWN:
            break
    return report


def around(recording: Recording, count: int, seed: int) -> list[Cut]:
    """Cuts behind the first refusals, and one at the end of all."""
    dice = random.Random(seed)
    last = len(recording.steps)
    at = [
        n
        for n, step in enumerate(recording.steps, start=1)
        if isinstance(answer := getattr(step, "answer", None), No) and answer.code in NOT_KEPT
    ]
    first = at[0] if at else dice.randint(1, last)
    chosen = sorted({last, *(min(last, first + dice.randint(0, NEAR)) for _ in range(count - 1)), *at[:2]})
    ways = (Survives.EVERYTHING, Survives.SECTORS, Survives.PAGES)
    return [Cut(step, 0, how, dice.randrange(99)) for step in chosen for how in ways]
