"""What was seen, on a logarithmic scale, with old days fading: quantiles for a few microseconds each.

Weights lie in bins of five per cent, so a memory never grows and one odd observation moves a quantile by
its weight and not by its size.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from math import floor

from msgspec import Struct

BIN = 0.05
LOWEST = -6.0
BINS = 260
"""Bins from exp(-6) to exp(7): anything beyond counts in the first or the last."""

HALF_LIFE_DAYS = 10.0
"""After this many days an observation weighs half."""


class Seen(Struct, frozen=True, kw_only=True):
    """What a histogram holds: the weights of its bins that have any, and the day they are of."""

    day: int
    weights: dict[int, float]


class Histogram:
    """Weights of logarithms."""

    def __init__(self, seen: Seen | None = None) -> None:
        self._weights = [0.0] * BINS
        self._day: int | None = None
        self._sums: list[float] | None = None
        if seen is not None:
            self._day = seen.day
            for place, weight in seen.weights.items():
                self._weights[place] = weight
        self.total = sum(self._weights)

    def seen(self) -> Seen | None:
        """What it holds, with which another one goes on as this one would; None while that is nothing."""
        if self._day is None:
            return None
        weights = {place: weight for place, weight in enumerate(self._weights) if weight}
        return Seen(day=self._day, weights=weights)

    def add(self, log_value: float, weight: float, day: int) -> None:
        """Take an observation.

        Args:
            log_value: natural logarithm of what was seen.
            weight: how much it counts on its own day.
            day: number of the day; days before the newest one seen count as that one.
        """
        if self._day is None:
            self._day = day
        elif day > self._day:
            fade = 0.5 ** ((day - self._day) / HALF_LIFE_DAYS)
            self._weights = [kept * fade for kept in self._weights]
            self._day = day
        place = min(BINS - 1, max(0, floor((log_value - LOWEST) / BIN)))
        self._weights[place] += weight
        self._sums = None
        self.total = sum(self._weights)

    def quantile(self, share: float, spare: float = 0.0) -> float:
        """The logarithm below which ``share`` of the weight lies, linear inside a bin.

        Args:
            share: between 0 and 1.
            spare: weight of what has not been seen yet, put where it makes the quantile more careful:
                above for a share over one half, below for one under it (split-conformal prediction).

        Raises:
            ValueError: nothing has been seen.
        """
        if self.total <= 0:
            raise ValueError("an empty histogram has no quantiles")
        if self._sums is None:
            self._sums = list(accumulate(self._weights))
        target = share * (self.total + spare)
        if share < 0.5:
            target -= spare
        target = min(self.total, max(0.0, target))
        # Below the first weight and at the very end rounding must not leave the bins.
        place = min(BINS - 1, bisect_left(self._sums, max(target, 1e-12)))
        inside = self._weights[place]
        before = self._sums[place] - inside
        part = (target - before) / inside if inside > 0 else 1.0
        return LOWEST + BIN * (place + min(1.0, max(0.0, part)))
