"""Advice given today, booked rooms, and matters that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass
class Advice:
    """A slip of the consult desk (辅导告知单); the free words are in the vault."""

    id: str
    number: str
    item: str
    told: tuple[str, ...]
    at: datetime
    clerk: str = ""
    words: str | None = None


@dataclass
class RoomBooking:
    """A counselling room taken for a time."""

    id: str
    room: str
    starts_at: datetime
    ends_at: datetime
    ticket: str = ""


@dataclass
class Matter:
    """Something that could not be served and is still to be answered; what and to whom is in the vault."""

    id: str
    number: str
    item: str
    department: str
    at: datetime
    reply_by: date
    words: str | None = None
    contact: str | None = None
