"""The hall now, as anybody may see it.

No ticket id leaves here (who knows the id is the ticket's holder), no staff number, no person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from devices.link import rows as r
from devices.link.words import TicketState, WindowState

Clock = Callable[[ZoneInfo], datetime]
"""Gives the time now in a zone."""


class WindowNow(Struct, frozen=True, kw_only=True):
    """A window and the number before it."""

    number: int
    zone: str
    name: str
    type: str
    state: WindowState
    queues: list[str]
    where: str
    where_en: str
    reason: str
    reason_en: str
    shown: str
    ticket_state: TicketState | None
    lent_until: datetime | None
    draining: bool


class CallNow(Struct, frozen=True, kw_only=True):
    """A call; a higher id is a newer one."""

    id: int
    number: str
    window: int
    zone: str
    called_at: datetime
    again: bool
    away: bool


class HallNow(Struct, frozen=True, kw_only=True):
    """The whole hall; calls from the newest, missed numbers from the oldest."""

    at: datetime
    hall: r.HallRow
    zones: list[r.ZoneRow]
    queues: list[r.QueueRow]
    windows: list[WindowNow]
    calls: list[CallNow]
    missed: list[str]
    devices: list[r.DeviceRow]


def hall_now(rows: Iterable[r.AnyRow], clock: Clock) -> HallNow:
    """Choose from the dashboard's rows what everybody may see, as of now on the hall's clock.

    Raises:
        ValueError: the rows are without the hall's own.
    """
    hall: r.HallRow | None = None
    zones, queues, windows, calls, missed, devices = [], [], [], [], [], []
    for row in rows:
        match row:
            case r.HallRow():
                hall = row
            case r.ZoneRow():
                zones.append(row)
            case r.QueueRow():
                queues.append(row)
            case r.WindowRow():
                windows.append(row)
            case r.CallRow():
                calls.append(row)
            case r.MissedRow():
                missed.append(row)
            case r.DeviceRow():
                devices.append(row)
            case _:
                pass
    if hall is None:
        raise ValueError("the dashboard has no row of the hall")
    zone = ZoneInfo(hall.timezone)
    return HallNow(
        at=clock(zone).replace(microsecond=0),
        hall=hall,
        zones=zones,
        queues=[_queue(row, zone) for row in queues],
        windows=sorted((_window(row, zone) for row in windows), key=lambda window: window.number),
        calls=[_call(row, zone) for row in sorted(calls, key=lambda row: -row.id)],
        missed=[row.number for row in sorted(missed, key=lambda row: row.missed_at)],
        devices=devices,
    )


def _queue(row: r.QueueRow, zone: ZoneInfo) -> r.QueueRow:
    """The queue with its times as the hall's clock shows them; its spans are for kiosks."""
    closes = row.closes_at and row.closes_at.astimezone(zone)
    return replace(row, closes_at=closes, open=())


def _window(row: r.WindowRow, zone: ZoneInfo) -> WindowNow:
    return WindowNow(
        number=row.number,
        zone=row.zone,
        name=row.name,
        type=row.type,
        state=row.state,
        queues=list(row.queues),
        where=row.where,
        where_en=row.where_en,
        reason=row.reason,
        reason_en=row.reason_en,
        shown=row.number_shown,
        ticket_state=row.ticket_state,
        lent_until=row.lent_until and row.lent_until.astimezone(zone),
        draining=row.draining,
    )


def _call(row: r.CallRow, zone: ZoneInfo) -> CallNow:
    return CallNow(
        id=row.id,
        number=row.number,
        window=row.window,
        zone=row.zone,
        called_at=row.called_at.astimezone(zone),
        again=row.again,
        away=row.away,
    )
