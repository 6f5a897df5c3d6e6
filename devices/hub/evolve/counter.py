"""What happens to a ticket at a window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.evolve.tickets import leave_line, next_place
from devices.hub.state import CALLS_KEPT, Call, Hall, Ticket
from devices.link.words import TicketState, TransferPlace, VisitorClass

CHANGES = Changebook()
FIRST_OF_ALL = datetime(1, 1, 1, tzinfo=UTC)


@CHANGES.on(e.TicketCalled)
def _called(hall: Hall, event: e.TicketCalled) -> None:
    ticket = leave_line(hall, event.ticket, TicketState.CALLED, event.at)
    ticket.ended_at = None
    ticket.window = event.window
    ticket.clerk = event.clerk
    ticket.called_at = event.at
    ticket.why = event.why
    ticket.recalls = 0
    window = hall.window(event.window)
    window.ticket = ticket.id
    window.streak = window.streak + 1 if ticket.visitor_class is VisitorClass.PRIORITY else 0
    _announce(hall, event.call, event.ticket, event.window, event.at, again=False)


@CHANGES.on(e.TicketRecalled)
def _recalled(hall: Hall, event: e.TicketRecalled) -> None:
    hall.tickets[event.ticket].recalls += 1
    _announce(hall, event.call, event.ticket, event.window, event.at, again=True)


def _announce(hall: Hall, call: int, ticket: str, window: int, at: datetime, *, again: bool) -> None:
    hall.call_count = call
    hall.calls.append(Call(call, ticket, window, at, again))
    del hall.calls[:-CALLS_KEPT]


@CHANGES.on(e.ServiceStarted)
def _started(hall: Hall, event: e.ServiceStarted) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.state = TicketState.SERVING
    ticket.started_at = event.at
    # The pad was awake for the visitor before; this one's service begins.
    hall.window(event.window).rating = ""


@CHANGES.on(e.ServiceFinished)
def _finished(hall: Hall, event: e.ServiceFinished) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.state = TicketState.FINISHED
    ticket.ended_at = event.at
    window = hall.window(event.window)
    window.ticket = ""
    window.finished += 1
    if ticket.started_at is not None:
        window.served_s += (event.at - ticket.started_at).total_seconds()
    window.rating = ticket.id
    window.rating_until = event.at + timedelta(seconds=hall.config.rating.wake_s)


@CHANGES.on(e.TicketMissed)
def _missed(hall: Hall, event: e.TicketMissed) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.state = TicketState.NO_SHOW
    ticket.ended_at = event.at
    hall.window(event.window).ticket = ""
    hall.missed.append(ticket.id)


@CHANGES.on(e.TicketReturned)
def _returned(hall: Hall, event: e.TicketReturned) -> None:
    ticket = hall.tickets[event.ticket]
    hall.missed.remove(ticket.id)
    ticket.state = TicketState.WAITING
    ticket.returns += 1
    ticket.ended_at = None
    ticket.window = 0
    hall.order += 1
    if event.behind is not None:
        since, order, _ = hall.tickets[event.behind].place
        ticket.place = (since, order, hall.order)
    elif len(hall.line_of(ticket)):
        ticket.place = (FIRST_OF_ALL, hall.order, 0)
    hall.line_of(ticket).add(ticket)


@CHANGES.on(e.TicketHeld)
def _held(hall: Hall, event: e.TicketHeld) -> None:
    hall.tickets[event.ticket].state = TicketState.HELD
    hall.window(event.window).ticket = ""
    hall.window(event.window).held.append(event.ticket)


@CHANGES.on(e.TicketResumed)
def _resumed(hall: Hall, event: e.TicketResumed) -> None:
    hall.tickets[event.ticket].state = TicketState.SERVING
    hall.window(event.window).ticket = event.ticket
    hall.window(event.window).held.remove(event.ticket)


@CHANGES.on(e.TicketTransferred)
def _transferred(hall: Hall, event: e.TicketTransferred) -> None:
    old = hall.tickets[event.ticket]
    old.state = TicketState.TRANSFERRED
    old.ended_at = event.at
    hall.window(event.window).ticket = ""
    since = FIRST_OF_ALL if event.place is TransferPlace.FRONT else event.order_at
    step = Ticket(
        id=event.step,
        visit=old.visit,
        number=old.number,
        queue=event.queue,
        item=old.item,
        visitor_class=old.visitor_class,
        taken_at=old.taken_at,
        kiosk=old.kiosk,
        place=next_place(hall, since),
        for_window=event.to_window,
        person=old.person,
        slot=old.slot,
        returns=old.returns,
    )
    hall.tickets[step.id] = step
    hall.visits[step.visit].tickets.append(step.id)
    if step.person is not None:
        hall.tickets_of.setdefault(step.person, []).append(step.id)
    hall.line_of(step).add(step)
