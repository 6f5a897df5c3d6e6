"""Queues that stop giving numbers, and give them again."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Closing, Hall

CHANGES = Changebook()


@CHANGES.on(e.TicketingClosed)
def _closed(hall: Hall, event: e.TicketingClosed) -> None:
    hall.closings[event.queue] = Closing(event.reason, event.until, event.at)
    hall.reopened.pop(event.queue, None)


@CHANGES.on(e.TicketingReopened)
def _reopened(hall: Hall, event: e.TicketingReopened) -> None:
    hall.closings.pop(event.queue, None)
    hall.reopened[event.queue] = event.until
