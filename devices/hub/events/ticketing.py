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


class TicketingEased(Event, frozen=True, kw_only=True, tag="ticketing_eased"):
    """Whether a queue that was closed by forecast could give numbers again by what the forecast says now."""

    queue: str
    eased: bool = True


class TicketingReopened(Event, frozen=True, kw_only=True, tag="ticketing_reopened"):
    """A queue gives numbers again.

    The leader's word holds: until then it is not closed by forecast or by the clock. What was reopened
    ``by_forecast`` may be closed by forecast again.
    """

    queue: str
    until: datetime
    by_forecast: bool = False


TicketingEvent = TicketingClosed | TicketingEased | TicketingReopened
