"""Posts without anybody: an absent clerk, a window without one in its shift, noon without break."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from devices.hub import events as e
from devices.hub.people import HUB
from devices.link import commands as c
from tests.devices.hub.played import DESK, Played, clerk
from tests.devices.hub.test_tidal import LENT, lend, tidal_hall
from tests.halls import ZONE, small_hall


def tick(hall: Played) -> list[e.AnyEvent]:
    return hall.say(HUB, c.Tick())


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{clock}").replace(tzinfo=ZONE)


def absences(events: list[e.AnyEvent]) -> list[e.AbsenceNoticed | e.AbsenceEnded]:
    return [event for event in events if isinstance(event, e.AbsenceNoticed | e.AbsenceEnded)]


def posts(events: list[e.AnyEvent]) -> dict[int, str]:
    found = (event for event in events if isinstance(event, e.PostEmpty | e.PostFilled))
    return {event.window: type(event).__name__ for event in found}


def raised(events: list[e.AnyEvent]) -> set[tuple[str, int]]:
    return {(event.code, event.window) for event in events if isinstance(event, e.NoticeRaised)}


@pytest.fixture
def hall() -> Played:
    """Window 1 is staffed, as all others are by the hall's other clerks."""
    hall = Played()
    hall.staff(1)
    return hall


# Absence ------------------------------------------------------------------------------------------


def test_a_clerk_who_does_nothing_while_somebody_waits_is_absent_until_the_next_act(hall: Played) -> None:
    begun = hall.now
    hall.take()
    hall.later(minutes=9)
    assert absences(tick(hall)) == []
    hall.later(minutes=1)
    (noticed,) = absences(events := tick(hall))
    assert isinstance(noticed, e.AbsenceNoticed)
    assert (noticed.window, noticed.clerk, noticed.since) == (1, "0101", begun)
    assert ("absent", 1) in raised(events)
    hall.later(minutes=5)
    assert absences(tick(hall)) == []
    hall.call(1)
    back = hall.now
    hall.later(minutes=1)
    (ended,) = absences(events := tick(hall))
    assert isinstance(ended, e.AbsenceEnded)
    assert (ended.since, ended.until, ended.clerk) == (begun, back, "0101")
    assert [event for event in events if isinstance(event, e.NoticeSettled)]


def test_nobody_is_absent_who_has_nobody_to_call(hall: Played) -> None:
    hall.later(minutes=15)
    assert absences(tick(hall)) == []
    hall.take()
    hall.later(minutes=9)
    assert absences(tick(hall)) == [], "somebody waits only for nine minutes"
    hall.later(minutes=1)
    assert len(absences(tick(hall))) == 1


def test_a_long_service_is_no_absence_but_a_call_without_a_word_is(hall: Played) -> None:
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.take()
    hall.later(minutes=40)
    assert absences(tick(hall)) == []
    hall.say(clerk(1), c.Finish())
    hall.call(1)
    hall.later(minutes=10)
    assert len(absences(tick(hall))) == 1


def test_a_pause_is_no_absence(hall: Played) -> None:
    hall.take()
    hall.say(clerk(1), c.PauseWindow(reason="tea"))
    hall.later(minutes=30)
    assert absences(tick(hall)) == []


def test_a_visitor_who_was_sent_on_waits_here_only_since_then(hall: Played) -> None:
    hall.staff(2)
    hall.take("a-1")
    hall.later(minutes=20)
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Transfer(window=2))
    assert absences(tick(hall)) == []
    hall.later(minutes=10)
    assert [event.window for event in absences(tick(hall))] == [2]


def test_who_signs_out_is_not_absent_any_more(hall: Played) -> None:
    hall.take()
    hall.later(minutes=10)
    tick(hall)
    events = hall.say(clerk(1), c.SignOut())
    assert [type(event).__name__ for event in absences(events)] == ["AbsenceEnded"]
    assert hall.hall.windows[1].absent_since is None
    assert absences(tick(hall)) == []


# Empty posts --------------------------------------------------------------------------------------


def test_a_window_without_a_clerk_in_its_shift_is_noticed_once_and_filled_by_signing_in() -> None:
    hall = Played(now=at("09:04"))
    assert posts(tick(hall)) == {}
    hall.now = at("09:06")
    assert posts(events := tick(hall)) == dict.fromkeys((1, 2, 3, 4), "PostEmpty")
    assert raised(events) == {("post_empty", window) for window in (1, 2, 3, 4)}
    assert tick(hall) == []
    signed = hall.say(clerk(1), c.SignIn(clerk="0101"))
    assert posts(signed) == {1: "PostFilled"}
    assert tick(hall) == []
    hall.later(hours=1)
    hall.say(clerk(1), c.SignOut())
    assert posts(tick(hall)) == {}
    hall.later(minutes=6)
    (empty,) = [event for event in tick(hall) if isinstance(event, e.PostEmpty)]
    assert empty.since == at("10:06")


def test_nobody_need_be_there_at_noon_after_hours_and_on_days_off() -> None:
    hall = Played(now=at("11:56"))
    assert posts(tick(hall)) == {}, "the shift is as good as over"
    hall = Played(now=at("11:00"))
    tick(hall)
    hall.now = at("12:00")
    assert set(posts(tick(hall)).values()) == {"PostFilled"}, "the shift is over"
    hall.now = at("12:30")
    assert tick(hall) == []
    hall.now = at("13:06")
    assert set(posts(tick(hall)).values()) == {"PostEmpty"}
    hall = Played(now=datetime(2026, 3, 7, 10, tzinfo=ZONE))
    assert posts(tick(hall)) == {}


def test_a_window_with_noon_service_has_no_break() -> None:
    config = small_hall()
    noon = msgspec.structs.replace(config.windows[0], shifts=("09:00-17:00",))
    hall = Played(small_hall(windows=(noon, *config.windows[1:])), now=at("11:00"))
    hall.staff(1)
    hall.now = at("12:30")
    hall.say(clerk(1), c.SignOut())
    hall.now = at("12:36")
    assert posts(tick(hall)) == {1: "PostEmpty"}
    hall.staff(1)
    assert hall.hall.windows[1].empty_since is None


def test_a_tidal_window_is_a_post_only_while_it_is_lent() -> None:
    hall = Played(tidal_hall(), now=at("10:00"))
    assert LENT not in posts(tick(hall))
    lend(hall, "a", minutes=30)
    hall.later(minutes=6)
    assert posts(tick(hall)) == {LENT: "PostEmpty"}
    hall.later(minutes=30)
    tick(hall)
    assert posts(tick(hall)) == {LENT: "PostFilled"}


def test_what_anybody_says_at_a_window_shows_that_somebody_is_there(hall: Played) -> None:
    hall.take()
    hall.later(minutes=3)
    hall.call(1)
    assert hall.hall.windows[1].acted_at == hall.now
    missed = hall.hall.current(1)
    assert missed is not None
    hall.say(clerk(1), c.MarkNoShow())
    hall.later(minutes=3)
    hall.say(clerk(1), c.ReturnTicket(ticket=missed.id))
    assert hall.hall.windows[1].acted_at == hall.now
    hall.later(minutes=3)
    hall.call(1)
    hall.later(minutes=3)
    hall.say(DESK, c.TakeTicket(item="a-1"))
    assert hall.hall.windows[1].acted_at != hall.now
