"""The pretend clock: what is to happen next, in the order of its time, and the day's dice.

Of two things at the same second, the one that was planned first comes first.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from random import Random

from devices.simulate.stage import Stage

Action = Callable[[], object]


class Clock:
    """Plans of the day.

    Attributes:
        stage: the hall; its time is this clock's.
        dice: what happens by chance, in the order in which it happens.
    """

    def __init__(self, stage: Stage, seed: int) -> None:
        """Begin where the stage begins."""
        self.stage = stage
        self.dice = Random(f"luck {seed}")  # noqa: S311 - a game with the same luck each time
        self._plans: list[tuple[int, int, Action]] = []
        self._count = 0

    @property
    def second(self) -> int:
        """Seconds since the day's midnight."""
        return self.stage.second

    def at(self, second: int, action: Action) -> None:
        """Plan something; what should have been is done now."""
        self._count += 1
        heapq.heappush(self._plans, (max(second, self.second), self._count, action))

    def after(self, first_s: int, last_s: int, action: Action) -> None:
        """Plan something for a moment between these two from now on."""
        self.at(self.second + self.dice.randint(first_s, last_s), action)

    def luck(self, share: float) -> bool:
        """Whether something happens that does so in this share of cases."""
        return self.dice.random() < share

    def run(self, until: int) -> None:
        """Let everything happen that is planned before this second, and go on to it."""
        while self._plans and self._plans[0][0] < until:
            self.stage.second, _, action = heapq.heappop(self._plans)
            action()
        self.stage.second = until
