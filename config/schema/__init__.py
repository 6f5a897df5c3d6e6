"""Every setting of a hall: its type, its default and one sentence that says what it does.

This is the only place where a setting is described; ``config.load`` checks a hall's files against it
and the README's table is generated from it. Values only: nothing here opens a file.
"""

from __future__ import annotations

from config.schema.base import ClockSpan, Id, Name, Setting
from config.schema.hall import Hall, Hours, Hub, Zone, ZoneType
from config.schema.machines import Device, Forecast, Sync
from config.schema.queues import Item, Queue, Tickets
from config.schema.screens import Kiosk, Rating, Screens, Voice
from config.schema.windows import Clerk, Reason, Window, WindowType


class HallConfig(Setting, frozen=True, kw_only=True):
    """All of one hall: ``hall.toml`` with ``items.csv`` beside it."""

    hall: Hall
    hub: Hub = Hub()
    hours: Hours = Hours()
    tickets: Tickets = Tickets()
    screens: Screens = Screens()
    rating: Rating = Rating()
    forecast: Forecast = Forecast()
    sync: Sync = Sync()
    voice: Voice = Voice()
    zones: tuple[Zone, ...]
    queues: tuple[Queue, ...]
    windows: tuple[Window, ...]
    kiosks: tuple[Kiosk, ...] = ()
    clerks: tuple[Clerk, ...] = ()
    pauses: tuple[Reason, ...] = ()
    devices: tuple[Device, ...] = ()
    items: tuple[Item, ...] = ()


__all__ = [
    "Clerk",
    "ClockSpan",
    "Device",
    "Forecast",
    "Hall",
    "HallConfig",
    "Hours",
    "Hub",
    "Id",
    "Item",
    "Kiosk",
    "Name",
    "Queue",
    "Rating",
    "Reason",
    "Screens",
    "Setting",
    "Sync",
    "Tickets",
    "Voice",
    "Window",
    "WindowType",
    "Zone",
    "ZoneType",
]
