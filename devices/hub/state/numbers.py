"""The counters behind the numbers on tickets, as the hall's file lays them out.

A queue counts under its own prefix; some classes may have a band with a counter of its own, and a queue
that has counted to its end may start again under another prefix. Ranges that belong to somebody else (a
band, a kiosk without the hub) are passed over, so that a number is given once a day and by one counter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from config.schema import Band, HallConfig, Queue
from devices.link.words import VisitorClass


class Series(NamedTuple):
    """A counter: its name beside its queue (empty for the queue's own), its prefix and its ends."""

    name: str
    prefix: str
    first: int
    last: int


class Reserved(NamedTuple):
    """Numbers of one prefix that only the counter ``owner`` gives; an empty owner is a kiosk."""

    first: int
    last: int
    owner: str


def counter(queue: str, series: str) -> str:
    """Name of a counter of a queue; the queue's own is named like the queue."""
    return f"{queue}/{series}" if series else queue


def _band(queue: Queue, band: Band) -> Series:
    prefix = band.prefix or queue.prefix
    # No prefix ends with a digit, so this is never the name of a wrapped counter.
    return Series(f"{prefix}{band.first}", prefix, band.first, band.last)


def series_for(queue: Queue, visitor_class: VisitorClass) -> Iterator[Series]:
    """The counters that give a number to this class, in the order in which they are tried."""
    for band in queue.bands:
        if visitor_class.value in band.classes:
            yield _band(queue, band)
    yield Series("", queue.prefix, queue.first, queue.last)
    if queue.wrap:
        yield Series(queue.wrap, queue.wrap, queue.first, queue.last)


def away_range(config: HallConfig, queue: Queue, kiosk: str) -> range:
    """The counts that a kiosk may give of a queue while the hub is away; empty for none.

    They follow each other from ``away_first`` on, ``[away] per_kiosk`` to each kiosk in the file's order.
    """
    places = [known.id for known in config.kiosks]
    if not queue.away_first or kiosk not in places:
        return range(0)
    first = queue.away_first + places.index(kiosk) * config.away.per_kiosk
    return range(first, first + config.away.per_kiosk)


def reserved(config: HallConfig) -> dict[str, tuple[Reserved, ...]]:
    """Ranges that only their owner gives, by prefix."""
    found: dict[str, list[Reserved]] = {}
    for queue in config.queues:
        if queue.away_first and config.kiosks:
            last = queue.away_first + len(config.kiosks) * config.away.per_kiosk - 1
            found.setdefault(queue.prefix, []).append(Reserved(queue.away_first, last, ""))
        for band in (_band(queue, band) for band in queue.bands):
            owner = counter(queue.id, band.name)
            found.setdefault(band.prefix, []).append(Reserved(band.first, band.last, owner))
    return {prefix: tuple(ranges) for prefix, ranges in found.items()}
