"""Every setting of a hall: its type, its default and one sentence that says what it does.

This is the only place where a setting is described; ``config.load`` checks a hall's files against it
and the README's table is generated from it. Values only: nothing here opens a file.
"""

from __future__ import annotations

from config.schema.base import ClockSpan, Id, Name, Setting, Weekday
from config.schema.hall import Calendar, Closing, Hall, Hours, Hub, Limits, Zone, ZoneType
from config.schema.machines import Backup, Device, Forecast, Sync
from config.schema.order import GROUNDS, Ground, Order, Standing
from config.schema.queues import Band, BookingSlot, Bundle, Item, Queue, QuotaSlot, Season, Tickets
from config.schema.records import Audit, Vault
from config.schema.screens import Kiosk, Rating, Screens, Voice
from config.schema.service import Away, Bookings, Papers
from config.schema.windows import Clerk, Desk, Reason, Room, Staff, Window, WindowType

CALL_REASONS = (
    Reason(id="urgent", name="情况紧急", name_en="urgent"),
    Reason(id="agreed", name="与窗口约定", name_en="agreed with this window"),
    Reason(id="same_case", name="同一办件", name_en="same case"),
    Reason(id="frail", name="行动不便", name_en="cannot wait"),
    Reason(id="leader", name="值班长安排", name_en="the leader's order"),
)
"""Reasons for a call out of order, of a hall that names none of its own."""


class HallConfig(Setting, frozen=True, kw_only=True):
    """All of one hall: ``hall.toml`` with ``items.csv`` beside it."""

    hall: Hall
    hub: Hub = Hub()
    limits: Limits = Limits()
    hours: Hours = Hours()
    calendar: Calendar = Calendar()
    tickets: Tickets = Tickets()
    order: Order = Order()
    bookings: Bookings = Bookings()
    staff: Staff = Staff()
    papers: Papers = Papers()
    away: Away = Away()
    screens: Screens = Screens()
    rating: Rating = Rating()
    forecast: Forecast = Forecast()
    backup: Backup = Backup()
    vault: Vault = Vault()
    audit: Audit = Audit()
    sync: Sync = Sync()
    voice: Voice = Voice()
    zones: tuple[Zone, ...]
    queues: tuple[Queue, ...]
    windows: tuple[Window, ...]
    kiosks: tuple[Kiosk, ...] = ()
    desks: tuple[Desk, ...] = ()
    rooms: tuple[Room, ...] = ()
    clerks: tuple[Clerk, ...] = ()
    grounds: tuple[Ground, ...] = GROUNDS
    pauses: tuple[Reason, ...] = ()
    call_reasons: tuple[Reason, ...] = CALL_REASONS
    devices: tuple[Device, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    seasons: tuple[Season, ...] = ()
    items: tuple[Item, ...] = ()


__all__ = [
    "CALL_REASONS",
    "GROUNDS",
    "Audit",
    "Away",
    "Backup",
    "Band",
    "BookingSlot",
    "Bookings",
    "Bundle",
    "Calendar",
    "Clerk",
    "ClockSpan",
    "Closing",
    "Desk",
    "Device",
    "Forecast",
    "Ground",
    "Hall",
    "HallConfig",
    "Hours",
    "Hub",
    "Id",
    "Item",
    "Kiosk",
    "Limits",
    "Name",
    "Order",
    "Papers",
    "Queue",
    "QuotaSlot",
    "Rating",
    "Reason",
    "Room",
    "Screens",
    "Season",
    "Setting",
    "Staff",
    "Standing",
    "Sync",
    "Tickets",
    "Vault",
    "Voice",
    "Weekday",
    "Window",
    "WindowType",
    "Zone",
    "ZoneType",
]
