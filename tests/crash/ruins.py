"""What a cut leaves on a disk, by the steps that the disk had been asked for until then.

A process that is killed leaves everything it wrote. A power cut leaves what was synced; of what was not, any
part may be there or not, sector by sector, and the names of new and deleted files in the order in which the
folder got them. A sync that failed is worth nothing: some of it came through, and no later sync makes up for
the rest, because the system takes those pages for clean (the fsync errors that PostgreSQL met on Linux).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from tests.crash.disk import Gone, Made, Shortened, Step, Synced, Wrote

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


class Survives(StrEnum):
    """What is left of what was not synced."""

    EVERYTHING = "the process is killed"
    NOTHING = "power: nothing unsynced"
    SECTORS = "power: any sectors"
    PAGES = "power: whole writes, any of them"
    LATEST = "power: the newest write only"


@dataclass
class _Bytes:
    """A file's bytes: as everybody reads them, as they surely are on the disk, and what lies between."""

    read: bytearray = field(default_factory=bytearray)
    sure: bytearray = field(default_factory=bytearray)
    open: list[Wrote | Shortened] = field(default_factory=list)


class Ruins:
    """Follows a disk step by step and says what a cut would leave now."""

    def __init__(self, *, lies: bool = False) -> None:
        """Begin with an empty folder; a disk that ``lies`` forces nothing out when it is told to."""
        self._lies = lies
        self._now: dict[str, _Bytes] = {}
        self._sure: dict[str, _Bytes] = {}
        self._names: list[tuple[str, _Bytes | None]] = []
        # Which sectors a failed sync got out; the same in every look at the same history.
        self._dice = random.Random(0)

    def follow(self, step: Step) -> None:
        """The disk did this next."""
        match step:
            case Made(path):
                self._name(path, _Bytes())
            case Gone(path, folder):
                self._name(path, None)
                if folder and not self._lies:
                    self._keep_names()
            case Wrote(path) | Shortened(path):
                _do(self._now[path].read, step)
                self._now[path].open.append(step)
            case Synced(path, folder, failed):
                self._sync(self._now[path], failed)
                if folder and not self._lies:
                    self._keep_names()

    def left(self, survives: Survives, seed: int, torn: Wrote | None = None) -> dict[str, bytes]:
        """Every file after a cut, by its path.

        Args:
            survives: what is left of what was not synced.
            seed: from which it is drawn.
            torn: the part of a write that the cut came into the middle of.
        """
        dice = random.Random(seed)
        names = dict(self._sure)
        if survives is Survives.EVERYTHING:
            names = self._now
        else:
            most = 0 if survives is Survives.NOTHING else dice.randint(0, len(self._names))
            for path, file in self._names[:most]:
                _set(names, path, file)
        left = {}
        for path, file in names.items():
            mine = torn is not None and torn.path == path and self._now.get(path) is file
            newest: list[Wrote | Shortened] = [torn] if torn is not None and mine else []
            if survives is Survives.EVERYTHING:
                data = _everything(file.read, newest)
            else:
                data = _KEEPING[survives](file.sure, [*file.open, *newest], dice)
            left[path] = bytes(data)
        return left

    def _name(self, path: str, file: _Bytes | None) -> None:
        _set(self._now, path, file)
        self._names.append((path, file))

    def _keep_names(self) -> None:
        self._sure = dict(self._now)
        self._names.clear()

    def _sync(self, file: _Bytes, failed: bool) -> None:
        if self._lies:
            return
        if failed:
            file.sure = _sectors(file.sure, file.open, self._dice)
        else:
            # Only what was written since the last sync is dirty, whatever became of that.
            for step in file.open:
                _do(file.sure, step)
        file.open.clear()


def _set(names: dict[str, _Bytes], path: str, file: _Bytes | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _do(data: bytearray, step: Wrote | Shortened) -> None:
    if isinstance(step, Shortened):
        del data[step.size :]
        data.extend(bytes(step.size - len(data)))
        return
    end = step.offset + len(step.data)
    # What is skipped reads as zeros.
    data.extend(bytes(max(0, end - len(data))))
    data[step.offset : end] = step.data


def _everything(data: bytearray, steps: list[Wrote | Shortened]) -> bytearray:
    left = bytearray(data)
    for step in steps:
        _do(left, step)
    return left


def _nothing(sure: bytearray, steps: list[Wrote | Shortened], dice: random.Random) -> bytearray:
    return sure


def _pages(sure: bytearray, steps: list[Wrote | Shortened], dice: random.Random) -> bytearray:
    return _everything(sure, [step for step in steps if dice.random() < 0.5])


def _latest(sure: bytearray, steps: list[Wrote | Shortened], dice: random.Random) -> bytearray:
    return _everything(sure, steps[-1:])


def _sectors(sure: bytearray, steps: list[Wrote | Shortened], dice: random.Random) -> bytearray:
    share = dice.choice((0.1, 0.5, 0.9))
    parts = [part for step in steps for part in _parts(step)]
    return _everything(sure, [part for part in parts if dice.random() < share])


def _parts(step: Wrote | Shortened) -> list[Wrote | Shortened]:
    """A step as what a disk does whole or not at all."""
    if isinstance(step, Shortened):
        return [step]
    end = step.offset + len(step.data)
    edges = [step.offset, *range((step.offset // SECTOR + 1) * SECTOR, end, SECTOR), end]
    return [Wrote(step.path, a, step.data[a - step.offset : b - step.offset]) for a, b in pairwise(edges)]


_KEEPING: dict[Survives, Callable[[bytearray, list[Wrote | Shortened], random.Random], bytearray]] = {
    Survives.NOTHING: _nothing,
    Survives.SECTORS: _sectors,
    Survives.PAGES: _pages,
    Survives.LATEST: _latest,
}
