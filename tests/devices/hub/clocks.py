"""A clock that tests turn."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.halls import MORNING


class Clock:
    """Tells the time it was turned to."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self, zone: ZoneInfo) -> datetime:
        return self.now.astimezone(zone)

    def turn(self, **time: float) -> None:
        self.now += timedelta(**time)
