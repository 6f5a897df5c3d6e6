"""Appointments (预约): made, cancelled, kept or missed; who has one never queues for a second number.

What a booking system tells is always taken, with a notice where it is more than the hall offers; at the desk
the hall's own limits hold. Walking in stays possible for everybody, restricted or not.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

import msgspec

from config.calendar import local
from config.schema import Queue
from devices.hub.events import (
    AnyEvent,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentJoined,
    AppointmentMissed,
    BookingRestricted,
)
from devices.hub.rules.asked import Asked
from devices.hub.rules.errand import item_and_queue
from devices.hub.rules.notices import notice
from devices.hub.rules.printing import print_ticket
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.slots import (
    BookingDay,
    booking_day,
    day_of,
    first_bookable,
    free_slots,
    last_bookable,
    last_request,
    next_free,
    slot_at,
)
from devices.hub.rules.tickets import at_kiosk, class_of, taken, waiting_of
from devices.hub.state import Appointment, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role, VisitorClass

RULES = Rulebook()


# Check-in -----------------------------------------------------------------------------------------


@RULES.rule(c.CheckIn)
def check_in(hall: Hall, command: c.CheckIn, asked: Asked) -> list[AnyEvent]:
    """Give a booked visitor the number, whatever the queue gives others; late, it is an ordinary ticket.

    A late one waits since the booked time. Who holds a number of the queue already keeps it: it stands for
    the booking from now on.
    """
    at_kiosk(hall, asked)
    booked = _found(hall, command, asked)
    tickets = hall.config.tickets
    another_day = day_of(hall, booked) != asked.at.date()
    if another_day or asked.at < booked.starts_at - timedelta(minutes=tickets.appointment_early_min):
        clock = local(hall.config, booked.starts_at).strftime("%Y-%m-%d %H:%M" if another_day else "%H:%M")
        raise Refused("too_early", {"clock": clock, "minutes": str(tickets.appointment_early_min)})
    item, queue = item_and_queue(hall, booked.item)
    person = booked.person or command.person
    visitor_class, ground = _standing(hall, booked, person, asked.at)
    held = (
        next((t for t in waiting_of(hall, person) if hall.tickets[t].queue == queue.id), "") if person else ""
    )
    if held:
        booked_class = visitor_class
        now = hall.tickets[held].visitor_class
        if now is not VisitorClass.ORDINARY:
            visitor_class = now
        return [
            AppointmentJoined(
                at=asked.at,
                by=asked.by.name,
                code=booked.code,
                ticket=held,
                visitor_class=visitor_class,
                slot=booked.starts_at,
                booked_class=booked_class,
            )
        ]
    given = taken(hall, item, queue, asked, visitor_class, person=person, ground=ground, booked=booked)
    since = booked.starts_at
    if visitor_class is not VisitorClass.APPOINTMENT:
        since = min(since, asked.at)
    given = msgspec.structs.replace(given, order_at=since)
    return [given, *print_ticket(hall, asked, given.ticket, command.paper, command.language)]


def _found(hall: Hall, command: c.CheckIn, asked: Asked) -> Appointment:
    if command.person is not None and command.person not in hall.persons:
        raise Refused("unknown_person")
    today = asked.at.date()
    if command.code:
        booked = hall.appointments.get(command.code)
        if booked is None or day_of(hall, booked) < today:
            raise Refused("unknown_appointment")
        if booked.ticket:
            raise Refused("appointment_used")
        return booked
    known = [
        booked
        for booked in hall.appointments.values()
        if (command.person is not None and booked.person == command.person)
        or (asked.contact is not None and booked.contact == asked.contact)
    ]
    of_today = sorted(
        (booked for booked in known if day_of(hall, booked) == today), key=lambda b: (b.starts_at, b.code)
    )
    if not of_today:
        raise Refused("unknown_appointment")
    unused = [booked for booked in of_today if not booked.ticket]
    if not unused:
        raise Refused("appointment_used")
    return unused[0]


def _standing(hall: Hall, booked: Appointment, person: str | None, now: datetime) -> tuple[VisitorClass, str]:
    """Class and ground: priority by card stays so; others are booked, or ordinary when they come late."""
    if person in hall.persons:
        by_card, ground = class_of(hall, person)
        if by_card is not VisitorClass.ORDINARY:
            return by_card, ground
    late = now > booked.starts_at + timedelta(minutes=hall.config.tickets.appointment_grace_min)
    return (VisitorClass.ORDINARY if late else VisitorClass.APPOINTMENT), ""


# Booking ------------------------------------------------------------------------------------------


@RULES.rule(c.BookAppointment)
def book(hall: Hall, command: c.BookAppointment, asked: Asked) -> list[AnyEvent]:
    """Remember an appointment made elsewhere, or make one at the desk."""
    _, queue = item_and_queue(hall, command.item)
    at_desk = asked.by.role is Role.DESK
    if not command.code and not at_desk:
        raise Refused("code_needed")
    if command.code in hall.appointments:
        raise Refused("appointment_exists")
    for edge in (command.starts_at, command.ends_at):
        # In the calendar's first and last year, the same moment may have no date in the hall's zone.
        if edge.tzinfo is None or not MINYEAR < edge.year < MAXYEAR:
            raise Refused("bad_slot")
    if command.ends_at <= command.starts_at:
        raise Refused("bad_slot")
    if command.person is not None and command.person not in hall.persons:
        raise Refused("unknown_person")
    day = local(hall.config, command.starts_at).date()
    if day < asked.at.date():
        raise Refused("slot_over")
    _asked_in_time(hall, queue, day, asked)
    told: list[AnyEvent] = []
    if at_desk:
        _by_the_rules(hall, queue, day, command, asked)
    else:
        told = _more_than_offered(hall, queue, day, command.starts_at, asked)
    booked = AppointmentBooked(
        at=asked.at,
        by=asked.by.name,
        code=command.code or asked.fresh,
        item=command.item,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        person=command.person,
        contact=asked.contact,
    )
    return [booked, *told]


@RULES.rule(c.CancelAppointment)
def cancel(hall: Hall, command: c.CancelAppointment, asked: Asked) -> list[AnyEvent]:
    """Give the slot back, as long before as the hall wants; at the desk not after its end.

    Whoever says so later, and stays away, has missed it like anybody else.
    """
    booked = hall.appointments.get(command.code)
    if booked is None:
        raise Refused("unknown_appointment")
    if booked.ticket:
        raise Refused("appointment_used")
    if asked.by.role is Role.DESK and asked.at >= booked.ends_at:
        raise Refused("slot_over")
    hours = hall.config.bookings.cancel_hours
    until = booked.starts_at - timedelta(hours=hours)
    if hours and asked.at > until:
        clock = local(hall.config, until).strftime("%Y-%m-%d %H:%M")
        raise Refused("cancel_late", {"hours": str(hours), "clock": clock})
    return [AppointmentCancelled(at=asked.at, by=asked.by.name, code=booked.code)]


def _asked_in_time(hall: Hall, queue: Queue, day: date, asked: Asked) -> None:
    """Holiday service is for whoever asked for it days before, at the desk or elsewhere.

    Raises:
        Refused: ``too_short_notice``.
    """
    if booking_day(hall.config, queue, day) is not BookingDay.REQUEST:
        return
    last = last_request(hall.config, day)
    if asked.at.date() > last:
        days = str(hall.config.bookings.request_days)
        raise Refused("too_short_notice", {"days": days, "last": last.isoformat()})


def _by_the_rules(hall: Hall, queue: Queue, day: date, command: c.BookAppointment, asked: Asked) -> None:
    """Hold a booking at the desk to the hall's limits.

    Raises:
        Refused: ``slot_over``, ``booking_restricted``, ``book_earlier``, ``too_far_ahead``, ``closed_day``,
            ``no_such_slot``, ``booking_full``, ``already_booked`` or ``too_many_bookings``.
    """
    if command.ends_at <= asked.at:
        raise Refused("slot_over")
    who = command.person or asked.contact
    until = hall.restricted.get(who) if who else None
    if until is not None and asked.at.date() <= until:
        raise Refused("booking_restricted", {"until": until.isoformat()})
    limits = hall.config.bookings
    first = first_bookable(hall.config, asked.at.date())
    if day < first:
        raise Refused("book_earlier", {"days": str(limits.min_days_ahead), "first": first.isoformat()})
    last = last_bookable(hall.config, asked.at.date())
    if last is not None and day > last:
        raise Refused("too_far_ahead", {"last": last.isoformat()})
    if booking_day(hall.config, queue, day) is BookingDay.CLOSED:
        raise Refused("closed_day")
    if queue.bookings:
        slots = free_slots(hall, queue.id, day)
        slot = next(
            (s for s in slots if (s.starts_at, s.ends_at) == (command.starts_at, command.ends_at)), None
        )
        if slot is None:
            spans = "、".join(booking.span for booking in queue.bookings)
            raise Refused("no_such_slot", {"spans": spans})
        if not slot.left:
            raise _full(hall, queue, asked)
    of_the_day = [
        booked for booked in _of_person(hall, command, asked.contact) if day_of(hall, booked) == day
    ]
    if any(booked.item == command.item for booked in of_the_day):
        raise Refused("already_booked")
    if limits.per_person_day and len(of_the_day) >= limits.per_person_day:
        raise Refused("too_many_bookings", {"most": str(limits.per_person_day)})


def _full(hall: Hall, queue: Queue, asked: Asked) -> Refused:
    other = next_free(hall, queue.id, asked.at)
    if other is None:
        return Refused("booking_full", {"next": "请现场取号"}, {"next": "take a number here on the day"})
    clock = local(hall.config, other.starts_at).strftime("%Y-%m-%d %H:%M")
    return Refused("booking_full", {"next": f"最早可约 {clock}"}, {"next": f"the first free time is {clock}"})


def _of_person(hall: Hall, command: c.BookAppointment, contact: str | None) -> list[Appointment]:
    """The appointments that the same person has, by card or else by contact."""

    def same(booked: Appointment) -> bool:
        if command.person is not None and booked.person is not None:
            return command.person == booked.person
        return contact is not None and contact == booked.contact

    return [booked for booked in hall.appointments.values() if same(booked)]


def _more_than_offered(
    hall: Hall, queue: Queue, day: date, starts_at: datetime, asked: Asked
) -> list[AnyEvent]:
    """Tell staff of a booking that the hall itself would not have made; the visitor relies on it."""
    if booking_day(hall.config, queue, day) is BookingDay.CLOSED:
        words = {"queue": queue.name, "day": day.isoformat()}
        return notice(hall, asked, "booked_closed", f"{queue.id}:{day}", words, zone=queue.zone)
    slot = slot_at(hall, queue.id, starts_at)
    if slot is None or slot.left:
        return []
    clock = local(hall.config, slot.starts_at).strftime("%Y-%m-%d %H:%M")
    words = {"queue": queue.name, "slot": clock, "capacity": str(slot.capacity)}
    return notice(hall, asked, "booked_over", f"{queue.id}:{clock}", words, zone=queue.zone)


# The day's end ------------------------------------------------------------------------------------


def missed(hall: Hall, at: datetime, by: str, day: date) -> list[AnyEvent]:
    """Appointments of days before ``day`` to which nobody came, and who may not book for a while for it.

    A day on which the hub did not run counts against nobody.
    """
    events: list[AnyEvent] = []
    limits = hall.config.bookings
    counted = {who: list(days) for who, days in hall.no_shows.items()}
    for booked in hall.appointments.values():
        on = day_of(hall, booked)
        if booked.ticket or on >= day:
            continue
        counts = on == hall.day
        events.append(
            AppointmentMissed(
                at=at,
                by=by,
                code=booked.code,
                person=booked.person,
                contact=booked.contact,
                day=on,
                counts=counts,
            )
        )
        if not booked.who or not counts:
            continue
        days = counted.setdefault(booked.who, [])
        days.append(on)
        since = on - timedelta(days=limits.no_show_days)
        if limits.no_shows and sum(missed_on > since for missed_on in days) >= limits.no_shows:
            until = on + timedelta(days=limits.no_show_days)
            events.append(BookingRestricted(at=at, by=by, who=booked.who, until=until))
    return events
