"""Cuts a morning's disk at every step and starts a hub on each ruin: ``python -m tests.crash.cuts``.

A cut falls between two steps or, torn, into a write; what was not synced survives in several ways. Two cuts
that leave the same bytes to the same witnesses count once.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.crash.aftermath import Witness, after, lost
from tests.crash.disk import Disk, Fault, Gone, Made, Shortened, Step, Synced, Wrote
from tests.crash.morning import play
from tests.crash.ruins import SECTOR, Ruins, Survives
from tests.devices.hub.clocks import Computer

STEPS = (Made, Wrote, Shortened, Synced, Gone)
SHOWN = 20
TOLD = 500
CLOCKS_H = (0, 0, -3, 30)
"""Hours by which the machine's clock is off when it comes up again."""
BETWEEN = (
    *((Survives.EVERYTHING, 1), (Survives.NOTHING, 1), (Survives.LATEST, 1)),
    *((Survives.SECTORS, 6), (Survives.PAGES, 4)),
)
"""How often a cut between two steps is drawn for each way in which what was not synced survives."""
TORN = ((Survives.EVERYTHING, 1), (Survives.SECTORS, 1))


@dataclass(frozen=True)
class Cut:
    """Where a cut falls: behind so many steps and so many bytes of the next, a write; and what survives."""

    step: int
    torn: int
    survives: Survives
    seed: int


@dataclass
class Report:
    """What was cut and what was found.

    Attributes:
        tried: different ruins on which a hub was started, by what survived.
        same: cuts that left what another had left.
        findings: a sentence for everything that must not be, with the cut.
    """

    steps: int
    answered: int
    tried: Counter[Survives] = field(default_factory=Counter)
    torn: int = 0
    same: int = 0
    findings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Recording:
    """A morning's disk: its steps with the notes among them, and the vault's key, which SQLite never sees."""

    steps: list[object]
    key: bytes

    @property
    def cuts(self) -> Iterator[Cut]:
        """Every cut of it."""
        for n, step in enumerate(self.steps):
            if isinstance(step, Wrote):
                for torn in range(SECTOR, len(step.data), SECTOR):
                    yield from (Cut(n, torn, how, seed) for how, many in TORN for seed in range(many))
                # A killed process may stop at any byte.
                yield Cut(n, random.Random(n).randrange(1, len(step.data)), Survives.EVERYTHING, 1)
            yield from (Cut(n + 1, 0, how, seed) for how, many in BETWEEN for seed in range(many))


async def record(folder: Path, fault: Callable[[Step], Fault | None] = lambda step: None) -> Recording:
    """Play the morning, on a disk with these faults, and keep what its disk was asked for."""
    with Disk(folder) as disk:
        disk.fault = fault
        await play(folder, disk)
    key = folder / "keys" / "vault.key"
    return Recording(disk.steps, key.read_bytes())


async def cut(
    recording: Recording,
    cuts: list[Cut],
    folder: Path,
    *,
    enough: int = SHOWN,
    tell: Callable[[str], None] = lambda line: None,
) -> Report:
    """Start a hub on what each cut leaves.

    Args:
        recording: a morning.
        cuts: where it is cut, in their order.
        folder: where the ruins are laid out.
        enough: findings after which no more is looked for.
        tell: told a line now and then.
    """
    answered = sum(type(step).__name__ == "Heard" for step in recording.steps)
    report = Report(sum(isinstance(step, STEPS) for step in recording.steps), answered)
    seen: set[bytes] = set()
    ruins, witness, done = Ruins(), Witness(), 0
    began = monotonic()
    for number, each in enumerate(cuts, start=1):
        while done < each.step:
            _follow(recording.steps[done], ruins, witness)
            done += 1
        left = ruins.left(each.survives, each.seed, _torn(recording, each))
        mark = hashlib.sha256(repr((witness.version, sorted(left.items()))).encode()).digest()
        if mark in seen:
            report.same += 1
            continue
        seen.add(mark)
        findings = await _after(left, recording.key, witness, each, folder)
        report.tried[each.survives] += 1
        report.torn += bool(each.torn)
        report.findings += [f"{finding} [{each}]" for finding in findings]
        if number % TOLD == 0:
            rate = report.tried.total() / (monotonic() - began)
            tell(f"{number} of {len(cuts)} cuts, {report.tried.total()} ruins, {rate:.0f} a second")
        if len(report.findings) >= enough:
            break
    return report


@dataclass
class Lies:
    """What disks left that forced nothing out when they said so."""

    whole: int = 0
    damaged: int = 0
    findings: list[str] = field(default_factory=list)


def lie(recording: Recording, cuts: list[Cut], folder: Path, *, in_order: bool) -> Lies:
    """Look at ruins of a disk that lied: the newest steps are lost, or any sectors of the whole morning.

    Args:
        recording: a morning.
        cuts: where it is cut, in their order; of each only the step and the seed count.
        folder: where the ruins are laid out.
        in_order: whether the disk at least keeps the order in which it was written.
    """
    found, witness, done = Lies(), Witness(), 0
    for each in cuts:
        for step in recording.steps[done : each.step]:
            if not isinstance(step, STEPS):
                witness.follow(step)
        done = each.step
        ruins = Ruins(lies=True)
        until = random.Random(each.seed).randint(0, each.step) if in_order else each.step
        for step in recording.steps[:until]:
            if isinstance(step, STEPS):
                ruins.follow(step)
        left = ruins.left(Survives.EVERYTHING if in_order else Survives.SECTORS, each.seed)
        with tempfile.TemporaryDirectory(prefix="lie-", dir=folder) as name, Disk(Path(name)):
            lay(Path(name, "hub"), left, recording.key)
            damaged, findings = lost(Path(name, "hub"), witness)
        found.damaged += damaged
        found.whole += not damaged
        found.findings += [f"{finding} [{each}]" for finding in findings]
    return found


def _follow(step: object, ruins: Ruins, witness: Witness) -> None:
    if isinstance(step, STEPS):
        ruins.follow(step)
    else:
        witness.follow(step)


def _torn(recording: Recording, each: Cut) -> Wrote | None:
    if not each.torn:
        return None
    step = recording.steps[each.step]
    assert isinstance(step, Wrote)
    return Wrote(step.path, step.offset, step.data[: each.torn])


async def _after(left: dict[str, bytes], key: bytes, witness: Witness, each: Cut, folder: Path) -> list[str]:
    computer = Computer()
    computer.pass_by(hours=1)
    computer.jump(hours=CLOCKS_H[each.step % len(CLOCKS_H)])
    with tempfile.TemporaryDirectory(prefix="ruin-", dir=folder) as name:
        ruin, copy = Path(name, "hub"), Path(name, "copy")
        lay(ruin, left, key)
        lay(copy, left, key)
        with Disk(Path(name)):
            return await after(ruin, copy, witness, computer)


def lay(folder: Path, left: dict[str, bytes], key: bytes) -> None:
    """Write down what a cut left."""
    folder.mkdir()
    for path, data in left.items():
        (folder / path).write_bytes(data)
    (folder / "keys").mkdir()
    file = folder / "keys" / "vault.key"
    file.touch(0o600)
    file.write_bytes(key)


def some(recording: Recording, count: int, seed: int, *, since: int = 0) -> list[Cut]:
    """So many cuts, drawn from those since a step, in their order; all of them when there are no more."""
    cuts = [each for each in recording.cuts if since <= each.step]
    chosen = random.Random(seed).sample(range(len(cuts)), min(count, len(cuts)))
    return sorted((cuts[n] for n in chosen), key=lambda each: each.step)
