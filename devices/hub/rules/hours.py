"""Whether a queue gives numbers now: hours, days and what is left of today's numbers."""

from __future__ import annotations

from datetime import datetime, time

from config.schema import Queue
from devices.hub.state import Hall

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def refusal_now(hall: Hall, queue: Queue, now: datetime) -> str:
    """Why the queue gives no number now (``closed`` or ``full``), or an empty string when it does."""
    if not open_at(hall, queue, now):
        return "closed"
    count = hall.counts.get(queue.id, queue.first - 1)
    issued = hall.issued.get(queue.id, 0)
    if count >= queue.last or (queue.quota and issued >= queue.quota):
        return "full"
    return ""


def open_at(hall: Hall, queue: Queue, now: datetime) -> bool:
    """Whether the queue's hours (or the hall's) hold this moment; ``now`` is in the hall's zone."""
    if DAYS[now.weekday()] not in hall.config.hours.days:
        return False
    return any(_within(span, now.time()) for span in queue.hours or hall.config.hours.open)


def _within(span: str, clock: time) -> bool:
    start, end = (time.fromisoformat(part) for part in span.split("-"))
    # "23:59" as an end means the end of the day: a hall cannot write 24:00.
    return start <= clock and (clock < end or end == time(23, 59))
