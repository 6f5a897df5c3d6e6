"""What became of tickets, by their events alone: what the hall says, without steps that were taken back."""

from __future__ import annotations

from random import Random

import pytest

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.fates import Fates
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.words import TicketState
from tests.devices.hub.histories import NEVER_WERE, played
from tests.devices.hub.played import DESK, Played, clerk


def fates_of(p: Played) -> Fates:
    fates = Fates()
    for event in p.events:
        fates.follow(event)
    return fates


@pytest.mark.parametrize("seed", range(30))
def test_fates_are_what_the_hall_says_of_its_tickets(seed: int) -> None:
    dice = Random(f"fates {seed}")
    p = played([dice.randrange(2**20) for _ in range(200)])
    fates, hall = Fates(), Hall(p.config)
    taken_back: set[str] = set()
    for event in p.events:
        if isinstance(event, e.Undone) and event.what in NEVER_WERE:
            last = hall.windows[event.window].last
            assert last is not None
            taken_back.add(last.step or last.ticket)
        evolve(hall, event)
        fates.follow(event)
    assert {
        name: (t.state, t.visitor_class, t.number, t.clerk, t.started_at, t.rating)
        for name, t in (hall.tickets.items())
        if name not in taken_back
    } == {
        name: (f.state, f.visitor_class, f.number, f.clerk, f.started_at, f.grade)
        for name, f in fates.of.items()
        if name in hall.tickets
    }


def test_a_transfer_that_is_taken_back_leaves_one_ticket_that_is_served() -> None:
    p = Played()
    p.staff(1)
    ticket = p.take()
    p.call(1)
    p.say(clerk(1), c.Start())
    p.say(clerk(1), c.Transfer(queue="b"))
    p.say(clerk(1), c.Undo())
    fates = fates_of(p)
    assert set(fates.of) == {ticket.id}
    assert fates.of[ticket.id].state is TicketState.SERVING


def test_a_service_without_a_number_that_is_taken_back_never_was() -> None:
    p = Played()
    p.staff(1)
    p.say(clerk(1), c.ServeDirect(item="a-1"))
    assert [fate.direct for fate in fates_of(p).of.values()] == [True]
    p.say(clerk(1), c.Undo())
    assert fates_of(p).of == {}


def test_a_service_without_a_number_waited_for_nothing_and_its_next_step_does() -> None:
    p = Played()
    p.staff(1)
    p.say(clerk(1), c.ServeDirect(item="a-1"))
    p.later(minutes=3)
    p.say(clerk(1), c.Transfer(queue="b"))
    p.later(minutes=7)
    p.call(1)
    first, second = fates_of(p).of.values()
    assert (first.wait_min, first.state) == (None, TicketState.TRANSFERRED)
    assert (second.wait_min, second.number, second.direct) == (7.0, "B001", False)
    assert fates_of(p).numbers == ["B001"]


def test_the_last_no_show_that_is_taken_back_ends_nothing() -> None:
    p = Played()
    p.staff(1)
    ticket = p.take()
    for _ in range(p.config.tickets.returns + 1):
        p.call(1)
        p.say(clerk(1), c.MarkNoShow())
        if p.hall.tickets[ticket.id].state is TicketState.NO_SHOW:
            p.say(DESK, c.ReturnTicket(ticket=ticket.id))
    over = fates_of(p).of[ticket.id]
    assert (over.state, over.left, over.reason) == (TicketState.EXPIRED, TicketState.NO_SHOW, "returns_used")
    p.say(clerk(1), c.Undo())
    fate = fates_of(p).of[ticket.id]
    assert (fate.state, fate.left, fate.reason) == (TicketState.CALLED, None, "")
    assert fate.misses == over.misses - 1


def test_tickets_of_another_day_are_passed_over() -> None:
    p = Played()
    p.staff(1)
    p.take()
    p.later(days=1)
    p.say(DESK, c.TakeTicket(item="a-1"))
    today = Fates()
    for event in p.events:
        if event.at.date() == p.now.date():
            today.follow(event)
    (fate,) = today.of.values()
    assert fate.since == p.now
