"""The lives of a ticket and of a window as data: which event leads from which state to which.

The rules and changes do not read this; random histories are held against it, so that it says neither more
nor less than what can happen, and the README's diagrams are drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from devices.hub import events as e
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link.words import TicketState, WindowState

NOWHERE = "[*]"
"""Before a ticket is taken, and behind its end."""

WAITING, CALLED, SERVING, HELD, NO_SHOW, FINISHED, TRANSFERRED, CANCELLED, EXPIRED = (
    state.value for state in TicketState
)
CLOSED, OPEN, PAUSED = (state.value for state in WindowState)
FREE = "free"
OWN, LENT, DRAINING = "own", "lent", "draining"
ENDS = (FINISHED, TRANSFERRED, CANCELLED, EXPIRED)
"""The final states of a ticket: at the end of a day each one is in exactly one of them."""


class Step(NamedTuple):
    """A state, what happens, and the state that follows."""

    before: str
    event: type[e.Event]
    after: str


def _steps(event: type[e.Event], *ways: tuple[str, str]) -> Iterator[Step]:
    """Everything that one event may do, from state to state."""
    return (
        Step(before, event, after) for way in ways for before in way[0].split() for after in way[1].split()
    )


TICKET = frozenset(
    {
        *_steps(e.TicketTaken, (NOWHERE, WAITING)),
        *_steps(e.TicketCalled, (WAITING, CALLED)),
        *_steps(e.ServiceStarted, (CALLED, SERVING)),
        *_steps(e.DirectServiceStarted, (NOWHERE, SERVING)),
        *_steps(e.ServiceFinished, (SERVING, FINISHED)),
        *_steps(e.TicketMissed, (f"{CALLED} {HELD}", NO_SHOW)),
        *_steps(e.TicketReturned, (NO_SHOW, WAITING)),
        *_steps(e.TicketHeld, (SERVING, HELD)),
        *_steps(e.TicketResumed, (HELD, SERVING)),
        *_steps(e.TicketHandedOver, (SERVING, HELD)),
        # The old step ends, and the new one waits.
        *_steps(e.TicketTransferred, (f"{CALLED} {SERVING}", TRANSFERRED), (NOWHERE, WAITING)),
        *_steps(e.StepAdded, (NOWHERE, WAITING)),
        *_steps(e.TicketCancelled, (WAITING, CANCELLED)),
        *_steps(e.TicketExpired, (f"{WAITING} {CALLED} {SERVING} {HELD} {NO_SHOW}", EXPIRED)),
        *_steps(
            e.Undone,
            (CALLED, WAITING),
            (SERVING, f"{CALLED} {HELD} {CANCELLED}"),
            (f"{FINISHED} {HELD}", SERVING),
            (f"{NO_SHOW} {EXPIRED}", f"{CALLED} {HELD}"),
            (TRANSFERRED, f"{CALLED} {SERVING}"),
            # The step of a transfer that was taken back.
            (WAITING, CANCELLED),
        ),
        # Without the hub a window does in one what it does in many steps with it; another one may have
        # called before it, and a window that went on keeps the former visitor in hand until it tells.
        *_steps(
            e.ServiceHandedIn,
            (WAITING, f"{CALLED} {SERVING} {HELD} {NO_SHOW} {FINISHED}"),
            (CALLED, f"{SERVING} {HELD} {NO_SHOW} {FINISHED}"),
            (SERVING, f"{CALLED} {HELD} {FINISHED}"),
            (HELD, f"{CALLED} {SERVING} {NO_SHOW} {FINISHED}"),
            (NO_SHOW, f"{CALLED} {SERVING} {HELD} {FINISHED}"),
            (FINISHED, f"{CALLED} {SERVING} {HELD}"),
        ),
    }
)
"""A ticket's life; what does not change its state is left out."""

WINDOW = frozenset(
    {
        *_steps(e.WindowOpened, (f"{CLOSED} {PAUSED}", OPEN)),
        *_steps(e.WindowPaused, (OPEN, PAUSED)),
        *_steps(e.WindowClosed, (f"{OPEN} {PAUSED}", CLOSED)),
    }
)
"""Whether a window serves."""

