"""How a visitor comes by a number, gives it up, or gets it on paper once more."""

from __future__ import annotations

from config.schema import Item, Queue
from devices.hub.events import AnyEvent, PrintRequested, TicketCancelled, TicketTaken
from devices.hub.rules.asked import Asked, known_ticket
from devices.hub.rules.hours import refusal_now
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import LIVE, Appointment, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Language, PrintState, Role, TicketState, VisitorClass

RULES = Rulebook()


@RULES.rule(c.TakeTicket)
def take(hall: Hall, command: c.TakeTicket, asked: Asked) -> list[AnyEvent]:
    """Give a number for an item."""
    at_kiosk(hall, asked)
    item, queue = item_and_queue(hall, command.item)
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
    given = taken(hall, item, queue, asked, visitor_class, person=command.person)
    return [given, *paper(hall, asked, given.ticket, command.paper, command.language)]


@RULES.rule(c.CancelTicket)
def cancel(hall: Hall, command: c.CancelTicket, asked: Asked) -> list[AnyEvent]:
    """End a waiting ticket because its holder gave it up."""
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("wrong_state")
    return [TicketCancelled(at=asked.at, by=asked.by.name, ticket=ticket.id)]


@RULES.rule(c.Reprint)
def reprint(hall: Hall, command: c.Reprint, asked: Asked) -> list[AnyEvent]:
    """Put a ticket on paper once more, marked 补打; never while it may still come out by itself."""
    ticket = known_ticket(hall, command.ticket)
    if ticket.state not in LIVE and ticket.state is not TicketState.NO_SHOW:
        raise Refused("wrong_state")
    job = hall.jobs.get(ticket.job)
    if job is not None and job.state in (PrintState.REQUESTED, PrintState.STARTED):
        raise Refused("printing")
    again = paper(hall, asked, ticket.id, True, command.language, again=True)
    if not again:
        raise Refused("no_printer")
    return again


def waiting_of(hall: Hall, person: str) -> list[str]:
    """Ids of a person's tickets that still stand for them in the hall."""
    return [t for t in hall.tickets_of.get(person, []) if hall.tickets[t].state in LIVE]


def at_kiosk(hall: Hall, asked: Asked) -> None:
    """Let kiosks of the hall's file pass, and everybody who is no kiosk.

    Raises:
        Refused: ``no_kiosk``.
    """
    if asked.by.role is Role.KIOSK and asked.by.place not in hall.kiosk_of:
        raise Refused("no_kiosk")


def item_and_queue(hall: Hall, code: str) -> tuple[Item, Queue]:
    """An item and the queue its visitors wait in.

    Raises:
        Refused: ``unknown_item``.
    """
    item = hall.item_of.get(code)
    if item is None:
        raise Refused("unknown_item")
    return item, hall.queue_of[item.queue]


def taken(
    hall: Hall,
    item: Item,
    queue: Queue,
    asked: Asked,
    visitor_class: VisitorClass,
    *,
    person: str | None,
    booked: Appointment | None = None,
) -> TicketTaken:
    """The next number of a queue."""
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


def paper(
    hall: Hall, asked: Asked, ticket: str, wanted: bool, language: Language, *, again: bool = False
) -> list[AnyEvent]:
    """Paper for a ticket, where a printer stands; none is no reason to give no number."""
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
