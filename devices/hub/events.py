"""What has happened in the hall: the events of the journal.

An event is a fact, named in the past, and is all that replay needs. It holds no personal data: people are
rows of the vault, and an event knows only the row's id.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from devices.link.words import DeviceState, Grade, Language, TransferPlace, VisitorClass


class Event(Struct, frozen=True, kw_only=True, tag_field="event", omit_defaults=True):
    """Something that happened, when, and through whom."""

    at: datetime
    by: str


class DayBegan(Event, frozen=True, kw_only=True, tag="day_began"):
    """A new day of the hall's zone began: counters start again."""

    day: date


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


class WindowOpened(Event, frozen=True, kw_only=True, tag="window_opened"):
    """A window serves."""

    window: int


class WindowPaused(Event, frozen=True, kw_only=True, tag="window_paused"):
    """A window pauses."""

    window: int
    reason: str


class WindowClosed(Event, frozen=True, kw_only=True, tag="window_closed"):
    """A window serves no more."""

    window: int


class ClerkSignedIn(Event, frozen=True, kw_only=True, tag="clerk_signed_in"):
    """A clerk took a window."""

    clerk: str
    window: int


class ClerkSignedOut(Event, frozen=True, kw_only=True, tag="clerk_signed_out"):
    """A clerk left a window."""

    clerk: str
    window: int


class AppointmentBooked(Event, frozen=True, kw_only=True, tag="appointment_booked"):
    """The hall knows of an appointment."""

    code: str
    item: str
    starts_at: datetime
    ends_at: datetime
    person: str | None = None


class Rated(Event, frozen=True, kw_only=True, tag="rated"):
    """A visitor rated a service; ``words`` is the vault's row of what was written."""

    ticket: str
    window: int
    clerk: str
    grade: Grade
    reasons: tuple[str, ...] = ()
    words: str | None = None


class RatingDeclined(Event, frozen=True, kw_only=True, tag="rating_declined"):
    """The visitor would rather not rate."""

    ticket: str


class PersonIdentified(Event, frozen=True, kw_only=True, tag="person_identified"):
    """A card was read; the vault's row stands for the person."""

    person: str
    visitor_class: VisitorClass


class PrintRequested(Event, frozen=True, kw_only=True, tag="print_requested"):
    """A ticket is wanted on paper; ``again`` marks 补打."""

    job: str
    ticket: str
    device: str
    language: Language
    again: bool = False


class PrintBegan(Event, frozen=True, kw_only=True, tag="print_began"):
    """The printer is about to get the ticket's bytes."""

    job: str


class PrintOnPaper(Event, frozen=True, kw_only=True, tag="print_on_paper"):
    """The printer said that the ticket is on paper."""

    job: str


class PrintMissed(Event, frozen=True, kw_only=True, tag="print_missed"):
    """The ticket is certainly not on paper."""

    job: str
    cause: str


class PrintDoubtful(Event, frozen=True, kw_only=True, tag="print_doubtful"):
    """Nobody can tell whether the ticket is on paper."""

    job: str
    cause: str


class DeviceChanged(Event, frozen=True, kw_only=True, tag="device_changed"):
    """A device's health changed."""

    device: str
    state: DeviceState
    fault: str = ""


AnyEvent = (
    DayBegan
    | TicketTaken
    | TicketCancelled
    | TicketExpired
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | TicketMissed
    | TicketReturned
    | TicketHeld
    | TicketResumed
    | TicketTransferred
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | ClerkSignedIn
    | ClerkSignedOut
    | AppointmentBooked
    | Rated
    | RatingDeclined
    | PersonIdentified
    | PrintRequested
    | PrintBegan
    | PrintOnPaper
    | PrintMissed
    | PrintDoubtful
    | DeviceChanged
)
