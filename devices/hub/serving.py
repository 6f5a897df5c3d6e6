"""What happens between a call and the end of a service: call, recall, start, hold, transfer, finish, rate."""

from __future__ import annotations

from datetime import timedelta

from config.reasons import is_offered
from devices.hub.asked import Asked, known_ticket, own_ticket, own_window
from devices.hub.events import (
    AnyEvent,
    Rated,
    RatingDeclined,
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
from devices.hub.order import next_for
from devices.hub.state import RATING_GRACE, Hall, Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Grade, TicketState, TransferPlace, WindowState

CALLED, SERVING = TicketState.CALLED, TicketState.SERVING


def call_next(hall: Hall, asked: Asked) -> list[AnyEvent]:
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


def recall(hall: Hall, asked: Asked) -> list[AnyEvent]:
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


def start(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The called visitor is here."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    return [ServiceStarted(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


def finish(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The service is over."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, SERVING, code="nothing_serving")
    return [
        ServiceFinished(
            at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number, clerk=window.clerk
        )
    ]


def mark_no_show(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The called visitor did not come."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    return [TicketMissed(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


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


def hold(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The visitor goes away for a while; the window is free for others meanwhile."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, SERVING, code="nothing_serving")
    return [TicketHeld(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


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


def rate(hall: Hall, command: c.Rate, asked: Asked) -> list[AnyEvent]:
    """Take a rating: once, for a service of this pad's window, while the pad is awake for it."""
    ticket = _rateable(hall, command.ticket, asked)
    if len(command.words) > hall.config.rating.words_max:
        raise Refused("words_too_long")
    if not all(is_offered(code, command.grade) for code in command.reasons):
        raise Refused("unknown_reason")
    if command.grade <= Grade.DISSATISFIED and not command.reasons:
        raise Refused("reasons_needed")
    return [
        Rated(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            window=ticket.window,
            clerk=ticket.clerk,
            grade=command.grade,
            reasons=command.reasons,
            words=asked.words,
        )
    ]


def decline_rating(hall: Hall, command: c.DeclineRating, asked: Asked) -> list[AnyEvent]:
    """Respect that the visitor would rather not rate."""
    ticket = _rateable(hall, command.ticket, asked)
    return [RatingDeclined(at=asked.at, by=asked.by.name, ticket=ticket.id)]


def _rateable(hall: Hall, name: str, asked: Asked) -> Ticket:
    window = own_window(hall, asked)
    ticket = known_ticket(hall, name)
    if ticket.window != window.number:
        raise Refused("wrong_window")
    if ticket.rating is not None or ticket.rating_closed:
        raise Refused("already_rated")
    if ticket.state is not TicketState.FINISHED or ticket.ended_at is None:
        raise Refused("not_rateable")
    if asked.at > ticket.ended_at + timedelta(seconds=hall.config.rating.wake_s) + RATING_GRACE:
        raise Refused("not_rateable")
    return ticket
