"""Whether a window serves: it opens, pauses and closes, and leaves nobody behind."""

from __future__ import annotations

from devices.hub.events import AnyEvent, WindowClosed, WindowOpened, WindowPaused
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.handover import handed_over, must_hand_over
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, WindowNow
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
    handed: list[AnyEvent] = []
    if command.hand_over or must_hand_over(hall, window):
        handed = handed_over(hall, window, asked, command.hand_over)
    if window.state is WindowState.PAUSED and window.reason == command.reason:
        return handed
    paused = WindowPaused(at=asked.at, by=asked.by.name, window=window.number, reason=command.reason)
    return [*handed, paused]


@RULES.rule(c.CloseWindow)
def close(hall: Hall, command: c.CloseWindow, asked: Asked) -> list[AnyEvent]:
    """The window serves no more; who stands before it or comes back to it goes to a colleague."""
    return closed(hall, own_window(hall, asked), asked, command.hand_over)


def closed(hall: Hall, window: WindowNow, asked: Asked, hand_over: str) -> list[AnyEvent]:
    """Close a window, and hand over what it has.

    Raises:
        Refused: somebody would be left behind.
    """
    return [*handed_over(hall, window, asked, hand_over), *shut(window, asked)]


def shut(window: WindowNow, asked: Asked) -> list[AnyEvent]:
    """Close a window that has nobody any more; nothing when it is closed."""
    if window.state is WindowState.CLOSED:
        return []
    return [WindowClosed(at=asked.at, by=asked.by.name, window=window.number)]
