"""What screens see: the hall as rows, each with a key.

A session is shown a set of rows chosen by its role and place (``devices.hub.views``). The hub sends the set
once and then only rows that changed and keys that went. Rows hold no personal data but a masked name
(张*), and that only where staff see it.
"""

from __future__ import annotations

from devices.link.rows.base import Minutes, Row
from devices.link.rows.desk import DeskRow, HelpRow, MatterRow, NoticeRow, RoomRow, RoomTime
from devices.link.rows.devices import DeviceRow, HealthRow
from devices.link.rows.hall import AwayRange, HallRow, ItemRow, KioskRow, PlaceRow, QueueRow, ZoneRow
from devices.link.rows.results import PaperRow, RegisterRow, ResultRow
from devices.link.rows.tickets import CallRow, MissedRow, RatingRow, TicketRow, VisitRow
from devices.link.rows.windows import ClerkRow, CounterRow, DayRow, GroundRow, ReasonRow, WindowRow

AnyRow = PlaceRow | CounterRow | VisitRow | DeskRow | RegisterRow | HealthRow

__all__ = [
    "AnyRow",
    "AwayRange",
    "CallRow",
    "ClerkRow",
    "CounterRow",
    "DayRow",
    "DeskRow",
    "DeviceRow",
    "GroundRow",
    "HallRow",
    "HealthRow",
    "HelpRow",
    "ItemRow",
    "KioskRow",
    "MatterRow",
    "Minutes",
    "MissedRow",
    "NoticeRow",
    "PaperRow",
    "PlaceRow",
    "QueueRow",
    "RatingRow",
    "ReasonRow",
    "RegisterRow",
    "ResultRow",
    "RoomRow",
    "RoomTime",
    "Row",
    "TicketRow",
    "VisitRow",
    "WindowRow",
    "ZoneRow",
]
