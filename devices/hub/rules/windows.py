"""Who sits where, and whether the window serves."""

from __future__ import annotations

from devices.hub.events import (
    AnyEvent,
    WindowClosed,
    WindowOpened,
    WindowPaused,
)
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import WindowState

RULES = Rulebook()


@RULES.rule(c.OpenWindow)
def open_window(hall: Hall, command: c.OpenWindow, asked: Asked) -> list[AnyEvent]:
    """The window serves, or goes on after a pause."""
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    if window.state is WindowState.OPEN:
        return []
    return [WindowOpened(at=asked.at, by=asked.by.name, window=window.number)]


@RULES.rule(c.PauseWindow)
def pause(hall: Hall, command: c.PauseWindow, asked: Asked) -> list[AnyEvent]:
    """The window pauses, for a reason of the hall's list; nobody may be left standing before it."""
    window = own_window(hall, asked)
    if all(reason.id != command.reason for reason in hall.config.pauses):
        raise Refused("unknown_reason")
    if window.state is WindowState.CLOSED:
        raise Refused("window_closed")
    if window.ticket:
        raise Refused("window_busy")
    if window.state is WindowState.PAUSED and window.reason == command.reason:
        return []
    return [WindowPaused(at=asked.at, by=asked.by.name, window=window.number, reason=command.reason)]


@RULES.rule(c.CloseWindow)
def close(hall: Hall, command: c.CloseWindow, asked: Asked) -> list[AnyEvent]:
    """The window serves no more; a ticket before it, or held by it, must be settled first."""
    window = own_window(hall, asked)
    if window.ticket or window.held:
        raise Refused("window_busy")
    if window.state is WindowState.CLOSED:
        return []
    return [WindowClosed(at=asked.at, by=asked.by.name, window=window.number)]
