"""A visit that goes on: the same number, a new step in another line."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.evolve.tickets import count_number, next_place
from devices.hub.evolve.undo import remember
from devices.hub.state import FIRST_OF_ALL, Hall, Ticket
from devices.link.words import CounterStep, TicketState, TransferPlace

CHANGES = Changebook()


@CHANGES.on(e.TicketTransferred)
def _transferred(hall: Hall, event: e.TicketTransferred) -> None:
    remember(hall, event, CounterStep.TRANSFERRED, step=event.step)
    old = hall.tickets[event.ticket]
    old.state = TicketState.TRANSFERRED
    old.ended_at = event.at
    hall.window(event.window).ticket = ""
    _go_on(hall, old, event)


@CHANGES.on(e.StepAdded)
def _added(hall: Hall, event: e.StepAdded) -> None:
    if event.window:
        remember(hall, event, CounterStep.ADDED, step=event.step)
    _go_on(hall, hall.tickets[event.ticket], event)


def _go_on(hall: Hall, old: Ticket, event: e.TicketTransferred | e.StepAdded) -> None:
    since = FIRST_OF_ALL if event.place is TransferPlace.FRONT else event.order_at
    step = Ticket(
        id=event.step,
        visit=old.visit,
        number=event.number or old.number,
        queue=event.queue,
        item=event.items[0] if event.items else old.item,
        visitor_class=old.visitor_class,
        taken_at=old.taken_at,
        kiosk=old.kiosk,
        place=next_place(hall, since),
        for_window=event.to_window,
        person=old.person,
        slot=old.slot,
        returns=old.returns,
        items=event.items or old.items,
        bundle=old.bundle,
        ground=old.ground,
        only=hall.season_item((event.only,)),
        printed=old.printed,
        away=old.away,
        before_grant=old.before_grant,
        source=old.source,
    )
    hall.tickets[step.id] = step
    if event.number:
        count_number(hall, event)
    visit = hall.visits[step.visit]
    visit.tickets.append(step.id)
    visit.to_do = [item for item in visit.to_do if item not in event.items]
    if step.person is not None:
        hall.tickets_of.setdefault(step.person, []).append(step.id)
    hall.line_of(step).add(step)
