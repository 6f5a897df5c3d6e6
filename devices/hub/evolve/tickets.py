"""Numbers that are given, given up, or end unserved."""

from __future__ import annotations

from datetime import datetime

from config.calendar import is_within, local
from devices.hub import events as e
from devices.hub.evolve.away import merging
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, Place, Ticket, Visit
from devices.hub.state.numbers import counter
from devices.link.words import TicketState

CHANGES = Changebook()


def next_place(hall: Hall, since: datetime) -> Place:
    """Where somebody stands who waits since then, behind all who wait since the same moment."""
    hall.order += 1
    return (since, hall.order, 0)


@CHANGES.on(e.TicketTaken)
def _taken(hall: Hall, event: e.TicketTaken) -> None:
    ticket = Ticket(
        id=event.ticket,
        visit=event.ticket,
        number=event.number,
        queue=event.queue,
        item=event.item,
        visitor_class=event.visitor_class,
        taken_at=event.taken_at or event.at,
        kiosk=event.place,
        # What kiosks hand in stands where it was taken, in whatever order it comes.
        place=(event.order_at, event.away_order, 0) if event.away else next_place(hall, event.order_at),
        person=event.person,
        slot=event.slot,
        items=event.items or (event.item,),
        bundle=event.bundle,
        # A ground or a season that the hall's file no longer has would be a line that nobody calls from.
        ground=event.ground if event.ground in hall.ground_of else "",
        only=hall.season_item((event.only,)),
        printed=event.printed,
        away=event.away,
    )
    hall.tickets[ticket.id] = ticket
    hall.visits[ticket.id] = Visit(ticket.id, [ticket.id], first_asked=event.clerk, to_do=list(event.to_do))
    if event.away and not event.late:
        merging(hall, event.at).tickets += 1
    if not event.away or event.printed:
        count_number(hall, event)
    elif not event.late:
        _count_given(hall, event.queue, event.number, ticket.taken_at)
    if event.person is not None:
        hall.tickets_of.setdefault(event.person, []).append(ticket.id)
    if event.appointment is not None and event.appointment in hall.appointments:
        hall.appointments[event.appointment].ticket = ticket.id
    hall.line_of(ticket).add(ticket)


def count_number(hall: Hall, event: e.TicketTaken | e.TicketTransferred | e.StepAdded) -> None:
    """Count a number for quotas and for the day's report; it is given no more."""
    hall.counts[counter(event.queue, event.band)] = event.count
    hall.last_numbers[event.queue] = event.number
    hall.last_given[event.queue] = event.at
    _count_given(hall, event.queue, event.number, event.at)


def _count_given(hall: Hall, name: str, number: str, at: datetime) -> None:
    hall.numbers.add(number)
    hall.issued[name] = hall.issued.get(name, 0) + 1
    queue = hall.queue_of.get(name)
    clock = local(hall.config, at).time()
    for slot in queue.slots if queue else ():
        if is_within(slot.span, clock):
            key = (name, slot.span)
            hall.issued_in[key] = hall.issued_in.get(key, 0) + 1


@CHANGES.on(e.ReprintOffered)
def _offered(hall: Hall, event: e.ReprintOffered) -> None:
    """Nothing changes: that somebody looked for a second number is for the journal."""


def leave_line(hall: Hall, name: str, state: TicketState, at: datetime) -> Ticket:
    """Take a ticket out of its line, if it waits in one, and give it another state."""
    ticket = hall.tickets[name]
    if ticket.state is TicketState.WAITING:
        hall.line_of(ticket).remove(ticket)
    ticket.state = state
    ticket.ended_at = at
    return ticket


@CHANGES.on(e.TicketCancelled)
def _cancelled(hall: Hall, event: e.TicketCancelled) -> None:
    leave_line(hall, event.ticket, TicketState.CANCELLED, event.at)


@CHANGES.on(e.TicketExpired)
def _expired(hall: Hall, event: e.TicketExpired) -> None:
    ticket = leave_line(hall, event.ticket, TicketState.EXPIRED, event.at)
    if ticket.id in hall.missed:
        hall.missed.remove(ticket.id)
    window = hall.windows.get(ticket.window)
    if window is not None:
        if window.ticket == ticket.id:
            window.ticket = ""
        if ticket.id in window.held:
            window.held.remove(ticket.id)
