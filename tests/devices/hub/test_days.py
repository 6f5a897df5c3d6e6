"""A day ends and another begins: in the hall's zone, with a report, and with nothing open left in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import schema as s
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB
from devices.hub.rules import turn_day
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState, TransferPlace, VisitorClass, WindowState
from tests.devices.hub.histories import HISTORIES, tomorrow
from tests.devices.hub.played import DESK, KIOSK, Played, clerk
from tests.halls import small_hall

ALWAYS = s.Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",))
ZONES = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"]


def hall_in(zone: str) -> Played:
    config = small_hall(hours=ALWAYS)
    return Played(msgspec.structs.replace(config, hall=msgspec.structs.replace(config.hall, timezone=zone)))


def begun(events: list[e.AnyEvent]) -> list[date]:
    return [event.day for event in events if isinstance(event, e.DayBegan)]


def ended(events: list[e.AnyEvent]) -> list[e.DayEnded]:
    return [event for event in events if isinstance(event, e.DayEnded)]


def test_a_busy_day_ends_with_a_report_of_what_was_open_and_what_was_done() -> None:
    hall = Played(small_hall())
    for number in (1, 2, 3):
        hall.staff(number)
    for item in ("a-1", "a-1", "a-1", "a-1", "a-1", "b-1", "b-1"):
        hall.take(item)
        hall.later(minutes=1)
    hall.serve(1)
    hall.call(1)
    hall.say(clerk(1), c.MarkNoShow())
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Hold())
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.call(2)
    hall.say(clerk(2), c.Transfer(queue="t", place=TransferPlace.END))
    hall.call(3)
    hall.say(DESK, c.CancelTicket(ticket=hall.take("b-1").id))
    states = {ticket.state.value for ticket in hall.hall.tickets.values()}
    assert {"held", "serving", "no_show", "called", "finished", "transferred", "cancelled"} <= states
    hall.later(days=1)
    (report,) = ended(turn_day(hall.hall, hall.now, HUB.name))
    assert report.day == date(2026, 3, 2)
    assert report.open == {"waiting": 2, "called": 1, "serving": 1, "held": 1, "no_show": 1}
    assert (report.given, report.by_queue) == (8, {"a": 5, "b": 3})
    assert (report.served, report.transferred, report.cancelled, report.expired) == (1, 1, 1, 0)
    assert report.last == {"a": "A005", "b": "B003"}


def test_the_first_day_of_all_ends_no_other() -> None:
    hall = Played(small_hall())
    hall.take()
    assert ended(hall.events) == []
    assert begun(hall.events) == [date(2026, 3, 2)]


def test_a_hub_that_slept_for_days_ends_the_last_one_once() -> None:
    hall = Played(small_hall())
    hall.take()
    hall.later(days=9)
    hall.take()
    assert [report.day for report in ended(hall.events)] == [date(2026, 3, 2)]
    assert begun(hall.events) == [date(2026, 3, 2), date(2026, 3, 11)]


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_what_a_day_says_was_open_is_what_expires(p: Played) -> None:
    expired_before = sum(ticket.state is TicketState.EXPIRED for ticket in p.hall.tickets.values())
    count = len(p.events)
    tomorrow(p)
    turned = p.events[count:]
    (report,) = ended(turned)
    expired = [event for event in turned if isinstance(event, e.TicketExpired)]
    assert sum(report.open.values()) == len(expired)
    assert {event.reason for event in expired} <= {"end_of_day"}
    assert report.expired == expired_before
    giving = (e.TicketTaken, e.TicketTransferred, e.StepAdded)
    began = max(n for n, event in enumerate(p.events[:count]) if isinstance(event, e.DayBegan))
    given_today = [event for event in p.events[began:count] if isinstance(event, giving)]
    numbers = {event.number for event in given_today if not getattr(event, "late", False)} - {""}
    assert report.given == len(numbers)


# Midnight --------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ZONES)
def test_midnight_with_tickets_serving_ends_them_with_a_reason_and_frees_the_windows(zone: str) -> None:
    hall = hall_in(zone)
    hall.now = datetime(2026, 3, 2, 23, 50, tzinfo=ZoneInfo(zone))
    hall.staff(1)
    ticket = hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.later(minutes=9, seconds=59)
    assert turn_day(hall.hall, hall.now, HUB.name) == []
    hall.later(seconds=1)
    with pytest.raises(Refused):
        hall.say(clerk(1), c.Finish())
    assert (ticket.state, begun(hall.events)[-1]) == (TicketState.EXPIRED, date(2026, 3, 3))
    assert ended(hall.events)[-1].open == {"serving": 1}
    window = hall.hall.windows[1]
    assert (window.state, window.clerk, window.ticket) == (WindowState.CLOSED, "", "")
    assert hall.take().number == "A001"


def test_a_clock_of_another_zone_does_not_move_the_halls_midnight() -> None:
    hall = hall_in("Asia/Shanghai")
    # A quarter to midnight in Shanghai, afternoon in London.
    hall.now = datetime(2026, 3, 2, 15, 45, tzinfo=UTC)
    hall.take()
    hall.later(minutes=14)
    assert turn_day(hall.hall, hall.now, HUB.name) == []
    hall.later(minutes=1)
    assert begun(turn_day(hall.hall, hall.now, HUB.name)) == [date(2026, 3, 3)]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Shanghai", date(2026, 3, 8), 24),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it_and_turns_once(zone: str, day: date, hours: float) -> None:
    hall = hall_in(zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    turned = []
    for minutes in range(0, int((hours + 1) * 60), 10):
        at = midnight + timedelta(minutes=minutes)
        events = turn_day(hall.hall, at, HUB.name)
        for event in events:
            evolve(hall.hall, event)
        turned += [(minutes / 60, found) for found in begun(events)]
    assert turned == [(0.0, day), (hours, day + timedelta(days=1))]


@given(st.lists(st.integers(0, 200), min_size=2, max_size=12), st.sampled_from(ZONES))
@settings(max_examples=40, deadline=None)
def test_numbers_begin_again_with_each_day_of_the_zone_and_only_then(gaps: list[int], zone: str) -> None:
    hall = hall_in(zone)
    hall.now = datetime(2026, 10, 30, 12, tzinfo=UTC)
    seen: dict[date, int] = {}
    for gap in gaps:
        hall.later(hours=gap / 10)
        day = hall.now.astimezone(ZoneInfo(zone)).date()
        seen[day] = seen.get(day, 0) + 1
        assert hall.take().number == f"A{seen[day]:03}"


def test_a_hall_of_old_whose_days_never_ended_begins_its_next_day_all_the_same() -> None:
    hall = Played(small_hall())
    hall.say(KIOSK, c.TakeTicket(item="a-1"))
    again = Hall(hall.config)
    for event in hall.events:
        evolve(again, event)
    evolve(again, e.DayBegan(at=hall.now + timedelta(days=1), by="agent:hub", day=date(2026, 3, 3)))
    assert again.day == date(2026, 3, 3)
    assert not again.tickets
    assert again.persons == {}
    assert VisitorClass.ORDINARY.value in again.standings
