"""Who sits where, and whether the window serves."""

from __future__ import annotations

from devices.hub.asked import Asked, own_window
from devices.hub.events import (
    AnyEvent,
    ClerkSignedIn,
    ClerkSignedOut,
    WindowClosed,
    WindowOpened,
    WindowPaused,
)
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import WindowState


def sign_in(hall: Hall, command: c.SignIn, asked: Asked) -> list[AnyEvent]:
    """A clerk takes the session's window: one clerk, one window."""
    window = own_window(hall, asked)
    if command.clerk not in hall.clerk_of:
        raise Refused("unknown_clerk")
    if hall.clerk_of[command.clerk].role == "guide":
        raise Refused("not_a_clerk")
    if window.clerk == command.clerk:
        return []
    if window.clerk:
        raise Refused("window_taken")
    if command.clerk in hall.clerks:
        raise Refused("clerk_elsewhere")
    return [ClerkSignedIn(at=asked.at, by=asked.by.name, clerk=command.clerk, window=window.number)]


def sign_out(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The clerk leaves; the window closes with the clerk."""
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    out = ClerkSignedOut(at=asked.at, by=asked.by.name, clerk=window.clerk, window=window.number)
    return [*close(hall, asked), out]


def open_window(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The window serves, or goes on after a pause."""
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    if window.state is WindowState.OPEN:
        return []
    return [WindowOpened(at=asked.at, by=asked.by.name, window=window.number)]


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


def close(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """The window serves no more; a ticket before it, or held by it, must be settled first."""
    window = own_window(hall, asked)
    if window.ticket or window.held:
        raise Refused("window_busy")
    if window.state is WindowState.CLOSED:
        return []
    return [WindowClosed(at=asked.at, by=asked.by.name, window=window.number)]
