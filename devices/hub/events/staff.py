"""Clerks and guides who come and go, hand over, are posted elsewhere; and what the sheet says of them."""

from __future__ import annotations

from datetime import date, datetime

from devices.hub.events.base import Event
from devices.link.words import AttendanceMark


class ClerkSignedIn(Event, frozen=True, kw_only=True, tag="clerk_signed_in"):
    """A clerk took a window; ``how`` is what was proved: number, pin, card or card_pin."""

    clerk: str
    window: int
    how: str = ""


class ClerkSignedOut(Event, frozen=True, kw_only=True, tag="clerk_signed_out"):
    """A clerk left a window; ``reason`` is ``idle`` where the hub ended it because nobody did anything."""

    clerk: str
    window: int
    reason: str = ""


class GuideSignedIn(Event, frozen=True, kw_only=True, tag="guide_signed_in"):
    """A guide, or a leader, is at a desk."""

    clerk: str
    desk: str
    how: str = ""


class GuideSignedOut(Event, frozen=True, kw_only=True, tag="guide_signed_out"):
    """The guide left the desk; ``reason`` as for a clerk."""

    clerk: str
    desk: str
    reason: str = ""


class StaffPresent(Event, frozen=True, kw_only=True, tag="staff_present"):
    """Somebody who is signed in at a window or desk touched its panel; nothing else came of it."""

    clerk: str
    place: str


class TicketHandedOver(Event, frozen=True, kw_only=True, tag="ticket_handed_over"):
    """A ticket went from a clerk who leaves to a colleague, who holds it now at the other window."""

    ticket: str
    window: int
    to_window: int
    clerk: str
    to_clerk: str


class ClerkPosted(Event, frozen=True, kw_only=True, tag="clerk_posted"):
    """The leader sent a clerk to a window outside of the own zones until then (机动)."""

    clerk: str
    window: int
    until: datetime


class AttendanceCorrected(Event, frozen=True, kw_only=True, tag="attendance_corrected"):
    """The leader corrected the sheet for a clerk's day; ``words`` is the vault's row with the reason."""

    clerk: str
    day: date
    mark: AttendanceMark
    words: str | None = None


StaffEvent = (
    ClerkSignedIn
    | ClerkSignedOut
    | GuideSignedIn
    | GuideSignedOut
    | StaffPresent
    | TicketHandedOver
    | ClerkPosted
    | AttendanceCorrected
)
