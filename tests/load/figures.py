"""Times of a scene: half, 99 of 100 and the longest, and what they are to those of another scene."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Times(Struct, frozen=True):
    """Milliseconds within which half, 99 of 100, and all of so many were over, and their mean."""

    count: int
    mean_ms: float
    p50_ms: float
    p99_ms: float
    max_ms: float

    def __str__(self) -> str:
        """The three, for people."""
        shares = f"p50 {self.p50_ms:.0f} ms, p99 {self.p99_ms:.0f} ms"
        return f"{shares}, longest {self.max_ms:.0f} ms of {self.count}"


class Ratio(Struct, frozen=True):
    """How much longer something took than the same before."""

    mean: float
    p99: float

    def __str__(self) -> str:
        """Both, for people."""
        return f"mean x {self.mean:.2f}, p99 x {self.p99:.2f}"


def times(seconds: Iterable[float]) -> Times:
    """Sum some times up.

    Raises:
        ValueError: there are none.
    """
    found = sorted(seconds)
    if not found:
        raise ValueError("nothing was measured")

    def at(share: float) -> float:
        return found[min(len(found) - 1, int(share * len(found)))] * 1000

    return Times(len(found), sum(found) / len(found) * 1000, at(0.5), at(0.99), found[-1] * 1000)


def ratio(after: Times, before: Times) -> Ratio:
    """How much longer it took after than before."""
    return Ratio(after.mean_ms / before.mean_ms, after.p99_ms / before.p99_ms)
