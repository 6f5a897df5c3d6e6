"""The hall as it is now, by its parts; ``devices.hub.evolve`` alone changes it."""

from devices.hub.state.away import AwayCall, Merge
from devices.hub.state.bookings import Appointment
from devices.hub.state.consult import Advice, Matter, RoomBooking
from devices.hub.state.desk import Help
from devices.hub.state.devices import DeviceNow, PrintJob
from devices.hub.state.hall import Hall
from devices.hub.state.notices import Notice
from devices.hub.state.papers import PAPERS_KEPT, Acceptance, Case, Slip
from devices.hub.state.results import Result
from devices.hub.state.standings import Weighing
from devices.hub.state.steps import LastStep, TicketWas, WindowWas
from devices.hub.state.ticketing import Closing, Reopening
from devices.hub.state.tickets import (
    CALLS_EACH,
    CALLS_KEPT,
    FIRST_OF_ALL,
    LIVE,
    RATING_GRACE,
    Call,
    Line,
    Place,
    Ticket,
)
from devices.hub.state.visits import Visit
from devices.hub.state.windows import Posting, WindowNow

__all__ = [
    "CALLS_EACH",
    "CALLS_KEPT",
    "FIRST_OF_ALL",
    "LIVE",
    "PAPERS_KEPT",
    "RATING_GRACE",
    "Acceptance",
    "Advice",
    "Appointment",
    "AwayCall",
    "Call",
    "Case",
    "Closing",
    "DeviceNow",
    "Hall",
    "Help",
    "LastStep",
    "Line",
    "Matter",
    "Merge",
    "Notice",
    "Place",
    "Posting",
    "PrintJob",
    "Reopening",
    "Result",
    "RoomBooking",
    "Slip",
    "Ticket",
    "TicketWas",
    "Visit",
    "Weighing",
    "WindowNow",
    "WindowWas",
]
