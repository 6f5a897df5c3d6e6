"""The hall's days."""

from __future__ import annotations

from datetime import date

from msgspec import field

from devices.hub.events.base import Event


class DayEnded(Event, frozen=True, kw_only=True, tag="day_ended"):
    """A day is over: what was still open then, and what the day came to.

    Attributes:
        day: the day that ended.
        open: tickets that ended unserved with it, by the state they were in.
        given: numbers given.
        served: steps that were finished at a window.
        transferred: steps that went on in another line.
        cancelled: tickets given up by their holders.
        expired: tickets that had expired before the day's end.
        by_queue: numbers given, by queue.
        last: the last number of each queue.
    """

    day: date
    open: dict[str, int] = field(default_factory=dict)
    given: int = 0
    served: int = 0
    transferred: int = 0
    cancelled: int = 0
    expired: int = 0
    by_queue: dict[str, int] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)


class DayBegan(Event, frozen=True, kw_only=True, tag="day_began"):
    """A new day of the hall's zone began: counters start again."""

    day: date


DayEvent = DayEnded | DayBegan
