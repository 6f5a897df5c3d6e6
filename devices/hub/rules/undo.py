"""A slip of the hand: the window's last step is taken back, while nothing has come of it."""

from __future__ import annotations

from datetime import timedelta

from devices.hub.events import AnyEvent, Undone
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, LastStep, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import CounterStep, TicketState, WindowState

RULES = Rulebook()

_AFTER = {
    CounterStep.CALLED: (TicketState.CALLED,),
    CounterStep.STARTED: (TicketState.SERVING,),
    CounterStep.FINISHED: (TicketState.FINISHED,),
    CounterStep.NO_SHOW: (TicketState.NO_SHOW, TicketState.EXPIRED),
    CounterStep.HELD: (TicketState.HELD,),
    CounterStep.RESUMED: (TicketState.SERVING,),
    CounterStep.TRANSFERRED: (TicketState.TRANSFERRED,),
    CounterStep.DIRECT: (TicketState.SERVING,),
    CounterStep.ADDED: (TicketState.FINISHED,),
}
"""States in which a step leaves its ticket; in any other one somebody has gone on with it."""


@RULES.rule(c.Undo)
def undo(hall: Hall, command: c.Undo, asked: Asked) -> list[AnyEvent]:
    """Take back the window's last step within ``undo_s``; the clerk's own, and only while it stands."""
    window = own_window(hall, asked)
    last = window.last
    if last is None or last.clerk != window.clerk or window.state is not WindowState.OPEN:
        raise Refused("nothing_to_undo")
    if asked.at > last.at + timedelta(seconds=hall.config.tickets.undo_s):
        raise Refused("undo_late")
    ticket = hall.tickets[last.ticket]
    finished = last.finish or last
    if finished.what is CounterStep.FINISHED and (ticket.rating is not None or ticket.rating_closed):
        raise Refused("already_rated")
    if not _stands(hall, window, last) or _has_papers(hall, last):
        raise Refused("wrong_state")
    steps = (last, last.finish) if last.finish else (last,)
    return [
        Undone(at=asked.at, by=asked.by.name, ticket=step.ticket, window=window.number, what=step.what)
        for step in steps
    ]


def _has_papers(hall: Hall, last: LastStep) -> bool:
    """Whether a case was taken or a slip given in a service: then it has begun, whatever is said now."""
    if last.what not in (CounterStep.STARTED, CounterStep.DIRECT):
        return False
    accepted = any(acceptance.ticket == last.ticket for acceptance in hall.acceptances.values())
    return accepted or any(slip.ticket == last.ticket for slip in hall.slips.values())


def _left_at_window(last: LastStep) -> str:
    """Whom the step left before its window."""
    if last.what in (CounterStep.CALLED, CounterStep.STARTED, CounterStep.RESUMED, CounterStep.DIRECT):
        return last.ticket
    # Whoever had gone away for a while and did not come back was not before it.
    return "" if last.window.ticket == last.ticket else last.window.ticket


def _stands(hall: Hall, window: WindowNow, last: LastStep) -> bool:
    """Whether everything is still as the step left it."""
    ticket = hall.tickets[last.ticket]
    if ticket.state not in _AFTER[last.what] or len(hall.visits[ticket.visit].tickets) != last.steps:
        return False
    if window.ticket != _left_at_window(last):
        return False
    if last.what is CounterStep.HELD and ticket.id not in window.held:
        return False
    step = hall.tickets.get(last.step)
    # A step on paper, or called, is out in the hall.
    return step is None or (step.state is TicketState.WAITING and not step.job)
