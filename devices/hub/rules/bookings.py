"""Appointments (预约): who has one never queues for a second number."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, timedelta

from devices.hub.events import AnyEvent, AppointmentBooked
from devices.hub.rules.asked import Asked
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.tickets import at_kiosk, item_and_queue, paper, taken
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import VisitorClass

RULES = Rulebook()


@RULES.rule(c.CheckIn)
def check_in(hall: Hall, command: c.CheckIn, asked: Asked) -> list[AnyEvent]:
    """Give a booked visitor the number; a booking late by more than the grace is an ordinary ticket."""
    at_kiosk(hall, asked)
    booked = hall.appointments.get(command.code)
    if booked is None or booked.starts_at.astimezone(asked.at.tzinfo).date() < asked.at.date():
        raise Refused("unknown_appointment")
    if booked.ticket:
        raise Refused("appointment_used")
    tickets = hall.config.tickets
    if asked.at < booked.starts_at - timedelta(minutes=tickets.appointment_early_min):
        raise Refused("too_early")
    item, queue = item_and_queue(hall, booked.item)
    count = hall.counts.get(queue.id, queue.first - 1)
    if count >= queue.last:
        raise Refused("full")
    late = asked.at > booked.starts_at + timedelta(minutes=tickets.appointment_grace_min)
    visitor_class = VisitorClass.ORDINARY if late else VisitorClass.APPOINTMENT
    given = taken(hall, item, queue, asked, visitor_class, person=booked.person, booked=booked)
    return [given, *paper(hall, asked, given.ticket, command.paper, command.language)]


@RULES.rule(c.BookAppointment)
def book(hall: Hall, command: c.BookAppointment, asked: Asked) -> list[AnyEvent]:
    """Remember an appointment made elsewhere."""
    item_and_queue(hall, command.item)
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
    return [
        AppointmentBooked(
            at=asked.at,
            by=asked.by.name,
            code=command.code,
            item=command.item,
            starts_at=command.starts_at,
            ends_at=command.ends_at,
            person=command.person,
        )
    ]
