"""What happens between a call and the end of a service: call, recall, start, hold, transfer, finish, rate."""

from __future__ import annotations

from devices.hub.events import (
    AnyEvent,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketResumed,
    TicketReturned,
    TicketTransferred,
)
from devices.hub.rules.asked import Asked, known_ticket, own_ticket, own_window
from devices.hub.rules.order import next_for
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState, TransferPlace, WindowState

CALLED, SERVING = TicketState.CALLED, TicketState.SERVING

RULES = Rulebook()


@RULES.rule(c.CallNext)
def call_next(hall: Hall, command: c.CallNext, asked: Asked) -> list[AnyEvent]:
    """Call whoever is next at the session's window."""
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    if window.state is not WindowState.OPEN:
        raise Refused("window_closed")
    if window.ticket:
        raise Refused("window_busy")
    choice = next_for(hall, window.number, asked.at)
    if choice is None:
        raise Refused("nobody_waiting")
    return [
        TicketCalled(
            at=asked.at,
            by=asked.by.name,
            ticket=choice.ticket.id,
            window=window.number,
            clerk=window.clerk,
            call=hall.call_count + 1,
            why=choice.why,
        )
    ]


@RULES.rule(c.Recall)
def recall(hall: Hall, command: c.Recall, asked: Asked) -> list[AnyEvent]:
    """Call the same ticket once more."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    if ticket.recalls >= hall.config.tickets.recalls:
        raise Refused("recalls_used")
    return [
        TicketRecalled(
            at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number, call=hall.call_count + 1
        )
    ]


@RULES.rule(c.Start)
def start(hall: Hall, command: c.Start, asked: Asked) -> list[AnyEvent]:
    """The called visitor is here."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    return [ServiceStarted(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


@RULES.rule(c.Finish)
def finish(hall: Hall, command: c.Finish, asked: Asked) -> list[AnyEvent]:
    """The service is over."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, SERVING, code="nothing_serving")
    return [
        ServiceFinished(
            at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number, clerk=window.clerk
        )
    ]


@RULES.rule(c.MarkNoShow)
def mark_no_show(hall: Hall, command: c.MarkNoShow, asked: Asked) -> list[AnyEvent]:
    """The called visitor did not come."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    return [TicketMissed(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


@RULES.rule(c.ReturnTicket)
def return_ticket(hall: Hall, command: c.ReturnTicket, asked: Asked) -> list[AnyEvent]:
    """Let a visitor who missed the call wait again, ``return_places`` behind the head."""
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.NO_SHOW:
        raise Refused("wrong_state")
    if ticket.returns >= hall.config.tickets.returns:
        raise Refused("returns_used")
    line = hall.line_of(ticket)
    places = min(hall.config.tickets.return_places, len(line))
    behind = line[places - 1].id if places else None
    return [TicketReturned(at=asked.at, by=asked.by.name, ticket=ticket.id, behind=behind)]


@RULES.rule(c.Hold)
def hold(hall: Hall, command: c.Hold, asked: Asked) -> list[AnyEvent]:
    """The visitor goes away for a while; the window is free for others meanwhile."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, SERVING, code="nothing_serving")
    return [TicketHeld(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


@RULES.rule(c.Resume)
def resume(hall: Hall, command: c.Resume, asked: Asked) -> list[AnyEvent]:
    """The held visitor is back at the same window."""
    window = own_window(hall, asked)
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.HELD:
        raise Refused("wrong_state")
    if ticket.window != window.number:
        raise Refused("wrong_window")
    if window.ticket:
        raise Refused("window_busy")
    return [TicketResumed(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


@RULES.rule(c.Transfer)
def transfer(hall: Hall, command: c.Transfer, asked: Asked) -> list[AnyEvent]:
    """The visit goes on in another line, as a new step with the same number."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, SERVING, code="nothing_serving")
    if (command.queue is None) == (command.window is None):
        raise Refused("nowhere")
    if command.queue is not None and command.queue not in hall.queue_of:
        raise Refused("unknown_queue")
    if command.window is not None and command.window not in hall.windows:
        raise Refused("unknown_window")
    return [
        TicketTransferred(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            step=asked.fresh,
            window=window.number,
            queue=command.queue or ticket.queue,
            to_window=command.window or 0,
            place=command.place,
            order_at=asked.at if command.place is TransferPlace.END else ticket.place[0],
        )
    ]
