"""Shifts of windows: when somebody must be at a window on a day, by its own hours or the hall's.

Times are moments of the hall's zone with a fixed offset, so that subtracting them counts real minutes.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from config.calendar import is_day_of, is_holiday, moment_in
from config.schema import ClockSpan, HallConfig, Window

_LAST_MINUTE = time(23, 59)


class Shift(NamedTuple):
    """One span of work at a window; it ends at ``last`` and holds ``first``."""

    first: datetime
    last: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.first <= at < self.last


def shifts_of(config: HallConfig, window: Window, day: date) -> tuple[Shift, ...]:
    """The shifts of a window on a day, in their order; none on its days off and on holidays.

    A window with hours of its own, such as noon service (午间不间断), has them instead of the hall's.
    """
    if is_holiday(config, day) or not is_day_of(config, window.days or config.hours.days, day):
        return ()
    return _shifts(config.hall.timezone, window.shifts or config.hours.open, day)


@lru_cache(maxsize=1024)
def _shifts(timezone: str, spans: tuple[ClockSpan, ...], day: date) -> tuple[Shift, ...]:
    # Whoever looks for empty posts asks this of every window every few seconds.
    zone = ZoneInfo(timezone)
    times = ((time.fromisoformat(span[:5]), time.fromisoformat(span[6:])) for span in spans)
    return tuple(Shift(moment_in(zone, day, first), _end(zone, day, last)) for first, last in times)


def _end(zone: ZoneInfo, day: date, clock: time) -> datetime:
    # "23:59" means the end of the day: a hall cannot write 24:00.
    if clock == _LAST_MINUTE and day < date.max:
        return moment_in(zone, day + timedelta(days=1), time())
    return moment_in(zone, day, clock)
