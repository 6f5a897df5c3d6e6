"""Appointments (预约)."""

from __future__ import annotations

from datetime import date, datetime

from devices.hub.events.base import Event
from devices.link.words import VisitorClass


class AppointmentBooked(Event, frozen=True, kw_only=True, tag="appointment_booked"):
    """The hall knows of an appointment; ``contact`` is the vault's row of a name and phone."""

    code: str
    item: str
    starts_at: datetime
    ends_at: datetime
    person: str | None = None
    contact: str | None = None

    @property
    def made(self) -> str:
        """The appointment's code, which the desk is told."""
        return self.code


class AppointmentCancelled(Event, frozen=True, kw_only=True, tag="appointment_cancelled"):
    """The visitor will not come; the slot is free again."""

    code: str


class AppointmentJoined(Event, frozen=True, kw_only=True, tag="appointment_joined"):
    """A booked visitor checked in who held a number of the queue already: it now stands for the booking.

    ``booked_class`` is what the booking alone gives: a better class that is taken back leaves it.
    """

    code: str
    ticket: str
    visitor_class: VisitorClass
    slot: datetime
    booked_class: VisitorClass = VisitorClass.ORDINARY


class AppointmentMissed(Event, frozen=True, kw_only=True, tag="appointment_missed"):
    """The booked day ended and nobody checked in.

    ``counts`` is false where the hub did not run on that day, so that nobody knows who came.
    """

    code: str
    person: str | None = None
    contact: str | None = None
    day: date
    counts: bool = True


class BookingRestricted(Event, frozen=True, kw_only=True, tag="booking_restricted"):
    """Somebody (a row of the vault) missed too many appointments and books none until after ``until``."""

    who: str
    until: date


BookingsEvent = (
    AppointmentBooked | AppointmentCancelled | AppointmentJoined | AppointmentMissed | BookingRestricted
)
