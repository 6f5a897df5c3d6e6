"""What kiosks must know to go on without the hub: their numbers, and until when they may give them."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from config.calendar import local
from config.schema import Queue
from devices.hub.rules.away_numbers import away_number
from devices.hub.rules.hours import closes_at, is_full, spans_on
from devices.hub.state import Hall
from devices.hub.state.numbers import away_range
from devices.link import rows as r
from devices.link.words import VisitorClass


def ranges(hall: Hall, kiosk: str) -> tuple[r.AwayRange, ...]:
    """A kiosk's own numbers of each queue, behind those that the hub knows to be given."""
    found = []
    for queue in hall.config.queues:
        counts = away_range(hall.config, queue, kiosk)
        if not counts:
            continue
        used = [int(text[len(queue.prefix) :]) for text in _texts(hall, queue, counts) & hall.numbers]
        found.append(
            r.AwayRange(
                queue=queue.id,
                prefix=queue.prefix,
                width=hall.config.tickets.width,
                next=max(used, default=counts[0] - 1) + 1,
                last=counts[-1],
            )
        )
    return tuple(found)


def _texts(hall: Hall, queue: Queue, counts: range) -> frozenset[str]:
    return _written(queue.prefix, hall.config.tickets.width, counts.start, counts.stop)


@cache
def _written(prefix: str, width: int, start: int, stop: int) -> frozenset[str]:
    """The numbers of a range as they are written; a hall has few ranges, and shows them all the time."""
    return frozenset(away_number(prefix, width, count) for count in range(start, stop))


def open_today(hall: Hall, queue: Queue, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Today's spans in which the queue gives numbers, as far as is known now; past ones too."""
    if is_full(hall, queue, VisitorClass.ORDINARY):
        return ()
    closing = hall.closings.get(queue.id)
    found = []
    for span in spans_on(hall, queue, local(hall.config, now).date()):
        ends = closes_at(hall, queue, span)
        if closing is not None and now < closing.until and span.start < closing.until:
            ends = min(ends, closing.at)
        if span.start < ends:
            found.append((span.start, ends))
    return tuple(found)
