"""The day's end and the next one's beginning: nothing open is carried over in silence.

The day is that of the hall's zone, whatever the zone of the clock that tells the time. What was open, and
what the day came to, is written down before the next day begins.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from config.calendar import local
from devices.hub.events import (
    AnyEvent,
    ClerkSignedOut,
    DayBegan,
    DayEnded,
    GuideSignedOut,
    TicketExpired,
    WindowClosed,
)
from devices.hub.rules.bookings import missed
from devices.hub.state import LIVE, Hall, Ticket
from devices.link.words import TicketState, WindowState

OPEN = LIVE | {TicketState.NO_SHOW}
"""States that a day's end ends: those who wait or are served, and those who may still come back."""


def turn_day(hall: Hall, at: datetime, by: str) -> list[AnyEvent]:
    """End yesterday and begin today.

    Returns:
        The events, or nothing while the hall's day is still the same.
    """
    day = local(hall.config, at).date()
    if hall.day is not None and day <= hall.day:
        return []
    events: list[AnyEvent] = [
        TicketExpired(at=at, by=by, ticket=ticket.id, reason="end_of_day")
        for ticket in hall.tickets.values()
        if ticket.state in OPEN
    ]
    for window in hall.windows.values():
        if window.state is not WindowState.CLOSED:
            events.append(WindowClosed(at=at, by=by, window=window.number))
        if window.clerk:
            events.append(ClerkSignedOut(at=at, by=by, clerk=window.clerk, window=window.number))
    events += [GuideSignedOut(at=at, by=by, clerk=clerk, desk=desk) for desk, clerk in hall.desks.items()]
    events += missed(hall, at, by, day)
    if hall.day is not None:
        events.append(_ended(hall, hall.day, at, by))
    return [*events, DayBegan(at=at, by=by, day=day)]


def _ended(hall: Hall, day: date, at: datetime, by: str) -> DayEnded:
    """What the day that ends came to; ``hall`` is still as it was before anything expired."""
    states = Counter(ticket.state for ticket in hall.tickets.values() if not _taken_back(hall, ticket))
    return DayEnded(
        at=at,
        by=by,
        day=day,
        open={state.value: states[state] for state in TicketState if state in OPEN and states[state]},
        given=sum(hall.issued.values()),
        served=states[TicketState.FINISHED],
        transferred=states[TicketState.TRANSFERRED],
        cancelled=states[TicketState.CANCELLED],
        expired=states[TicketState.EXPIRED],
        by_queue=dict(hall.issued),
        last=dict(hall.last_numbers),
    )


def _taken_back(hall: Hall, ticket: Ticket) -> bool:
    """Whether a ticket is that of a transfer, or of a service without a number, that was taken back."""
    if ticket.id == ticket.visit:
        return ticket.state is TicketState.CANCELLED and not ticket.number
    return ticket.id not in hall.visits[ticket.visit].tickets
