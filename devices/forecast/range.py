"""A forecast as a range: how far past forecasts were off, and whole minutes that a visitor can use.

The band comes from past ratios of waited to forecast minutes (split-conformal on the logarithmic scale),
separately for short and long forecasts; a size that has few takes them from all sizes, and a hall that has
few from its settings. A range always contains its forecast, and a longer one never has an earlier end.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from math import ceil, exp, floor, log

from msgspec import Struct

from devices.forecast.histogram import Histogram, Seen
from devices.link.rows import Minutes

LOW_SHARE = 0.1
HIGH_SHARE = 0.9

SIZES_MIN = (5.0, 10.0, 20.0, 40.0)
"""Forecasts are off by different factors below, between and above these many minutes."""

_CENTRES = tuple(log(minutes) for minutes in (2.5, 7.0, 14.0, 28.0, 56.0))

GRID_MIN = 5
NO_WAIT = Minutes(0, 0)
SHORTEST_MIN = 0.25


class Ranges(Struct, frozen=True, kw_only=True):
    """How far forecasts were off: of all, and by the size of the forecast."""

    all: Seen | None
    by_size: tuple[Seen | None, ...]


class Range:
    """The band around a forecast, learned from how forecasts have come true."""

    def __init__(self, low: float, high: float, prior_weight: float, learned: Ranges | None = None) -> None:
        """Begin with the hall's factors.

        Args:
            low: lower factor, below 1.
            high: upper factor, above 1.
            prior_weight: how many past forecasts the factors weigh.
            learned: what was learned before.
        """
        self._low = log(low)
        self._high = log(high)
        self._prior_weight = prior_weight
        self._by_size = [Histogram(seen) for seen in (learned.by_size if learned else [None] * len(_CENTRES))]
        self._all = Histogram(learned.all if learned else None)
        self._ends: tuple[list[float], list[float]] | None = None

    def learned(self) -> Ranges:
        """What was learned so far."""
        return Ranges(all=self._all.seen(), by_size=tuple(seen.seen() for seen in self._by_size))

    def band(self, point_min: float) -> tuple[float, float]:
        """Minutes between which about four of five waits end, around a forecast above 0."""
        if self._ends is None:
            self._ends = (
                self._nodes(LOW_SHARE, self._low),
                self._nodes(HIGH_SHARE, self._high),
            )
        point = log(point_min)
        low, high = (_between(ends, point) for ends in self._ends)
        return exp(min(low, point)), exp(max(high, point))

    def learn(self, point_min: float, waited_min: float, day: int) -> None:
        """Compare a forecast (above 0) with the wait that came."""
        ratio = max(waited_min, SHORTEST_MIN) / max(point_min, SHORTEST_MIN)
        self._by_size[bisect_right(SIZES_MIN, point_min)].add(log(ratio), 1.0, day)
        self._all.add(log(ratio), 1.0, day)
        self._ends = None

    def _nodes(self, share: float, prior: float) -> list[float]:
        """The band's end at each centre, as logarithms, made to rise."""
        overall = self._learned(self._all, share, prior)
        factors = [self._learned(seen, share, overall) for seen in self._by_size]
        return list(
            accumulate((centre + factor for centre, factor in zip(_CENTRES, factors, strict=True)), max)
        )

    def _learned(self, seen: Histogram, share: float, before: float) -> float:
        if seen.total <= 0:
            return before
        part = seen.total / (seen.total + self._prior_weight)
        return before + part * (seen.quantile(share, spare=1.0) - before)


def _between(ends: list[float], point: float) -> float:
    """Linear between the centres; beyond the first and the last the factor stays."""
    if point <= _CENTRES[0]:
        return ends[0] + point - _CENTRES[0]
    if point >= _CENTRES[-1]:
        return ends[-1] + point - _CENTRES[-1]
    right = bisect_right(_CENTRES, point)
    left = right - 1
    part = (point - _CENTRES[left]) / (_CENTRES[right] - _CENTRES[left])
    return ends[left] + part * (ends[right] - ends[left])


def rounded(low_min: float, high_min: float) -> Minutes:
    """A band in steps of five minutes, the low end down and the high end up; never empty."""
    low = floor(low_min / GRID_MIN) * GRID_MIN
    high = ceil(high_min / GRID_MIN) * GRID_MIN
    return Minutes(low, max(high, low + GRID_MIN))
