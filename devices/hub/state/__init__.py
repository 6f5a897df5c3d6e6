"""The hall as it is now, by its parts; ``devices.hub.evolve`` alone changes it."""

from devices.hub.state.bookings import Appointment
from devices.hub.state.devices import DeviceNow, PrintJob
from devices.hub.state.hall import Hall
from devices.hub.state.notices import Notice
from devices.hub.state.tickets import CALLS_KEPT, LIVE, RATING_GRACE, Call, Line, Place, Ticket
from devices.hub.state.visits import Visit
from devices.hub.state.windows import WindowNow

__all__ = [
    "CALLS_KEPT",
    "LIVE",
    "RATING_GRACE",
    "Appointment",
    "Call",
    "DeviceNow",
    "Hall",
    "Line",
    "Notice",
    "Place",
    "PrintJob",
    "Ticket",
    "Visit",
    "WindowNow",
]
