"""What happens between a call and the end of a service: start, no-show and return, hold, finish."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

from devices.hub.events import (
    AnyEvent,
    ItemsCorrected,
    ServiceFinished,
    ServiceStarted,
    TicketExpired,
    TicketHeld,
    TicketMissed,
    TicketResumed,
    TicketReturned,
)
from devices.hub.rules.asked import Asked, known_ticket, own_ticket, own_window
from devices.hub.rules.order import calling_order, claim_of, in_front
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.staffed import must_be_served
from devices.hub.rules.tickets import waiting_of
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState

CALLED, SERVING = TicketState.CALLED, TicketState.SERVING

RULES = Rulebook()


@RULES.rule(c.Start)
def start(hall: Hall, command: c.Start, asked: Asked) -> list[AnyEvent]:
    """The called visitor is here."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    return [ServiceStarted(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


@RULES.rule(c.CorrectItems)
def correct_items(hall: Hall, command: c.CorrectItems, asked: Asked) -> list[AnyEvent]:
    """Say what the visitor at the window is really here for."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, SERVING, code="nothing_serving")
    items = tuple(dict.fromkeys(command.items))
    if any(item not in hall.item_of for item in items):
        raise Refused("unknown_item")
    # What the visitor came with is never too much, nor is one item exchanged for another.
    most = max(hall.config.tickets.items_max, len(ticket.items))
    if len(items) > most:
        raise Refused("too_many_items", {"most": str(most)})
    if items == (ticket.items or (ticket.item,)):
        return []
    return [
        ItemsCorrected(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number, items=items)
    ]


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
    """The called visitor did not come, or a held one never came back.

    Who has returned as often as may be does not wait again, nor does anybody who has no number.
    """
    window = own_window(hall, asked)
    if command.ticket is None or command.ticket == window.ticket:
        ticket = own_ticket(hall, window, CALLED, code="nothing_called")
    else:
        ticket = _held_here(hall, window, command.ticket)
    events: list[AnyEvent] = [
        TicketMissed(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)
    ]
    reason = "returns_used" if ticket.returns >= hall.config.tickets.returns else ""
    if reason or not ticket.number:
        expired = TicketExpired(at=asked.at, by=asked.by.name, ticket=ticket.id, reason=reason or "no_number")
        events.append(expired)
    return events


@RULES.rule(c.ReturnTicket)
def return_ticket(hall: Hall, command: c.ReturnTicket, asked: Asked) -> list[AnyEvent]:
    """Let a visitor who missed the call wait again, behind the next ``return_places``."""
    ticket = known_ticket(hall, command.ticket)
    returns = hall.config.tickets.returns
    if ticket.state is TicketState.EXPIRED and ticket.called_at is not None and ticket.returns >= returns:
        raise Refused("returns_used")
    if ticket.state is not TicketState.NO_SHOW:
        raise Refused("wrong_state")
    if ticket.returns >= returns:
        raise Refused("returns_used")
    held = waiting_of(hall, ticket.person) if ticket.person is not None else []
    if any(hall.tickets[name].queue == ticket.queue for name in held):
        # One waiting number per person and queue: the newer one stands.
        raise Refused("already_waiting")
    if ticket.for_window in hall.windows or ticket.queue in hall.queue_of:
        must_be_served(hall, hall.line_name(ticket), hall.queue_of.get(ticket.queue), asked.at)
    return [_returned(hall, ticket, asked)]


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
    ticket = _held_here(hall, window, command.ticket)
    if window.ticket:
        raise Refused("window_busy")
    return [TicketResumed(at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number)]


def _held_here(hall: Hall, window: WindowNow, name: str) -> Ticket:
    """A ticket that this window holds.

    Raises:
        Refused: ``unknown_ticket``, ``wrong_state`` or ``wrong_window``.
    """
    ticket = known_ticket(hall, name)
    if ticket.state is not TicketState.HELD:
        raise Refused("wrong_state")
    if ticket.window != window.number:
        raise Refused("wrong_window")
    return ticket


def _returned(hall: Hall, ticket: Ticket, asked: Asked) -> TicketReturned:
    """Where a no-show waits again: behind those who are next, and never better than before.

    Behind somebody whose waiting counts no more than its own, it waits as one of them; behind others, as if
    it had waited less.
    """

    def at(behind: str | None = None, order_at: datetime | None = None, standing: str = "") -> TicketReturned:
        return TicketReturned(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            behind=behind,
            order_at=order_at,
            standing=standing if standing != own.standing else "",
        )

    now, window = asked.at, ticket.window
    own = claim_of(hall, window, ticket, now)
    ahead = _next_ones(hall, ticket, now)
    if not ahead:
        return at()
    if all(in_front(other.place) for other in ahead):
        return at(behind=ahead[-1].id)
    claims = [(claim_of(hall, window, other, now), other) for other in ahead]
    due = [(-claim.score, other.place, claim, other) for claim, other in claims if not claim.front]
    _, _, least, last = max(due, key=lambda found: found[:2])
    had = ticket.taken_at if own.front else ticket.place[0]
    if not own.front and (-own.score, ticket.place) > (-least.score, last.place):
        return at(order_at=had)
    pace = least if least.weight <= own.weight else own
    if pace is least and least.preference_s == own.preference_s:
        return at(behind=last.id, standing=least.standing)
    # The most seconds that it may have waited to have less than the last of them.
    waited_s = (least.score - 1) // pace.weight - pace.head_start_s + own.preference_s
    return at(order_at=max(had, now - timedelta(seconds=max(0, waited_s))), standing=pace.standing)


def _next_ones(hall: Hall, ticket: Ticket, now: datetime) -> list[Ticket]:
    """The ``return_places`` that are next where a no-show waits, without those booked for later."""
    places, line = hall.config.tickets.return_places, hall.line_of(ticket)
    if ticket.window in hall.windows and hall.line_name(ticket) in hall.lines_of(ticket.window):
        order = (choice.ticket for choice in calling_order(hall, ticket.window, now))
    else:
        order = (line[place] for place in range(len(line)))
    return [other for other in islice(order, places) if in_front(other.place) or other.place[0] <= now]