COUNTER = frozenset(
    {
        *_steps(e.TicketCalled, (FREE, CALLED)),
        *_steps(e.ServiceStarted, (CALLED, SERVING)),
        *_steps(e.DirectServiceStarted, (FREE, SERVING)),
        *_steps(e.ServiceFinished, (SERVING, FREE)),
        *_steps(e.TicketMissed, (CALLED, FREE)),
        *_steps(e.TicketHeld, (SERVING, FREE)),
        *_steps(e.TicketResumed, (FREE, SERVING)),
        *_steps(e.TicketHandedOver, (SERVING, FREE)),
        *_steps(e.TicketTransferred, (f"{CALLED} {SERVING}", FREE)),
        *_steps(e.TicketExpired, (f"{CALLED} {SERVING}", FREE)),
        *_steps(e.Undone, (CALLED, FREE), (SERVING, f"{CALLED} {FREE}"), (FREE, f"{CALLED} {SERVING}")),
        *_steps(
            e.ServiceHandedIn,
            (FREE, f"{CALLED} {SERVING}"),
            (CALLED, f"{SERVING} {FREE}"),
            (SERVING, f"{CALLED} {FREE}"),
        ),
    }
)
"""Whom a window has before it."""

TIDAL = frozenset(
    {
        *_steps(e.TidalOpened, (f"{OWN} {DRAINING}", LENT)),
        *_steps(e.TidalClosed, (LENT, DRAINING)),
        *_steps(e.TidalEnded, (DRAINING, OWN)),
        *_steps(e.DayBegan, (f"{LENT} {DRAINING}", OWN)),
    }
)
"""Whose queues a window serves (潮汐)."""


def ticket_state(ticket: Ticket | None) -> str:
    """Where a ticket is in its life."""
    return ticket.state.value if ticket else NOWHERE


def window_states(hall: Hall, window: WindowNow) -> tuple[str, str, str]:
    """Where a window is in each of its three lives: WINDOW, COUNTER, TIDAL."""
    ticket = hall.tickets.get(window.ticket)
    lent = OWN if window.lent is None else LENT
    return window.state.value, ticket.state.value if ticket else FREE, DRAINING if window.draining else lent


ASIDE = frozenset({e.Undone, e.ServiceHandedIn})
"""Not drawn: what is taken back goes an arrow back, what was done without the hub several at once."""


def mermaid() -> str:
    """Both state diagrams, as fenced Mermaid blocks with their captions."""
    ticket = [*_drawn(TICKET, _TICKET_STATES), *(f"{end} --> {NOWHERE}" for end in ENDS)]
    window = ["state window {"]
    for n, (steps, states) in enumerate(
        ((WINDOW, _WINDOW_STATES), (COUNTER, _COUNTER_STATES), (TIDAL, _TIDAL_STATES))
    ):
        window += ["    --"] * bool(n)
        window += [f"    {line}" for line in (f"{NOWHERE} --> {states[0]}", *_drawn(steps, states))]
    window.append("}")
    aside = " and ".join(sorted(f"`{event.__struct_config__.tag}`" for event in ASIDE))
    return "\n".join(
        [
            *_fenced("A ticket, from being taken to its one end:", ticket),
            *_fenced(
                "A window: whether it serves, whom it has before it, and whose queues it serves:", window
            ),
            f"Not drawn are {aside}: the first does at once what was done without the hub, the second goes "
            "one arrow back.",
            "",
        ]
    )


_TICKET_STATES = (NOWHERE, *(state.value for state in TicketState))
_WINDOW_STATES = (CLOSED, OPEN, PAUSED)
_COUNTER_STATES = (FREE, CALLED, SERVING)
_TIDAL_STATES = (OWN, LENT, DRAINING)


def _fenced(caption: str, lines: Iterable[str]) -> list[str]:
    return [caption, "", "```mermaid", "stateDiagram-v2", *(f"    {line}" for line in lines), "```", ""]


def _drawn(steps: Iterable[Step], states: tuple[str, ...]) -> list[str]:
    """One arrow from state to state, with all events that lead along it."""
    arrows: dict[tuple[int, int], list[str]] = {}
    for step in steps:
        if step.event not in ASIDE:
            arrow = (states.index(step.before), states.index(step.after))
            arrows.setdefault(arrow, []).append(str(step.event.__struct_config__.tag))
    return [
        f"{states[before]} --> {states[after]}: {', '.join(sorted(tags))}"
        for (before, after), tags in sorted(arrows.items())
    ]
