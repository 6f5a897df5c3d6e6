"""When somebody must be at a window: by its own hours or the hall's, and by the calendar."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from config import schema as s
from config.shifts import shifts_of
from tests.halls import ZONE, small_hall

MONDAY, SATURDAY = date(2026, 3, 2), date(2026, 3, 7)


def spans(config: s.HallConfig, day: date, **window: object) -> list[str]:
    known = msgspec.structs.replace(config.windows[0], **window)
    return [f"{first:%H:%M}-{last:%H:%M}" for first, last in shifts_of(config, known, day)]


def test_a_window_works_when_the_hall_does_unless_it_has_hours_of_its_own() -> None:
    config = small_hall()
    assert spans(config, MONDAY) == ["09:00-12:00", "13:00-17:00"]
    assert spans(config, MONDAY, shifts=("09:00-17:00",)) == ["09:00-17:00"]
    assert spans(config, SATURDAY) == []
    assert spans(config, SATURDAY, days=("sat", "sun")) == ["09:00-12:00", "13:00-17:00"]
    assert spans(config, MONDAY, days=("sat", "sun")) == []


def test_holidays_and_made_up_days_are_the_calendars() -> None:
    config = small_hall(calendar=s.Calendar(holidays=(MONDAY,), workdays=(SATURDAY,)))
    assert spans(config, MONDAY) == []
    assert spans(config, SATURDAY) == ["09:00-12:00", "13:00-17:00"]


def test_a_shift_holds_its_begin_and_not_its_end_and_may_last_all_day() -> None:
    (shift,) = shifts_of(
        small_hall(), msgspec.structs.replace(small_hall().windows[0], shifts=("00:00-23:59",)), MONDAY
    )
    assert shift.first == datetime(2026, 3, 2, tzinfo=ZONE)
    assert shift.last == datetime(2026, 3, 3, tzinfo=ZONE)
    assert shift.holds(shift.first)
    assert not shift.holds(shift.last)
