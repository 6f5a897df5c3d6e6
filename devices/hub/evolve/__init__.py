"""What the hall is after an event. No judgement: whatever is in the journal has happened."""

from __future__ import annotations

from typing import get_args

from devices.hub.events import AnyEvent
from devices.hub.evolve import bookings, counter, day, devices, notices, ratings, staff, tickets, windows
from devices.hub.evolve.changebook import together
from devices.hub.state import Hall

_PARTS = (day, tickets, counter, windows, staff, bookings, ratings, notices, devices)
_CHANGES = together((part.CHANGES for part in _PARTS), get_args(AnyEvent))


def evolve(hall: Hall, event: AnyEvent) -> None:
    """Change the hall in place as the event says."""
    hall.last_at = event.at
    _CHANGES[type(event)](hall, event)
