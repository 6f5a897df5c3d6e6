"""How often somebody was wrong at one place, whoever they said they were.

A staff number locks after wrong PINs, which does not stop whoever tries one PIN on every number: the place
where that is done is held off too. A good try in between makes up for none, or one clerk's own PIN would buy
nine guesses at the others'. Nothing outlives the hub's restart, which nobody at a panel can bring about.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

WRONG = 10
"""Wrong tries within ``WITHIN_S`` after which a place is held off."""
WITHIN_S = 15 * 60.0
"""Seconds for which a wrong try counts; as the oldest one grows older than that, one more may be made."""
PLACES = 4096
"""Places that are remembered; with more, the one where a try was made longest ago is forgotten."""


class PlaceTries:
    """Counts wrong tries by place."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with none.

        Args:
            clock: monotonic seconds.
        """
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, place: str) -> float | None:
        """Count a try as wrong before it is looked at: many at once cannot outrun the limit.

        Returns:
            What ``was_good`` takes; None while the place is held off.
        """
        now = self._clock()
        wrong = self._wrong.setdefault(place, deque())
        self._wrong.move_to_end(place)
        while wrong and wrong[0] <= now - WITHIN_S:
            wrong.popleft()
        if len(wrong) >= WRONG:
            return None
        wrong.append(now)
        if len(self._wrong) > PLACES:
            self._wrong.popitem(last=False)
        return now

    def was_good(self, place: str, begun: float) -> None:
        """Take a try back that was not wrong after all."""
        wrong = self._wrong.get(place)
        if wrong is not None and begun in wrong:
            wrong.remove(begun)

    def full(self, place: str) -> bool:
        """Whether the place is held off from the next try on."""
        return len(self._wrong.get(place, ())) >= WRONG
