"""Appointments (预约) as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Appointment:
    """A booked visit; ``ticket`` is set once it has checked in."""

    code: str
    item: str
    starts_at: datetime
    ends_at: datetime
    person: str | None = None
    ticket: str = ""
