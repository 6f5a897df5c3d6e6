"""Appointments (预约)."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Appointment, Hall

CHANGES = Changebook()


@CHANGES.on(e.AppointmentBooked)
def _booked(hall: Hall, event: e.AppointmentBooked) -> None:
    hall.appointments[event.code] = Appointment(
        event.code, event.item, event.starts_at, event.ends_at, event.person
    )
