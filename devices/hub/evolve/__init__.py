"""What the hall is after an event. No judgement: whatever is in the journal has happened."""

from __future__ import annotations

from typing import get_args

from devices.hub.events import AnyEvent, AwayConflict, NoticeRaised, ServiceHandedIn
from devices.hub.evolve import (
    away,
    bookings,
    consult,
    counter,
    day,
    desk,
    devices,
    notices,
    papers,
    posts,
    ratings,
    results,
    staff,
    steps,
    ticketing,
    tickets,
    undo,
    windows,
)
from devices.hub.evolve.changebook import together
from devices.hub.state import Hall

_PARTS = (
    day,
    tickets,
    ticketing,
    counter,
    steps,
    undo,
    windows,
    staff,
    posts,
    bookings,
    desk,
    consult,
    ratings,
    papers,
    results,
    away,
    notices,
    devices,
)
_CHANGES = together((part.CHANGES for part in _PARTS), get_args(AnyEvent))
_HANDED_IN = (ServiceHandedIn, AwayConflict, NoticeRaised)
"""What comes of handing in what was done without the hub."""
_AT_WINDOW, _AT_DESK = "clerk:window-", "desk:"
"""How events name whoever said something at a window or desk; each one shows that somebody is there."""


def evolve(hall: Hall, event: AnyEvent) -> None:
    """Change the hall in place as the event says."""
    hall.last_at = event.at
    _CHANGES[type(event)](hall, event)
    if event.by.startswith(_AT_WINDOW):
        number = event.by.removeprefix(_AT_WINDOW)
        if number.isascii() and number.isdecimal() and int(number) in hall.windows:
            window = hall.windows[int(number)]
            window.acted_at = event.at
            if not isinstance(event, _HANDED_IN):
                window.live_at = event.at
    elif event.by.startswith(_AT_DESK) and (desk := event.by.removeprefix(_AT_DESK)) in hall.desks:
        hall.desks_acted_at[desk] = event.at
