"""What was done without the hub becomes so, whatever the order in which it is handed in."""

from __future__ import annotations

from datetime import datetime

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import AwayCall, Hall, Merge, PrintJob, Ticket
from devices.link.words import AwayOutcome, TicketState

CHANGES = Changebook()
STATES = {
    AwayOutcome.CALLED: TicketState.CALLED,
    AwayOutcome.SERVING: TicketState.SERVING,
    AwayOutcome.HELD: TicketState.HELD,
    AwayOutcome.SERVED: TicketState.FINISHED,
    AwayOutcome.NO_SHOW: TicketState.NO_SHOW,
}


def merging(hall: Hall, at: datetime) -> Merge:
    """The merge that goes on now; what is handed in begins or prolongs it."""
    hall.merge = hall.merge or Merge(at)
    hall.merge.at = at
    return hall.merge


@CHANGES.on(e.PaperHandedIn)
def _paper(hall: Hall, event: e.PaperHandedIn) -> None:
    hall.jobs[event.job] = PrintJob(
        event.job, event.ticket, event.device, event.language, False, event.at, event.state
    )
    hall.tickets[event.ticket].job = event.job


@CHANGES.on(e.ServiceHandedIn)
def _served(hall: Hall, event: e.ServiceHandedIn) -> None:
    if event.late:
        return
    merge = merging(hall, event.at)
    merge.services += 1
    # Nobody takes back a step from before an outage.
    hall.window(event.window).last = None
    if event.beaten:
        hall.beaten_calls.add((event.ticket, event.window))
        return
    merge.called.add(event.ticket)
    ticket = hall.tickets[event.ticket]
    _leave(hall, ticket)
    before = hall.away_calls.get(ticket.id)
    if before is not None and before.window != event.window:
        hall.beaten_calls.add((ticket.id, before.window))
    hall.beaten_calls.discard((ticket.id, event.window))
    hall.away_calls[ticket.id] = AwayCall(
        event.outcome is AwayOutcome.NO_SHOW, event.called_at, event.window, event.clerk, event.online
    )
    ticket.state = STATES[event.outcome]
    ticket.window = event.window
    ticket.clerk = event.clerk
    ticket.started_at = event.started_at
    ticket.ended_at = event.ended_at
    if not event.online:
        ticket.called_at = ticket.announced_at = event.called_at
        ticket.why, ticket.reckoning, ticket.recalls = "", None, 0
    _stand(hall, ticket)
    visit = hall.visits[ticket.visit]
    if before is not None and not before.online and visit.first_asked == before.clerk:
        visit.first_asked = ""
    if event.started_at is not None:
        visit.first_asked = visit.first_asked or event.clerk


def _leave(hall: Hall, ticket: Ticket) -> None:
    """Take a ticket out of wherever it stands, and out of its window's sums."""
    if ticket.state is TicketState.WAITING:
        hall.line_of(ticket).remove(ticket)
    if ticket.id in hall.missed:
        hall.missed.remove(ticket.id)
    if not ticket.window:
        return
    window = hall.window(ticket.window)
    window.last = None
    if window.ticket == ticket.id:
        window.ticket = ""
    if ticket.id in window.held:
        window.held.remove(ticket.id)
    if ticket.state is TicketState.FINISHED:
        window.finished -= 1
        window.served.remove(ticket.id)
        window.served_s -= _served_s(ticket)


def _stand(hall: Hall, ticket: Ticket) -> None:
    """Put a ticket where its state belongs."""
    window = hall.window(ticket.window)
    window.last = None
    match ticket.state:
        case TicketState.CALLED | TicketState.SERVING:
            if window.ticket:
                # The window went on to somebody else; what became of this one, it will hand in too.
                hall.tickets[window.ticket].state = TicketState.HELD
                window.held.append(window.ticket)
            window.ticket = ticket.id
        case TicketState.HELD:
            window.held.append(ticket.id)
        case TicketState.NO_SHOW:
            ends = [hall.tickets[name].ended_at or ticket.taken_at for name in hall.missed]
            later = (n for n, end in enumerate(ends) if ticket.ended_at is not None and end > ticket.ended_at)
            hall.missed.insert(next(later, len(hall.missed)), ticket.id)
        case TicketState.FINISHED:
            window.finished += 1
            window.served.add(ticket.id)
            window.served_s += _served_s(ticket)
        case _:
            pass


def _served_s(ticket: Ticket) -> float:
    if ticket.started_at is None or ticket.ended_at is None:
        return 0.0
    return (ticket.ended_at - ticket.started_at).total_seconds()


@CHANGES.on(e.AwayConflict)
def _conflict(hall: Hall, event: e.AwayConflict) -> None:
    """Nothing changes: both sides are in the journal, and a notice tells staff."""


@CHANGES.on(e.AwayMerged)
def _merged(hall: Hall, event: e.AwayMerged) -> None:
    hall.merge = None
