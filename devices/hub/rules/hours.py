"""When a queue gives numbers: its days and hours, when they close, and how many numbers there are.

``why_not`` is the one judgement, ``next_open`` the one answer to *when then*. Who could not be served before
a span of the hours ends gets no number for it; a span that goes on through midnight has no end to be served
before, so a hall open round the clock is never closed by forecast.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from config.calendar import edges, is_day_of, is_holiday, is_within, local, moment, moment_in
from config.schema import Closing, HallConfig, Queue
from devices.hub.rules.numbers import next_number
from devices.hub.state import Hall
from devices.link.words import ClosingReason, VisitorClass

LOOK_AHEAD_DAYS = 60
"""How far ``next_open`` looks: farther than the longest holiday."""
BY_CLOCK = frozenset({ClosingReason.FORECAST, ClosingReason.FIXED, ClosingReason.END})
"""Reasons of closings that nobody decided."""

Wait = Callable[[str], float]
"""Minutes that somebody likely waits who takes a number of this queue now: the forecast's middle."""


class Span(NamedTuple):
    """A stretch of a queue's hours; ``ends`` is False where it goes on through midnight."""

    start: datetime
    end: datetime
    ends: bool


def is_off(config: HallConfig, queue: Queue, day: date, *, requested: bool = False) -> bool:
    """Whether a holiday closes the queue; those who asked before come to one that opens on request."""
    open_for = ("open", "request") if requested else ("open",)
    return is_holiday(config, day) and queue.holiday not in open_for


def spans_on(hall: Hall, queue: Queue, day: date, *, requested: bool = False) -> tuple[Span, ...]:
    """The queue's hours on a day, in order and apart; none on a day off."""
    config = hall.config
    if is_off(config, queue, day, requested=requested):
        return ()
    # Who asked for service on a holiday comes on whatever day of the week it is.
    if not (requested and is_holiday(config, day)) and not is_day_of(
        config, queue.days or config.hours.days, day
    ):
        return ()
    return _spans(config.hall.timezone, queue.hours or config.hours.open, day)


@lru_cache(maxsize=4096)
def _spans(timezone: str, texts: tuple[str, ...], day: date) -> tuple[Span, ...]:
    zone = ZoneInfo(timezone)
    found: list[Span] = []
    for text in sorted(texts):
        begins, ends = edges(text)
        start = moment_in(zone, day, begins)
        end = moment_in(zone, day, ends) if ends else moment_in(zone, day + timedelta(days=1), time())
        if found and start <= found[-1].end:
            # Two spans that meet are one: nobody closes in between.
            last = found.pop()
            start, end, ends = last.start, max(last.end, end), ends if last.ends else None
        found.append(Span(start, end, ends is not None))
    return tuple(span for span in found if span.start < span.end)


def span_now(hall: Hall, queue: Queue, now: datetime) -> Span | None:
    """The span of the queue's hours that holds this moment."""
    day = local(hall.config, now).date()
    return next((span for span in spans_on(hall, queue, day) if span.start <= now < span.end), None)


def open_at(hall: Hall, queue: Queue, now: datetime) -> bool:
    """Whether the queue's hours (or the hall's) hold this moment."""
    return span_now(hall, queue, now) is not None


def closing_of(hall: Hall, queue: Queue) -> tuple[Closing, timedelta]:
    """How ticketing ends before a span does, and how long before at the least."""
    hours = hall.config.hours
    minutes = hours.closing_min if queue.closing_min < 0 else queue.closing_min
    return queue.closing or hours.closing, timedelta(minutes=minutes)


def closes_at(hall: Hall, queue: Queue, span: Span) -> datetime:
    """When ticketing of a span ends at the latest, whatever the forecast says."""
    how, before = closing_of(hall, queue)
    if not span.ends or how == "end" or _reopened(hall, queue, span):
        return span.end
    return span.end - before


def is_too_late(
    hall: Hall, queue: Queue, span: Span, now: datetime, wait: Wait, spare: timedelta = timedelta()
) -> bool:
    """Whether a number taken now could not be served before the span ends, or not be given so late.

    By forecast it is when the likely wait and one service end later than ``closing_min`` before the span
    does. The middle of the forecast is asked and not its high end: see ``devices.hub.rules.ticketing``.

    Args:
        hall: the hall.
        queue: the queue.
        span: the span of its hours that holds ``now``.
        now: when.
        wait: the forecast.
        spare: time that must be left beside.
    """
    how, before = closing_of(hall, queue)
    if not span.ends or how == "end" or _reopened(hall, queue, span):
        return False
    if how == "fixed":
        return now >= span.end - before
    return now + timedelta(minutes=wait(queue.id) + queue.minutes) + spare > span.end - before


def _reopened(hall: Hall, queue: Queue, span: Span) -> bool:
    until = hall.reopened.get(queue.id)
    return until is not None and until >= span.end


def why_not(
    hall: Hall,
    queue: Queue,
    now: datetime,
    wait: Wait,
    visitor_class: VisitorClass = VisitorClass.ORDINARY,
) -> str:
    """Code of the refusal of a number now; empty when one is given."""
    day = local(hall.config, now).date()
    if is_off(hall.config, queue, day):
        return "holiday"
    span = span_now(hall, queue, now)
    if span is None:
        return "closed"
    closing = hall.closings.get(queue.id)
    if closing is not None and now < closing.until:
        return "too_late" if closing.reason in BY_CLOCK else "stopped"
    if is_full(hall, queue, visitor_class):
        return "full"
    if is_slot_full(hall, queue, now):
        return "slot_full"
    return "too_late" if is_too_late(hall, queue, span, now, wait) else ""


def is_full(hall: Hall, queue: Queue, visitor_class: VisitorClass) -> bool:
    """Whether today's numbers of a queue are used up: its quota, or its counters."""
    issued = hall.issued.get(queue.id, 0)
    return bool(queue.quota and issued >= queue.quota) or next_number(hall, queue, visitor_class) is None


def is_slot_full(hall: Hall, queue: Queue, at: datetime) -> bool:
    """Whether the numbers of the part of a day around this moment are used up (or there are none)."""
    here = local(hall.config, at)
    today = here.date() == hall.day
    return any(
        (hall.issued_in.get((queue.id, slot.span), 0) if today else 0) >= slot.quota
        for slot in queue.slots
        if is_within(slot.span, here.time())
    )


def next_open(hall: Hall, queue: Queue, now: datetime) -> datetime | None:
    """When the queue next begins to give numbers, by what is known now; None within the next 60 days.

    Nobody who comes then is promised to be the first; but it is after ``now``, in the queue's hours, not
    closed, and with numbers left.
    """
    today = local(hall.config, now).date()
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        if day == hall.day and is_full(hall, queue, VisitorClass.ORDINARY):
            continue
        for span in spans_on(hall, queue, day):
            for begin in _beginnings(hall, queue, day, span):
                if begin > now and _may_begin(hall, queue, span, begin):
                    return begin
    return None


def _beginnings(hall: Hall, queue: Queue, day: date, span: Span) -> list[datetime]:
    """Moments of a span at which numbers may begin to be given: its own, and edges of its quotas."""
    found = {span.start}
    for slot in queue.slots:
        for edge in edges(slot.span):
            if edge is not None and span.start <= (at := moment(hall.config, day, edge)) < span.end:
                found.add(at)
    return sorted(found)


def _may_begin(hall: Hall, queue: Queue, span: Span, at: datetime) -> bool:
    closing = hall.closings.get(queue.id)
    if closing is not None and at < closing.until:
        return False
    return not is_slot_full(hall, queue, at) and not is_too_late(hall, queue, span, at, lambda name: 0)
