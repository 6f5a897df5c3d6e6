"""A visit that goes on: transfers, next steps, coming back, and serving without a number at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from devices.hub.events import (
    AnyEvent,
    DirectServiceStarted,
    ServiceFinished,
    StepAdded,
    TicketTransferred,
)
from devices.hub.rules.asked import Asked, known_ticket, own_ticket, own_window
from devices.hub.rules.calls import free_window, known_reason
from devices.hub.rules.errand import item_and_queue
from devices.hub.rules.no_number import refusal
from devices.hub.rules.numbers import next_number
from devices.hub.rules.order import in_front, next_for
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.staffed import must_be_served, set_aside
from devices.hub.state import LIVE, Hall, Ticket, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role, TicketState, TransferPlace, VisitorClass, WindowState, WorkSource

RULES = Rulebook()


@dataclass(frozen=True)
class _Onward:
    """Where a visit goes on: fields of ``TicketTransferred`` and ``StepAdded``."""

    queue: str
    to_window: int
    place: TransferPlace
    order_at: datetime
    items: tuple[str, ...]
    only: str
    number: str = ""
    count: int = 0
    band: str = ""


@RULES.rule(c.Transfer)
def transfer(hall: Hall, command: c.Transfer, asked: Asked) -> list[AnyEvent]:
    """The visit goes on in another line, as a new step with the same number."""
    window = own_window(hall, asked)
    ticket = own_ticket(hall, window, TicketState.CALLED, TicketState.SERVING, code="nothing_serving")
    to = _onward(hall, command, ticket, asked)
    return [
        TicketTransferred(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            step=asked.fresh,
            window=window.number,
            queue=to.queue,
            to_window=to.to_window,
            place=to.place,
            order_at=to.order_at,
            items=to.items,
            only=to.only,
            number=to.number,
            count=to.count,
            band=to.band,
        )
    ]


@RULES.rule(c.AddStep)
def add_step(hall: Hall, command: c.AddStep, asked: Asked) -> list[AnyEvent]:
    """Let a visit go on to its next step; a service that goes on is finished by it.

    A visitor stands in one line at a time: a visit that waits, or is served elsewhere, gets no further step.
    """
    ticket = known_ticket(hall, command.ticket)
    finished: list[AnyEvent] = []
    if ticket.state is TicketState.SERVING:
        if asked.by.role is not Role.CLERK:
            raise Refused("wrong_state")
        window = own_window(hall, asked)
        if window.ticket != ticket.id:
            raise Refused("wrong_window")
        finished = [
            ServiceFinished(
                at=asked.at, by=asked.by.name, ticket=ticket.id, window=window.number, clerk=window.clerk
            )
        ]
    _goes_on(hall, ticket)
    return [*finished, _step(hall, ticket, _onward(hall, command, ticket, asked), asked, bool(finished))]


@RULES.rule(c.ComeBack)
def come_back(hall: Hall, command: c.ComeBack, asked: Asked) -> list[AnyEvent]:
    """Let somebody who was served, and paid or copied meanwhile, wait for the same window again."""
    ticket = known_ticket(hall, command.ticket)
    if ticket.state is not TicketState.FINISHED:
        raise Refused("wrong_state")
    _goes_on(hall, ticket)
    window = hall.windows.get(ticket.window)
    same = window is not None and window.state is not WindowState.CLOSED and not window.draining
    where = c.AddStep(ticket=ticket.id, window=ticket.window) if same else _to_queue(hall, ticket)
    return [_step(hall, ticket, _onward(hall, where, ticket, asked), asked, back=True)]


@RULES.rule(c.ServeDirect)
def serve_direct(hall: Hall, command: c.ServeDirect, asked: Asked) -> list[AnyEvent]:
    """Serve without a number: at a free window while nobody waits for it, or for a reason of the hall's list.

    A 专职 window serves no walk-in queue: what came by post, online or by phone is recorded there.
    """
    window = free_window(hall, asked)
    item, queue = item_and_queue(hall, command.item)
    if window.draining:
        raise Refused("window_draining")
    dedicated = hall.window_of[window.number].type == "dedicated"
    if command.source is not WorkSource.COUNTER and not dedicated:
        raise Refused("dedicated_only")
    clerk = hall.clerk_of.get(window.clerk)
    if clerk is not None and clerk.skills and queue.id not in clerk.skills:
        raise Refused("wrong_queue")
    if not dedicated and _others_wait(hall, window, asked.at):
        if not command.reason:
            raise Refused("others_waiting")
        known_reason(hall, command.reason)
    return [
        DirectServiceStarted(
            at=asked.at,
            by=asked.by.name,
            ticket=asked.fresh,
            window=window.number,
            clerk=window.clerk,
            item=item.code,
            queue=queue.id,
            source=command.source,
            reason=command.reason,
        )
    ]


def next_step(hall: Hall, ticket: Ticket) -> tuple[str, str]:
    """What is proposed when this ticket is done: the visit's next item and its queue, or a queue alone.

    Returns:
        An item's code and a queue's id; each is empty for none.
    """
    done = ticket.items or (ticket.item,)
    visit = hall.visits.get(ticket.visit)
    for item in visit.to_do if visit else ():
        if item not in done and item in hall.item_of:
            return item, hall.item_of[item].queue
    after = (hall.item(item).next for item in done)
    return "", next((queue for queue in after if queue in hall.queue_of), "")


def _others_wait(hall: Hall, window: WindowNow, now: datetime) -> bool:
    """Whether somebody waits for this window whose time has come."""
    turn = next_for(hall, window.number, now)
    return turn is not None and turn.why != "early"


def _goes_on(hall: Hall, ticket: Ticket) -> None:
    """Let a visit pass that has nothing open beside this ticket.

    Raises:
        Refused: ``wrong_state``.
    """
    if ticket.state not in (TicketState.FINISHED, TicketState.SERVING):
        raise Refused("wrong_state")
    for name in hall.visits[ticket.visit].tickets:
        other = hall.tickets[name]
        if other is not ticket and (other.state in LIVE or other.state is TicketState.NO_SHOW):
            raise Refused("goes_on")


def _to_queue(hall: Hall, ticket: Ticket) -> c.AddStep:
    """The queue that a ticket waited in, or that of its item where the hall's file has it no more."""
    queue = ticket.queue if ticket.queue in hall.queue_of else hall.item(ticket.item).queue
    return c.AddStep(ticket=ticket.id, queue=queue)


