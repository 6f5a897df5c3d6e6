"""What has happened in the hall: the events of the journal, by the part of the hall that they tell of.

An event is a fact, named in the past, and is all that replay needs. It holds no personal data: people are
rows of the vault, and an event knows only the row's id. Events and fields are only ever added: the oldest
journal must still be read.
"""

from __future__ import annotations

from devices.hub.events.base import Event
from devices.hub.events.bookings import AppointmentBooked, BookingsEvent
from devices.hub.events.counter import (
    CounterEvent,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketResumed,
    TicketReturned,
    TicketTransferred,
)
from devices.hub.events.day import DayBegan, DayEvent
from devices.hub.events.devices import (
    DeviceChanged,
    DevicesEvent,
    PersonIdentified,
    PrintBegan,
    PrintDoubtful,
    PrintMissed,
    PrintOnPaper,
    PrintRequested,
)
from devices.hub.events.notices import NoticeRaised, NoticeSettled, NoticesEvent
from devices.hub.events.ratings import Rated, RatingDeclined, RatingsEvent
from devices.hub.events.staff import ClerkSignedIn, ClerkSignedOut, StaffEvent
from devices.hub.events.tickets import TicketCancelled, TicketExpired, TicketsEvent, TicketTaken
from devices.hub.events.windows import WindowClosed, WindowOpened, WindowPaused, WindowsEvent

AnyEvent = (
    DayEvent
    | TicketsEvent
    | CounterEvent
    | WindowsEvent
    | StaffEvent
    | BookingsEvent
    | RatingsEvent
    | NoticesEvent
    | DevicesEvent
)

__all__ = [
    "AnyEvent",
    "AppointmentBooked",
    "BookingsEvent",
    "ClerkSignedIn",
    "ClerkSignedOut",
    "CounterEvent",
    "DayBegan",
    "DayEvent",
    "DeviceChanged",
    "DevicesEvent",
    "Event",
    "NoticeRaised",
    "NoticeSettled",
    "NoticesEvent",
    "PersonIdentified",
    "PrintBegan",
    "PrintDoubtful",
    "PrintMissed",
    "PrintOnPaper",
    "PrintRequested",
    "Rated",
    "RatingDeclined",
    "RatingsEvent",
    "ServiceFinished",
    "ServiceStarted",
    "StaffEvent",
    "TicketCalled",
    "TicketCancelled",
    "TicketExpired",
    "TicketHeld",
    "TicketMissed",
    "TicketRecalled",
    "TicketResumed",
    "TicketReturned",
    "TicketTaken",
    "TicketTransferred",
    "TicketsEvent",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
    "WindowsEvent",
]
