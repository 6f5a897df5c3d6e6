"""Appointments (预约)."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event


class AppointmentBooked(Event, frozen=True, kw_only=True, tag="appointment_booked"):
    """The hall knows of an appointment."""

    code: str
    item: str
    starts_at: datetime
    ends_at: datetime
    person: str | None = None


BookingsEvent = AppointmentBooked
