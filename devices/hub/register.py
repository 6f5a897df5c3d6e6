"""The register of results (送达登记) and the rate of cases that passed at once (一次性通过率).

Pure: events in, lines and figures out. Whom a result was for is a row of the vault here, never a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from devices.hub.events import (
    AnyEvent,
    CaseAccepted,
    DeliveryChosen,
    ResultArrived,
    ResultHandedOver,
    ResultInLocker,
    ResultNotified,
    ResultSent,
)
from devices.link.words import Delivery, Evidence

KINDS = (
    "result_arrived",
    "delivery_chosen",
    "result_notified",
    "result_in_locker",
    "result_sent",
    "result_handed_over",
)
"""Tags of the events that a register is made of; a result may have come long before it was given away."""
GOAL = 0.95
"""Rate of cases that are to pass at once, by the papers of the halls."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One result that was handed over or sent.

    Attributes:
        number: the receipt's number (领取凭证); empty for one sent by post.
        person_checked: whether it was given on the applicant's card.
        evidence: what else was looked at.
        told_at: when the applicant was last notified.
        person: the vault's row of the applicant's card.
        contact: the vault's row of name and phone.
    """

    at: datetime
    code: str
    case_number: str
    item: str
    delivery: Delivery
    arrived_at: datetime
    number: str = ""
    waybill: str = ""
    window: int = 0
    clerk: str = ""
    person_checked: bool = False
    evidence: Evidence | None = None
    told_at: datetime | None = None
    person: str | None = None
    contact: str | None = None


def register_of(events: Iterable[AnyEvent], day: date) -> list[Line]:
    """What was handed over or sent on a day, in its order.

    Args:
        events: the events of ``KINDS`` of every day, in their order; others are passed over.
        day: the day.
    """
    arrived: dict[str, ResultArrived] = {}
    way: dict[str, Delivery] = {}
    told: dict[str, datetime] = {}
    lines: list[Line] = []
    for event in events:
        match event:
            case ResultArrived():
                arrived[event.result] = event
                way[event.result] = event.delivery
            case DeliveryChosen():
                way[event.result] = event.way
            case ResultNotified():
                told[event.result] = event.at
            case ResultInLocker():
                way[event.result] = Delivery.LOCKER
            case ResultSent() | ResultHandedOver() if event.at.date() == day and event.result in arrived:
                here = arrived[event.result]
                lines.append(_line(event, here, way[event.result], told.get(event.result)))
            case _:
                pass
    return lines


def _line(
    event: ResultSent | ResultHandedOver, here: ResultArrived, way: Delivery, told_at: datetime | None
) -> Line:
    given = event if isinstance(event, ResultHandedOver) else None
    return Line(
        at=event.at,
        code=here.code,
        case_number=here.case_number,
        item=here.item,
        delivery=way,
        arrived_at=here.at,
        number=given.number if given else "",
        waybill=event.waybill if isinstance(event, ResultSent) else "",
        window=given.window if given else 0,
        clerk=event.clerk,
        person_checked=given.person_checked if given else False,
        evidence=given.evidence if given else None,
        told_at=told_at,
        person=here.person,
        contact=here.contact,
    )


@dataclass
class Passed:
    """How many cases were accepted and how many of them had everything at the first try.

    Attributes:
        advised: those whose visit had advice of the consult desk, and of them ``advised_first``.
    """

    accepted: int = 0
    first: int = 0
    advised: int = 0
    advised_first: int = 0


def passed_of(events: Iterable[AnyEvent]) -> dict[date, Passed]:
    """Accepted cases by day."""
    days: dict[date, Passed] = {}
    for event in events:
        if isinstance(event, CaseAccepted):
            day = days.setdefault(event.at.date(), Passed())
            day.accepted += 1
            day.first += event.first_pass
            day.advised += event.advised
            day.advised_first += event.advised and event.first_pass
    return days


def rate(part: int, whole: int) -> float | None:
    """A share, or None of nothing."""
    return part / whole if whole else None
