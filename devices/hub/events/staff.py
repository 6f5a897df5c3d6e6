"""Clerks who come and go."""

from __future__ import annotations

from devices.hub.events.base import Event


class ClerkSignedIn(Event, frozen=True, kw_only=True, tag="clerk_signed_in"):
    """A clerk took a window."""

    clerk: str
    window: int


class ClerkSignedOut(Event, frozen=True, kw_only=True, tag="clerk_signed_out"):
    """A clerk left a window."""

    clerk: str
    window: int


StaffEvent = ClerkSignedIn | ClerkSignedOut
