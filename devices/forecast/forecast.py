"""The hall's forecast: people ahead, minutes per person ahead, and a range that a visitor can trust.

Everything is learned from observed waits in the order of the journal, so replaying the journal gives the
same forecasts; nothing here reads a clock. A forecast supposes that the windows go on as they are: breaks
and closing time are not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from config.schema import Forecast
from devices.forecast.pool import Pool, Pools, Window
from devices.forecast.range import NO_WAIT, Range, Ranges, rounded
from devices.forecast.slope import Slope, Slopes
from devices.link.rows import Minutes


class Learned(Struct, frozen=True, kw_only=True):
    """All that a forecast has learned."""

    slopes: Slopes
    ranges: Ranges


class Forecaster:
    """Folds observed waits into forecasts, and knows which windows are open."""

    def __init__(
        self,
        settings: Forecast,
        minutes: Mapping[str, float],
        windows: Iterable[Window],
        learned: Learned | None = None,
    ) -> None:
        """Begin a hall.

        Args:
            settings: ``[forecast]`` of the hall's file.
            minutes: minutes of one service, by queue; names all queues.
            windows: all windows of the hall with their queues, as they are now.
            learned: what was learned of the same hall before; None where nothing was seen yet.
        """
        self._queues = tuple(minutes)
        every = tuple(windows)
        configured = Pools(
            [Window(number=window.number, open=True, queues=window.queues) for window in every], self._queues
        )
        # Those ahead are of all queues of the pool, so their mean is nearer than the own queue's minutes.
        expected = {
            queue: sum(minutes[name] for name in configured.of(queue).queues)
            / len(configured.of(queue).queues)
            for queue in self._queues
        }
        family = {queue: configured.of(queue).queues[0] for queue in self._queues}
        self._slope = Slope(expected, family, settings.prior_weight, learned.slopes if learned else None)
        self._range = Range(
            settings.low, settings.high, settings.prior_weight, learned.ranges if learned else None
        )
        self._pools = Pools(every, self._queues)

    def learned(self) -> Learned:
        """What was learned so far, with which another one goes on as this one would."""
        return Learned(slopes=self._slope.learned(), ranges=self._range.learned())

    def arrange(self, windows: Iterable[Window]) -> None:
        """A window opened, paused or closed: here are all of them again."""
        self._pools = Pools(windows, self._queues)

    def pool(self, queue: str) -> Pool:
        """The queues and windows that this queue waits with now."""
        return self._pools.of(queue)

    def servers(self, queue: str) -> int:
        """How many windows to reckon with that serve this queue now, at least one."""
        return self._pools.servers(queue)

    def ahead(self, queue: str, waiting: Mapping[str, int], idle: Collection[int] = ()) -> int:
        """People ahead of somebody who joins the queue now, over all queues that share its windows.

        Args:
            queue: where the visitor waits.
            waiting: people waiting now, by queue.
            idle: windows that have nobody (by number), where a free one may end the wait at once.
        """
        return self._pools.ahead(queue, waiting, idle)

    def free(self, queue: str, idle: Collection[int]) -> int:
        """How many of the idle windows (by number) could call this queue at once."""
        return self._pools.free(queue, idle)

    def point(self, queue: str, ahead: int, *, free: int = 0, windows: int | None = None) -> float:
        """Minutes until the call, in the middle of what is likely; 0 when a free window is left.

        Args:
            queue: where the visitor waits.
            ahead: people who are called first, over the pool.
            free: open windows that serve the queue and have nobody.
            windows: windows to suppose open instead of those that are.

        Raises:
            KeyError: the hall has no such queue.
        """
        steps = max(0, ahead + 1 - free)
        servers = self._pools.servers(queue) if windows is None else max(1, windows)
        return steps * self._slope.minutes_a_person(queue, servers)

    def band(
        self, queue: str, ahead: int, *, free: int = 0, windows: int | None = None
    ) -> tuple[float, float]:
        """Minutes between which about four of five waits end. Arguments and errors as of ``point``."""
        point = self.point(queue, ahead, free=free, windows=windows)
        return self._range.band(point) if point > 0 else (0.0, 0.0)

    def wait(self, queue: str, ahead: int, *, free: int = 0, windows: int | None = None) -> Minutes:
        """The range to show; (0, 0) is no wait. Arguments and errors as of ``point``."""
        low, high = self.band(queue, ahead, free=free, windows=windows)
        return rounded(low, high) if high > 0 else NO_WAIT

    def observe(
        self, queue: str, ahead: int, windows: int, waited_min: float, day: int, *, free: int = 0
    ) -> None:
        """Learn from a ticket that was called for the first time.

        Tell ordinary tickets only: priority, appointments and transfers do not wait behind ``ahead``
        people. A ticket taken while no window was open says nothing about service and is passed over.

        Args:
            queue: where it waited; a queue that the hall no longer has is passed over.
            ahead: people ahead over the pool when it was taken.
            windows: open windows that served the queue when it was taken.
            waited_min: minutes from taking to calling.
            day: number of the day (``date.toordinal``), never falling.
            free: open windows that served the queue and had nobody when it was taken.
        """
        steps = ahead + 1 - free
        if queue not in self._queues or windows < 1 or steps < 1:
            return
        # First the forecast as it would have been shown, then learn: no forecast is judged by itself.
        self._range.learn(self.point(queue, ahead, free=free, windows=windows), waited_min, day)
        self._slope.learn(queue, steps, windows, waited_min, day)
