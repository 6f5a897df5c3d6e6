"""Results (办理结果): here, told, and handed over to the right person, with a line in the register.

A result is given away on the card of its applicant, read at this window, or on evidence that is named; a
name that sounds right is not enough. Until then it is never forgotten.
"""

from __future__ import annotations

from datetime import timedelta

from devices.hub.events import (
    AnyEvent,
    DeliveryChosen,
    ResultArrived,
    ResultHandedOver,
    ResultInLocker,
    ResultNotified,
    ResultOverdue,
    ResultSent,
)
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.notices import no_more, notice
from devices.hub.rules.printing import next_number, print_paper
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, Result
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Delivery, Evidence, ResultState, Role, TicketState

RULES = Rulebook()

CARD_FRESH = timedelta(minutes=10)
"""How long a card that was read at a window stands for whoever is there."""


@RULES.rule(c.RegisterResult)
def register(hall: Hall, command: c.RegisterResult, asked: Asked) -> list[AnyEvent]:
    """A result is here; it belongs to whoever's card its case was accepted with."""
    _at_issue_window(hall, asked)
    if command.item not in hall.item_of:
        raise Refused("unknown_item")
    if any(result.code == command.code for result in hall.results.values()):
        raise Refused("result_exists")
    if command.queue and command.queue not in hall.queue_of:
        raise Refused("unknown_queue")
    case = hall.cases.get(command.case_number)
    if command.person is not None and command.person not in hall.persons:
        raise Refused("unknown_person")
    return [
        ResultArrived(
            at=asked.at,
            by=asked.by.name,
            result=asked.fresh,
            code=command.code,
            item=command.item,
            case_number=command.case_number,
            contact=asked.contact,
            person=command.person or (case.person if case else None),
            delivery=command.delivery,
            queue=command.queue or _issue_queue(hall, command.item),
            clerk=asked.clerk,
        )
    ]


@RULES.rule(c.ChooseDelivery)
def choose(hall: Hall, command: c.ChooseDelivery, asked: Asked) -> list[AnyEvent]:
    """Deliver it as its applicant wants; what came back by post is at the counter again."""
    _at_issue_window(hall, asked)
    result = _not_handed_over(hall, command.result)
    if result.delivery is command.way and result.state is ResultState.ARRIVED:
        return []
    return [
        DeliveryChosen(at=asked.at, by=asked.by.name, result=result.id, way=command.way, clerk=asked.clerk)
    ]


@RULES.rule(c.NotifyResult)
def notify(hall: Hall, command: c.NotifyResult, asked: Asked) -> list[AnyEvent]:
    """The applicant was told."""
    _at_issue_window(hall, asked)
    result = _here(hall, command.result)
    return [
        ResultNotified(at=asked.at, by=asked.by.name, result=result.id, how=command.how, clerk=asked.clerk)
    ]


@RULES.rule(c.PutInLocker)
def put_in_locker(hall: Hall, command: c.PutInLocker, asked: Asked) -> list[AnyEvent]:
    """One result in one box, and only where its applicant chose that."""
    _at_issue_window(hall, asked)
    result = _here(hall, command.result)
    if result.delivery is not Delivery.LOCKER:
        raise Refused("other_delivery")
    for other in hall.results.values():
        if other.locker == command.locker:
            if other is result:
                return []
            raise Refused("locker_taken")
    return [
        ResultInLocker(
            at=asked.at, by=asked.by.name, result=result.id, locker=command.locker, clerk=asked.clerk
        )
    ]


@RULES.rule(c.SendResult)
def send(hall: Hall, command: c.SendResult, asked: Asked) -> list[AnyEvent]:
    """The post has it, where its applicant chose that."""
    _at_issue_window(hall, asked)
    result = _here(hall, command.result)
    if result.delivery is not Delivery.MAIL:
        raise Refused("other_delivery")
    sent = ResultSent(
        at=asked.at, by=asked.by.name, result=result.id, waybill=command.waybill, clerk=asked.clerk
    )
    return [sent, *no_more(hall, asked, "result_waits", result.code)]


