"""How a visitor comes by a number, gives it up, or gets it on paper once more."""

from __future__ import annotations

from config.schema import Item, Queue
from devices.hub.events import AnyEvent, ReprintOffered, TicketCancelled, TicketTaken
from devices.hub.rules.asked import Asked, known_ticket
from devices.hub.rules.errand import Errand, errand_of
from devices.hub.rules.no_number import no_number, refusal
from devices.hub.rules.numbers import beyond, next_number
from devices.hub.rules.printing import print_ticket
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.staffed import set_aside
from devices.hub.state import LIVE, Appointment, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import PrintState, Role, TicketState, VisitorClass

RULES = Rulebook()


@RULES.rule(c.TakeTicket)
def take(hall: Hall, command: c.TakeTicket, asked: Asked) -> list[AnyEvent]:
    """Give a number for one or more items; who waits in that queue already is shown the number they have."""
    at_kiosk(hall, asked)
    errand = errand_of(hall, command)
    visitor_class, ground = class_of(hall, command.person)
    if command.person is not None and (own := waiting_in(hall, command.person, errand.queue)):
        return [ReprintOffered(at=asked.at, by=asked.by.name, ticket=own, place=asked.by.place)]
    if no := no_number(hall, errand.queue, asked.at, asked.wait, visitor_class):
        raise no
    if asked.by.role is Role.KIOSK:
        _kiosk_limits(hall, command.person, errand.queue)
    given = taken(
        hall,
        errand.item,
        errand.queue,
        asked,
        visitor_class,
        person=command.person,
        ground=ground,
        errand=errand,
    )
    return [given, *print_ticket(hall, asked, given.ticket, command.paper, command.language)]


@RULES.rule(c.CancelTicket)
def cancel(hall: Hall, command: c.CancelTicket, asked: Asked) -> list[AnyEvent]:
    """End a waiting ticket because its holder gave it up."""
    at_kiosk(hall, asked)
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("wrong_state")
    return [TicketCancelled(at=asked.at, by=asked.by.name, ticket=ticket.id)]


@RULES.rule(c.Reprint)
def reprint(hall: Hall, command: c.Reprint, asked: Asked) -> list[AnyEvent]:
    """Put a ticket on paper once more, marked 补打; never while it may still come out by itself."""
    ticket = known_ticket(hall, command.ticket)
    if not ticket.number:
        raise Refused("has_no_number")
    if ticket.state not in LIVE and ticket.state is not TicketState.NO_SHOW:
        raise Refused("wrong_state")
    if is_printing(hall, ticket.job):
        raise Refused("printing")
    again = print_ticket(hall, asked, ticket.id, True, command.language, again=True)
    if not again:
        raise Refused("no_printer")
    return again


def is_printing(hall: Hall, job: str) -> bool:
    """Whether a print job may still put something on paper; a printer that the hall has lost never will."""
    found = hall.jobs.get(job)
    if found is None or found.device not in hall.device_of:
        return False
    return found.state in (PrintState.REQUESTED, PrintState.STARTED)


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


def class_of(hall: Hall, person: str | None) -> tuple[VisitorClass, str]:
    """Class and ground of somebody whose card was read today; ordinary without a card.

    Raises:
        Refused: ``unknown_person``.
    """
    if person is None:
        return VisitorClass.ORDINARY, ""
    if person not in hall.persons:
        raise Refused("unknown_person")
    return hall.persons[person], hall.grounds_of.get(person, "")


def waiting_in(hall: Hall, person: str, queue: Queue) -> str:
    """Id of the ticket of this queue that a person holds already; empty for none."""
    return next((name for name in waiting_of(hall, person) if hall.tickets[name].queue == queue.id), "")


def _kiosk_limits(hall: Hall, person: str | None, queue: Queue) -> None:
    """What a kiosk may not do by itself; the desk may (who has no card is served there)."""
    if person is None:
        if queue.real_name:
            raise Refused("real_name")
        return
    most = hall.config.tickets.per_person_day
    first = [name for name in hall.tickets_of.get(person, []) if hall.tickets[name].visit == name]
    if most and len(first) >= most:
        raise Refused("person_limit")


def taken(
    hall: Hall,
    item: Item,
    queue: Queue,
    asked: Asked,
    visitor_class: VisitorClass,
    *,
    person: str | None,
    ground: str = "",
    booked: Appointment | None = None,
    errand: Errand | None = None,
) -> TicketTaken:
    """The next number of a queue, for one item or for a whole errand; who is booked gets one in any case.

    Raises:
        Refused: ``full``; no counter has a number left.
    """
    on_time = booked is not None and visitor_class is VisitorClass.APPOINTMENT
    number = next_number(hall, queue, visitor_class)
    if number is None and booked is not None:
        number = beyond(hall, queue)
    if number is None:
        raise refusal(hall, queue, asked.at, "full")
    items = errand.items if errand else (item.code,)
    return TicketTaken(
        at=asked.at,
        by=asked.by.name,
        ticket=asked.fresh,
        number=number.text,
        count=number.count,
        band=number.band,
        queue=queue.id,
        item=item.code,
        items=items if len(items) > 1 else (),
        to_do=errand.to_do if errand else (),
        bundle=errand.bundle if errand else "",
        visitor_class=visitor_class,
        ground=ground,
        only=set_aside(hall, items, asked.at),
        place=asked.by.place,
        order_at=booked.starts_at if booked and on_time else asked.at,
        person=person,
        appointment=booked.code if booked else None,
        slot=booked.starts_at if booked else None,
        clerk=asked.clerk if asked.by.role is Role.DESK else "",
    )
