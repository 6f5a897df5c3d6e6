"""A kiosk sees what it may put on one ticket, and how tickets stand that it gave or printed again."""

from __future__ import annotations

import msgspec
import pytest

from config import schema as s
from devices.hub.people import Principal
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import PrintState, Role
from tests.devices.hub.played import DESK, KIOSK, Played, clerk
from tests.devices.hub.seeing import of_kind, screen, seen
from tests.halls import small_hall

BIRTH = s.Bundle(id="a-1", name="新生儿出生一件事", items=("b-1", "a-1", "a-2"))
"""A life event whose id is an item's code as well."""


@pytest.fixture
def hall() -> Played:
    played = Played(small_hall(bundles=(BIRTH,), tickets=s.Tickets(items_max=4)))
    played.staff(1)
    return played


def test_life_events_are_offered_beside_the_items_with_their_steps(hall: Played) -> None:
    for by in (KIOSK, DESK):
        rows = seen(hall, by)
        row = rows["bundle/a-1"]
        assert isinstance(row, r.ItemRow)
        assert (row.name_en, row.queue, row.items) == ("新生儿出生一件事", "b", ("b-1", "a-1", "a-2"))
        assert rows["item/a-1"] != row
        assert [found.items_max for found in of_kind(rows, r.HallRow)] == [4]
    assert all(row.kind == "item" for row in of_kind(seen(hall, clerk(1)), r.ItemRow))


def test_a_ticket_of_a_life_event_names_it_and_what_follows(hall: Played) -> None:
    hall.say(KIOSK, c.TakeTicket(item="a-1", bundle="a-1"))
    (row,) = of_kind(seen(hall, KIOSK), r.TicketRow)
    assert (row.bundle_name, row.item, row.to_do) == ("新生儿出生一件事", "b-1", ("a-1", "a-2"))


def test_a_ticket_printed_again_at_another_kiosk_is_followed_there() -> None:
    config = small_hall()
    second = msgspec.structs.replace(config.devices[0], id="printer-2", kiosk="K2")
    kiosks = (*config.kiosks, s.Kiosk(id="K2", zone="one"))
    hall = Played(msgspec.structs.replace(config, kiosks=kiosks, devices=(*config.devices, second)))
    taken = hall.take("a-1").id
    for job in hall.hall.jobs.values():
        job.state = PrintState.CONFIRMED
    there = Principal(role=Role.KIOSK, place="K2")
    hall.later(minutes=30)
    assert of_kind(seen(hall, there), r.TicketRow) == []
    hall.say(there, c.Reprint(ticket=taken))
    (row,) = of_kind(seen(hall, there), r.TicketRow)
    assert (row.id, row.print_state) == (taken, PrintState.REQUESTED)
    hall.later(minutes=11)
    assert of_kind(seen(hall, there), r.TicketRow) == []


def test_screens_know_which_called_number_a_kiosk_gave_alone(hall: Played) -> None:
    taken = hall.take("a-1").id
    hall.hall.tickets[taken].away = True
    hall.call(1)
    (row,) = of_kind(seen(hall, screen("zone-one")), r.CallRow)
    assert row.away
