"""Ratings (好差评)."""

from __future__ import annotations

from devices.hub.events.base import Event
from devices.link.words import Grade


class Rated(Event, frozen=True, kw_only=True, tag="rated"):
    """A visitor rated a service; ``words`` is the vault's row of what was written."""

    ticket: str
    window: int
    clerk: str
    grade: Grade
    reasons: tuple[str, ...] = ()
    words: str | None = None


class RatingDeclined(Event, frozen=True, kw_only=True, tag="rating_declined"):
    """The visitor would rather not rate."""

    ticket: str


RatingsEvent = Rated | RatingDeclined
