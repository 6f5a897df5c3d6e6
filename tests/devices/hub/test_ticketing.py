"""Ticketing that closes before the hours end: by forecast, by the clock, by the leader; and reopens."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    hall.wait = 35
    assert tick(hall, "11:10") == []
    assert code(hall) == "too_late"
    clock(hall, "11:59")
    assert code(hall) == "too_late"
    clock(hall, "13:00")
    assert code(hall) == ""


# Opened again by forecast ----------------------------------------------------------------------


def eased(hall: Played, text: str) -> list[str]:
    """Kinds of what a look at this time makes happen to ticketing."""
    clock(hall, text)
    kinds = {e.TicketingClosed: "closed", e.TicketingEased: "eased", e.TicketingReopened: "reopened"}
    found = [kinds[type(event)] for event in hall.say(HUB, c.Tick()) if type(event) in kinds]
    assert not [event for event in hall.say(HUB, c.Tick()) if type(event) in kinds]
    return found


def closed_at(text: str, wait: int = 180) -> Played:
    hall = Played(only_a())
    clock(hall, text)
    hall.take()
    hall.wait = wait
    assert eased(hall, text) == ["closed"]
    return hall


def test_what_the_forecast_closed_opens_again_when_it_says_for_a_minute_that_time_is_left() -> None:
    hall = closed_at("10:00")
    hall.wait = 30
    assert eased(hall, "10:10") == ["eased"]
    assert code(hall) == "too_late"
    assert eased(hall, "10:11") == ["reopened"]
    assert code(hall) == ""
    assert eased(hall, "10:12") == []


def test_one_look_at_which_time_is_left_opens_nothing() -> None:
    hall = closed_at("10:00")
    hall.wait = 30
    assert eased(hall, "10:10") == ["eased"]
    hall.wait = 180
    assert eased(hall, "10:10") == ["eased"]
    assert hall.hall.closings["a"].eased_at is None
    hall.wait = 30
    assert eased(hall, "10:30") == ["eased"]
    assert eased(hall, "10:31") == ["reopened"]


def test_a_closed_queue_opens_only_with_a_quarter_of_an_hour_to_spare() -> None:
    """Ten minutes of service and 15 to spare: at 10:10, 84 minutes of waiting are enough and 86 are not."""
    for wait, found in ((84, ["eased"]), (86, [])):
        hall = closed_at("10:00")
        hall.wait = wait
        assert eased(hall, "10:10") == found


def test_what_the_forecast_opened_it_may_close_again_and_noon_still_has_its_last_number() -> None:
    hall = closed_at("10:00")
    hall.wait = 30
    assert [eased(hall, "10:10"), eased(hall, "10:11")] == [["eased"], ["reopened"]]
    hall.wait = 180
    assert eased(hall, "10:13") == []
    assert eased(hall, "10:16") == ["closed"]
    hall.wait = 0
    assert [eased(hall, "10:20"), eased(hall, "10:21")] == [["eased"], ["reopened"]]
    assert code(hall) == ""
    assert tick(hall, "12:00") == [("a", "end", "A002")]


def test_the_forecast_opens_a_queue_three_times_within_its_hours_and_not_for_ever() -> None:
    hall = closed_at("09:30")
    for minute in range(35, 200, 12):
        hall.wait = 0
        for later in (0, 1):
            eased(hall, f"{9 + (minute + later) // 60}:{(minute + later) % 60}")
        hall.wait = 500
        minute += 7
        eased(hall, f"{9 + minute // 60}:{minute % 60}")
    opened = [event for event in hall.events if isinstance(event, e.TicketingReopened)]
    assert [event.by_forecast for event in opened] == [True] * 3
    clock(hall, "13:00")
    hall.wait = 500
    hall.say(HUB, c.Tick())
    hall.wait = 0
    assert [eased(hall, "13:10"), eased(hall, "13:11")] == [["eased"], ["reopened"]]


def test_the_leaders_closing_and_a_fixed_one_are_not_opened_by_the_forecast() -> None:
    stopped, fixed = Played(only_a()), Played(only_a(closing="fixed", closing_min=100))
    stopped.say(LEADER, c.CloseTicketing(queue="a"))
    for hall in (stopped, fixed):
        for text in ("10:20", "10:30", "10:40"):
            assert "eased" not in eased(hall, text)
        assert code(hall) in ("stopped", "too_late")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 240), st.integers(0, 260)), min_size=20, max_size=150))
def test_whatever_the_forecast_says_ticketing_turns_at_most_every_five_minutes(
    looks: list[tuple[int, int]],
) -> None:
    hall = Played(only_a())
    turns: dict[str, list[tuple[datetime, str]]] = {}
    for seconds, wait in looks:
        hall.later(seconds=seconds)
        hall.wait = wait
        for event in hall.say(HUB, c.Tick()):
            if isinstance(event, e.TicketingReopened) or (
                isinstance(event, e.TicketingClosed) and event.reason is ClosingReason.FORECAST
            ):
                turns.setdefault(event.queue, []).append((event.at, type(event).__name__))
    for found in turns.values():
        for (before, was), (after, now) in pairwise(found):
            assert was != now or after.hour >= 13 > before.hour
            assert (after - before).total_seconds() >= 300
        assert sum(kind == "TicketingReopened" for _, kind in found) <= 6


# The ends of the hours -------------------------------------------------------------------------


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
