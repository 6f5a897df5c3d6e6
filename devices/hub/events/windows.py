"""Windows that open, pause and close."""

from __future__ import annotations

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


WindowsEvent = WindowOpened | WindowPaused | WindowClosed
