"""A hall whose file lost windows, queues, items, clerks and devices opens with the journal it has."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import msgspec
from hypothesis import given, settings

from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB, Principal
from devices.hub.slips import slip
from devices.hub.state import Hall
from devices.hub.views import Views
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role, TicketState, VisitorClass
from devices.printers.layout import Paper
from devices.printers.slip import lay_out
from tests.devices.hub.histories import HISTORIES
from tests.devices.hub.played import KIOSK, Played
from tests.halls import small_hall

EVERYBODY = [
    Principal(role=role, place=place)
    for role, places in {
        Role.KIOSK: ("K1",),
        Role.DESK: ("desk-1",),
        Role.CLERK: ("window-1", "window-2", "window-3"),
        Role.PAD: ("window-1", "window-2"),
        Role.SCREEN: ("window-1", "window-2", "zone-one", "zone-two", "zone-none"),
        Role.AGENT: ("K1",),
        Role.LEADER: ("",),
    }.items()
    for place in places
]


def smaller_hall() -> HallConfig:
    """Without window 1, queue b and its item, one clerk, and every device."""
    config = small_hall()
    return small_hall(
        queues=tuple(queue for queue in config.queues if queue.id != "b"),
        windows=tuple(
            msgspec.structs.replace(w, queues=tuple(queue for queue in w.queues if queue != "b"))
            for w in config.windows
            if w.number != 1
        ),
        items=tuple(item for item in config.items if item.queue != "b"),
        clerks=config.clerks[1:],
        kiosks=(msgspec.structs.replace(config.kiosks[0], featured=("a-1",)),),
        devices=(),
    )


def opened_again(events: list[e.AnyEvent], config: HallConfig) -> tuple[Hall, Waits]:
    hall = Hall(config)
    waits = Waits(hall)
    for event in events:
        evolve(hall, event)
        waits.follow(event, hall)
    return hall, waits


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_everybody_is_still_shown_their_rows(p: Played) -> None:
    hall, waits = opened_again(p.events, smaller_hall())
    views = Views(hall, waits, lambda person: "张*")
    for by in EVERYBODY:
        shown = views.rows(by, p.now)
        assert "window/1" not in shown
        assert "queue/b" not in shown
        assert not [row for key, row in shown.items() if key.startswith("call/") and "window=1," in repr(row)]
    assert views.dashboard(p.now)
    for name in hall.tickets:
        assert views.ticket(name, p.now) is not None
    for job in hall.jobs.values():
        if not job.paper:
            lay_out(slip(hall, waits, job), Paper(48))


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_the_hall_goes_on_and_the_day_ends_as_ever(p: Played) -> None:
    again = Played(smaller_hall(), p.now)
    for event in p.events:
        evolve(again.hall, event)
    again.count = len(p.events)
    with contextlib.suppress(Refused):
        # By now it may be too late in the day for a number.
        again.say(KIOSK, c.TakeTicket(item="a-1", paper=False))
    again.later(days=1)
    again.say(HUB, c.IdentifyPerson(person="tomorrow", visitor_class=VisitorClass.ORDINARY))
    assert not again.hall.tickets
    assert not again.hall.former
    assert set(again.hall.windows) == {2, 3, 4}


def test_a_ticket_of_a_lost_queue_keeps_its_number_and_ends_with_the_day() -> None:
    before = Played()
    ticket = before.take("b-1")
    hall, waits = opened_again(before.events, smaller_hall())
    row = Views(hall, waits, lambda person: "").ticket(ticket.id, before.now)
    assert row is not None
    assert (row.number, row.item_name, row.wait) == ("B001", "b-1", None)
    again = Played(smaller_hall(), before.now + timedelta(days=1))
    for event in before.events:
        evolve(again.hall, event)
    events = again.say(HUB, c.IdentifyPerson(person="p", visitor_class=VisitorClass.ORDINARY))
    assert events
    expired = [event.ticket for event in again.events if isinstance(event, e.TicketExpired)]
    assert expired == [ticket.id]


def test_a_visitor_before_a_lost_window_is_not_lost() -> None:
    before = Played()
    before.staff(1)
    ticket = before.take()
    before.call(1)
    hall, _ = opened_again(before.events, smaller_hall())
    assert hall.tickets[ticket.id].state is TicketState.CALLED
    assert hall.former[1].ticket == ticket.id