def _onward(hall: Hall, command: c.Transfer | c.AddStep, ticket: Ticket, asked: Asked) -> _Onward:
    """Where a command sends a visit.

    Raises:
        Refused: ``nowhere``, ``unknown_item``, ``unknown_queue``, ``unknown_window``,
            ``queue_closed_today`` or ``full``.
    """
    if command.queue is not None and command.window is not None:
        raise Refused("nowhere")
    if command.queue is None and command.window is None and command.item is None:
        raise Refused("nowhere")
    queue = command.queue or ticket.queue
    if command.item is not None:
        its = item_and_queue(hall, command.item)[1].id
        queue = command.queue or its
    if command.queue is not None and command.queue not in hall.queue_of:
        raise Refused("unknown_queue")
    if command.window is not None and command.window not in hall.windows:
        raise Refused("unknown_window")
    items = (command.item,) if command.item is not None else ()
    to = _Onward(
        queue=queue,
        to_window=command.window or 0,
        place=command.place,
        order_at=_since(ticket, command.place, asked.at),
        items=items,
        only="" if command.window else set_aside(hall, items or ticket.items or (ticket.item,), asked.at),
    )
    if to.to_window:
        must_be_served(hall, f"@{to.to_window}", None, asked.at)
    elif to.queue in hall.queue_of:
        line = f"~{to.only}" if to.only else to.queue
        must_be_served(hall, line, hall.queue_of[to.queue], asked.at)
    return _numbered(hall, to, ticket, asked.at)


def _since(ticket: Ticket, place: TransferPlace, now: datetime) -> datetime:
    """Since when a step counts; a booked visitor's never before the booked time."""
    since = now if place is TransferPlace.END else ticket.place[0]
    if in_front(ticket.place) and place is not TransferPlace.END:
        since = ticket.taken_at
    if ticket.slot is not None and ticket.visitor_class is VisitorClass.APPOINTMENT:
        return max(since, ticket.slot)
    return since


def _numbered(hall: Hall, to: _Onward, ticket: Ticket, now: datetime) -> _Onward:
    """Who was served without a number needs one to be called by; work by post, online or phone does not.

    Raises:
        Refused: ``full``; the queue has no number left.
    """
    queue = hall.queue_of.get(to.queue)
    if ticket.number or ticket.source is not WorkSource.COUNTER or queue is None:
        return to
    number = next_number(hall, queue, ticket.visitor_class)
    if number is None:
        raise refusal(hall, queue, now, "full")
    return replace(to, number=number.text, count=number.count, band=number.band)


def _step(
    hall: Hall, ticket: Ticket, to: _Onward, asked: Asked, finishes: bool = False, *, back: bool = False
) -> StepAdded:
    return StepAdded(
        at=asked.at,
        by=asked.by.name,
        ticket=ticket.id,
        step=asked.fresh,
        queue=to.queue,
        to_window=to.to_window,
        place=to.place,
        order_at=to.order_at,
        items=to.items,
        only=to.only,
        number=to.number,
        count=to.count,
        band=to.band,
        back=back,
        window=asked.by.window if asked.by.window in hall.windows else 0,
        finishes=finishes,
    )
