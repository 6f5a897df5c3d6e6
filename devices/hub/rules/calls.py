"""Calls: of the next one, of this very one for a reason, and once more."""

from __future__ import annotations

from datetime import timedelta

from msgspec import structs

from devices.hub.events import AnyEvent, TicketCalled, TicketRecalled
from devices.hub.rules.asked import Asked, known_ticket, own_ticket, own_window
from devices.hub.rules.order import Choice, chosen, next_for
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState, WindowState

RULES = Rulebook()


@RULES.rule(c.CallNext)
def call_next(hall: Hall, command: c.CallNext, asked: Asked) -> list[AnyEvent]:
    """Call whoever is next at the session's window."""
    window = free_window(hall, asked)
    choice = next_for(hall, window.number, asked.at)
    if choice is None:
        # A window without a queue (专职) may still have visitors who were sent to it alone.
        raise Refused("nobody_waiting" if hall.queues_of(window.number) else "no_queue")
    return [_called(hall, asked, window, choice)]


@RULES.rule(c.CallTicket)
def call_ticket(hall: Hall, command: c.CallTicket, asked: Asked) -> list[AnyEvent]:
    """Call this very ticket: the next one as ever, any other one for a reason of the hall's list."""
    window = free_window(hall, asked)
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("wrong_state")
    if command.by_name and (hall.window_of[window.number].type != "consult" or ticket.person is None):
        raise Refused("not_by_name")
    if not _can_serve(hall, window, ticket):
        raise Refused("wrong_queue")
    turn = next_for(hall, window.number, asked.at)
    if turn is not None and turn.ticket is ticket:
        return [_called(hall, asked, window, turn, by_name=command.by_name)]
    known_reason(hall, command.reason)
    rule = "name" if command.by_name else "number"
    reckoning = structs.replace(chosen(hall, window.number, asked.at, ticket, rule), reason=command.reason)
    choice = Choice(ticket, rule, reckoning)
    return [_called(hall, asked, window, choice, reason=command.reason, by_name=command.by_name)]


@RULES.rule(c.Recall)
def recall(hall: Hall, command: c.Recall, asked: Asked) -> list[AnyEvent]:
    """Call the same ticket once more, not at once and not for ever."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, TicketState.CALLED, code="nothing_called")
    if ticket.recalls >= hall.config.tickets.recalls:
        raise Refused("recalls_used")
    guard = timedelta(seconds=hall.config.tickets.recall_guard_s)
    if ticket.announced_at is not None and asked.at < ticket.announced_at + guard:
        left = ticket.announced_at + guard - asked.at
        # Rounded up: whoever waits that long is not told so again.
        raise Refused("too_soon", {"seconds": str(-(-left // timedelta(seconds=1)))})
    return [
        TicketRecalled(
            at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number, call=hall.call_count + 1
        )
    ]


def free_window(hall: Hall, asked: Asked) -> WindowNow:
    """The session's window, if its clerk could take somebody now.

    Raises:
        Refused: ``no_window``, ``not_signed_in``, ``window_closed`` or ``window_busy``.
    """
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    if window.state is not WindowState.OPEN:
        raise Refused("window_closed")
    if window.ticket:
        raise Refused("window_busy")
    return window


def known_reason(hall: Hall, reason: str) -> None:
    """Let a reason of the hall's ``[[call_reasons]]`` pass.

    Raises:
        Refused: ``reason_needed`` or ``unknown_reason``.
    """
    if not reason:
        raise Refused("reason_needed")
    if all(known.id != reason for known in hall.config.call_reasons):
        raise Refused("unknown_reason")


def _can_serve(hall: Hall, window: WindowNow, ticket: Ticket) -> bool:
    """Whether a ticket waits for this window, or for something that its clerk can do."""
    if hall.line_name(ticket) in hall.lines_of(window.number):
        return True
    if window.draining:
        return False
    clerk = hall.clerk_of.get(window.clerk)
    return clerk is None or not clerk.skills or ticket.queue in clerk.skills


def _called(
    hall: Hall, asked: Asked, window: WindowNow, choice: Choice, *, reason: str = "", by_name: bool = False
) -> TicketCalled:
    return TicketCalled(
        at=asked.at,
        by=asked.by.name,
        ticket=choice.ticket.id,
        window=window.number,
        clerk=window.clerk,
        call=hall.call_count + 1,
        why=choice.why,
        reckoning=choice.reckoning,
        reason=reason,
        by_name=by_name,
    )
