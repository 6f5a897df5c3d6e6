"""Checking in with an appointment: by phone, card or code, in time or late, with or without a number."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from devices.hub import events as e
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState, VisitorClass
from tests.devices.hub.booked import TUESDAY, at, booking
from tests.devices.hub.desks import desk_hall, desk_played
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, refusal
from tests.halls import MORNING


@pytest.fixture
def hall() -> Played:
    return desk_played()


def test_a_phone_and_a_card_find_the_first_appointment_of_today_that_is_not_used(hall: Played) -> None:
    hall.person("p1")
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", code="late", person="p1", phone="1380"))
    hall.say(DESK, booking(MORNING.date(), "09:30-09:50", "b-1", code="early", phone="1380"))
    hall.say(DESK, booking(TUESDAY, code="tomorrow", person="p1", phone="1380"))
    hall.say(KIOSK, c.CheckIn(phone="1380"))
    assert hall.hall.appointments["early"].ticket
    assert refusal(hall, KIOSK, c.CheckIn(phone="1381")) == "unknown_appointment"
    hall.later(minutes=10)
    hall.say(DESK, c.CheckIn(person="p1"))
    assert hall.hall.appointments["late"].ticket
    assert refusal(hall, DESK, c.CheckIn(person="p1")) == "appointment_used"
    assert refusal(hall, DESK, c.CheckIn()) == "unknown_appointment"
    assert refusal(hall, DESK, c.CheckIn(person="stranger")) == "unknown_person"


def test_check_in_too_early_says_when(hall: Played) -> None:
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", code="today"))
    hall.say(DESK, booking(TUESDAY, code="tomorrow"))
    hall.now -= timedelta(minutes=1)
    for code, clock in (("today", "10:00，提前 30 分钟"), ("tomorrow", "2026-03-03 09:00")):
        with pytest.raises(Refused) as no:
            hall.say(KIOSK, c.CheckIn(code=code))
        assert no.value.code == "too_early"
        assert clock in no.value.sentence.zh


def test_an_appointment_after_midnight_is_not_checked_in_before_it(hall: Played) -> None:
    start = at(TUESDAY, "00:10")
    said = c.BookAppointment(code="x", item="b-1", starts_at=start, ends_at=start + timedelta(hours=1))
    hall.say(BOOKING, said)
    hall.now = at(MORNING.date(), "23:50")
    assert refusal(hall, KIOSK, c.CheckIn(code="x")) == "too_early"
    hall.now = at(TUESDAY, "00:00")
    hall.say(KIOSK, c.CheckIn(code="x"))


def test_a_phone_that_is_only_looked_up_is_not_kept(hall: Played) -> None:
    assert refusal(hall, KIOSK, c.CheckIn(phone="1390")) == "unknown_appointment"
    assert hall.contacts == set()


def test_a_late_visitor_is_ordinary_and_waits_since_the_booked_time(hall: Played) -> None:
    hall.say(BOOKING, booking(MORNING.date(), code="x"))
    first = hall.take("a-1")
    hall.later(minutes=30)
    (given, *_) = hall.say(KIOSK, c.CheckIn(code="x"))
    assert isinstance(given, e.TicketTaken)
    assert (given.visitor_class, given.order_at) == (VisitorClass.ORDINARY, at(MORNING.date(), "09:00"))
    line = hall.hall.line("a", "ordinary")
    assert [line[0].id, line[1].id] == [given.ticket, first.id]


def test_who_is_first_by_card_stays_first_with_an_appointment(hall: Played) -> None:
    hall.person("old", VisitorClass.PRIORITY)
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", person="old", code="x"))
    (given, *_) = hall.say(KIOSK, c.CheckIn(code="x"))
    assert isinstance(given, e.TicketTaken)
    assert (given.visitor_class, given.order_at) == (VisitorClass.PRIORITY, MORNING)


def test_check_in_goes_on_when_the_queue_gives_no_more_numbers() -> None:
    config = desk_hall()
    few = msgspec.structs.replace(config.queues[0], quota=1)
    hall = desk_played(queues=(few, *config.queues[1:]))
    hall.say(BOOKING, booking(MORNING.date(), "10:00-11:00", code="x"))
    hall.say(BOOKING, booking(MORNING.date(), "10:00-11:00", code="y"))
    hall.take("a-1")
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "full"
    hall.say(KIOSK, c.CheckIn(code="x"))
    hall.now = at(MORNING.date(), "20:00")
    hall.say(KIOSK, c.CheckIn(code="y"))
    assert all(booked.ticket for booked in hall.hall.appointments.values())


def test_who_waits_already_keeps_the_number_and_gets_the_standing(hall: Played) -> None:
    person = hall.person("p1")
    own = hall.take("a-1", person)
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", person=person, code="x"))
    hall.later(minutes=5)
    (joined,) = hall.say(KIOSK, c.CheckIn(person=person))
    assert isinstance(joined, e.AppointmentJoined)
    assert (joined.ticket, own.visitor_class) == (own.id, VisitorClass.APPOINTMENT)
    assert own.place[0] == MORNING
    assert hall.hall.line("a", "appointment")[0] is own
    assert len(hall.hall.line("a", "ordinary")) == 0
    assert hall.hall.appointments["x"].ticket == own.id


@pytest.mark.parametrize(("minutes", "left"), [(5, VisitorClass.APPOINTMENT), (59, VisitorClass.ORDINARY)])
def test_a_grant_that_is_taken_back_leaves_what_the_booking_gave(
    hall: Played, minutes: int, left: VisitorClass
) -> None:
    # Given a visitor who was let go first, and then checked in for a booking, in time or late
    person = hall.person("p1")
    own = hall.take("a-1", person)
    hall.say(DESK, c.GrantClass(ticket=own.id, ground="pregnant"))
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", person=person, code="x"))
    hall.later(minutes=minutes)
    hall.say(KIOSK, c.CheckIn(person=person))
    assert own.visitor_class is VisitorClass.PRIORITY
    # When the grant is taken back
    hall.say(DESK, c.RevokeClass(ticket=own.id))
    # Then the booking's class is left
    assert (own.visitor_class, own.ground) == (left, "")
    line = hall.hall.line("a", left.value)
    assert own in [line[place] for place in range(len(line))]


def test_who_is_called_already_has_come_for_the_booking_too(hall: Played) -> None:
    person = hall.person("p1")
    own = hall.take("a-1", person)
    hall.staff(1)
    hall.call(1)
    hall.say(BOOKING, booking(MORNING.date(), "10:00-11:00", code="x"))
    hall.say(KIOSK, c.CheckIn(code="x", person=person))
    assert (own.state, own.visitor_class) == (TicketState.CALLED, VisitorClass.ORDINARY)
    assert hall.hall.appointments["x"].ticket == own.id
