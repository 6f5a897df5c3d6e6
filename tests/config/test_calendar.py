"""The hall's calendar: working days are counted as offices count them, and clocks as the zone shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calendar import (
    add_working_days,
    edges,
    is_day_of,
    is_holiday,
    is_within,
    is_working_day,
    local,
    moment,
    weekday,
)
from config.schema import Calendar, HallConfig
from tests.halls import small_hall

MAY = Calendar(holidays=(date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)), workdays=(date(2026, 5, 9),))
"""Labour Day: Friday 1, Monday 4 and Tuesday 5 May are off, Saturday 9 May is made up."""


def hall(calendar: Calendar = MAY, zone: str = "Asia/Shanghai") -> HallConfig:
    config = small_hall(calendar=calendar)
    return msgspec.structs.replace(config, hall=msgspec.structs.replace(config.hall, timezone=zone))


def test_holidays_are_no_working_days_and_made_up_days_are() -> None:
    days = [date(2026, 4, 30) + timedelta(days=n) for n in range(11)]
    working = [day.day for day in days if is_working_day(hall(), day)]
    assert working == [30, 6, 7, 8, 9]


def test_a_day_that_stands_in_both_lists_is_made_up() -> None:
    both = hall(Calendar(holidays=(date(2026, 5, 9),), workdays=(date(2026, 5, 9),)))
    assert is_working_day(both, date(2026, 5, 9))
    assert not is_holiday(both, date(2026, 5, 9))


def test_a_limit_in_working_days_begins_on_the_day_after() -> None:
    config = hall()
    assert add_working_days(config, date(2026, 4, 30), 1) == date(2026, 5, 6)
    assert add_working_days(config, date(2026, 4, 30), 4) == date(2026, 5, 9)
    assert add_working_days(config, date(2026, 4, 30), 5) == date(2026, 5, 11)
    assert add_working_days(config, date(2026, 5, 3), 0) == date(2026, 5, 3)
    assert add_working_days(config, date(2026, 5, 6), -1) == date(2026, 4, 30)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(-40, 40))
def test_as_many_working_days_are_between_as_were_added(day: date, count: int) -> None:
    then = add_working_days(hall(), day, count)
    step = timedelta(days=1 if count > 0 else -1)
    passed = [day + step * n for n in range(1, abs((then - day).days) + 1)]
    assert sum(is_working_day(hall(), one) for one in passed) == abs(count)
    assert count == 0 or is_working_day(hall(), then)


def test_made_up_days_belong_to_everybody_who_works_in_the_week() -> None:
    config = hall()
    saturday = date(2026, 5, 9)
    assert weekday(saturday) == "sat"
    assert is_day_of(config, ("mon",), saturday)
    assert is_day_of(config, ("sat",), date(2026, 5, 16))
    assert not is_day_of(config, ("sun",), saturday)
    assert not is_day_of(config, ("mon",), date(2026, 5, 16))


def test_a_span_holds_its_beginning_and_not_its_end_and_may_go_on_to_midnight() -> None:
    assert edges("09:00-12:00") == (time(9), time(12))
    assert edges("18:00-23:59") == (time(18), None)
    assert [is_within("09:00-12:00", time(hour)) for hour in (8, 9, 11, 12)] == [False, True, True, False]
    assert is_within("18:00-23:59", time(23, 59, 59))


@pytest.mark.parametrize(
    ("clock", "offset_h"),
    [(time(1, 30), -5), (time(2, 30), -4), (time(3, 30), -4)],
)
def test_a_time_that_summer_time_skips_comes_with_the_hour_after_it(clock: time, offset_h: int) -> None:
    config = hall(zone="America/New_York")
    at = moment(config, date(2026, 3, 8), clock)
    assert at.utcoffset() == timedelta(hours=offset_h)
    skipped = clock == time(2, 30)
    assert local(config, at).time() == (time(3, 30) if skipped else clock)


def test_moments_across_a_change_of_the_clock_are_as_far_apart_as_they_are() -> None:
    config = hall(zone="America/New_York")
    midnight, noon = (moment(config, date(2026, 11, 1), time(hour)) for hour in (0, 12))
    assert noon - midnight == timedelta(hours=13)
    assert midnight.astimezone(UTC) == datetime(2026, 11, 1, 4, tzinfo=UTC)
