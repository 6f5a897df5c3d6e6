"""Who takes a number: with a card once a queue, as often as the hall allows, in its table's class."""

from __future__ import annotations

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.hub import Hub
from devices.hub.people import HUB
from devices.hub.readings import class_by_age
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.messages import Done, TicketResult
from devices.link.refusals import Refused
from devices.link.words import VisitorClass
from tests.devices.hub.played import DESK, KIOSK, Played, clerk
from tests.halls import small_hall


def elder(hall: Played, name: str = "old") -> str:
    hall.say(HUB, c.IdentifyPerson(person=name, visitor_class=VisitorClass.PRIORITY, ground="elder"))
    return name


def code(hall: Played, command: c.TakeTicket) -> str:
    with pytest.raises(Refused) as no:
        hall.say(KIOSK, command)
    return no.value.code


# The same card again ---------------------------------------------------------------------------


def test_the_same_card_again_is_shown_its_number_even_after_closing() -> None:
    hall = Played()
    person = hall.person("p")
    first = hall.take("a-1", person)
    hall.later(hours=3)
    (offered,) = hall.say(KIOSK, c.TakeTicket(item="a-2", person=person))
    assert isinstance(offered, e.ReprintOffered)
    assert (offered.ticket, offered.place) == (first.id, "K1")
    assert hall.hall.issued == {"a": 1}


def test_who_was_served_may_come_again() -> None:
    hall = Played()
    person = hall.person("p")
    hall.take("a-1", person)
    hall.staff(1)
    hall.serve(1)
    assert hall.take("a-1", person).number == "A002"


async def test_the_asker_is_told_that_it_is_an_offer_and_no_new_number(hub: Hub) -> None:
    await hub.do(HUB, "person:p", c.IdentifyPerson(person="p", visitor_class=VisitorClass.ORDINARY))
    replies = [await hub.do(KIOSK, f"touch-{n}", c.TakeTicket(item="a-1", person="p")) for n in range(2)]
    results = [reply.result for reply in replies if isinstance(reply, Done)]
    first, again = (result for result in results if isinstance(result, TicketResult))
    assert (first.offer, again.offer) == (False, True)
    assert (again.ticket, again.number, again.job) == (first.ticket, "A001", "")


# Limits ----------------------------------------------------------------------------------------


def test_who_took_another_number_after_missing_the_first_does_not_wait_with_both() -> None:
    p = Played()
    p.staff(1)
    first = p.take(person=p.person("p1"))
    p.call(1)
    p.later(seconds=30)
    p.say(clerk(1), c.MarkNoShow())
    second = p.take(person="p1")
    with pytest.raises(Refused, match="already_waiting"):
        p.say(DESK, c.ReturnTicket(ticket=first.id))
    p.say(DESK, c.CancelTicket(ticket=second.id))
    p.say(DESK, c.ReturnTicket(ticket=first.id))


def test_a_person_takes_as_many_numbers_a_day_as_the_hall_allows_and_more_at_the_desk() -> None:
    hall = Played(small_hall(tickets=s.Tickets(per_person_day=1)))
    person = hall.person("p")
    ticket = hall.take("a-1", person)
    assert code(hall, c.TakeTicket(item="b-1", person=person)) == "person_limit"
    hall.say(DESK, c.CancelTicket(ticket=ticket.id))
    assert code(hall, c.TakeTicket(item="b-1", person=person)) == "person_limit"
    assert hall.take("b-1").person is None
    hall.say(DESK, c.TakeTicket(item="b-1", person=person))
    hall.later(days=1)
    assert hall.take("a-1", hall.person("p")).number == "A001"


def test_further_steps_of_a_visit_are_no_further_numbers() -> None:
    hall = Played(small_hall(tickets=s.Tickets(per_person_day=2)))
    person = hall.person("p")
    hall.staff(1)
    hall.take("a-1", person)
    hall.call(1)
    hall.say(clerk(1), c.Transfer(queue="t"))
    assert len(hall.hall.tickets_of[person]) == 2
    assert hall.take("b-1", person).number == "B001"


# Classes ---------------------------------------------------------------------------------------


def test_a_ticket_goes_first_for_the_ground_that_the_card_told() -> None:
    hall = Played()
    ticket = hall.take("a-1", elder(hall))
    assert (ticket.visitor_class, ticket.ground, ticket.standing) == (VisitorClass.PRIORITY, "elder", "elder")


def test_a_card_read_again_changes_nothing_and_another_ground_does() -> None:
    hall = Played()
    elder(hall)
    same = c.IdentifyPerson(person="old", visitor_class=VisitorClass.PRIORITY, ground="elder")
    assert hall.say(HUB, same) == []
    other = msgspec.structs.replace(same, ground="disabled")
    assert len(hall.say(HUB, other)) == 1
    assert hall.take("a-1", "old").ground == "disabled"


def test_a_ground_that_the_halls_file_no_longer_has_leaves_nobody_waiting_unseen() -> None:
    hall = Played()
    hall.take("a-1", elder(hall))
    again = Hall(small_hall(grounds=()))
    for event in hall.events:
        evolve(again, event)
    (ticket,) = again.tickets.values()
    assert (ticket.ground, ticket.standing) == ("", "priority")
    assert again.waiting("a") == 1


def test_the_halls_table_says_what_an_age_gives() -> None:
    config = small_hall(tickets=s.Tickets(elder_age=65))
    assert class_by_age(config, 64) == (VisitorClass.ORDINARY, "")
    assert class_by_age(config, 65) == (VisitorClass.PRIORITY, "elder")
    second = s.Ground(id="aged", name="高龄", visitor_class="second_visit", by_age=True)
    assert class_by_age(small_hall(grounds=(second,)), 90) == (VisitorClass.SECOND_VISIT, "aged")
    assert class_by_age(small_hall(grounds=()), 90) == (VisitorClass.ORDINARY, "")
