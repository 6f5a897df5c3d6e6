"""Windows that open, pause and close."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, WindowNow
from devices.link.words import WindowState

CHANGES = Changebook()


@CHANGES.on(e.WindowOpened)
def _opened(hall: Hall, event: e.WindowOpened) -> None:
    _set_window(hall.window(event.window), WindowState.OPEN)


@CHANGES.on(e.WindowPaused)
def _paused(hall: Hall, event: e.WindowPaused) -> None:
    _set_window(hall.window(event.window), WindowState.PAUSED, event.reason)


@CHANGES.on(e.WindowClosed)
def _closed(hall: Hall, event: e.WindowClosed) -> None:
    _set_window(hall.window(event.window), WindowState.CLOSED)


def _set_window(window: WindowNow, state: WindowState, reason: str = "") -> None:
    window.state = state
    window.reason = reason
