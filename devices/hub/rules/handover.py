"""Hand-over: nobody who stands at a window, or comes back to it, is left behind by a clerk who leaves."""

from __future__ import annotations

from devices.hub.events import AnyEvent, TicketHandedOver
from devices.hub.rules.asked import Asked
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link.refusals import Refused
from devices.link.words import TicketState, WindowState


def can_take(hall: Hall, window: WindowNow, ticket: Ticket) -> bool:
    """Whether somebody is at a window, and not about to leave, who can go on with a ticket of another one."""
    closed = window.state is WindowState.CLOSED or window.draining
    if not window.clerk or closed or window.number == ticket.window:
        return False
    line = f"~{ticket.only}" if ticket.only else ticket.queue
    return line in hall.lines_of(window.number)


def handed_over(hall: Hall, window: WindowNow, asked: Asked, to: str) -> list[AnyEvent]:
    """Give what a window serves and holds to the colleague with this staff number.

    Raises:
        Refused: a visitor is called and not here yet, nobody is named, or who is named cannot take it.
    """
    current = hall.tickets.get(window.ticket)
    if current is not None and current.state is TicketState.CALLED:
        raise Refused("window_busy")
    tickets = ([current] if current else []) + [hall.tickets[name] for name in window.held]
    if not tickets:
        return []
    if not to:
        raise Refused("hand_over_needed")
    if to not in hall.clerk_of:
        raise Refused("unknown_clerk")
    other = hall.windows.get(hall.clerks.get(to, 0))
    if other is None or other is window:
        raise Refused("clerk_not_here")
    if not all(can_take(hall, other, ticket) for ticket in tickets):
        raise Refused("cannot_serve")
    return [
        TicketHandedOver(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            window=window.number,
            to_window=other.number,
            clerk=window.clerk,
            to_clerk=to,
        )
        for ticket in tickets
    ]


def must_hand_over(hall: Hall, window: WindowNow) -> bool:
    """Whether a pause leaves somebody standing: at the window, or coming back while another could take them.

    Who alone can serve a held visitor may still have a short rest; the visitor comes back to a window that
    says it pauses.
    """
    if window.ticket:
        return True
    held = (hall.tickets[name] for name in window.held)
    return any(can_take(hall, other, ticket) for ticket in held for other in hall.windows.values())