@RULES.rule(c.HandOverResult)
def hand_over(hall: Hall, command: c.HandOverResult, asked: Asked) -> list[AnyEvent]:
    """Give it to its applicant by card, or to somebody else on evidence; the receipt is to be signed."""
    result = _here(hall, command.result)
    if asked.by.role is Role.INTEGRATION:
        # A locker opens by its code; nobody stands at a window then.
        if result.state is not ResultState.IN_LOCKER or command.evidence is not Evidence.LOCKER_CODE:
            raise Refused("not_in_locker")
    else:
        _at_issue_window(hall, asked)
        if command.evidence is Evidence.LOCKER_CODE:
            raise Refused("not_in_locker")
    checked = _checked(hall, command, result, asked)
    number, count = next_number(hall, "LQ", asked)
    window = hall.windows.get(asked.by.window)
    ticket = hall.tickets.get(window.ticket) if window is not None else None
    given = ResultHandedOver(
        at=asked.at,
        by=asked.by.name,
        result=result.id,
        paper=asked.fresh,
        number=number,
        count=count,
        clerk=window.clerk if window is not None else "",
        window=asked.by.window,
        ticket=ticket.id if ticket is not None and ticket.state is TicketState.SERVING else "",
        person_checked=checked,
        evidence=None if checked else command.evidence,
        person=command.person,
    )
    printed = print_paper(hall, asked, given.paper, command.paper, command.language)
    return [given, *no_more(hall, asked, "result_waits", result.code), *printed]


@RULES.due
def results_overdue(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell staff once that nobody comes for a result."""
    before = asked.at - timedelta(days=hall.config.papers.keep_days)
    found: list[AnyEvent] = []
    for result in hall.results.values():
        if result.here and not result.overdue and result.at < before:
            words = {"code": result.code, "item": hall.item(result.item).name}
            words["days"] = str(hall.config.papers.keep_days)
            found.append(ResultOverdue(at=asked.at, by=asked.by.name, result=result.id))
            found += notice(hall, asked, "result_waits", result.code, words)
    return found


def known_result(hall: Hall, name: str) -> Result:
    """A result by its id or its code.

    Raises:
        Refused: ``unknown_result``.
    """
    result = hall.results.get(name) or next((r for r in hall.results.values() if r.code == name), None)
    if result is None:
        raise Refused("unknown_result")
    return result


def results_of(hall: Hall, person: str) -> list[Result]:
    """What waits in the hall, or is on its way, for the holder of a card."""
    return [
        result
        for result in hall.results.values()
        if result.person == person and result.state is not ResultState.HANDED_OVER
    ]


def _not_handed_over(hall: Hall, name: str) -> Result:
    result = known_result(hall, name)
    if result.state is ResultState.HANDED_OVER:
        raise Refused("result_gone")
    return result


def _here(hall: Hall, name: str) -> Result:
    result = _not_handed_over(hall, name)
    if not result.here:
        raise Refused("result_sent")
    return result


def _checked(hall: Hall, command: c.HandOverResult, result: Result, asked: Asked) -> bool:
    """Whether the card just read here is the applicant's; if not, something else must show the right.

    Raises:
        Refused: ``unknown_person``, ``card_first`` or ``not_the_person``.
    """
    if command.person is not None:
        read = hall.cards_at.get(asked.by.place)
        if read is None or read[0] != command.person or asked.at > read[1] + CARD_FRESH:
            raise Refused("unknown_person")
        if command.person == result.person:
            return True
    if command.evidence is None:
        raise Refused("card_first" if command.person is None else "not_the_person")
    return False


def _at_issue_window(hall: Hall, asked: Asked) -> None:
    """Let the clerks of issue windows pass, and everybody who is at no window.

    Raises:
        Refused: ``no_window`` or ``not_issue_window``.
    """
    if asked.by.role is not Role.CLERK:
        return
    if hall.window_of[own_window(hall, asked).number].type != "issue":
        raise Refused("not_issue_window")


def _issue_queue(hall: Hall, item: str) -> str:
    """The queue in which an item's results are fetched: of its zone's issue windows, or of any."""
    queue = hall.queue_of.get(hall.item(item).queue)
    issuing = [window for window in hall.config.windows if window.type == "issue" and window.queues]
    near = [window for window in issuing if queue is not None and window.zone == queue.zone]
    return next((window.queues[0] for window in near or issuing), "")
