"""The hall's days."""

from __future__ import annotations

from datetime import date

from devices.hub.events.base import Event


class DayBegan(Event, frozen=True, kw_only=True, tag="day_began"):
    """A new day of the hall's zone began: counters start again."""

    day: date


DayEvent = DayBegan
