"""Numbers that are given, given up, or end unserved."""

from __future__ import annotations

from datetime import datetime

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, Place, Ticket, Visit
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
        taken_at=event.at,
        kiosk=event.place,
        place=next_place(hall, event.order_at),
        person=event.person,
        slot=event.slot,
    )
    hall.tickets[ticket.id] = ticket
    hall.visits[ticket.id] = Visit(ticket.id, [ticket.id])
    hall.counts[event.queue] = event.count
    hall.issued[event.queue] = hall.issued.get(event.queue, 0) + 1
    if event.person is not None:
        hall.tickets_of.setdefault(event.person, []).append(ticket.id)
    if event.appointment is not None and event.appointment in hall.appointments:
        hall.appointments[event.appointment].ticket = ticket.id
    hall.line_of(ticket).add(ticket)


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
