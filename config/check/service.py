"""Visitors who could book no day, wait for a window that never calls them, or hold too much for a ticket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from config.check.places import CSV, TOML, item_key
from config.problems import Problem
from config.schema import HallConfig


def unserved(config: HallConfig) -> Iterator[Problem]:
    """Find queues without a window, and windows that would call without a line."""
    for at, window in enumerate(config.windows):
        if window.type == "dedicated" and window.queues:
            text = 'a "dedicated" window serves no walk-in queue; empty the list or change its type'
            yield Problem(TOML, f"windows[{at}].queues", text)
    yield from _bundles(config)
    if not config.windows:
        return
    served = {name for window in config.windows for name in window.queues}
    for at, queue in enumerate(config.queues):
        if queue.id and queue.id not in served:
            text = f'no window serves the queue "{queue.id}"; add it to the queues of a window'
            yield Problem(TOML, f"queues[{at}]", text)
    known = {queue.id for queue in config.queues}
    for column in ("queue", "next"):
        waiting: dict[str, list[int]] = {}
        for at, item in enumerate(config.items):
            name = item.queue if column == "queue" else item.next
            if name in known and name not in served:
                waiting.setdefault(name, []).append(at)
        for name, rows in waiting.items():
            more = f" (and {len(rows) - 1} more rows)" if len(rows) > 1 else ""
            text = f'visitors would wait in "{name}", which no window serves{more}; choose another queue'
            yield Problem(CSV, item_key(rows[0], column), text)


def unbookable(config: HallConfig) -> Iterator[Problem]:
    """Find limits between which the desk could book no day."""
    limits = config.bookings
    if limits.ahead_days and limits.min_days_ahead > limits.ahead_days:
        ahead = limits.ahead_days
        text = f"is {limits.min_days_ahead}, more than ahead_days = {ahead}; the desk could book no day"
        yield Problem(TOML, "bookings.min_days_ahead", text)


def _bundles(config: HallConfig) -> Iterator[Problem]:
    """Bundles of which one ticket cannot hold what one queue does."""
    queue_of = {item.code: item.queue for item in config.items}
    most = config.tickets.items_max
    for at, bundle in enumerate(config.bundles):
        for queue, count in Counter(queue_of[code] for code in bundle.items if code in queue_of).items():
            if count > most:
                text = (
                    f'has {count} items of the queue "{queue}", and a ticket holds tickets.items_max = {most}'
                    "; take some out or raise it"
                )
                yield Problem(TOML, f"bundles[{at}].items", text)
