"""What a clerk may do next: a table of the window's state, without Qt, clock or hub.

It only spares the clerk a refusal: the hub decides, and says no where this table is behind the hall.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    FINISH_ON = "finish_on"
    RECALL = "recall"
    NO_SHOW = "no_show"
    FINISH = "finish"
    HOLD = "hold"
    RESUME = "resume"
    TRANSFER = "transfer"
    RETURN = "return"
    PAUSE = "pause"
    MORE = "more"
    ACCEPT = "accept"
    SLIP = "slip"
    ADD_STEP = "add_step"
    CORRECT = "correct"
    DIRECT = "direct"
    BACK = "back"
    GONE = "gone"
    CLOSE = "close"
    SIGN_OUT = "sign_out"
    HELP = "help"
    UNDO = "undo"


KEYS: dict[Step, str] = {
    Step.RECALL: "R",
    Step.NO_SHOW: "N",
    Step.FINISH: "F",
    Step.HOLD: "H",
    Step.RESUME: "G",
    Step.TRANSFER: "T",
    Step.RETURN: "B",
    Step.PAUSE: "P",
    Step.MORE: "M",
    Step.FINISH_ON: "X",
    Step.ACCEPT: "A",
    Step.SLIP: "S",
    Step.ADD_STEP: "K",
    Step.CORRECT: "I",
    Step.DIRECT: "D",
    Step.BACK: "V",
    Step.GONE: "L",
    Step.CLOSE: "C",
    Step.SIGN_OUT: "Q",
    Step.UNDO: "U",
    Step.HELP: "F1",
}
"""The key of every step that has one of its own; the space bar always does the state's main step."""

GRID = (
    Step.RECALL,
    Step.NO_SHOW,
    Step.FINISH,
    Step.HOLD,
    Step.RESUME,
    Step.TRANSFER,
    Step.RETURN,
    Step.PAUSE,
    Step.MORE,
)
"""Steps below the main one, three in a row."""

SELDOM = (
    Step.ACCEPT,
    Step.SLIP,
    Step.CORRECT,
    Step.ADD_STEP,
    Step.DIRECT,
    Step.BACK,
    Step.GONE,
    Step.CLOSE,
)
"""Steps of the list behind 更多; their keys work without it too."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What lies around the window's own state.

    Attributes:
        held: tickets that the window holds.
        missed: tickets that missed this window's call and may return.
        served: tickets that it finished lately, whose visitors may come back from paying or copying.
        waiting: tickets that it could call.
        proposed: whether a next step is proposed for the ticket that is served.
    """

    held: int = 0
    missed: int = 0
    served: int = 0
    waiting: int = 0
    proposed: bool = False


NOTHING = Around()


def main_step(window: WindowRow | None, around: Around = NOTHING) -> Step | None:
    """The step that the space bar does: the next one in an ordinary day."""
    if window is None:
        return None
    if not window.clerk:
        return Step.SIGN_IN
    if window.ticket_state is TicketState.CALLED:
        return Step.START
    alone = window.type == "dedicated" and not window.queues and not around.waiting
    if window.ticket_state is TicketState.SERVING:
        # Nobody follows at a window that calls nobody, or only finishes what it has.
        nobody = alone or (window.draining and not around.waiting)
        return Step.FINISH if nobody else Step.FINISH_NEXT
    if window.state is not WindowState.OPEN:
        return Step.OPEN
    return Step.DIRECT if alone else Step.CALL_NEXT


def possible(window: WindowRow | None, around: Around = NOTHING) -> frozenset[Step]:
    """All steps that the window's state allows.

    Args:
        window: the clerk's window, None before the hub has shown it.
        around: what lies around its own state.
    """
    main = main_step(window, around)
    if window is None or main is None:
        return frozenset()
    if main is Step.SIGN_IN:
        return frozenset({Step.SIGN_IN, Step.HELP})
    steps: set[Step] = {main, Step.HELP}
    if around.missed:
        steps.add(Step.RETURN)
    if around.served:
        steps.add(Step.BACK)
    if around.held:
        # Nobody can leave the window while it holds somebody who will never come back.
        steps.add(Step.GONE)
    if main is Step.START:
        steps |= {Step.RECALL, Step.NO_SHOW, Step.TRANSFER}
    elif window.ticket_state is TicketState.SERVING:
        steps |= _while_serving(window, around)
    elif window.state is WindowState.CLOSED:
        steps.add(Step.SIGN_OUT)
    else:
        steps |= {Step.PAUSE, Step.CLOSE, Step.SIGN_OUT}
    if main in (Step.CALL_NEXT, Step.DIRECT):
        steps.add(Step.DIRECT)
        if around.held:
            steps.add(Step.RESUME)
    if steps & set(SELDOM):
        steps.add(Step.MORE)
    return frozenset(steps)


def _while_serving(window: WindowRow, around: Around) -> set[Step]:
    # Whoever leaves now hands the visitor over to a colleague.
    steps = {Step.FINISH, Step.HOLD, Step.TRANSFER, Step.CORRECT, Step.ADD_STEP, Step.SLIP, Step.SIGN_OUT}
    if window.type != "consult":
        steps.add(Step.ACCEPT)
    if around.proposed:
        steps.add(Step.FINISH_ON)
    return steps
