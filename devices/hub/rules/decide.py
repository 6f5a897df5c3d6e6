"""One door to all rules: what a command makes happen, and what a new day ends."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from devices.hub.events import AnyEvent, ClerkSignedOut, DayBegan, TicketExpired, WindowClosed
from devices.hub.people import may
from devices.hub.rules import bookings, counter, devices, notices, ratings, staff, tickets, windows
from devices.hub.rules.asked import Asked
from devices.hub.rules.rulebook import Rulebook, together
from devices.hub.state import LIVE, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState, WindowState

_PARTS = (tickets, bookings, counter, ratings, windows, staff, notices, devices)
_CLOCK = Rulebook()


@_CLOCK.rule(c.Tick)
def due(hall: Hall, command: c.Tick, asked: Asked) -> list[AnyEvent]:
    """What time alone makes happen now."""
    return [event for part in _PARTS for rule in part.RULES.dues for event in rule(hall, asked)]


_RULES = together((*(part.RULES for part in _PARTS), _CLOCK), get_args(c.AnyCommand))


def decide(hall: Hall, command: c.AnyCommand, asked: Asked) -> list[AnyEvent]:
    """What the command makes happen; nothing when it is so already.

    Raises:
        Refused: with a code of ``devices.link.refusals``.
    """
    if not may(asked.by, command):
        raise Refused("not_allowed")
    return _RULES[type(command)](hall, command, asked)


def turn_day(hall: Hall, at: datetime, by: str) -> list[AnyEvent]:
    """End yesterday and begin today: nothing open is carried over in silence.

    Returns:
        The events, or nothing while the hall's day (``at`` is in its zone) is still the same.
    """
    day = at.date()
    if hall.day is not None and day <= hall.day:
        return []
    events: list[AnyEvent] = [
        TicketExpired(at=at, by=by, ticket=ticket.id, reason="end_of_day")
        for ticket in hall.tickets.values()
        if ticket.state in LIVE or ticket.state is TicketState.NO_SHOW
    ]
    for window in hall.windows.values():
        if window.state is not WindowState.CLOSED:
            events.append(WindowClosed(at=at, by=by, window=window.number))
        if window.clerk:
            events.append(ClerkSignedOut(at=at, by=by, clerk=window.clerk, window=window.number))
    return [*events, DayBegan(at=at, by=by, day=day)]
