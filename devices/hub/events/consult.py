"""Advice of the consult desk, its rooms, and matters that could not be served (窗口无否决权)."""

from __future__ import annotations

from datetime import date, datetime

from devices.hub.events.base import Event


class AdviceGiven(Event, frozen=True, kw_only=True, tag="advice_given"):
    """A visitor was told what their item needs (辅导告知单).

    Attributes:
        advice: the slip's id.
        number: its number of the day, such as ``F001``.
        told: what was told, in words of the item's list and of ``devices.link.advice``.
        ticket: the visitor's ticket; empty for somebody without one.
        words: row of the vault with what else was said.
        paper: whether the visitor wants it on paper.
    """

    advice: str
    number: str
    item: str
    told: tuple[str, ...] = ()
    ticket: str = ""
    words: str | None = None
    paper: bool = False
    clerk: str = ""

    @property
    def made(self) -> str:
        """The slip's id."""
        return self.advice


class AdviceAttached(Event, frozen=True, kw_only=True, tag="advice_attached"):
    """A visitor brought the slip along: it travels with the visit from now on."""

    advice: str
    ticket: str


class RoomBooked(Event, frozen=True, kw_only=True, tag="room_booked"):
    """A counselling room is taken for a time."""

    booking: str
    room: str
    starts_at: datetime
    ends_at: datetime
    ticket: str = ""
    clerk: str = ""

    @property
    def made(self) -> str:
        """The booking's id."""
        return self.booking


class RoomFreed(Event, frozen=True, kw_only=True, tag="room_freed"):
    """The room is not needed at that time."""

    booking: str
    clerk: str = ""


class MatterRegistered(Event, frozen=True, kw_only=True, tag="matter_registered"):
    """What could not be served was written down, to be answered by a day.

    Attributes:
        matter: its id.
        number: its number of the day, such as ``S001``.
        words: row of the vault with what is wanted.
        contact: row of the vault with whom to answer.
    """

    matter: str
    number: str
    reply_by: date
    item: str = ""
    department: str = ""
    words: str | None = None
    contact: str | None = None
    clerk: str = ""

    @property
    def made(self) -> str:
        """The matter's id."""
        return self.matter


class MatterAnswered(Event, frozen=True, kw_only=True, tag="matter_answered"):
    """The visitor was answered; ``words`` is the vault's row of what."""

    matter: str
    words: str | None = None
    clerk: str = ""


ConsultEvent = AdviceGiven | AdviceAttached | RoomBooked | RoomFreed | MatterRegistered | MatterAnswered
