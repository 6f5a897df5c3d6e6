"""What the hall is after an event. No judgement: whatever is in the journal has happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import assert_never

from devices.hub import events as e
from devices.hub.state import (
    CALLS_KEPT,
    Appointment,
    Call,
    DeviceNow,
    Hall,
    Place,
    PrintJob,
    Ticket,
    WindowNow,
)
from devices.link.words import PrintState, TicketState, TransferPlace, VisitorClass, WindowState

FIRST_OF_ALL = datetime(1, 1, 1, tzinfo=UTC)


def evolve(hall: Hall, event: e.AnyEvent) -> None:
    """Change the hall in place as the event says."""
    hall.last_at = event.at
    match event:
        case e.DayBegan():
            _begin_day(hall, event)
        case e.TicketTaken():
            _taken(hall, event)
        case e.TicketCancelled():
            _leave_line(hall, event.ticket, TicketState.CANCELLED, event.at)
        case e.TicketExpired():
            _expired(hall, event)
        case e.TicketCalled():
            _called(hall, event)
        case e.TicketRecalled():
            hall.tickets[event.ticket].recalls += 1
            _announce(hall, event.call, event.ticket, event.window, event.at, again=True)
        case e.ServiceStarted():
            ticket = hall.tickets[event.ticket]
            ticket.state = TicketState.SERVING
            ticket.started_at = event.at
            # The pad was awake for the visitor before; this one's service begins.
            hall.window(event.window).rating = ""
        case e.ServiceFinished():
            _finished(hall, event)
        case e.TicketMissed():
            ticket = hall.tickets[event.ticket]
            ticket.state = TicketState.NO_SHOW
            ticket.ended_at = event.at
            hall.window(event.window).ticket = ""
            hall.missed.append(ticket.id)
        case e.TicketReturned():
            _returned(hall, event)
        case e.TicketHeld():
            hall.tickets[event.ticket].state = TicketState.HELD
            hall.window(event.window).ticket = ""
            hall.window(event.window).held.append(event.ticket)
        case e.TicketResumed():
            hall.tickets[event.ticket].state = TicketState.SERVING
            hall.window(event.window).ticket = event.ticket
            hall.window(event.window).held.remove(event.ticket)
        case e.TicketTransferred():
            _transferred(hall, event)
        case e.WindowOpened():
            _set_window(hall.window(event.window), WindowState.OPEN)
        case e.WindowPaused():
            _set_window(hall.window(event.window), WindowState.PAUSED, event.reason)
        case e.WindowClosed():
            _set_window(hall.window(event.window), WindowState.CLOSED)
        case e.ClerkSignedIn():
            hall.window(event.window).clerk = event.clerk
            hall.clerks[event.clerk] = event.window
        case e.ClerkSignedOut():
            hall.window(event.window).clerk = ""
            hall.clerks.pop(event.clerk, None)
        case e.AppointmentBooked():
            hall.appointments[event.code] = Appointment(
                event.code, event.item, event.starts_at, event.ends_at, event.person
            )
        case e.Rated():
            hall.tickets[event.ticket].rating = event.grade
            _close_rating(hall, event.ticket)
        case e.RatingDeclined():
            _close_rating(hall, event.ticket)
        case e.PersonIdentified():
            hall.persons[event.person] = event.visitor_class
        case e.PrintRequested():
            hall.jobs[event.job] = PrintJob(
                event.job, event.ticket, event.device, event.language, event.again, event.at
            )
            hall.tickets[event.ticket].job = event.job
        case e.PrintBegan():
            hall.jobs[event.job].state = PrintState.STARTED
        case e.PrintOnPaper():
            hall.jobs[event.job].state = PrintState.CONFIRMED
        case e.PrintMissed():
            hall.jobs[event.job].state = PrintState.FAILED
            hall.jobs[event.job].cause = event.cause
        case e.PrintDoubtful():
            hall.jobs[event.job].state = PrintState.UNKNOWN
            hall.jobs[event.job].cause = event.cause
        case e.DeviceChanged():
            hall.devices[event.device] = DeviceNow(event.state, event.fault, event.at)
        case _ as never:
            assert_never(never)


def _begin_day(hall: Hall, event: e.DayBegan) -> None:
    hall.day = event.day
    for kept in (
        hall.tickets,
        hall.counts,
        hall.issued,
        hall.lines,
        hall.persons,
        hall.tickets_of,
        hall.jobs,
    ):
        kept.clear()
    hall.missed.clear()
    hall.calls.clear()
    for number in hall.windows:
        hall.windows[number] = WindowNow(number)
    hall.former.clear()
    hall.clerks.clear()
    yesterday = event.at - timedelta(days=1)
    hall.appointments = {
        code: booked
        for code, booked in hall.appointments.items()
        if not booked.ticket and booked.ends_at > yesterday
    }


def _next_place(hall: Hall, since: datetime) -> Place:
    hall.order += 1
    return (since, hall.order, 0)


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
        place=_next_place(hall, event.order_at),
        person=event.person,
        slot=event.slot,
    )
    hall.tickets[ticket.id] = ticket
    hall.counts[event.queue] = event.count
    hall.issued[event.queue] = hall.issued.get(event.queue, 0) + 1
    if event.person is not None:
        hall.tickets_of.setdefault(event.person, []).append(ticket.id)
    if event.appointment is not None and event.appointment in hall.appointments:
        hall.appointments[event.appointment].ticket = ticket.id
    hall.line_of(ticket).add(ticket)


def _leave_line(hall: Hall, name: str, state: TicketState, at: datetime) -> Ticket:
    ticket = hall.tickets[name]
    if ticket.state is TicketState.WAITING:
        hall.line_of(ticket).remove(ticket)
    ticket.state = state
    ticket.ended_at = at
    return ticket


def _expired(hall: Hall, event: e.TicketExpired) -> None:
    ticket = _leave_line(hall, event.ticket, TicketState.EXPIRED, event.at)
    if ticket.id in hall.missed:
        hall.missed.remove(ticket.id)
    window = hall.windows.get(ticket.window)
    if window is not None:
        if window.ticket == ticket.id:
            window.ticket = ""
        if ticket.id in window.held:
            window.held.remove(ticket.id)


def _called(hall: Hall, event: e.TicketCalled) -> None:
    ticket = _leave_line(hall, event.ticket, TicketState.CALLED, event.at)
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


def _announce(hall: Hall, call: int, ticket: str, window: int, at: datetime, *, again: bool) -> None:
    hall.call_count = call
    hall.calls.append(Call(call, ticket, window, at, again))
    del hall.calls[:-CALLS_KEPT]


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
        place=_next_place(hall, since),
        for_window=event.to_window,
        person=old.person,
        slot=old.slot,
        returns=old.returns,
    )
    hall.tickets[step.id] = step
    if step.person is not None:
        hall.tickets_of.setdefault(step.person, []).append(step.id)
    hall.line_of(step).add(step)


def _set_window(window: WindowNow, state: WindowState, reason: str = "") -> None:
    window.state = state
    window.reason = reason


def _close_rating(hall: Hall, ticket: str) -> None:
    hall.tickets[ticket].rating_closed = True
    window = hall.window(hall.tickets[ticket].window)
    if window.rating == ticket:
        window.rating = ""
