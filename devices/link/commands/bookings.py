"""Appointments (预约)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Name, Phone, Short


class BookAppointment(Command, frozen=True, kw_only=True, tag="book_appointment"):
    """An appointment (预约) made elsewhere is told to the hall, or one is made at the desk.

    An empty code, which only the desk may leave, gets one from the hub. ``name`` and ``phone`` are how to
    reach the visitor, who may also check in by the phone.
    """

    code: Annotated[str, Meta(max_length=64)] = ""
    item: Short
    starts_at: datetime
    ends_at: datetime
    person: Short | None = None
    name: Name = ""
    phone: Phone = ""


class CancelAppointment(Command, frozen=True, kw_only=True, tag="cancel_appointment"):
    """The visitor will not come to the appointment."""

    code: Short


BookingsCommand = BookAppointment | CancelAppointment
