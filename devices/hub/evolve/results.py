"""What becomes of results until they are handed over."""

from __future__ import annotations

from datetime import datetime, timedelta

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.evolve.papers import show_at
from devices.hub.state import Hall, Result
from devices.link.words import ResultState

CHANGES = Changebook()


@CHANGES.on(e.ResultArrived)
def _arrived(hall: Hall, event: e.ResultArrived) -> None:
    hall.results[event.result] = Result(
        id=event.result,
        code=event.code,
        item=event.item,
        at=event.at,
        case_number=event.case_number,
        contact=event.contact,
        person=event.person,
        delivery=event.delivery,
        queue=event.queue,
    )
    hall.cases.pop(event.case_number, None)


# A result that was handed over is forgotten after a while, and its last events may still be read.


@CHANGES.on(e.DeliveryChosen)
def _chosen(hall: Hall, event: e.DeliveryChosen) -> None:
    if (result := hall.results.get(event.result)) is not None:
        result.delivery = event.way
        result.state = ResultState.ARRIVED
        result.locker = result.waybill = ""
        result.ended_at = None


@CHANGES.on(e.ResultNotified)
def _notified(hall: Hall, event: e.ResultNotified) -> None:
    if (result := hall.results.get(event.result)) is not None:
        result.told.append((event.how, event.at))


@CHANGES.on(e.ResultInLocker)
def _in_locker(hall: Hall, event: e.ResultInLocker) -> None:
    if (result := hall.results.get(event.result)) is not None:
        result.state = ResultState.IN_LOCKER
        result.locker = event.locker


@CHANGES.on(e.ResultSent)
def _sent(hall: Hall, event: e.ResultSent) -> None:
    if (result := hall.results.get(event.result)) is not None:
        result.state = ResultState.SENT
        result.waybill = event.waybill
        result.ended_at = event.at


@CHANGES.on(e.ResultHandedOver)
def _handed_over(hall: Hall, event: e.ResultHandedOver) -> None:
    hall.paper_counts["LQ"] = event.count
    if (result := hall.results.get(event.result)) is not None:
        result.state = ResultState.HANDED_OVER
        result.ended_at = event.at
        result.locker = ""
        result.receipt = event.paper
        result.number = event.number
        result.clerk = event.clerk
        result.window = event.window
        result.person_checked = event.person_checked
        result.evidence = event.evidence
        if event.window:
            show_at(hall, event.window, event.paper)


@CHANGES.on(e.ResultOverdue)
def _overdue(hall: Hall, event: e.ResultOverdue) -> None:
    if (result := hall.results.get(event.result)) is not None:
        result.overdue = True


def begin_day(hall: Hall, at: datetime) -> None:
    """Forget what was handed over or sent long ago; what is still here is never forgotten."""
    before = at - timedelta(days=hall.config.papers.keep_days)
    hall.results = {
        name: result
        for name, result in hall.results.items()
        if result.ended_at is None or result.ended_at > before
    }
