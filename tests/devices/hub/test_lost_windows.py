"""The hall's file loses a window or a queue while the day goes on: whoever stood there goes on too."""

from __future__ import annotations

import msgspec

from config import schema as s
from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import Principal
from devices.hub.views import Views
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.words import Role, TicketState
from tests.devices.hub.played import DESK, KIOSK, Played
from tests.devices.hub.test_changed_halls import smaller_hall
from tests.devices.hub.test_tidal import LENT, lend, tidal_hall
from tests.halls import small_hall


def opened_again(p: Played, config: HallConfig) -> Played:
    """The hub starts again with another file."""
    again = Played(config, p.now, count=p.count)
    for event in p.events:
        evolve(again.hall, event)
    return again


def test_a_clerk_whose_window_is_gone_works_at_another_one() -> None:
    p = Played()
    p.staff(1, "0102")
    again = opened_again(p, smaller_hall())
    again.staff(2, "0102")
    assert again.hall.clerks == {"0102": 2}


def test_who_missed_the_call_of_a_window_that_is_gone_comes_back() -> None:
    p = Played()
    p.staff(1)
    ticket = p.take()
    p.take()
    p.call(1)
    p.say(p.staff(2), c.CallNext())
    p.later(seconds=30)
    p.say(Principal(role=Role.CLERK, place="window-1"), c.MarkNoShow())
    again = opened_again(p, msgspec.structs.replace(smaller_hall(), order=s.Order(preference_min=5)))
    again.say(DESK, c.ReturnTicket(ticket=ticket.id))
    assert again.hall.tickets[ticket.id].state is TicketState.WAITING


def test_a_window_lent_to_a_queue_that_is_gone_is_shown_without_it() -> None:
    p = Played(tidal_hall())
    lend(p, "a", "b")
    p.staff(LENT, "0105")
    without = {queue.id: queue for queue in small_hall().queues if queue.id != "b"}
    config = msgspec.structs.replace(
        tidal_hall(),
        queues=tuple(without.values()),
        windows=tuple(
            msgspec.structs.replace(w, queues=tuple(q for q in w.queues if q in without))
            for w in tidal_hall().windows
        ),
        items=tuple(item for item in small_hall().items if item.queue in without),
    )
    again = opened_again(p, config)
    assert again.hall.serves(LENT) == ("a",)
    screen = Principal(role=Role.SCREEN, place="zone-one")
    assert f"window/{LENT}" in Views(again.hall, Waits(again.hall), lambda row: "").rows(screen, again.now)


def test_a_ticket_whose_printer_is_gone_is_printed_elsewhere() -> None:
    p = Played()
    ticket = p.take()
    config = small_hall()
    other = msgspec.structs.replace(config.devices[0], id="printer-new")
    again = opened_again(p, small_hall(devices=(other, *config.devices[1:])))
    (printed,) = again.say(KIOSK, c.Reprint(ticket=ticket.id))
    assert isinstance(printed, e.PrintRequested)
    assert printed.device == "printer-new"
