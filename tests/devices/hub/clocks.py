"""A clock that tests turn."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from devices.hub.clock import SteadyClock
from tests.halls import MORNING


class Clock:
    """Tells the time it was turned to."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self, zone: ZoneInfo) -> datetime:
        return self.now.astimezone(zone)

    def turn(self, **time: float) -> None:
        self.now += timedelta(**time)


class Computer:
    """A computer with a clock that people set, and a steady one that nobody can."""

    def __init__(self, wall: datetime = MORNING) -> None:
        self.wall_s = wall.timestamp()
        self.steady_s = 1000.0

    def pass_by(self, **time: float) -> None:
        """Let true time pass, on both clocks."""
        seconds = timedelta(**time).total_seconds()
        self.wall_s += seconds
        self.steady_s += seconds

    def jump(self, **time: float) -> None:
        """Set the clock that people set."""
        self.wall_s += timedelta(**time).total_seconds()

    def clock(self, newest: datetime | None = None) -> SteadyClock:
        return SteadyClock(lambda: self.wall_s, lambda: self.steady_s, newest)
