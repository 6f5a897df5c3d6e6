"""The hall's calendar: weekdays, holidays, made-up working days, and counting in working days.

A limit in working days (工作日) counts the days on which offices work: Monday to Friday without holidays
(放假) and with made-up days (调休上班), whatever days the hall itself is open on. Clock times are those of
the hall's zone; where summer time skips or repeats an hour, the moment stays one that really comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.schema import ClockSpan, HallConfig, Weekday

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""By ``date.weekday()``."""

_OFFICE_DAYS = frozenset(range(5))
_DAY = timedelta(days=1)


def weekday(day: date) -> Weekday:
    """The day's name in the settings."""
    return WEEKDAYS[day.weekday()]


def is_holiday(config: HallConfig, day: date) -> bool:
    """Whether the calendar names the day as one off (放假), and not as a made-up working day."""
    return day in config.calendar.holidays and day not in config.calendar.workdays


def is_working_day(config: HallConfig, day: date) -> bool:
    """Whether offices work on this day."""
    if day in config.calendar.workdays:
        return True
    return day.weekday() in _OFFICE_DAYS and not is_holiday(config, day)


def is_day_of(config: HallConfig, days: Sequence[Weekday], day: date) -> bool:
    """Whether a queue or a window with these days of the week has one; holidays are asked for apart.

    A made-up working day is one of everybody who works on any day from Monday to Friday.
    """
    if weekday(day) in days:
        return True
    return day in config.calendar.workdays and any(WEEKDAYS[n] in days for n in _OFFICE_DAYS)


def add_working_days(config: HallConfig, day: date, count: int) -> date:
    """The working day so many after ``day`` (before it, when negative); ``day`` itself when 0.

    The day itself does not count: a limit of one working day from a Friday ends on Monday.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        if is_working_day(config, day):
            left -= 1
    return day


def zone_of(config: HallConfig) -> ZoneInfo:
    """The zone in which the hall's day begins and ends."""
    return ZoneInfo(config.hall.timezone)


def local(config: HallConfig, at: datetime) -> datetime:
    """A moment as the hall's clock shows it."""
    return at.astimezone(zone_of(config))


def edges(span: ClockSpan) -> tuple[time, time | None]:
    """The times at which a span begins and ends; None is midnight.

    "23:59" as an end means the end of the day: a hall's file cannot write 24:00.
    """
    start, end = (time.fromisoformat(part) for part in span.split("-"))
    return start, None if end == time(23, 59) else end


def is_within(span: ClockSpan, clock: time) -> bool:
    """Whether the hall's clock is in a span, its beginning included and its end not."""
    start, end = edges(span)
    return start <= clock and (end is None or clock < end)


def moment(config: HallConfig, day: date, clock: time) -> datetime:
    """When the hall's clock shows this time; see ``moment_in``."""
    return moment_in(zone_of(config), day, clock)


def moment_in(zone: ZoneInfo, day: date, clock: time) -> datetime:
    """When clocks of a zone show this time; a time that summer time skips comes with the hour after it.

    The moment has a fixed offset, so that comparing and subtracting count real time also across a change of
    the clock (two times of one ``ZoneInfo`` are compared by what the clock shows).
    """
    shown = datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)
    return datetime.fromisoformat(shown.isoformat())
