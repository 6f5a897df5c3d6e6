"""Posts without anybody (空岗): noticed once, told to the leader, and over when somebody is there again.

Whoever serves somebody is there, however long that takes. Whoever has nobody to call is not away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from config.shifts import Shift, shifts_of
from devices.hub.events import AbsenceEnded, AbsenceNoticed, AnyEvent, PostEmpty, PostFilled
from devices.hub.rules.asked import Asked
from devices.hub.rules.notices import no_more, notice
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link.words import TicketState, WindowState

RULES = Rulebook()


@RULES.due
def absence(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Notice who is away from an open window that somebody waits for, and who is back."""
    events: list[AnyEvent] = []
    for window in hall.windows.values():
        if window.absent_since is None:
            since = away_since(hall, window, asked.at)
            if since is not None:
                events += _noticed(hall, window, asked, since)
        elif window.acted_at is not None and window.acted_at > window.absent_since:
            events += absence_over(hall, window, asked)
    return events


def _noticed(hall: Hall, window: WindowNow, asked: Asked, since: datetime) -> list[AnyEvent]:
    noticed = AbsenceNoticed(
        at=asked.at, by=asked.by.name, window=window.number, clerk=window.clerk, since=since
    )
    minutes = int((asked.at - since).total_seconds() // 60)
    words = {"window": str(window.number), "minutes": str(minutes)}
    zone = hall.window_of[window.number].zone
    told = notice(hall, asked, "absent", str(window.number), words, zone=zone, window=window.number)
    return [noticed, *told]


def away_since(hall: Hall, window: WindowNow, now: datetime) -> datetime | None:
    """Since when nobody has done anything here while somebody waited, if that is too long."""
    minutes = hall.config.staff.absent_min
    if not minutes or not window.clerk or window.state is not WindowState.OPEN or window.acted_at is None:
        return None
    before = now - timedelta(minutes=minutes)
    current = hall.current(window.number)
    if window.acted_at > before or (current is not None and current.state is TicketState.SERVING):
        return None
    if current is not None:
        return window.acted_at
    since = max(window.acted_at, min(_waiting_since(hall, window.number), default=now))
    return since if since <= before else None


def _waiting_since(hall: Hall, number: int) -> Iterator[datetime]:
    for name in hall.lines_of(number):
        for standing in hall.standings:
            line = hall.lines.get((name, standing))
            if line is not None:
                yield from (in_line_since(hall, line[n]) for n in range(len(line)))


def in_line_since(hall: Hall, ticket: Ticket) -> datetime:
    """When it can have joined its line at the earliest: taken, called and returned, or sent on."""
    steps = hall.visits[ticket.visit].tickets
    place = steps.index(ticket.id) if ticket.id in steps else 0
    before = hall.tickets[steps[place - 1]].ended_at if place else None
    return max(ticket.taken_at, ticket.called_at or ticket.taken_at, before or ticket.taken_at)


def absence_over(hall: Hall, window: WindowNow, asked: Asked) -> list[AnyEvent]:
    """End a clerk's absence, if one was noticed: with what the clerk did last, or now with leaving."""
    since = window.absent_since
    if since is None:
        return []
    back = window.acted_at if window.acted_at and window.acted_at > since else asked.at
    ended = AbsenceEnded(
        at=asked.at, by=asked.by.name, window=window.number, clerk=window.clerk, since=since, until=back
    )
    return [ended, *no_more(hall, asked, "absent", str(window.number))]


@RULES.due
def empty_posts(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Notice windows that have no clerk in their shift, and the shift's end."""
    return [event for window in hall.windows.values() for event in _post(hall, window, asked)]


def _post(hall: Hall, window: WindowNow, asked: Asked) -> list[AnyEvent]:
    shift = _shift_now(hall, window, asked.at)
    if shift is None:
        return post_filled(hall, window, asked, "")
    if window.clerk or window.empty_since is not None:
        return []
    late = timedelta(minutes=hall.config.staff.late_min)
    since = max(shift.first, window.free_since or shift.first)
    if asked.at - since <= late or shift.last - asked.at < late:
        return []
    known = hall.window_of[window.number]
    words = {"window": str(window.number), "since": since.astimezone(asked.at.tzinfo).strftime("%H:%M")}
    return [
        PostEmpty(at=asked.at, by=asked.by.name, window=window.number, since=since),
        *notice(hall, asked, "post_empty", str(window.number), words, zone=known.zone, window=window.number),
    ]


def _shift_now(hall: Hall, window: WindowNow, now: datetime) -> Shift | None:
    """The shift in which somebody must be here; a tidal window has one only while it is lent."""
    known = hall.window_of[window.number]
    if window.draining or (known.type == "tidal" and window.lent is None):
        return None
    return next((shift for shift in shifts_of(hall.config, known, now.date()) if shift.holds(now)), None)


def post_filled(hall: Hall, window: WindowNow, asked: Asked, clerk: str) -> list[AnyEvent]:
    """End what was noticed of a window without a clerk: one is there, or nobody need be any more."""
    if window.empty_since is None:
        return []
    filled = PostFilled(
        at=asked.at,
        by=asked.by.name,
        window=window.number,
        since=window.empty_since,
        until=asked.at,
        clerk=clerk,
    )
    return [filled, *no_more(hall, asked, "post_empty", str(window.number))]


@RULES.due
def told_no_more(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Settle what was told of posts that are so no more: of a day that has ended, or of a window lost."""
    events: list[AnyEvent] = []
    for told in hall.notices.values():
        window = hall.windows.get(told.window)
        since = {
            "absent": window.absent_since if window else None,
            "post_empty": window.empty_since if window else None,
        }
        if told.code in since and since[told.code] is None:
            events += no_more(hall, asked, told.code, told.about)
    return events
