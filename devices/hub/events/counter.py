"""What happens to a ticket at a window."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event
from devices.link.words import TransferPlace


class TicketCalled(Event, frozen=True, kw_only=True, tag="ticket_called"):
    """A ticket was called to a window; ``why`` it was the next one."""

    ticket: str
    window: int
    clerk: str
    call: int
    why: str


class TicketRecalled(Event, frozen=True, kw_only=True, tag="ticket_recalled"):
    """The called ticket was called once more."""

    ticket: str
    window: int
    call: int


class ServiceStarted(Event, frozen=True, kw_only=True, tag="service_started"):
    """The visitor is at the window."""

    ticket: str
    window: int


class ServiceFinished(Event, frozen=True, kw_only=True, tag="service_finished"):
    """The service is over; the window's pad may ask for a rating."""

    ticket: str
    window: int
    clerk: str


class TicketMissed(Event, frozen=True, kw_only=True, tag="ticket_missed"):
    """The visitor did not come (过号)."""

    ticket: str
    window: int


class TicketReturned(Event, frozen=True, kw_only=True, tag="ticket_returned"):
    """The visitor came back and waits again, behind ``behind`` (a ticket) or at the head."""

    ticket: str
    behind: str | None


class TicketHeld(Event, frozen=True, kw_only=True, tag="ticket_held"):
    """The visitor went away for a while and comes back to this window (挂起)."""

    ticket: str
    window: int


class TicketResumed(Event, frozen=True, kw_only=True, tag="ticket_resumed"):
    """The held visitor is back."""

    ticket: str
    window: int


class TicketTransferred(Event, frozen=True, kw_only=True, tag="ticket_transferred"):
    """The visit goes on as a new step, with the same number, in another line."""

    ticket: str
    step: str
    window: int
    queue: str
    to_window: int
    place: TransferPlace
    order_at: datetime


CounterEvent = (
    TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | TicketMissed
    | TicketReturned
    | TicketHeld
    | TicketResumed
    | TicketTransferred
)
