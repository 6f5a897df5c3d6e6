"""A window's last step, remembered while it happens and put back when it is taken back.

Only what the step changes is kept and put back; whatever else has happened meanwhile stays.
"""

from __future__ import annotations

from dataclasses import fields

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, LastStep, Ticket, TicketWas, WindowNow, WindowWas
from devices.link.words import CounterStep, TicketState

CHANGES = Changebook()

StepEvent = (
    e.TicketCalled
    | e.ServiceStarted
    | e.DirectServiceStarted
    | e.ServiceFinished
    | e.TicketMissed
    | e.TicketHeld
    | e.TicketResumed
    | e.TicketTransferred
    | e.StepAdded
)


def remember(hall: Hall, event: StepEvent, what: CounterStep, *, step: str = "") -> None:
    """Keep what the step that the event tells of is about to change."""
    ticket, window = hall.tickets[event.ticket], hall.window(event.window)
    visit = hall.visits[ticket.visit]
    window.last = LastStep(
        what=what,
        at=event.at,
        clerk=window.clerk,
        ticket=ticket.id,
        was=TicketWas(**{f.name: getattr(ticket, f.name) for f in fields(TicketWas)}),
        window=WindowWas(
            ticket=window.ticket,
            held=tuple(window.held),
            streak=window.streak,
            finished=window.finished,
            served_s=window.served_s,
            rating=window.rating,
            rating_until=window.rating_until,
        ),
        step=step,
        steps=len(visit.tickets) + bool(step),
        first_asked=visit.first_asked,
        to_do=tuple(visit.to_do),
        finish=window.last if isinstance(event, e.StepAdded) and event.finishes else None,
    )


@CHANGES.on(e.Undone)
def _undone(hall: Hall, event: e.Undone) -> None:
    window, ticket = hall.window(event.window), hall.tickets[event.ticket]
    last = window.last
    if last is None:
        return
    window.last = None
    if last.what is CounterStep.DIRECT:
        # A number that never was cannot wait: the service ends as one that was given up.
        window.ticket = last.window.ticket
        _put_back_rating(hall, window, last)
        ticket.state = TicketState.CANCELLED
        ticket.ended_at = event.at
        return
    if last.what is CounterStep.ADDED:
        _drop_step(hall, hall.tickets[last.step], event)
        hall.visits[ticket.visit].to_do = list(last.to_do)
        # The service that was finished with it is taken back next.
        window.last = last.finish
        return
    if last.step:
        _drop_step(hall, hall.tickets[last.step], event)
    for f in fields(TicketWas):
        setattr(ticket, f.name, getattr(last.was, f.name))
    visit = hall.visits[ticket.visit]
    visit.first_asked = last.first_asked
    visit.to_do = list(last.to_do)
    if ticket.id in hall.missed:
        hall.missed.remove(ticket.id)
    if last.what is CounterStep.CALLED:
        hall.calls = [c for c in hall.calls if c.ticket != ticket.id or c.at < last.at]
        hall.line_of(ticket).add(ticket)
    window.ticket = last.window.ticket
    if ticket.id in window.held:
        window.held.remove(ticket.id)
    elif ticket.id in last.window.held:
        window.held.insert(last.window.held.index(ticket.id), ticket.id)
    if last.what is CounterStep.FINISHED:
        window.served.remove(ticket.id)
    window.streak = last.window.streak
    window.finished = last.window.finished
    window.served_s = last.window.served_s
    _put_back_rating(hall, window, last)


def _put_back_rating(hall: Hall, window: WindowNow, last: LastStep) -> None:
    before = hall.tickets.get(last.window.rating)
    closed = before is None or before.rating_closed
    window.rating = "" if closed else last.window.rating
    window.rating_until = last.window.rating_until


def _drop_step(hall: Hall, step: Ticket, event: e.Undone) -> None:
    """A next step that was taken back stands for nobody any more."""
    hall.line_of(step).remove(step)
    step.state = TicketState.CANCELLED
    step.ended_at = event.at
    hall.visits[step.visit].tickets.remove(step.id)
    if step.person is not None:
        hall.tickets_of[step.person].remove(step.id)
