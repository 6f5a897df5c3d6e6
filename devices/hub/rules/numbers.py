"""Which number comes next: counted up, never given twice on a day, never out of somebody else's range."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from config.schema import Queue
from devices.hub.state import Hall
from devices.hub.state.numbers import Series, counter, series_for
from devices.link.words import VisitorClass


@dataclass(frozen=True)
class Number:
    """A number as it stands on the ticket, its count, and the counter (``band``) that gave it."""

    text: str
    count: int
    band: str


def next_number(hall: Hall, queue: Queue, visitor_class: VisitorClass) -> Number | None:
    """The next number of a queue for this class, or None when today's are used up.

    A class that has a band goes on with the queue's own numbers when its band is used up: nobody is turned
    away because of a class.
    """
    for series in series_for(queue, visitor_class):
        found = _next_of(hall, queue, series)
        if found is not None:
            return found
    return None


def beyond(hall: Hall, queue: Queue) -> Number:
    """A number for somebody who must have one when all counters are used up: booked, or held already."""
    width = hall.config.tickets.width
    for count in itertools.count(queue.last + 1):
        text = f"{queue.prefix}{count:0{width}d}"
        reserved = any(r.first <= count <= r.last for r in hall.reserved.get(queue.prefix, ()))
        if text not in hall.numbers and not reserved:
            return Number(text, count, "")
    raise AssertionError("numbers never end")


def _next_of(hall: Hall, queue: Queue, series: Series) -> Number | None:
    name = counter(queue.id, series.name)
    ranges = hall.reserved.get(series.prefix, ())
    count = max(hall.counts.get(name, 0) + 1, series.first)
    while count <= series.last:
        past = next((r.last for r in ranges if r.owner != name and r.first <= count <= r.last), None)
        if past is not None:
            count = past + 1
            continue
        text = f"{series.prefix}{count:0{hall.config.tickets.width}d}"
        if text not in hall.numbers:
            return Number(text, count, series.name)
        count += 1
    return None
