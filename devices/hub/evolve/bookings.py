"""Appointments (预约): booked, kept, cancelled, missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.calendar import local
from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Appointment, Hall
from devices.link.words import TicketState, VisitorClass

CHANGES = Changebook()


@CHANGES.on(e.AppointmentBooked)
def _booked(hall: Hall, event: e.AppointmentBooked) -> None:
    hall.appointments[event.code] = Appointment(
        event.code, event.item, event.starts_at, event.ends_at, event.person, contact=event.contact
    )


@CHANGES.on(e.AppointmentCancelled)
def _cancelled(hall: Hall, event: e.AppointmentCancelled) -> None:
    hall.appointments.pop(event.code, None)


@CHANGES.on(e.AppointmentJoined)
def _joined(hall: Hall, event: e.AppointmentJoined) -> None:
    hall.appointments[event.code].ticket = event.ticket
    ticket = hall.tickets[event.ticket]
    waits = ticket.state is TicketState.WAITING
    if waits:
        hall.line_of(ticket).remove(ticket)
        # Nobody stands worse for having both: the older of the two times holds.
        ticket.place = (min(ticket.place[0], event.slot), *ticket.place[1:])
        ticket.visitor_class = event.visitor_class
        ticket.stands_as = ""
        if ticket.before_grant and ticket.before_grant[0] is VisitorClass.ORDINARY:
            ticket.before_grant = (event.booked_class, "")
    ticket.slot = event.slot
    if waits:
        hall.line_of(ticket).add(ticket)


@CHANGES.on(e.AppointmentMissed)
def _missed(hall: Hall, event: e.AppointmentMissed) -> None:
    hall.appointments.pop(event.code, None)
    who = event.person or event.contact
    if who and event.counts:
        hall.no_shows.setdefault(who, []).append(event.day)


@CHANGES.on(e.BookingRestricted)
def _restricted(hall: Hall, event: e.BookingRestricted) -> None:
    hall.restricted[event.who] = event.until


def begin_day(hall: Hall, at: datetime) -> None:
    """Forget the appointments of days gone by, and what no longer counts."""
    day = local(hall.config, at).date()
    hall.appointments = {
        code: booked
        for code, booked in hall.appointments.items()
        if local(hall.config, booked.starts_at).date() >= day
    }
    since = day - timedelta(days=hall.config.bookings.no_show_days)
    counted = {who: [missed for missed in days if missed > since] for who, days in hall.no_shows.items()}
    hall.no_shows = {who: days for who, days in counted.items() if days}
    hall.restricted = {who: until for who, until in hall.restricted.items() if until >= day}
