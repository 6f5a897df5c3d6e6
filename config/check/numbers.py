"""Ticket numbers that do not fit, or that two counters would give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from config.check.places import TOML
from config.problems import Problem
from config.schema import HallConfig, Queue


class Range(NamedTuple):
    """Numbers that one counter gives.

    Attributes:
        owner: the place of its queue in the file.
        own: whether their letters are the queue's own.
    """

    owner: int
    key: str
    prefix: str
    first: int
    last: int
    own: bool


def misfits(config: HallConfig) -> Iterator[Problem]:
    """Find ranges that hold nothing, do not fit on a ticket, or share a number with another range."""
    width = config.tickets.width
    for at, queue in enumerate(config.queues):
        if queue.last < queue.first:
            text = f"is {queue.last}, less than first = {queue.first}; the queue would have no number"
            yield Problem(TOML, f"queues[{at}].last", text)
        if len(str(queue.last)) > width:
            text = f"is {queue.last}, too long for tickets.width = {width}; lower it or widen the tickets"
            yield Problem(TOML, f"queues[{at}].last", text)
        yield from _bands(at, queue, width)
        yield from _away(config, at, queue, width)
    yield from _shared(config)


def _bands(at: int, queue: Queue, width: int) -> Iterator[Problem]:
    """Bands without a number, and classes with two bands."""
    owners: dict[str, int] = {}
    for place, band in enumerate(queue.bands):
        key = f"queues[{at}].bands[{place}]"
        if band.last < band.first:
            text = f"is {band.last}, less than first = {band.first}; the band would have no number"
            yield Problem(TOML, f"{key}.last", text)
        if len(str(band.last)) > width:
            text = f"is {band.last}, too long for tickets.width = {width}; lower it or widen the tickets"
            yield Problem(TOML, f"{key}.last", text)
        for name in dict.fromkeys(band.classes):
            if owners.setdefault(name, place) != place:
                text = f'"{name}" has its numbers from bands[{owners[name]}] already; name it in one band'
                yield Problem(TOML, f"{key}.classes", text)


def _away(config: HallConfig, at: int, queue: Queue, width: int) -> Iterator[Problem]:
    """Numbers of the kiosks without hub that do not fit on a ticket."""
    last = _away_last(config, queue)
    if queue.away_first and config.kiosks and len(str(last)) > width:
        text = (
            f"is {queue.away_first}: {len(config.kiosks)} kiosks with away.per_kiosk = "
            f"{config.away.per_kiosk} each end at {last}, too long for tickets.width = {width}"
        )
        yield Problem(TOML, f"queues[{at}].away_first", text)


def _away_last(config: HallConfig, queue: Queue) -> int:
    """The last number that a kiosk without hub may give."""
    return queue.away_first + len(config.kiosks) * config.away.per_kiosk - 1


def _shared(config: HallConfig) -> Iterator[Problem]:
    """Ranges that meet, and letters of two queues; that two queues have one prefix is told elsewhere."""
    ranges = [found for at, queue in enumerate(config.queues) for found in _ranges(config, at, queue)]
    owners: dict[str, Range] = {}
    for found in ranges:
        owners.setdefault(found.prefix, found)
    for n, found in enumerate(ranges):
        owner = owners[found.prefix]
        if found.owner != owner.owner:
            if not (found.own and owner.own):
                text = f'"{found.prefix}" is already {owner.key}; letters belong to one queue'
                yield Problem(TOML, found.key, text)
            continue
        for other in ranges[:n]:
            if other.prefix == found.prefix and other.owner == found.owner and _meet(found, other):
                both = f"{found.prefix}{max(found.first, other.first)}"
                text = f"would give {both} as {other.key} does; numbers of one letter must not overlap"
                yield Problem(TOML, found.key, text)


def _ranges(config: HallConfig, at: int, queue: Queue) -> Iterator[Range]:
    """All counters of a queue."""
    key = f"queues[{at}]"
    if not queue.prefix:
        return  # It could not be read.
    yield Range(at, f"{key}.prefix", queue.prefix, queue.first, queue.last, True)
    if queue.wrap:
        yield Range(at, f"{key}.wrap", queue.wrap, queue.first, queue.last, False)
    for place, band in enumerate(queue.bands):
        own = f"{key}.bands[{place}]"
        where = f"{own}.prefix" if band.prefix else f"{own}.first"
        yield Range(at, where, band.prefix or queue.prefix, band.first, band.last, not band.prefix)
    if queue.away_first and config.kiosks:
        last = _away_last(config, queue)
        yield Range(at, f"{key}.away_first", queue.prefix, queue.away_first, last, True)


def _meet(one: Range, other: Range) -> bool:
    """Whether two ranges have a number in common."""
    return one.first <= other.last and other.first <= one.last
