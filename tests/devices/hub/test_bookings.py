"""Appointments: made at the desk within the hall's limits, taken from elsewhere, kept, cancelled, missed."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import schema as s
from devices.hub import events as e
from devices.hub.rules.slots import free_slots
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState
from tests.devices.hub.booked import HOLIDAY, TUESDAY, at, booking, morning_of
from tests.devices.hub.desks import desk_hall, desk_played, sign_in
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, refusal
from tests.halls import MORNING


@pytest.fixture
def hall() -> Played:
    return desk_played()


# At the desk ----------------------------------------------------------------------------------------


def test_the_desk_books_a_slot_and_is_told_the_code(hall: Played) -> None:
    (booked,) = hall.say(DESK, booking(name="张三", phone="13800000000"))
    assert isinstance(booked, e.AppointmentBooked)
    assert booked.made == booked.code != ""
    assert booked.contact == "c-13800000000"
    assert "13800000000" not in msgspec.json.encode(msgspec.structs.replace(booked, contact="row")).decode()


def test_a_full_slot_is_refused_with_the_next_free_time(hall: Played) -> None:
    hall.say(DESK, booking())
    hall.say(DESK, booking())
    with pytest.raises(Refused) as no:
        hall.say(DESK, booking())
    assert no.value.code == "booking_full"
    assert "2026-03-02 09:00" in no.value.sentence.zh


def test_a_hall_booked_out_points_to_numbers_on_the_day() -> None:
    hall = desk_played(bookings=s.Bookings(ahead_days=1))
    for day in (MORNING.date(), TUESDAY):
        for span in ("09:00-10:00", "10:00-11:00"):
            hall.say(DESK, booking(day, span))
            hall.say(DESK, booking(day, span))
    with pytest.raises(Refused) as no:
        hall.say(DESK, booking())
    assert "现场取号" in no.value.sentence.zh
    assert "take a number" in no.value.sentence.en


def test_a_cancelled_slot_is_free_again(hall: Played) -> None:
    hall.say(DESK, booking(code="x"))
    hall.say(DESK, booking())
    hall.say(DESK, c.CancelAppointment(code="x"))
    assert [slot.left for slot in free_slots(hall.hall, "a", TUESDAY)] == [1, 2]
    hall.say(DESK, booking())
    assert refusal(hall, DESK, c.CancelAppointment(code="x")) == "unknown_appointment"


def test_only_the_halls_slots_can_be_booked_where_it_has_some(hall: Played) -> None:
    assert refusal(hall, DESK, booking(span="09:30-10:30")) == "no_such_slot"
    hall.say(DESK, booking(span="09:35-09:50", item="b-1"))


def test_the_desk_books_only_so_many_working_days_ahead(hall: Played) -> None:
    # Five working days after Monday, with Thursday and Friday off, end on Wednesday of the next week.
    hall.say(DESK, booking(date(2026, 3, 11)))
    assert refusal(hall, DESK, booking(date(2026, 3, 12))) == "too_far_ahead"
    free = desk_played(bookings=s.Bookings(ahead_days=0))
    free.say(DESK, booking(date(2026, 4, 13)))


def test_days_and_times_that_are_over_or_closed_are_refused_at_the_desk(hall: Played) -> None:
    assert refusal(hall, DESK, booking(date(2026, 2, 27))) == "slot_over"
    hall.later(minutes=40)
    assert refusal(hall, DESK, booking(MORNING.date())) == "slot_over"
    assert refusal(hall, DESK, booking(date(2026, 3, 7))) == "closed_day"
    assert refusal(hall, DESK, booking(HOLIDAY)) == "closed_day"


def test_one_person_has_one_appointment_for_an_item_and_day(hall: Played) -> None:
    hall.person("p1")
    hall.person("p2")
    hall.say(DESK, booking(person="p1", phone="1380"))
    assert refusal(hall, DESK, booking(person="p1", span="10:00-11:00")) == "already_booked"
    assert refusal(hall, DESK, booking(phone="1380", span="10:00-11:00")) == "already_booked"
    hall.say(DESK, booking(person="p2", phone="1380", span="10:00-11:00"))
    hall.say(DESK, booking(person="p1", item="b-1"))
    hall.say(DESK, booking(day=date(2026, 3, 4), person="p1"))


def test_nobody_needs_a_card_or_a_phone_to_book(hall: Played) -> None:
    hall.say(DESK, booking())
    hall.say(DESK, booking())
    assert len(hall.hall.appointments) == 2


def test_a_stranger_and_a_code_without_a_name_are_refused(hall: Played) -> None:
    assert refusal(hall, DESK, booking(person="nobody")) == "unknown_person"
    assert refusal(hall, BOOKING, booking()) == "code_needed"
    assert refusal(hall, KIOSK, booking()) == "not_allowed"


# Holidays ------------------------------------------------------------------------------------------


def test_holiday_service_is_requested_working_days_before_by_whomever() -> None:
    hall = desk_played()
    # Three working days before Thursday the 5th is Monday the 2nd.
    hall.say(DESK, booking(HOLIDAY, item="t-1"))
    hall.say(BOOKING, booking(HOLIDAY, item="t-1", code="x1"))
    hall.later(days=1)
    sign_in(hall)
    assert refusal(hall, DESK, booking(HOLIDAY, item="t-1")) == "too_short_notice"
    assert refusal(hall, BOOKING, booking(HOLIDAY, item="t-1", code="x2")) == "too_short_notice"


def test_who_asked_for_holiday_service_gets_a_number_on_the_holiday(hall: Played) -> None:
    hall.say(DESK, booking(HOLIDAY, item="t-1", code="x"))
    hall.now = at(HOLIDAY, "09:00")
    assert refusal(hall, DESK, c.TakeTicket(item="t-1")) == "holiday"
    (given, *_) = hall.say(KIOSK, c.CheckIn(code="x"))
    assert isinstance(given, e.TicketTaken)


def test_a_queue_that_is_open_on_holidays_is_booked_as_on_other_days() -> None:
    config = desk_hall()
    tax = msgspec.structs.replace(config.queues[2], holiday="open")
    hall = desk_played(queues=(*config.queues[:2], tax, config.queues[3]))
    hall.later(days=2)
    sign_in(hall)
    hall.say(DESK, booking(HOLIDAY, item="t-1"))


def test_the_next_free_time_is_none_that_would_be_refused() -> None:
    config = desk_hall()
    slots = (s.BookingSlot(span="09:00-10:00", capacity=1),)
    tax = msgspec.structs.replace(config.queues[2], holiday="request", bookings=slots)
    hall = desk_played(queues=(*config.queues[:2], tax, config.queues[3]))
    hall.now = at(TUESDAY, "11:00")
    sign_in(hall)
    wednesday = date(2026, 3, 4)
    hall.say(DESK, booking(wednesday, item="t-1"))
    with pytest.raises(Refused) as no:
        hall.say(DESK, booking(wednesday, item="t-1"))
    # Thursday and Friday are holidays for which it is too late; Monday is the next day that anybody serves.
    assert "2026-03-09 09:00" in no.value.sentence.zh


# From elsewhere ------------------------------------------------------------------------------------


def test_what_a_booking_system_tells_is_taken_over_capacity_and_staff_are_told_once(hall: Played) -> None:
    told: list[e.AnyEvent] = []
    for n in range(4):
        told += hall.say(BOOKING, booking(code=f"x{n}"))[1:]
    (notice,) = told
    assert isinstance(notice, e.NoticeRaised)
    assert (notice.code, notice.words["capacity"]) == ("booked_over", "2")
    assert [slot.left for slot in free_slots(hall.hall, "a", TUESDAY)] == [0, 2]


def test_a_booking_for_a_closed_day_is_taken_and_staff_are_told(hall: Played) -> None:
    (_, notice) = hall.say(BOOKING, booking(date(2026, 3, 7), code="x"))
    assert isinstance(notice, e.NoticeRaised)
    assert notice.code == "booked_closed"


# The day's end -------------------------------------------------------------------------------------


def test_an_appointment_that_nobody_came_to_is_recorded_at_the_days_end(hall: Played) -> None:
    hall.person("p1")
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", person="p1", code="missed"))
    hall.say(BOOKING, booking(MORNING.date(), "10:00-11:00", code="kept"))
    hall.later(minutes=5)
    hall.say(KIOSK, c.CheckIn(code="kept"))
    morning_of(hall, TUESDAY)
    missed = [event for event in hall.events if isinstance(event, e.AppointmentMissed)]
    assert [(event.code, event.person, event.day) for event in missed] == [("missed", "p1", MORNING.date())]
    assert hall.hall.appointments == {}
    assert refusal(hall, KIOSK, c.CheckIn(code="missed")) == "unknown_appointment"


def test_a_day_without_the_hub_counts_against_nobody(hall: Played) -> None:
    hall.person("p1")
    hall.say(DESK, booking(TUESDAY, person="p1"))
    morning_of(hall, date(2026, 3, 4))
    (missed,) = [event for event in hall.events if isinstance(event, e.AppointmentMissed)]
    assert not missed.counts
    assert hall.hall.no_shows == {}


def missing(hall: Played, days: int, phone: str = "1380") -> None:
    """Book for each of so many days and never come."""
    for _ in range(days):
        hall.say(BOOKING, booking(hall.now.date(), "10:00-11:00", code=f"m{hall.count}", phone=phone))
        morning_of(hall, hall.now.date() + timedelta(days=1))


def test_who_misses_too_many_books_none_for_a_while_but_may_always_walk_in() -> None:
    hall = desk_played(bookings=s.Bookings(ahead_days=0, no_shows=3, no_show_days=10))
    missing(hall, 3)
    monday = date(2026, 3, 9)
    with pytest.raises(Refused) as no:
        hall.say(DESK, booking(monday, phone="1380"))
    assert no.value.code == "booking_restricted"
    assert "2026-03-14" in no.value.sentence.zh
    hall.say(DESK, booking(monday, phone="1381"))
    hall.say(BOOKING, booking(monday, code="elsewhere", phone="1380"))
    morning_of(hall, monday)
    hall.say(KIOSK, c.CheckIn(code="elsewhere"))
    assert hall.take("b-1").state is TicketState.WAITING
    morning_of(hall, date(2026, 3, 16))
    hall.say(DESK, booking(date(2026, 3, 17), phone="1380"))


def test_old_no_shows_count_no_more() -> None:
    hall = desk_played(bookings=s.Bookings(ahead_days=0, no_shows=3, no_show_days=10))
    missing(hall, 2)
    morning_of(hall, date(2026, 3, 23))
    missing(hall, 1)
    hall.say(DESK, booking(date(2026, 3, 25), phone="1380"))
    assert hall.hall.restricted == {}


def test_a_hall_may_restrict_nobody() -> None:
    hall = desk_played(bookings=s.Bookings(ahead_days=0, no_shows=0))
    missing(hall, 5)
    hall.say(DESK, booking(date(2026, 3, 9), phone="1380"))


def test_the_desk_cancels_nothing_that_is_over_or_used(hall: Played) -> None:
    hall.say(DESK, booking(MORNING.date(), code="x"))
    hall.say(DESK, booking(MORNING.date(), "10:00-11:00", code="y"))
    hall.later(minutes=31)
    assert refusal(hall, DESK, c.CancelAppointment(code="x")) == "slot_over"
    hall.say(BOOKING, c.CancelAppointment(code="x"))
    hall.say(KIOSK, c.CheckIn(code="y"))
    assert refusal(hall, BOOKING, c.CancelAppointment(code="y")) == "appointment_used"


def test_the_desk_books_only_so_many_working_days_before() -> None:
    p = desk_played(bookings=s.Bookings(min_days_ahead=1))
    assert refusal(p, DESK, booking(MORNING.date(), "10:00-11:00")) == "book_earlier"
    p.say(DESK, booking(TUESDAY))
    p.say(DESK, booking(TUESDAY))
    # Then the next free time that a full slot names is none of today's either
    with pytest.raises(Refused) as full:
        p.say(DESK, booking(TUESDAY))
    assert (full.value.code, "2026-03-03 10:00" in full.value.sentence.zh) == ("booking_full", True)
    p.say(BOOKING, booking(MORNING.date(), "10:00-11:00", code="elsewhere"))


def test_an_appointment_is_cancelled_hours_before_and_after_that_is_missed() -> None:
    p = desk_played(bookings=s.Bookings(cancel_hours=2))
    for code in ("x", "y"):
        p.say(BOOKING, booking(code=code))
    p.now = at(TUESDAY, "07:00")
    p.say(BOOKING, c.CancelAppointment(code="x"))
    p.later(minutes=1)
    for by in (BOOKING, DESK):
        with pytest.raises(Refused) as late:
            p.say(by, c.CancelAppointment(code="y"))
        assert (late.value.code, "2026-03-03 07:00" in late.value.sentence.zh) == ("cancel_late", True)
    p.now = at(TUESDAY, "09:00")
    p.say(KIOSK, c.CheckIn(code="y"))


def test_one_person_books_so_often_a_day_over_all_items() -> None:
    p = desk_played(bookings=s.Bookings(per_person_day=1))
    p.say(DESK, booking(phone="13800000000"))
    assert refusal(p, DESK, booking(item="b-1", phone="13800000000")) == "too_many_bookings"
    assert refusal(p, DESK, booking(phone="13800000000")) == "already_booked"
    p.say(DESK, booking(date(2026, 3, 4), item="b-1", phone="13800000000"))
    p.say(DESK, booking(item="b-1", phone="13900000000"))
    p.say(DESK, booking(item="b-1"))


# Whatever is asked ---------------------------------------------------------------------------------

ASKED = st.lists(
    st.tuples(
        st.sampled_from(["book", "book", "book", "cancel", "check in"]),
        st.integers(0, 4),
        st.sampled_from(["09:00-10:00", "10:00-11:00"]),
        st.integers(0, 5),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(ASKED)
def test_the_desk_never_books_more_than_fit_in(asked: list[tuple[str, int, str, int]]) -> None:
    hall = desk_played()
    for what, days, span, who in asked:
        codes = list(hall.hall.appointments) or ["none"]
        try:
            if what == "book":
                hall.say(DESK, booking(MORNING.date() + timedelta(days=days), span, phone=f"138{who}"))
            elif what == "cancel":
                hall.say(DESK, c.CancelAppointment(code=codes[who % len(codes)]))
            else:
                hall.say(KIOSK, c.CheckIn(code=codes[who % len(codes)]))
        except Refused:
            pass
        for day in range(5):
            for slot in free_slots(hall.hall, "a", MORNING.date() + timedelta(days=day)):
                used = sum(b.starts_at == slot.starts_at for b in hall.hall.appointments.values())
                assert used + slot.left == slot.capacity
