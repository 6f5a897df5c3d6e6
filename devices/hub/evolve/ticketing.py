"""Queues that stop giving numbers, and give them again."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Closing, Hall, Reopening

CHANGES = Changebook()


@CHANGES.on(e.TicketingClosed)
def _closed(hall: Hall, event: e.TicketingClosed) -> None:
    hall.closings[event.queue] = Closing(event.reason, event.until, event.at)
    hall.reopened.pop(event.queue, None)


@CHANGES.on(e.TicketingEased)
def _eased(hall: Hall, event: e.TicketingEased) -> None:
    closing = hall.closings.get(event.queue)
    if closing is not None:
        closing.eased_at = event.at if event.eased else None


@CHANGES.on(e.TicketingReopened)
def _reopened(hall: Hall, event: e.TicketingReopened) -> None:
    hall.closings.pop(event.queue, None)
    before = hall.reopenings.get(event.queue)
    times = before.times if before is not None and before.until == event.until else 0
    hall.reopenings[event.queue] = Reopening(event.at, event.until, times + event.by_forecast)
    if not event.by_forecast:
        hall.reopened[event.queue] = event.until
