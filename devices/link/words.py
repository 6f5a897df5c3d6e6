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


class ClosingReason(StrEnum):
    """Why a queue has stopped giving numbers; the last four are the shift leader's."""

    FORECAST = "forecast"
    FIXED = "fixed"
    END = "end"
    CROWD = "crowd"
    STAFF = "staff"
    SYSTEM = "system"
    ORDER = "order"


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


class WorkSource(StrEnum):
    """How work reaches a window that nobody waited for with a number."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"
    PHONE = "phone"


class CounterStep(StrEnum):
    """A step at a window that its clerk may take back for a moment."""

    CALLED = "called"
    STARTED = "started"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    HELD = "held"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    DIRECT = "direct"
    ADDED = "added"


class AwayOutcome(StrEnum):
    """How far a window came without the hub with a ticket."""

    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    SERVED = "served"
    NO_SHOW = "no_show"


class AwayPaper(StrEnum):
    """What a kiosk without the hub knows of a ticket's paper; none was wanted, or there is no printer."""

    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NONE = "none"


class AwayConflictKind(StrEnum):
    """What was done twice without each other's knowledge."""

    SAME_CARD = "same_card"
    CALLED_TWICE = "called_twice"


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


class HelpTopic(StrEnum):
    """What a call for help is about."""

    KIOSK_TROUBLE = "kiosk_trouble"
    FRAIL = "frail"
    LANGUAGE = "language"
    QUESTION = "question"
    URGENT = "urgent"
    OTHER = "other"


class SlipKind(StrEnum):
    """A paper that tells a visitor what is lacking, or lets it come later (容缺受理)."""

    ONE_TIME_NOTICE = "one_time_notice"
    SUPPLEMENT = "supplement"
    DEFERRAL_PROMISE = "deferral_promise"
    DEFERRAL_NOTICE = "deferral_notice"


class SlipOutcome(StrEnum):
    """How what a slip asked for ended."""

    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Delivery(StrEnum):
    """How a result reaches its applicant, by the applicant's choice (送达方式)."""

    COUNTER = "counter"
    LOCKER = "locker"
    MAIL = "mail"


class ResultState(StrEnum):
    """Where a result (办理结果) is."""

    ARRIVED = "arrived"
    IN_LOCKER = "in_locker"
    SENT = "sent"
    HANDED_OVER = "handed_over"


class NoticeWay(StrEnum):
    """How somebody was told that their result is here."""

    PHONE = "phone"
    SMS = "sms"
    WECHAT = "wechat"
    LETTER = "letter"
    SCREEN = "screen"


class Evidence(StrEnum):
    """What shows that a result may be given to whoever stands there, where no card does."""

    ID_SHOWN = "id_shown"
    AUTHORITY = "authority"
    UNIT_LETTER = "unit_letter"
    LOCKER_CODE = "locker_code"


class AttendanceMark(StrEnum):
    """How a clerk's day counts on the attendance sheet (考勤)."""

    ON_TIME = "on_time"
    LATE = "late"
    EARLY = "early"
    LATE_AND_EARLY = "late_and_early"
    EMPTY_POST = "empty_post"
    MISSING = "missing"
    LEAVE = "leave"
    ON_DUTY = "on_duty"
