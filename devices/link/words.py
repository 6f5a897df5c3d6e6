"""The words of the hall that travel on the wire (`facts of the field: 号票, 窗口, 好差评`).

Each is a closed list: a value outside it is a bad message, never a guess.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """Who somebody on the link is; a token gives exactly one."""

    KIOSK = "kiosk"
    DESK = "desk"
    CLERK = "clerk"
    PAD = "pad"
    SCREEN = "screen"
    AGENT = "agent"
    LEADER = "leader"
    ADMIN = "admin"
    INTEGRATION = "integration"


class TicketState(StrEnum):
    """Where a ticket (号票) is in its life."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class VisitorClass(StrEnum):
    """Visitor class (优先类别), from first to last."""

    PRIORITY = "priority"
    SECOND_VISIT = "second_visit"
    APPOINTMENT = "appointment"
    ORDINARY = "ordinary"


class WindowState(StrEnum):
    """Whether a window (窗口) serves."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class TransferPlace(StrEnum):
    """Where a transferred ticket (转移) joins the other line."""

    FRONT = "front"
    BY_TIME = "by_time"
    END = "end"


class PrintState(StrEnum):
    """What is known of a printed ticket; only the printer's own word makes it CONFIRMED."""

    REQUESTED = "requested"
    STARTED = "started"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class DeviceState(StrEnum):
    """Health of a device."""

    STARTING = "starting"
    READY = "ready"
    DEGRADED = "degraded"
    FAULT = "fault"
    AWAY = "away"


class Grade(IntEnum):
    """The five grades of 好差评 by stars (5 非常满意 … 1 非常不满意); the two lowest are 差评."""

    VERY_SATISFIED = 5
    SATISFIED = 4
    FAIRLY_SATISFIED = 3
    DISSATISFIED = 2
    VERY_DISSATISFIED = 1


class Language(StrEnum):
    """Language of a screen or a printed ticket."""

    ZH = "zh"
    EN = "en"
