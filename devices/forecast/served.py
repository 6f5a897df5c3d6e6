"""Time in which a queue was served: a clock for each queue that stands still while nobody calls from it.

A wait over noon, before opening or while all windows paused holds time that says nothing about how fast
people are served; measured by this clock it is as long as the windows took.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime


class ServedTime:
    """Minutes that each queue has been served so far."""

    def __init__(self, minutes: Mapping[str, float] | None = None) -> None:
        """Begin with no queue served, and with what the clocks show."""
        self._minutes = dict(minutes or {})
        self._since: dict[str, datetime] = {}

    def arrange(self, served: Iterable[str], at: datetime) -> None:
        """From now on these queues are served, and no others."""
        now = set(served)
        for queue in [queue for queue in self._since if queue not in now]:
            self._minutes[queue] = self.minutes(queue, at)
            del self._since[queue]
        for queue in now:
            self._since.setdefault(queue, at)

    def shown(self, at: datetime) -> dict[str, float]:
        """What the clocks show at such a moment, by queue."""
        return {queue: self.minutes(queue, at) for queue in {**self._minutes, **self._since}}

    def minutes(self, queue: str, at: datetime) -> float:
        """What the queue's clock shows at a moment that is not before the newest arrangement."""
        since = self._since.get(queue)
        running = (at - since).total_seconds() / 60 if since is not None else 0.0
        return self._minutes.get(queue, 0.0) + running
