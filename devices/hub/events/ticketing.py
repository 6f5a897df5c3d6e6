"""When a queue stops giving numbers, and when it gives them again."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event
from devices.link.words import ClosingReason


class TicketingClosed(Event, frozen=True, kw_only=True, tag="ticketing_closed"):
    """A queue gives no numbers until then; ``last`` is the last number it gave today."""

    queue: str
    reason: ClosingReason
    until: datetime
    last: str = ""


class TicketingReopened(Event, frozen=True, kw_only=True, tag="ticketing_reopened"):
    """A queue gives numbers again; until then it is not closed by forecast or by the clock."""

    queue: str
    until: datetime


TicketingEvent = TicketingClosed | TicketingReopened
