"""Sign-ins at places where nobody does anything any more: the hub ends them.

What a clerk or guide says shows that somebody is there, and so does a panel that is touched (``Present``).
Nobody who is called or served is left by it: a window keeps its clerk while it has a visitor before it, or
one it holds whom nobody else could take. Only time in which the hub could hear counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from devices.hub.events import AnyEvent, ClerkSignedOut, GuideSignedOut, StaffPresent, TicketHandedOver
from devices.hub.rules.asked import Asked
from devices.hub.rules.handover import can_take
from devices.hub.rules.posts import absence_over, away_since
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.windows import shut
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import WindowState

RULES = Rulebook()
IDLE = "idle"
"""Why somebody was signed out, as the journal keeps it."""
NEWS = timedelta(minutes=1)
"""Somebody who was known to be there less than this long ago makes no new event."""


@RULES.rule(c.Present)
def present(hall: Hall, command: c.Present, asked: Asked) -> list[AnyEvent]:
    """Somebody touched the panel: the sign-in goes on."""
    if not asked.clerk:
        raise Refused("not_signed_in")
    acted = _acted_at(hall, asked.by.place)
    if acted is not None and asked.at - acted < NEWS:
        return []
    return [StaffPresent(at=asked.at, by=asked.by.name, clerk=asked.clerk, place=asked.by.place)]


@RULES.due
def idle(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """End what is idle for too long."""
    events: list[AnyEvent] = []
    for window in hall.windows.values():
        if not _is_over(hall, f"window-{window.number}", asked.at):
            continue
        # An absence that is noticed just now ends with the sign-in at the next look.
        if window.absent_since is not None or away_since(hall, window, asked.at) is None:
            events += _out(hall, window, asked)
    for desk, clerk in hall.desks.items():
        if _is_over(hall, desk, asked.at):
            events.append(GuideSignedOut(at=asked.at, by=asked.by.name, clerk=clerk, desk=desk, reason=IDLE))
    return events


def ends_at(hall: Hall, place: str, now: datetime) -> datetime | None:
    """When the sign-in at a place (``window-5``, a desk's name) ends if nobody does anything there.

    None while it does not: nobody is signed in, nothing ends by itself in this hall, or a visitor is there.
    """
    window = _window(hall, place)
    if window is not None and (window.ticket or _heirs(hall, window, now) is None):
        return None
    return _quiet_until(hall, place)


def _is_over(hall: Hall, place: str, now: datetime) -> bool:
    # Who takes over is looked for only where the time has come.
    quiet = _quiet_until(hall, place)
    return quiet is not None and quiet <= now and ends_at(hall, place, now) is not None


def _quiet_until(hall: Hall, place: str) -> datetime | None:
    minutes = hall.config.staff.idle_min
    acted = _acted_at(hall, place)
    if not minutes or acted is None or not hall.clerk_at(place):
        return None
    # While the hub was down, nobody could tell it that they were there.
    return max(acted, hall.up_since or acted) + timedelta(minutes=minutes)


def _out(hall: Hall, window: WindowNow, asked: Asked) -> list[AnyEvent]:
    heirs = _heirs(hall, window, asked.at) or []
    handed: list[AnyEvent] = [
        TicketHandedOver(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            window=window.number,
            to_window=heir.number,
            clerk=window.clerk,
            to_clerk=heir.clerk,
        )
        for ticket, heir in heirs
    ]
    out = ClerkSignedOut(at=asked.at, by=asked.by.name, clerk=window.clerk, window=window.number, reason=IDLE)
    return [*handed, *shut(window, asked), *absence_over(hall, window, asked), out]


def _heirs(hall: Hall, window: WindowNow, now: datetime) -> list[tuple[Ticket, WindowNow]] | None:
    """Who takes over each ticket that a window holds, rather in its zone; None if somebody would be left."""
    found = []
    for ticket in (hall.tickets[name] for name in window.held):
        able = [other for other in hall.windows.values() if _can_inherit(hall, other, ticket, now)]
        if not able:
            return None
        zone = hall.window_of[window.number].zone
        found.append(
            (ticket, min(able, key=lambda o: (hall.window_of[o.number].zone != zone, len(o.held), o.number)))
        )
    return found


def _can_inherit(hall: Hall, other: WindowNow, ticket: Ticket, now: datetime) -> bool:
    # Not whoever is about to go as well: a window that is idle itself, or that is lent for a time.
    quiet = _quiet_until(hall, f"window-{other.number}")
    stays = other.ticket or quiet is None or quiet > now
    there = other.state is WindowState.OPEN and other.lent is None
    return bool(stays) and there and can_take(hall, other, ticket)


def _acted_at(hall: Hall, place: str) -> datetime | None:
    window = _window(hall, place)
    return hall.desks_acted_at.get(place) if window is None else window.acted_at


def _window(hall: Hall, place: str) -> WindowNow | None:
    head, _, number = place.partition("-")
    return hall.windows.get(int(number)) if head == "window" and number.isdecimal() else None
