"""When a queue stops giving numbers before its hours end, and what starts it again.

By forecast it stops when whoever takes a number now is likely to be served too late: the forecast's middle
and one service end later than ``closing_min`` before the hours do. The middle is asked, and not the high end
that visitors are shown. On five simulated days of the Zhengzhou hall (``tests.bench.closing``; 2,825 visitors
each, in brackets 3,600, more than it can serve) so many a day were sent away who could have been served in
time, and so many with a number were called only after the hours:

=====================  =========  ========
asked of the forecast  sent away  too late
=====================  =========  ========
its low end            23 (22)    5.4 (21)
**its middle**         40 (88)    1.6 (6)
halfway to the high    62 (109)   0.6 (4)
its high end           67 (144)   1.0 (4)
=====================  =========  ========

Above the middle, one visitor less who is called too late costs twenty-five others their number; below it,
four or five. Whoever was late was called 6 minutes (17) after the hours on average, and next to nobody never.

What the forecast has closed opens again by itself when time is to spare, seldom enough that nobody sees a
queue open and close with every visitor who gives up. What the leader closes, the leader opens. Each end of
ticketing, at noon and at closing, writes down the last number that was given.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from config.calendar import local
from config.schema import Queue
from devices.hub.events import AnyEvent, TicketingClosed, TicketingEased, TicketingReopened
from devices.hub.rules.asked import Asked
from devices.hub.rules.hours import BY_CLOCK, closing_of, is_too_late, span_now, spans_on
from devices.hub.rules.no_number import refusal
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Closing, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import ClosingReason

SPARE = timedelta(minutes=15)
"""Time that must be left beside a likely wait before what the forecast closed is opened again."""
TWO_LOOKS = timedelta(minutes=1)
"""How long the forecast must have said so, at every look between the first and the last."""
STEADY = timedelta(minutes=5)
"""The least time between a closing by forecast and a reopening, and between that and the next closing."""
REOPENINGS = 3
"""How often the forecast may open a queue again within one span of its hours."""

RULES = Rulebook()


@RULES.rule(c.CloseTicketing)
def close(hall: Hall, command: c.CloseTicketing, asked: Asked) -> list[AnyEvent]:
    """The leader lets a queue give no more numbers until the span of its hours ends."""
    queue = _queue(hall, command.queue)
    if command.reason in BY_CLOCK:
        raise Refused("unknown_reason")
    span = span_now(hall, queue, asked.at)
    if span is None:
        raise refusal(hall, queue, asked.at, "closed")
    closing = hall.closings.get(queue.id)
    if closing is not None and asked.at < closing.until and closing.reason is command.reason:
        return []
    return [_closed(hall, queue, asked, command.reason, span.end)]


@RULES.rule(c.ReopenTicketing)
def reopen(hall: Hall, command: c.ReopenTicketing, asked: Asked) -> list[AnyEvent]:
    """The leader lets a queue give numbers again, whatever the forecast says."""
    queue = _queue(hall, command.queue)
    span = span_now(hall, queue, asked.at)
    if span is None:
        raise refusal(hall, queue, asked.at, "closed")
    closing = hall.closings.get(queue.id)
    is_closed = closing is not None and asked.at < closing.until
    if not is_closed and not is_too_late(hall, queue, span, asked.at, asked.wait):
        return []
    return [TicketingReopened(at=asked.at, by=asked.by.name, queue=queue.id, until=span.end)]


@RULES.due
def closing_time(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Ticketing ends by forecast, by the clock, or with the hours."""
    return [event for queue in hall.config.queues for event in _due(hall, queue, asked)]


def _due(hall: Hall, queue: Queue, asked: Asked) -> Iterator[AnyEvent]:
    closing = hall.closings.get(queue.id)
    now = asked.at
    if closing is not None and now < closing.until:
        if closing.reason is ClosingReason.FORECAST:
            yield from _eases(hall, queue, asked, closing)
        return
    span = span_now(hall, queue, now)
    if span is not None and is_too_late(hall, queue, span, now, asked.wait):
        how, _ = closing_of(hall, queue)
        reason = ClosingReason.FIXED if how == "fixed" else ClosingReason.FORECAST
        opened = hall.reopenings.get(queue.id)
        if reason is ClosingReason.FIXED or opened is None or now >= opened.at + STEADY:
            yield _closed(hall, queue, asked, reason, span.end)
        return
    # A span in which no number was given has no last one; a report of it would be noise.
    last = hall.last_given.get(queue.id)
    ended = _newest_end(hall, queue, now)
    told = closing.at if closing is not None else None
    if last is None or ended is None or (told is not None and told >= last):
        return
    # What ended before the queue was opened again was told then.
    opened = hall.reopenings.get(queue.id)
    if last < ended and (opened is None or opened.at < ended):
        yield _closed(hall, queue, asked, ClosingReason.END, ended)


def _eases(hall: Hall, queue: Queue, asked: Asked, closing: Closing) -> Iterator[AnyEvent]:
    """Open again what the forecast closed, once it has said long enough that there is time to spare."""
    span, now = span_now(hall, queue, asked.at), asked.at
    opened = hall.reopenings.get(queue.id)
    times = opened.times if opened is not None and opened.until == closing.until else 0
    if span is None or times >= REOPENINGS:
        return
    eased = not is_too_late(hall, queue, span, now, asked.wait, SPARE)
    if eased is not (closing.eased_at is not None):
        yield TicketingEased(at=now, by=asked.by.name, queue=queue.id, eased=eased)
    elif closing.eased_at is not None and now >= max(closing.eased_at + TWO_LOOKS, closing.at + STEADY):
        yield TicketingReopened(
            at=now, by=asked.by.name, queue=queue.id, until=closing.until, by_forecast=True
        )


def _newest_end(hall: Hall, queue: Queue, now: datetime) -> datetime | None:
    """When the newest span of today's hours ended that is over."""
    spans = spans_on(hall, queue, local(hall.config, now).date())
    return max((span.end for span in spans if span.end <= now), default=None)


def _closed(
    hall: Hall, queue: Queue, asked: Asked, reason: ClosingReason, until: datetime
) -> TicketingClosed:
    return TicketingClosed(
        at=asked.at,
        by=asked.by.name,
        queue=queue.id,
        reason=reason,
        until=until,
        last=hall.last_numbers.get(queue.id, ""),
    )


def _queue(hall: Hall, name: str) -> Queue:
    queue = hall.queue_of.get(name)
    if queue is None:
        raise Refused("unknown_queue")
    return queue
