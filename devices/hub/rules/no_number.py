"""What a visitor is told who gets no number: why, when next, and where else the same can be done.

Quota, closing time and limits may refuse, and then offer another time or place; no sentence ends at no.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from config.calendar import local
from config.schema import Queue
from devices.hub.rules.hours import Wait, next_open, span_now, why_not
from devices.hub.state import Hall
from devices.link.refusals import Refused
from devices.link.refusals.base import Sentence
from devices.link.words import ClosingReason, VisitorClass

_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CLOSED_FOR = {
    ClosingReason.CROWD: Sentence("等候人数过多", "too many people are waiting"),
    ClosingReason.STAFF: Sentence("窗口人手不足", "too few windows are staffed"),
    ClosingReason.SYSTEM: Sentence("业务系统故障", "the business system is down"),
    ClosingReason.ORDER: Sentence("现场安排", "by order of the hall"),
}
"""What visitors are told of a leader's reason."""


def no_number(
    hall: Hall,
    queue: Queue,
    now: datetime,
    wait: Wait,
    visitor_class: VisitorClass = VisitorClass.ORDINARY,
) -> Refused | None:
    """Why the queue gives no number now, as a refusal with its whole sentence; None when it gives one."""
    code = why_not(hall, queue, now, wait, visitor_class)
    return refusal(hall, queue, now, code) if code else None


def refusal(hall: Hall, queue: Queue, now: datetime, code: str) -> Refused:
    """The refusal with its gaps filled: when next, where else, and what else its sentence tells."""
    when = when_said(hall, now, next_open(hall, queue, now))
    where = where_said(hall, queue, now, code)
    zh, en = {"when": when.zh, "where": where.zh}, {"when": when.en, "where": where.en}
    if code == "stopped":
        closing = hall.closings[queue.id]
        zh["why"], en["why"] = CLOSED_FOR[closing.reason]
    if code == "too_late":
        span = span_now(hall, queue, now)
        end = local(hall.config, span.end if span else now).strftime("%H:%M")
        zh["end"] = en["end"] = end
    return Refused(code, zh, en)


def where_said(hall: Hall, queue: Queue, now: datetime, code: str) -> Sentence:
    """Where else: the other place of the hall's file, or the desk; and how holiday service is asked for."""
    other = queue.elsewhere
    zh = f"也可以到{other}办理" if other else "或到服务台咨询"
    en = f"or go to {queue.elsewhere_en or other}" if other else "or ask at the desk"
    if code == "holiday" and queue.holiday == "request":
        days = hall.config.bookings.request_days
        zh += f"；节假日办理请提前{days}个工作日申请" if days else "；节假日办理请先申请"
        en += f"; ask for service on a holiday {days} working days before" if days else "; or ask for service"
    return Sentence(zh, en)


def when_said(hall: Hall, now: datetime, then: datetime | None) -> Sentence:
    """A moment as people say it: today, tomorrow, or a day with its date."""
    if then is None:
        return Sentence("改日", "another day")
    here, there = local(hall.config, now), local(hall.config, then)
    # Nobody comes at midnight: from then on means the whole day.
    clock = "" if there.time() == time() else there.strftime("%H:%M")
    at = f" at {clock}" if clock else ""
    if there.date() == here.date():
        return Sentence(f"今天{clock}", f"today{at}")
    if there.date() == here.date() + timedelta(days=1):
        return Sentence(f"明天{clock}", f"tomorrow{at}")
    day = there.weekday()
    return Sentence(
        f"{there.month}月{there.day}日（周{_DAYS_ZH[day]}）{clock}",
        f"on {_DAYS_EN[day]} {there.day} {_MONTHS_EN[there.month - 1]}{at}",
    )
