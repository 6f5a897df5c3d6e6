"""Who sits where: one clerk, one window."""

from __future__ import annotations

from devices.hub.events import AnyEvent, ClerkSignedIn, ClerkSignedOut
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.windows import close
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused

RULES = Rulebook()


@RULES.rule(c.SignIn)
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


@RULES.rule(c.SignOut)
def sign_out(hall: Hall, command: c.SignOut, asked: Asked) -> list[AnyEvent]:
    """The clerk leaves; the window closes with the clerk."""
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    out = ClerkSignedOut(at=asked.at, by=asked.by.name, clerk=window.clerk, window=window.number)
    return [*close(hall, c.CloseWindow(), asked), out]
