"""Hours that no clock shows, spans that nobody is there for, and a zone that no clock is in."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator

from config.check.places import TOML
from config.problems import Problem, did_you_mean
from config.schema import HallConfig, Queue


def faults(config: HallConfig) -> Iterator[Problem]:
    """Find every span and every zone that is wrong."""
    yield from _spans("hours.open", config.hours.open)
    for at, queue in enumerate(config.queues):
        key = f"queues[{at}]"
        yield from _spans(f"{key}.hours", queue.hours)
        yield from _spans(f"{key}.slots", [slot.span for slot in queue.slots], ".span")
        yield from _spans(f"{key}.bookings", [slot.span for slot in queue.bookings], ".span")
        yield from _outside(config, key, queue)
    for at, window in enumerate(config.windows):
        yield from _spans(f"windows[{at}].shifts", window.shifts)
    name = config.hall.timezone
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        guess = did_you_mean(name, zoneinfo.available_timezones())
        yield Problem(TOML, "hall.timezone", f'"{name}" is not a time zone{guess}; as in "Asia/Shanghai"')


def _spans(key: str, spans: tuple[str, ...] | list[str], leaf: str = "") -> Iterator[Problem]:
    """Spans that are no times of day, end before they begin, or overlap."""
    until = ""
    for at, span in enumerate(spans):
        start, _, end = span.partition("-")
        if not all(re.fullmatch(r"[0-2]\d:[0-5]\d", time) for time in (start, end)):
            continue  # Its shape was already told.
        place = f"{key}[{at}]{leaf}"
        if not (_is_time(start) and _is_time(end)):
            yield Problem(TOML, place, f'"{span}" is no span of a day; use 00:00 to 23:59')
            continue
        if end <= start:
            yield Problem(TOML, place, f'"{span}" does not end after it begins; swap its times')
        elif start < until:
            yield Problem(TOML, place, f'"{span}" begins before {until}; put spans in order, apart')
        until = max(until, end)


def _outside(config: HallConfig, key: str, queue: Queue) -> Iterator[Problem]:
    """Slots at hours at which the queue is closed, where they never count."""
    hours = [span for span in queue.hours or config.hours.open if is_span(span)]
    named = {"slots": [slot.span for slot in queue.slots], "bookings": [slot.span for slot in queue.bookings]}
    for table, spans in named.items():
        for at, span in enumerate(spans):
            if hours and is_span(span) and not any(_holds(open_, span) for open_ in hours):
                text = f'"{span}" is not within the queue\'s hours, {", ".join(hours)}; move it into them'
                yield Problem(TOML, f"{key}.{table}[{at}].span", text)


def _holds(outer: str, inner: str) -> bool:
    """Whether a span lies within another."""
    return outer[:5] <= inner[:5] and inner[6:] <= outer[6:]


def is_span(text: str) -> bool:
    """Whether a text is a span of the day that ends after it begins."""
    start, _, end = text.partition("-")
    return _is_time(start) and _is_time(end) and start < end


def _is_time(text: str) -> bool:
    """Whether a clock shows this time."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII) is not None
