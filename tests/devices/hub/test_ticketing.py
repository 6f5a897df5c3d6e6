"""Ticketing that closes before the hours end: by forecast, by the clock, by the leader; and reopens."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import ClosingReason, Role
from tests.devices.hub.played import DESK, KIOSK, Played
from tests.halls import ZONE, small_hall

LEADER = Principal(role=Role.LEADER)
ADMIN = Principal(role=Role.ADMIN)


@pytest.fixture
def hall() -> Played:
    return Played()


def clock(hall: Played, text: str) -> None:
    hour, minute = map(int, text.split(":"))
    hall.now = datetime(2026, 3, 2, hour, minute, tzinfo=ZONE)


def closings(events: list[e.AnyEvent]) -> list[tuple[str, str, str]]:
    """Queue, reason and last number of each closing."""
    return [(v.queue, v.reason.value, v.last) for v in events if isinstance(v, e.TicketingClosed)]


def tick(hall: Played, text: str) -> list[tuple[str, str, str]]:
    clock(hall, text)
    found = closings(hall.say(HUB, c.Tick()))
    assert closings(hall.say(HUB, c.Tick())) == []
    return found


def code(hall: Played, item: str = "a-1") -> str:
    try:
        hall.say(KIOSK, c.TakeTicket(item=item))
    except Refused as no:
        return no.code
    return ""


def only_a(**changes: object) -> s.HallConfig:
    """The small hall in which queue ``a`` is changed, and the others never close before their hours end."""
    first, second, third = small_hall().queues
    changed = msgspec.structs.replace(first, **changes)
    return small_hall(
        queues=(changed, *(msgspec.structs.replace(queue, closing="end") for queue in (second, third)))
    )


def test_what_the_forecast_closed_stays_closed_until_noon_and_names_the_last_number() -> None:
    hall = Played(only_a())
    hall.take()
    hall.take()
    hall.wait = 60
    assert tick(hall, "10:50") == []
    assert tick(hall, "10:55") == [("a", "forecast", "A002")]
    hall.wait = 0
    assert code(hall) == "too_late"
    clock(hall, "11:59")
    assert code(hall) == "too_late"
    clock(hall, "13:00")
    assert code(hall) == ""


def test_noon_and_closing_each_have_a_last_number() -> None:
    hall = Played(only_a(closing="end"))
    hall.take()
    assert tick(hall, "11:59") == []
    assert tick(hall, "12:00") == [("a", "end", "A001")]
    clock(hall, "13:30")
    hall.take()
    hall.take()
    assert tick(hall, "17:01") == [("a", "end", "A003")]
    assert tick(hall, "20:00") == []


def test_an_afternoon_without_a_number_has_no_last_one() -> None:
    hall = Played(only_a(closing="end"))
    hall.take()
    assert tick(hall, "12:00") == [("a", "end", "A001")]
    assert tick(hall, "17:01") == []


def test_a_fixed_closing_comes_at_its_minute() -> None:
    hall = Played(only_a(closing="fixed", closing_min=20))
    hall.take()
    assert tick(hall, "11:39") == []
    assert tick(hall, "11:40") == [("a", "fixed", "A001")]
    assert tick(hall, "12:30") == []


def test_the_leader_reopens_against_the_forecast_until_the_span_ends() -> None:
    hall = Played(only_a())
    hall.take()
    assert tick(hall, "11:55") == [("a", "forecast", "A001")]
    hall.say(LEADER, c.ReopenTicketing(queue="a"))
    assert tick(hall, "11:56") == []
    assert code(hall) == ""
    assert tick(hall, "12:00") == [("a", "end", "A002")]
    assert tick(hall, "16:55") == [("a", "forecast", "A002")]


def test_the_leader_reopens_what_the_forecast_is_about_to_close(hall: Played) -> None:
    hall.wait = 500
    assert code(hall) == "too_late"
    hall.say(LEADER, c.ReopenTicketing(queue="a"))
    assert code(hall) == ""


def test_reopening_an_open_queue_changes_nothing(hall: Played) -> None:
    hall.take()
    assert hall.say(LEADER, c.ReopenTicketing(queue="a")) == []


def test_the_leader_closes_one_queue_until_its_hours_end(hall: Played) -> None:
    hall.take()
    (closed,) = hall.say(ADMIN, c.CloseTicketing(queue="a", reason=ClosingReason.CROWD))
    assert isinstance(closed, e.TicketingClosed)
    assert (closed.last, closed.until) == ("A001", datetime(2026, 3, 2, 12, tzinfo=ZONE))
    assert hall.say(LEADER, c.CloseTicketing(queue="a", reason=ClosingReason.CROWD)) == []
    assert (code(hall), code(hall, "b-1")) == ("stopped", "")
    clock(hall, "13:00")
    assert code(hall) == ""


def test_a_leader_gives_no_reason_of_the_clock_and_closes_nothing_unknown_or_closed(hall: Played) -> None:
    sayings: list[tuple[c.AnyCommand, str]] = [
        (c.CloseTicketing(queue="a", reason=ClosingReason.FORECAST), "unknown_reason"),
        (c.CloseTicketing(queue="none"), "unknown_queue"),
        (c.ReopenTicketing(queue="none"), "unknown_queue"),
    ]
    for command, why in sayings:
        with pytest.raises(Refused, match=why):
            hall.say(LEADER, command)
    clock(hall, "12:30")
    for closed in (c.CloseTicketing(queue="a"), c.ReopenTicketing(queue="a")):
        with pytest.raises(Refused, match="closed"):
            hall.say(LEADER, closed)


def test_nobody_but_leader_and_technician_opens_or_closes(hall: Played) -> None:
    for by in (KIOSK, DESK):
        with pytest.raises(Refused, match="not_allowed"):
            hall.say(by, c.CloseTicketing(queue="a"))


def test_who_waits_when_ticketing_closes_is_served_all_the_same(hall: Played) -> None:
    ticket = hall.take()
    hall.say(LEADER, c.CloseTicketing(queue="a"))
    assert hall.hall.waiting("a") == 1
    assert hall.hall.line_of(ticket)[0] is ticket


def test_a_new_day_opens_what_was_closed(hall: Played) -> None:
    hall.take()
    hall.say(LEADER, c.CloseTicketing(queue="a"))
    hall.later(days=1)
    assert code(hall) == ""
    assert not hall.hall.closings
