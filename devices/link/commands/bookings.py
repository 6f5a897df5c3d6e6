"""Appointments (预约)."""

from __future__ import annotations

from datetime import datetime

from devices.link.commands.base import Command, Short


class BookAppointment(Command, frozen=True, kw_only=True, tag="book_appointment"):
    """An appointment made elsewhere (预约) is told to the hall."""

    code: Short
    item: Short
    starts_at: datetime
    ends_at: datetime
    person: Short | None = None


BookingsCommand = BookAppointment
