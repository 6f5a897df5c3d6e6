"""Appointments (预约) as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Appointment:
    """A booked visit; ``ticket`` is set once it has checked in.

    Attributes:
        person: row of the vault for the holder of a card, if it was booked with one.
        contact: row of the vault for a name and phone, if they were left.
    """

    code: str
    item: str
    starts_at: datetime
    ends_at: datetime
    person: str | None = None
    ticket: str = ""
    contact: str | None = None

    @property
    def who(self) -> str:
        """The row of the vault that the booking counts for, empty for nobody known."""
        return self.person or self.contact or ""
