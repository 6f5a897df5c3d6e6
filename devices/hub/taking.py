"""How a visitor comes by a number, gives it up, or gets it on paper once more."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, timedelta

from config.schema import Item, Queue
from devices.hub.asked import Asked, known_ticket
from devices.hub.events import AnyEvent, AppointmentBooked, PrintRequested, TicketCancelled, TicketTaken
from devices.hub.hours import refusal_now
from devices.hub.state import LIVE, Appointment, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Language, PrintState, Role, TicketState, VisitorClass


def take(hall: Hall, command: c.TakeTicket, asked: Asked) -> list[AnyEvent]:
    """Give a number for an item."""
    _at_kiosk(hall, asked)
    item, queue = _item(hall, command.item)
    if refused := refusal_now(hall, queue, asked.at):
        raise Refused(refused)
    visitor_class = VisitorClass.ORDINARY
    if command.person is not None:
        if command.person not in hall.persons:
            raise Refused("unknown_person")
        visitor_class = hall.persons[command.person]
        if any(hall.tickets[t].queue == queue.id for t in waiting_of(hall, command.person)):
            raise Refused("already_waiting")
    elif queue.real_name and asked.by.role is Role.KIOSK:
        raise Refused("real_name")
    taken = _taken(hall, item, queue, asked, visitor_class, person=command.person)
    return [taken, *_paper(hall, asked, taken.ticket, command.paper, command.language)]


def check_in(hall: Hall, command: c.CheckIn, asked: Asked) -> list[AnyEvent]:
    """Give a booked visitor the number; a booking late by more than the grace is an ordinary ticket."""
    _at_kiosk(hall, asked)
    booked = hall.appointments.get(command.code)
    if booked is None or booked.starts_at.astimezone(asked.at.tzinfo).date() < asked.at.date():
        raise Refused("unknown_appointment")
    if booked.ticket:
        raise Refused("appointment_used")
    tickets = hall.config.tickets
    if asked.at < booked.starts_at - timedelta(minutes=tickets.appointment_early_min):
        raise Refused("too_early")
    item, queue = _item(hall, booked.item)
    count = hall.counts.get(queue.id, queue.first - 1)
    if count >= queue.last:
        raise Refused("full")
    late = asked.at > booked.starts_at + timedelta(minutes=tickets.appointment_grace_min)
    visitor_class = VisitorClass.ORDINARY if late else VisitorClass.APPOINTMENT
    taken = _taken(hall, item, queue, asked, visitor_class, person=booked.person, booked=booked)
    return [taken, *_paper(hall, asked, taken.ticket, command.paper, command.language)]


def cancel(hall: Hall, command: c.CancelTicket, asked: Asked) -> list[AnyEvent]:
    """End a waiting ticket because its holder gave it up."""
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("wrong_state")
    return [TicketCancelled(at=asked.at, by=asked.by.name, ticket=ticket.id)]


def reprint(hall: Hall, command: c.Reprint, asked: Asked) -> list[AnyEvent]:
    """Put a ticket on paper once more, marked 补打; never while it may still come out by itself."""
    ticket = known_ticket(hall, command.ticket)
    if ticket.state not in LIVE and ticket.state is not TicketState.NO_SHOW:
        raise Refused("wrong_state")
    job = hall.jobs.get(ticket.job)
    if job is not None and job.state in (PrintState.REQUESTED, PrintState.STARTED):
        raise Refused("printing")
    again = _paper(hall, asked, ticket.id, True, command.language, again=True)
    if not again:
        raise Refused("no_printer")
    return again


def book(hall: Hall, command: c.BookAppointment, asked: Asked) -> list[AnyEvent]:
    """Remember an appointment made elsewhere."""
    _item(hall, command.item)
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


def waiting_of(hall: Hall, person: str) -> list[str]:
    """Ids of a person's tickets that still stand for them in the hall."""
    return [t for t in hall.tickets_of.get(person, []) if hall.tickets[t].state in LIVE]


def _at_kiosk(hall: Hall, asked: Asked) -> None:
    if asked.by.role is Role.KIOSK and asked.by.place not in hall.kiosk_of:
        raise Refused("no_kiosk")


def _item(hall: Hall, code: str) -> tuple[Item, Queue]:
    item = hall.item_of.get(code)
    if item is None:
        raise Refused("unknown_item")
    return item, hall.queue_of[item.queue]


def _taken(
    hall: Hall,
    item: Item,
    queue: Queue,
    asked: Asked,
    visitor_class: VisitorClass,
    *,
    person: str | None,
    booked: Appointment | None = None,
) -> TicketTaken:
    on_time = booked is not None and visitor_class is VisitorClass.APPOINTMENT
    count = hall.counts.get(queue.id, queue.first - 1) + 1
    return TicketTaken(
        at=asked.at,
        by=asked.by.name,
        ticket=asked.fresh,
        number=f"{queue.prefix}{count:0{hall.config.tickets.width}d}",
        count=count,
        queue=queue.id,
        item=item.code,
        visitor_class=visitor_class,
        place=asked.by.place,
        order_at=booked.starts_at if booked and on_time else asked.at,
        person=person,
        appointment=booked.code if booked else None,
        slot=booked.starts_at if booked else None,
    )


def _paper(
    hall: Hall, asked: Asked, ticket: str, wanted: bool, language: Language, *, again: bool = False
) -> list[AnyEvent]:
    device = hall.device_for(asked.by.place, "printer") if wanted else None
    if device is None:
        return []
    return [
        PrintRequested(
            at=asked.at,
            by=asked.by.name,
            job=f"p-{asked.fresh}",
            ticket=ticket,
            device=device,
            language=language,
            again=again,
        )
    ]
