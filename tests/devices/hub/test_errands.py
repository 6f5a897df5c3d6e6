"""What one visitor comes for: several items on one ticket, further steps, life events, seasons."""

from __future__ import annotations

from datetime import date

import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from tests.devices.hub.played import KIOSK, Played, clerk
from tests.halls import MORNING, small_hall

TODAY = MORNING.date()
BIRTH = s.Bundle(id="birth", name="新生儿出生一件事", items=("b-1", "a-1", "a-2"))


def taken(hall: Played, command: c.TakeTicket) -> e.TicketTaken:
    return next(event for event in hall.say(KIOSK, command) if isinstance(event, e.TicketTaken))


def code(hall: Played, command: c.TakeTicket) -> str:
    with pytest.raises(Refused) as no:
        hall.say(KIOSK, command)
    return no.value.code


def test_items_of_one_queue_are_on_one_ticket_and_others_are_further_steps() -> None:
    hall = Played()
    event = taken(hall, c.TakeTicket(item="a-2", also=("t-1", "a-1", "b-1", "a-1")))
    ticket = hall.hall.tickets[event.ticket]
    assert (ticket.number, ticket.item, ticket.items) == ("A001", "a-2", ("a-2", "a-1"))
    assert hall.hall.visits[ticket.visit].to_do == ["t-1", "b-1"]


def test_one_item_is_a_ticket_as_ever() -> None:
    hall = Played()
    event = taken(hall, c.TakeTicket(item="a-1", also=("a-1",)))
    assert (event.items, event.to_do, event.bundle) == ((), (), "")
    assert hall.hall.tickets[event.ticket].items == ("a-1",)
    assert hall.hall.visits[event.ticket].to_do == []


def test_no_more_items_than_the_hall_allows_and_none_that_it_does_not_know() -> None:
    hall = Played(small_hall(tickets=s.Tickets(items_max=2)))
    assert code(hall, c.TakeTicket(item="a-1", also=("a-2", "b-1"))) == "too_many_items"
    assert code(hall, c.TakeTicket(item="a-1", also=("x",))) == "unknown_item"
    assert taken(hall, c.TakeTicket(item="a-1", also=("b-1",))).to_do == ("b-1",)


def test_a_life_event_begins_with_its_own_first_step_whatever_was_touched() -> None:
    hall = Played(small_hall(bundles=(BIRTH,), tickets=s.Tickets(items_max=1)))
    event = taken(hall, c.TakeTicket(item="a-2", bundle="birth"))
    assert (event.queue, event.item, event.bundle) == ("b", "b-1", "birth")
    assert event.to_do == ("a-1", "a-2")
    assert hall.hall.tickets[event.ticket].bundle == "birth"


def test_a_life_event_may_be_joined_by_other_items_as_far_as_the_hall_allows() -> None:
    hall = Played(small_hall(bundles=(BIRTH,), tickets=s.Tickets(items_max=4)))
    event = taken(hall, c.TakeTicket(item="b-1", also=("t-1",), bundle="birth"))
    assert event.to_do == ("a-1", "a-2", "t-1")


def test_a_life_event_that_the_hall_does_not_have_or_of_other_items_is_refused() -> None:
    hall = Played(small_hall(bundles=(BIRTH,)))
    assert code(hall, c.TakeTicket(item="a-1", bundle="marriage")) == "unknown_bundle"
    assert code(hall, c.TakeTicket(item="t-1", bundle="birth")) == "unknown_bundle"


# Seasons -----------------------------------------------------------------------------------------


def in_season(first: date = TODAY, last: date = TODAY) -> Played:
    """Item ``a-2`` is served at window 2 only."""
    return Played(small_hall(seasons=(s.Season(item="a-2", windows=(2,), first=first, last=last),)))


def test_an_item_of_the_season_waits_for_its_windows_alone_and_is_counted_with_its_queue() -> None:
    hall = in_season()
    plain, season = hall.take("a-1"), hall.take("a-2")
    assert (plain.only, season.only) == ("", "a-2")
    assert hall.hall.waiting("a") == 2
    assert hall.hall.lines_of(2) == ("a", "b", "@2", "~a-2")
    assert "~a-2" not in hall.hall.lines_of(1)


def test_a_ticket_with_an_item_of_the_season_among_others_waits_for_those_windows() -> None:
    event = taken(in_season(), c.TakeTicket(item="a-1", also=("a-2",)))
    assert event.only == "a-2"


def test_before_and_after_the_season_the_item_is_like_any_other() -> None:
    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        assert in_season(day, day).take("a-2").only == ""


def test_a_season_that_the_halls_file_no_longer_has_leaves_nobody_waiting_unseen() -> None:
    hall = in_season()
    hall.take("a-2")
    again = Hall(small_hall())
    for event in hall.events:
        evolve(again, event)
    assert [ticket.only for ticket in again.tickets.values()] == [""]
    assert again.waiting("a") == 1


def test_who_comes_in_season_is_called_at_the_windows_of_the_season_only() -> None:
    hall = in_season()
    season = hall.take("a-2")
    hall.staff(1)
    hall.staff(2)
    with pytest.raises(Refused, match="nobody_waiting"):
        hall.say(clerk(1), c.CallNext())
    assert hall.call(2) is season
