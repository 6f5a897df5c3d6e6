"""Windows that open, pause and close, and that are lent to other queues for a time."""

from __future__ import annotations

from datetime import datetime

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


@CHANGES.on(e.TidalOpened)
def _tidal_opened(hall: Hall, event: e.TidalOpened) -> None:
    window = hall.window(event.window)
    # A queue that the hall's file has lost is nobody's to call from.
    window.lent = tuple(queue for queue in event.queues if queue in hall.queue_of)
    window.lent_until = event.until
    window.draining = False
    window.free_since = event.at
    _waited_for_since(window, event.at)


@CHANGES.on(e.TidalClosed)
def _tidal_closed(hall: Hall, event: e.TidalClosed) -> None:
    hall.window(event.window).draining = True


@CHANGES.on(e.TidalEnded)
def _tidal_ended(hall: Hall, event: e.TidalEnded) -> None:
    window = hall.window(event.window)
    window.lent = None
    window.lent_until = None
    window.draining = False
    window.free_since = event.at
    _waited_for_since(window, event.at)


def _waited_for_since(window: WindowNow, at: datetime) -> None:
    """Whoever sits here was not away from people who wait for the window only from now on.

    Whoever was away already is not back because the leader lent the window.
    """
    if window.absent_since is None:
        window.acted_at = at
