"""Posts without anybody: a clerk who is away from an open window, a window without a clerk in its shift."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event


class AbsenceNoticed(Event, frozen=True, kw_only=True, tag="absence_noticed"):
    """Since then nobody did anything at an open window although somebody waited for it."""

    window: int
    clerk: str
    since: datetime


class AbsenceEnded(Event, frozen=True, kw_only=True, tag="absence_ended"):
    """The clerk did something again; away from ``since`` to ``until``."""

    window: int
    clerk: str
    since: datetime
    until: datetime


class PostEmpty(Event, frozen=True, kw_only=True, tag="post_empty"):
    """A window has had no clerk in its shift since then (空岗)."""

    window: int
    since: datetime


class PostFilled(Event, frozen=True, kw_only=True, tag="post_filled"):
    """A clerk is at the window again, or nobody is expected there any more: then ``clerk`` is empty."""

    window: int
    since: datetime
    until: datetime
    clerk: str = ""


PostsEvent = AbsenceNoticed | AbsenceEnded | PostEmpty | PostFilled
