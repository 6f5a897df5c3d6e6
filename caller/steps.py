"""What a clerk may do next: a table of the window's state, without Qt, clock or hub.

It only spares the clerk a refusal: the hub decides, and says no where this table is behind the hall.
"""

from __future__ import annotations

from enum import StrEnum

from devices.link.rows import WindowRow
from devices.link.words import TicketState, WindowState


class Step(StrEnum):
    """One thing that a clerk can do with one key."""

    SIGN_IN = "sign_in"
    OPEN = "open"
    CALL_NEXT = "call_next"
    START = "start"
    FINISH_NEXT = "finish_next"
    RECALL = "recall"
    NO_SHOW = "no_show"
    FINISH = "finish"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    RETURN = "return"
    PAUSE = "pause"
    CLOSE = "close"
    SIGN_OUT = "sign_out"


KEYS: dict[Step, str] = {
    Step.RECALL: "R",
    Step.NO_SHOW: "N",
    Step.FINISH: "F",
    Step.HOLD: "H",
    Step.RESUME: "G",
    Step.TRANSFER: "T",
    Step.RETURN: "B",
    Step.PAUSE: "P",
    Step.CLOSE: "C",
    Step.SIGN_OUT: "Q",
}
"""The key of every step that has one of its own; the space bar always does the state's main step."""


def main_step(window: WindowRow | None) -> Step | None:
    """The step that the space bar does: the next one in an ordinary day."""
    if window is None:
        return None
    if not window.clerk:
        return Step.SIGN_IN
    if window.ticket_state is TicketState.CALLED:
        return Step.START
    if window.ticket_state is TicketState.SERVING:
        return Step.FINISH_NEXT
    return Step.CALL_NEXT if window.state is WindowState.OPEN else Step.OPEN


def possible(window: WindowRow | None, *, held: int = 0, missed: int = 0) -> frozenset[Step]:
    """All steps that the window's state allows.

    Args:
        window: the clerk's window, None before the hub has shown it.
        held: tickets that the window holds.
        missed: tickets that missed this window's call and may return.
    """
    main = main_step(window)
    if window is None or main is None:
        return frozenset()
    if main is Step.SIGN_IN:
        return frozenset({Step.SIGN_IN})
    steps = {main}
    if missed:
        steps.add(Step.RETURN)
    if main is Step.START:
        steps |= {Step.RECALL, Step.NO_SHOW, Step.TRANSFER}
    elif main is Step.FINISH_NEXT:
        steps |= {Step.FINISH, Step.HOLD, Step.TRANSFER}
    elif window.state is not WindowState.CLOSED:
        steps.add(Step.PAUSE)
    if main is Step.CALL_NEXT and held:
        steps.add(Step.RESUME)
    if not window.ticket and not held:
        steps.add(Step.SIGN_OUT)
        if window.state is not WindowState.CLOSED:
            steps.add(Step.CLOSE)
    return frozenset(steps)
