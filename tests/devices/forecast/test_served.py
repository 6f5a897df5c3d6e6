from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from devices.forecast.served import ServedTime
from tests.halls import MORNING


def at(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def test_the_clock_of_a_queue_stands_still_while_nobody_serves_it() -> None:
    served = ServedTime()
    assert served.minutes("A", at(0)) == 0

    served.arrange(["A"], at(10))
    assert served.minutes("A", at(25)) == 15
    served.arrange([], at(30))
    assert served.minutes("A", at(90)) == 20
    served.arrange(["B", "A"], at(90))
    assert served.minutes("A", at(91)) == 21
    assert served.minutes("B", at(91)) == 1


def test_a_second_window_makes_the_clock_no_faster() -> None:
    served = ServedTime()
    served.arrange(["A"], at(0))
    served.arrange(["A", "A", "B"], at(5))
    assert served.minutes("A", at(10)) == 10


@given(st.lists(st.tuples(st.integers(0, 90), st.booleans()), max_size=30))
def test_the_clock_shows_the_minutes_in_which_the_queue_was_served(turns: list[tuple[int, bool]]) -> None:
    served, now, was, total = ServedTime(), 0, False, 0
    for minutes, is_served in turns:
        now += minutes
        total += minutes if was else 0
        assert served.minutes("A", at(now)) == total
        served.arrange(["A"] if is_served else [], at(now))
        was = is_served
