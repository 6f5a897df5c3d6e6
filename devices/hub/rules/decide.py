"""One door to all rules: what a command makes happen, and what time alone does."""

from __future__ import annotations

from typing import get_args

from devices.hub.events import AnyEvent
from devices.hub.people import may
from devices.hub.rules import (
    away,
    away_numbers,
    bookings,
    calls,
    consult,
    counter,
    desk,
    devices,
    forgotten,
    idle,
    notices,
    papers,
    posts,
    ratings,
    results,
    staff,
    steps,
    ticketing,
    tickets,
    tidal,
    undo,
    windows,
)
from devices.hub.rules.asked import Asked
from devices.hub.rules.private import shows_id_number
from devices.hub.rules.rulebook import Rulebook, together
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role

_PARTS = (
    tickets,
    ticketing,
    bookings,
    desk,
    consult,
    calls,
    counter,
    steps,
    undo,
    ratings,
    papers,
    results,
    windows,
    tidal,
    staff,
    posts,
    idle,
    forgotten,
    away_numbers,
    away,
    notices,
    devices,
)
_CLOCK = Rulebook()


@_CLOCK.rule(c.Tick)
def due(hall: Hall, command: c.Tick, asked: Asked) -> list[AnyEvent]:
    """What time alone makes happen now."""
    return [event for part in _PARTS for rule in part.RULES.dues for event in rule(hall, asked)]


_RULES = together((*(part.RULES for part in _PARTS), _CLOCK), get_args(c.AnyCommand))


_WITHOUT_A_NAME = (c.SignIn, c.SignOut, c.HandInService, c.CallHelp, c.EndHelp)
"""What a panel may say while nobody is signed in there."""


def decide(hall: Hall, command: c.AnyCommand, asked: Asked) -> list[AnyEvent]:
    """What the command makes happen; nothing when it is so already.

    Raises:
        Refused: with a code of ``devices.link.refusals``.
    """
    if not may(asked.by, command):
        raise Refused("not_allowed")
    if shows_id_number(command):
        raise Refused("id_number")
    if (
        asked.by.role is Role.CLERK
        and not isinstance(command, _WITHOUT_A_NAME)
        and not _is_named(hall, asked)
    ):
        # Whatever is done at a window is done by somebody: a panel that stands alone does nothing.
        raise Refused("not_signed_in")
    return _RULES[type(command)](hall, command, asked)


def _is_named(hall: Hall, asked: Asked) -> bool:
    """Whether somebody is signed in at the session's window; that there is none is for the rules to say."""
    window = hall.windows.get(asked.by.window)
    return window is None or bool(window.clerk)
