"""Windows that open, pause and close, and that are lent to other queues for a time."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event


class WindowOpened(Event, frozen=True, kw_only=True, tag="window_opened"):
    """A window serves."""

    window: int


class WindowPaused(Event, frozen=True, kw_only=True, tag="window_paused"):
    """A window pauses."""

    window: int
    reason: str


class WindowClosed(Event, frozen=True, kw_only=True, tag="window_closed"):
    """A window serves no more."""

    window: int


class TidalOpened(Event, frozen=True, kw_only=True, tag="tidal_opened"):
    """The leader gave a window these queues until then (潮汐), instead of those that it had."""

    window: int
    queues: tuple[str, ...]
    until: datetime


class TidalClosed(Event, frozen=True, kw_only=True, tag="tidal_closed"):
    """A lent window calls nobody from the queues any more and finishes what it has."""

    window: int


class TidalEnded(Event, frozen=True, kw_only=True, tag="tidal_ended"):
    """A lent window has nobody left and is again what the hall's file says."""

    window: int


WindowsEvent = WindowOpened | WindowPaused | WindowClosed | TidalOpened | TidalClosed | TidalEnded
