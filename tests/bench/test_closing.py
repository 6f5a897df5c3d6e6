"""The evening's look back: who was sent away in vain, and who was called too late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from config.load import load
from devices.hub.state import Hall
from devices.link import commands as c
from devices.simulate.command import MONDAY
from tests.bench.closing import Evening, Free, evening, free_times, in_vain, report
from tests.devices.hub.played import Played, clerk
from tests.devices.simulate.days import HALLS
from tests.halls import ZONE, small_hall


def at(text: str) -> datetime:
    hour, minute = map(int, text.split(":"))
    return datetime(2026, 3, 2, hour, minute, tzinfo=ZONE)


def free(start: str, end: str, *queues: str) -> Free:
    return Free(at(start), at(end), queues)


@pytest.fixture
def hall() -> Hall:
    """Services of queue a take ten minutes, and its hours end at noon."""
    return Hall(small_hall())


def test_who_came_too_late_was_sent_away_in_vain_if_a_window_stood_free_afterwards(hall: Hall) -> None:
    came = [(at("11:20"), "a")]
    assert in_vain(hall, came, [free("11:40", "11:45", "b", "a")]) == 1
    assert in_vain(hall, came, [free("11:40", "11:45", "b")]) == 0
    assert in_vain(hall, came, [free("11:51", "12:00", "a")]) == 0
    assert in_vain(hall, came, [free("11:00", "11:20", "a")]) == 0
    assert in_vain(hall, came, []) == 0


def test_of_several_each_takes_time_from_the_next(hall: Hall) -> None:
    came = [(at("11:20"), "a")] * 3
    assert in_vain(hall, came, [free("11:00", "12:00", "a")]) == 3
    assert in_vain(hall, came, [free("11:25", "11:40", "a")]) == 2


def test_a_window_is_free_from_its_opening_and_between_two_visitors() -> None:
    p = Played()
    p.staff(1)
    p.later(minutes=5)
    p.take()
    p.call(1)
    p.later(minutes=5)
    p.say(clerk(1), c.MarkNoShow())
    p.later(minutes=5)
    p.say(clerk(1), c.PauseWindow(reason="tea"))
    found = free_times(p.config, p.events)
    assert [(some.queues, (some.end - some.start) // timedelta(minutes=1)) for some in found] == [
        (("a", "b"), 5),
        (("a", "b"), 5),
    ]


def test_a_day_is_looked_back_at_in_the_evening() -> None:
    day = evening(load(HALLS / "demo"), 7, datetime.fromisoformat(MONDAY).date(), 60)
    assert day.came > 0
    assert day.sent_away >= day.in_vain
    assert day.never == 0
    late = Evening(came=10, sent_away=4, in_vain=1, late_min=(3.0, 5.0), never=0, closed=2, opened=1)
    assert "called late   2.0 a day with a number, on average 4.0 min" in report([late])
