"""Ratings (好差评)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short, Words
from devices.link.words import Grade


class Rate(Command, frozen=True, kw_only=True, tag="rate"):
    """A visitor rates the service of a ticket (好差评)."""

    ticket: Short
    grade: Grade
    reasons: Annotated[tuple[Short, ...], Meta(max_length=8)] = ()
    words: Words = ""


class DeclineRating(Command, frozen=True, kw_only=True, tag="decline_rating"):
    """The visitor would rather not rate (暂不评价)."""

    ticket: Short


RatingsCommand = Rate | DeclineRating
