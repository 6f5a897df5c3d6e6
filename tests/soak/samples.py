"""What is looked at after each simulated day, and what it says of the whole.

A month passes when nothing grows: neither memory nor handles, threads or the time a command takes. The first
third is for caches to fill; what is kept for so many days reaches its size there.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import linear_regression, median

from msgspec import Struct

RSS_A_DAY = 0.005
"""Share of the memory in use by which it may grow in a day, beside the noise of the allocator."""
OBJECTS_A_DAY = 0.005
LATER = 1.5
"""How many times as long a command may take in the last week as in the first."""
WAL_MB = 64.0


class Sample(Struct, frozen=True, kw_only=True):
    """A day.

    Attributes:
        rss_mb: memory of the process, after what is unused was collected.
        objects: Python objects that the collector knows.
        handles: open files and sockets.
        p50_ms: half of the day's commands were answered within this, and 99 of 100 within ``p99_ms``.
        wal_mb: the largest size of the journal's log on this day.
        turn_ms: how long the turn of the day took.
        sent_mb: what all subscribers were sent.
    """

    day: str
    commands: int
    tickets: int
    rss_mb: float
    objects: int
    handles: int
    threads: int
    p50_ms: float
    p99_ms: float
    journal_mb: float
    wal_mb: float
    vault_mb: float
    turn_ms: float
    sent_mb: float


class Verdict(Struct, frozen=True, kw_only=True):
    """What was found, one sentence each; ``good`` when none of them is a complaint."""

    good: bool
    said: tuple[str, ...]


def rss_mb() -> float:
    """Resident memory of this process, in MB (proc(5), statm)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def objects() -> int:
    """Objects that the collector knows, after it has collected."""
    gc.collect()
    return len(gc.get_objects())


def handles() -> int:
    """Open files and sockets of this process, but for the one that counts them."""
    return len(list(Path("/proc/self/fd").iterdir())) - 1


def threads() -> int:
    """Threads of this process."""
    return threading.active_count()


def at_share(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def judged(samples: Sequence[Sample]) -> Verdict:
    """What the days say.

    Raises:
        ValueError: there are fewer than nine, too few to say anything.
    """
    if len(samples) < 9:
        raise ValueError("a month is more than a week")
    late = samples[len(samples) // 3 :]
    found = [
        _grows("memory", "MB", RSS_A_DAY, late, lambda s: s.rss_mb),
        _grows("objects", "", OBJECTS_A_DAY, late, lambda s: s.objects),
        _constant("open files", late, lambda s: s.handles),
        _constant("threads", late, lambda s: s.threads),
        _later("p50", samples, lambda s: s.p50_ms),
        _later("p99", samples, lambda s: s.p99_ms),
        _later("the turn of the day", samples, lambda s: s.turn_ms),
        _below("the journal's log", "MB", WAL_MB, samples, lambda s: s.wal_mb),
    ]
    return Verdict(good=all(good for good, _ in found), said=tuple(said for _, said in found))


Of = Callable[[Sample], float]
_Found = tuple[bool, str]


def _said(good: bool, text: str) -> _Found:
    return good, f"{'ok ' if good else 'BAD'} {text}"


def _grows(what: str, unit: str, most: float, samples: Sequence[Sample], of: Of) -> _Found:
    values = [of(sample) for sample in samples]
    slope = linear_regression(range(len(values)), values).slope
    share = slope / median(values)
    text = f"{what}: {slope:+.2f} {unit} a day over the last {len(values)} days ({100 * share:+.2f}%)"
    return _said(share <= most, text)


def _constant(what: str, samples: Sequence[Sample], of: Of) -> _Found:
    low, high = min(map(of, samples)), max(map(of, samples))
    return _said(low == high, f"{what}: {low:.0f} to {high:.0f}")


def _later(what: str, samples: Sequence[Sample], of: Of) -> _Found:
    first, last = median(map(of, samples[:7])), median(map(of, samples[-7:]))
    text = f"{what}: {first:.2f} ms in the first week, {last:.2f} ms in the last"
    return _said(last <= LATER * first, text)


def _below(what: str, unit: str, most: float, samples: Sequence[Sample], of: Of) -> _Found:
    high = max(map(of, samples))
    return _said(high <= most, f"{what}: {high:.1f} {unit} at most")
