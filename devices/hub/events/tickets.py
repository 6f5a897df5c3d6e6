"""Numbers that are given, given up, or end unserved."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event
from devices.link.words import VisitorClass


class TicketTaken(Event, frozen=True, kw_only=True, tag="ticket_taken"):
    """A visitor got a number."""

    ticket: str
    number: str
    count: int
    queue: str
    item: str
    visitor_class: VisitorClass
    place: str
    order_at: datetime
    person: str | None = None
    appointment: str | None = None
    slot: datetime | None = None


class TicketCancelled(Event, frozen=True, kw_only=True, tag="ticket_cancelled"):
    """The visitor gave the ticket up."""

    ticket: str


class TicketExpired(Event, frozen=True, kw_only=True, tag="ticket_expired"):
    """The ticket ended unserved; ``reason`` is ``end_of_day`` or ``returns_used``."""

    ticket: str
    reason: str


TicketsEvent = TicketTaken | TicketCancelled | TicketExpired
