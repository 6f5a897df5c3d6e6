"""Learned minutes per person ahead, per queue: first the hall's setting, then what was seen.

The wait of somebody behind ``n`` others is ``slope x n``. On the first day the slope is what the hall's
own settings say, minutes of one service divided by windows; with every observed wait it leans more on the
pool's and the queue's own past. Medians of logarithms make a lunch break or a forgotten ticket harmless.

Windows open now tell only half of how many will be open during the wait (they open for long lines and
close behind short ones), so what was learned is carried from one number of windows to another by its
square root; the setting, which knows nothing of the hall's habits, by the number itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, sqrt

from msgspec import Struct

from devices.forecast.histogram import Histogram, Seen

CARRY = 0.5
"""Exponent of the number of windows in what was learned."""

SHORTEST_MIN = 0.25
"""Waits below this count as this: a logarithm needs a positive number."""


class Slopes(Struct, frozen=True, kw_only=True):
    """What was learned of each queue and of each family of queues."""

    queues: dict[str, Seen]
    families: dict[str, Seen]


class Slope:
    """Minutes per person ahead of every queue."""

    def __init__(
        self,
        minutes: Mapping[str, float],
        family: Mapping[str, str],
        prior_weight: float,
        learned: Slopes | None = None,
    ) -> None:
        """Begin with the hall's settings.

        Args:
            minutes: minutes of one service by queue, above 0.
            family: a name shared by the queues that share configured windows, by queue.
            prior_weight: how many observed waits the settings weigh.
            learned: what was learned before.
        """
        self._minutes = dict(minutes)
        self._family = dict(family)
        self._prior_weight = prior_weight
        self._by_queue = _histograms(learned.queues) if learned else {}
        self._by_family = _histograms(learned.families) if learned else {}

    def learned(self) -> Slopes:
        """What was learned so far."""
        return Slopes(queues=_seen(self._by_queue), families=_seen(self._by_family))

    def minutes_a_person(self, queue: str, windows: int) -> float:
        """Minutes that one person ahead costs while ``windows`` (at least 1) serve the pool.

        Raises:
            KeyError: the hall has no such queue.
        """
        log_windows = log(windows)
        expected = log(self._minutes[queue]) - log_windows
        family = self._by_family.get(self._family[queue])
        if family is not None:
            expected += family.quantile(0.5) * family.total / (family.total + self._prior_weight)
        own = self._by_queue.get(queue)
        if own is not None:
            share = own.total / (own.total + self._prior_weight)
            expected += share * (own.quantile(0.5) - CARRY * log_windows - expected)
        return exp(expected)

    def learn(self, queue: str, steps: int, windows: int, waited_min: float, day: int) -> None:
        """Take one observed wait.

        Args:
            queue: where the visitor waited.
            steps: people whose turns had to begin first, including the visitor's own, at least 1.
            windows: windows that served the pool when the ticket was taken, at least 1.
            waited_min: minutes from ticket to call.
            day: number of the day, for fading.

        Raises:
            KeyError: the hall has no such queue.
        """
        seen = log(max(waited_min, SHORTEST_MIN) / steps)
        # A wait behind many is the sum of many services and says more about their mean.
        weight = sqrt(steps)
        factor = seen - log(self._minutes[queue] / windows)
        self._by_family.setdefault(self._family[queue], Histogram()).add(factor, weight, day)
        self._by_queue.setdefault(queue, Histogram()).add(seen + CARRY * log(windows), weight, day)


def _histograms(seen: Mapping[str, Seen]) -> dict[str, Histogram]:
    return {name: Histogram(each) for name, each in seen.items()}


def _seen(histograms: Mapping[str, Histogram]) -> dict[str, Seen]:
    return {name: seen for name, each in histograms.items() if (seen := each.seen()) is not None}
