"""What has happened in the hall: the events of the journal, by the part of the hall that they tell of.

An event is a fact, named in the past, and is all that replay needs. It holds no personal data: people are
rows of the vault, and an event knows only the row's id. Events and fields are only ever added: the oldest
journal must still be read.
"""

from __future__ import annotations

from devices.hub.events.away import AwayConflict, AwayEvent, AwayMerged, PaperHandedIn, ServiceHandedIn
from devices.hub.events.base import Event
from devices.hub.events.bookings import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentJoined,
    AppointmentMissed,
    BookingRestricted,
    BookingsEvent,
)
from devices.hub.events.consult import (
    AdviceAttached,
    AdviceGiven,
    ConsultEvent,
    MatterAnswered,
    MatterRegistered,
    RoomBooked,
    RoomFreed,
)
from devices.hub.events.counter import (
    Claim,
    CounterEvent,
    DirectServiceStarted,
    ItemsCorrected,
    Reckoning,
    ServiceFinished,
    ServiceStarted,
    StepAdded,
    TicketCalled,
    TicketHeld,
    TicketMissed,
    TicketRecalled,
    TicketResumed,
    TicketReturned,
    TicketTransferred,
    Undone,
)
from devices.hub.events.day import DayBegan, DayEnded, DayEvent
from devices.hub.events.desk import ClassGranted, ClassRevoked, DeskEvent, HelpAccepted, HelpCalled, HelpEnded
from devices.hub.events.devices import (
    CardLookedUp,
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
from devices.hub.events.papers import (
    CaseAccepted,
    PapersEvent,
    SlipIssued,
    SlipOverdue,
    SlipReturned,
    SlipSettled,
)
from devices.hub.events.posts import AbsenceEnded, AbsenceNoticed, PostEmpty, PostFilled, PostsEvent
from devices.hub.events.ratings import Rated, RatingDeclined, RatingsEvent
from devices.hub.events.results import (
    DeliveryChosen,
    ResultArrived,
    ResultHandedOver,
    ResultInLocker,
    ResultNotified,
    ResultOverdue,
    ResultSent,
    ResultsEvent,
)
from devices.hub.events.staff import (
    AttendanceCorrected,
    ClerkPosted,
    ClerkSignedIn,
    ClerkSignedOut,
    GuideSignedIn,
    GuideSignedOut,
    StaffEvent,
    StaffPresent,
    TicketHandedOver,
)
from devices.hub.events.ticketing import TicketingClosed, TicketingEased, TicketingEvent, TicketingReopened
from devices.hub.events.tickets import (
    ReprintOffered,
    TicketCancelled,
    TicketExpired,
    TicketsEvent,
    TicketTaken,
)
from devices.hub.events.windows import (
    TidalClosed,
    TidalEnded,
    TidalOpened,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowsEvent,
)

AnyEvent = (
    DayEvent
    | TicketsEvent
    | TicketingEvent
    | CounterEvent
    | WindowsEvent
    | StaffEvent
    | PostsEvent
    | BookingsEvent
    | RatingsEvent
    | DeskEvent
    | ConsultEvent
    | PapersEvent
    | ResultsEvent
    | AwayEvent
    | NoticesEvent
    | DevicesEvent
)

__all__ = [
    "AbsenceEnded",
    "AbsenceNoticed",
    "AdviceAttached",
    "AdviceGiven",
    "AnyEvent",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentJoined",
    "AppointmentMissed",
    "AttendanceCorrected",
    "AwayConflict",
    "AwayEvent",
    "AwayMerged",
    "BookingRestricted",
    "BookingsEvent",
    "CardLookedUp",
    "CaseAccepted",
    "Claim",
    "ClassGranted",
    "ClassRevoked",
    "ClerkPosted",
    "ClerkSignedIn",
    "ClerkSignedOut",
    "ConsultEvent",
    "CounterEvent",
    "DayBegan",
    "DayEnded",
    "DayEvent",
    "DeliveryChosen",
    "DeskEvent",
    "DeviceChanged",
    "DevicesEvent",
    "DirectServiceStarted",
    "Event",
    "GuideSignedIn",
    "GuideSignedOut",
    "HelpAccepted",
    "HelpCalled",
    "HelpEnded",
    "ItemsCorrected",
    "MatterAnswered",
    "MatterRegistered",
    "NoticeRaised",
    "NoticeSettled",
    "NoticesEvent",
    "PaperHandedIn",
    "PapersEvent",
    "PersonIdentified",
    "PostEmpty",
    "PostFilled",
    "PostsEvent",
    "PrintBegan",
    "PrintDoubtful",
    "PrintMissed",
    "PrintOnPaper",
    "PrintRequested",
    "Rated",
    "RatingDeclined",
    "RatingsEvent",
    "Reckoning",
    "ReprintOffered",
    "ResultArrived",
    "ResultHandedOver",
    "ResultInLocker",
    "ResultNotified",
    "ResultOverdue",
    "ResultSent",
    "ResultsEvent",
    "RoomBooked",
    "RoomFreed",
    "ServiceFinished",
    "ServiceHandedIn",
    "ServiceStarted",
    "SlipIssued",
    "SlipOverdue",
    "SlipReturned",
    "SlipSettled",
    "StaffEvent",
    "StaffPresent",
    "StepAdded",
    "TicketCalled",
    "TicketCancelled",
    "TicketExpired",
    "TicketHandedOver",
    "TicketHeld",
    "TicketMissed",
    "TicketRecalled",
    "TicketResumed",
    "TicketReturned",
    "TicketTaken",
    "TicketTransferred",
    "TicketingClosed",
    "TicketingEased",
    "TicketingEvent",
    "TicketingReopened",
    "TicketsEvent",
    "TidalClosed",
    "TidalEnded",
    "TidalOpened",
    "Undone",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
    "WindowsEvent",
]
