"""Whether anybody serves a line of waiting people: now, or later today by the shifts of its windows.

Nobody is sent to a line that ends today unserved, and staff are not told of people who wait over a break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from config.calendar import is_holiday, local
from config.schema import Queue
from config.shifts import Shift, shifts_of
from devices.hub.rules.hours import LOOK_AHEAD_DAYS, next_open, spans_on
from devices.hub.rules.no_number import when_said
from devices.hub.state import Hall
from devices.link.refusals import Refused


def is_staffed(hall: Hall, line: str) -> bool:
    """Whether a clerk is signed in at a window that calls from a line, be it for a pause away."""
    return any(w.clerk and line in hall.lines_of(w.number) for w in hall.windows.values())


def times_on(hall: Hall, line: str, day: date) -> list[Shift]:
    """When somebody is to serve a line on a day: the shifts of its windows, by the hall's file.

    On a holiday no window has shifts: whoever is there serves the queue's hours.
    """
    config = hall.config
    windows = [hall.window_of[number] for number in _windows(hall, line, day)]
    if not is_holiday(config, day):
        return sorted(shift for window in windows for shift in shifts_of(config, window, day))
    queues = dict.fromkeys(name for window in windows for name in window.queues)
    own = [line] if line in hall.queue_of else list(queues)
    return sorted(
        Shift(span.start, span.end)
        for name in own
        for span in spans_on(hall, hall.queue_of[name], day, requested=True)
    )


def is_served_today(hall: Hall, line: str, now: datetime) -> bool:
    """Whether somebody is there for a line, or is still to be there today."""
    day = local(hall.config, now).date()
    return is_staffed(hall, line) or any(time.last > now for time in times_on(hall, line, day))


def is_break(hall: Hall, line: str, now: datetime) -> bool:
    """Whether nobody need serve a line now, and somebody will later today.

    A shift that has just begun is not missed yet: its clerk may be ``late_min`` late.
    """
    grace = timedelta(minutes=hall.config.staff.late_min)
    left = [time for time in times_on(hall, line, local(hall.config, now).date()) if time.last > now]
    return bool(left) and all(now < time.first + grace for time in left)


def set_aside(hall: Hall, items: Iterable[str], now: datetime) -> str:
    """The first of these items that only some windows serve this season, if those are served today.

    Who comes on a day on which none of these windows works waits with the others of the queue.
    """
    seasonal = (item for item in items if hall.season_item((item,)))
    return next((item for item in seasonal if is_served_today(hall, f"~{item}", now)), "")


def must_be_served(hall: Hall, line: str, queue: Queue | None, now: datetime) -> None:
    """Let a line pass in which somebody who is sent to it now will be served today.

    Args:
        hall: the hall.
        line: the line.
        queue: the queue it belongs to; None for a line of one window.
        now: when.

    Raises:
        Refused: ``queue_closed_today``, with when it is served next.
    """
    day = local(hall.config, now).date()
    is_closed = queue is not None and not spans_on(hall, queue, day, requested=True)
    if not is_closed and is_served_today(hall, line, now):
        return
    then = _next(hall, line, queue, now)
    when = when_said(hall, now, then)
    number = line[1:] if line.startswith("@") else ""
    zh = f"{number}号窗口" if number else queue.name if queue else line
    en = f"Window {number}" if number else (queue.name_en or queue.name) if queue else line
    raise Refused("queue_closed_today", {"place": zh, "when": when.zh}, {"place": en, "when": when.en})


def _windows(hall: Hall, line: str, day: date) -> Iterator[int]:
    """The windows that serve a line by the hall's file; a tidal one has a queue only while it is lent."""
    for window in hall.config.windows:
        own = line == f"@{window.number}" or (line in window.queues and window.type != "tidal")
        if own or any(
            line == f"~{season.item}"
            and window.number in season.windows
            and season.first <= day <= season.last
            for season in hall.config.seasons
        ):
            yield window.number


def _next(hall: Hall, line: str, queue: Queue | None, now: datetime) -> datetime | None:
    """When somebody serves a line next, after today if nobody will today."""
    today = local(hall.config, now).date()
    for ahead in range(1, LOOK_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        if queue is None or spans_on(hall, queue, day):
            first = next(iter(times_on(hall, line, day)), None)
            if first is not None:
                return first.first
    return next_open(hall, queue, now) if queue is not None else None
