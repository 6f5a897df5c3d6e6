"""What happens to a ticket at a window, from its call to the end of its service."""

from __future__ import annotations

from datetime import datetime, timedelta

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.evolve.tickets import leave_line
from devices.hub.evolve.undo import remember
from devices.hub.state import CALLS_EACH, CALLS_KEPT, FIRST_OF_ALL, Call, Hall, Ticket, Visit
from devices.hub.state.standings import PREFERRED
from devices.link.words import CounterStep, TicketState, VisitorClass, WorkSource

CHANGES = Changebook()


@CHANGES.on(e.TicketCalled)
def _called(hall: Hall, event: e.TicketCalled) -> None:
    remember(hall, event, CounterStep.CALLED)
    ticket = leave_line(hall, event.ticket, TicketState.CALLED, event.at)
    ticket.ended_at = None
    ticket.window = event.window
    ticket.clerk = event.clerk
    ticket.called_at = event.at
    ticket.announced_at = event.at
    ticket.why = event.why
    ticket.reckoning = event.reckoning
    ticket.by_name = event.by_name
    ticket.recalls = 0
    window = hall.window(event.window)
    window.ticket = ticket.id
    preferred = hall.standings.get(ticket.standing, ticket.visitor_class) in PREFERRED
    window.streak = window.streak + 1 if preferred else 0
    ticket.stands_as = ""
    _announce(hall, ticket, event.call, event.window, event.at, again=False)


@CHANGES.on(e.TicketRecalled)
def _recalled(hall: Hall, event: e.TicketRecalled) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.recalls += 1
    ticket.announced_at = event.at
    _announce(hall, ticket, event.call, event.window, event.at, again=True)


def _announce(hall: Hall, ticket: Ticket, call: int, window: int, at: datetime, *, again: bool) -> None:
    hall.call_count = call
    if ticket.number:
        # Work by post or online has no number; nobody in the hall is called.
        hall.calls.append(Call(call, ticket.id, window, at, again, ticket.by_name))
        del hall.calls[: -max(CALLS_KEPT, CALLS_EACH * len(hall.config.windows))]


@CHANGES.on(e.ServiceStarted)
def _started(hall: Hall, event: e.ServiceStarted) -> None:
    remember(hall, event, CounterStep.STARTED)
    ticket = hall.tickets[event.ticket]
    ticket.state = TicketState.SERVING
    ticket.started_at = event.at
    window = hall.window(event.window)
    # The pad was awake for the visitor before; this one's service begins.
    window.rating = ""
    visit = hall.visits[ticket.visit]
    visit.first_asked = visit.first_asked or window.clerk or ticket.clerk


@CHANGES.on(e.DirectServiceStarted)
def _direct(hall: Hall, event: e.DirectServiceStarted) -> None:
    hall.order += 1
    ticket = hall.tickets[event.ticket] = Ticket(
        id=event.ticket,
        visit=event.ticket,
        number="",
        queue=event.queue,
        item=event.item,
        items=(event.item,),
        visitor_class=VisitorClass.ORDINARY,
        taken_at=event.at,
        kiosk="",
        place=(event.at, hall.order, 0),
        source=event.source,
    )
    hall.visits[ticket.id] = Visit(ticket.id, [ticket.id], first_asked=event.clerk)
    remember(hall, event, CounterStep.DIRECT)
    ticket.state = TicketState.SERVING
    ticket.window = event.window
    ticket.clerk = event.clerk
    ticket.started_at = event.at
    window = hall.window(event.window)
    window.ticket = ticket.id
    window.rating = ""


@CHANGES.on(e.ItemsCorrected)
def _corrected(hall: Hall, event: e.ItemsCorrected) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.items = event.items
    ticket.item = event.items[0]


@CHANGES.on(e.ServiceFinished)
def _finished(hall: Hall, event: e.ServiceFinished) -> None:
    remember(hall, event, CounterStep.FINISHED)
    ticket = hall.tickets[event.ticket]
    ticket.state = TicketState.FINISHED
    ticket.ended_at = event.at
    window = hall.window(event.window)
    window.ticket = ""
    window.finished += 1
    window.served.add(ticket.id)
    if ticket.started_at is not None:
        window.served_s += (event.at - ticket.started_at).total_seconds()
    if ticket.source is WorkSource.COUNTER:
        window.rating = ticket.id
        window.rating_until = event.at + timedelta(seconds=hall.config.rating.wake_s)
    visit = hall.visits[ticket.visit]
    visit.to_do = [item for item in visit.to_do if item not in (ticket.items or (ticket.item,))]


@CHANGES.on(e.TicketMissed)
def _missed(hall: Hall, event: e.TicketMissed) -> None:
    remember(hall, event, CounterStep.NO_SHOW)
    ticket = hall.tickets[event.ticket]
    ticket.state = TicketState.NO_SHOW
    ticket.ended_at = event.at
    # A service that the visitor left for good never was one.
    ticket.started_at = None
    window = hall.window(event.window)
    if window.ticket == ticket.id:
        window.ticket = ""
    if ticket.id in window.held:
        window.held.remove(ticket.id)
    hall.missed.append(ticket.id)


@CHANGES.on(e.TicketReturned)
def _returned(hall: Hall, event: e.TicketReturned) -> None:
    ticket = hall.tickets[event.ticket]
    hall.missed.remove(ticket.id)
    ticket.state = TicketState.WAITING
    ticket.returns += 1
    ticket.stands_as = event.standing if event.standing in hall.standings else ""
    ticket.ended_at = None
    ticket.window = 0
    hall.order += 1
    if event.behind is not None:
        since, order, _ = hall.tickets[event.behind].place
        ticket.place = (since, order, hall.order)
    elif event.order_at is not None:
        ticket.place = (event.order_at, hall.order, 0)
    elif len(hall.line_of(ticket)):
        ticket.place = (FIRST_OF_ALL, hall.order, 0)
    hall.line_of(ticket).add(ticket)


@CHANGES.on(e.TicketHeld)
def _held(hall: Hall, event: e.TicketHeld) -> None:
    remember(hall, event, CounterStep.HELD)
    hall.tickets[event.ticket].state = TicketState.HELD
    hall.window(event.window).ticket = ""
    hall.window(event.window).held.append(event.ticket)


@CHANGES.on(e.TicketResumed)
def _resumed(hall: Hall, event: e.TicketResumed) -> None:
    remember(hall, event, CounterStep.RESUMED)
    hall.tickets[event.ticket].state = TicketState.SERVING
    hall.window(event.window).ticket = event.ticket
    hall.window(event.window).held.remove(event.ticket)
