"""What clerks say beyond the plain course of a service: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from devices.hub.people import Principal
from devices.link import commands as c
from devices.link.words import TicketState, TransferPlace, WorkSource
from tests.devices.hub.played import DESK, Played, clerk

Saying = tuple[Principal, c.AnyCommand]


def _window(p: Played, dice: Random) -> int:
    return dice.choice(list(p.hall.windows))


def _free(p: Played, dice: Random) -> int:
    """A window that could take somebody, if there is one."""
    free = [w.number for w in p.hall.windows.values() if w.clerk and not w.ticket]
    return dice.choice(free or [_window(p, dice)])


def _ticket(p: Played, dice: Random, *states: TicketState) -> str:
    found = [ticket.id for ticket in p.hall.tickets.values() if ticket.state in states]
    return dice.choice(found or list(p.hall.tickets) or ["nobody"])


def _reason(p: Played, dice: Random) -> str:
    return dice.choice([*[known.id for known in p.config.call_reasons], "", "whim"])


def call_this_one(p: Played, dice: Random) -> Saying:
    """A waiting ticket is called by number or by name."""
    name = _ticket(p, dice, TicketState.WAITING)
    return clerk(_free(p, dice)), c.CallTicket(
        ticket=name, reason=_reason(p, dice), by_name=dice.random() < 0.2
    )


def take_back(p: Played, dice: Random) -> Saying:
    """A slip of the hand."""
    return clerk(_window(p, dice)), c.Undo()


def recall_in_time(p: Played, dice: Random) -> Saying:
    """The called visitor has not come for a while."""
    p.later(seconds=dice.choice([1, 5, 20]))
    called = [w.number for w in p.hall.windows.values() if w.ticket]
    return clerk(dice.choice(called or [1])), c.Recall()


def go_on(p: Played, dice: Random) -> Saying:
    """A finished visit goes on, or comes back, or somebody served is sent on at once."""
    if dice.random() < 0.3:
        number = _window(p, dice)
        name = p.hall.windows[number].ticket or "nobody"
        return clerk(number), c.AddStep(ticket=name, item=dice.choice(["a-1", "b-1", "t-1"]))
    name = _ticket(p, dice, TicketState.FINISHED)
    by = dice.choice([DESK, clerk(_window(p, dice))])
    ways: list[c.AnyCommand] = [
        c.ComeBack(ticket=name),
        c.AddStep(ticket=name, queue=dice.choice(["a", "b", "zzz"]), place=dice.choice(list(TransferPlace))),
        c.AddStep(ticket=name, window=_window(p, dice), place=dice.choice(list(TransferPlace))),
    ]
    return by, dice.choice(ways)


def serve_directly(p: Played, dice: Random) -> Saying:
    """Somebody without a number, or work by post, at a free window."""
    return clerk(_free(p, dice)), c.ServeDirect(
        item=dice.choice(["a-1", "b-1", "zzz"]),
        source=dice.choice([WorkSource.COUNTER, *WorkSource]),
        reason=_reason(p, dice),
    )


def correct(p: Played, dice: Random) -> Saying:
    """The visitor is here for something else."""
    serving = [w.number for w in p.hall.windows.values() if w.ticket]
    items = tuple(dice.choices(["a-1", "a-2", "b-1", "zzz"], [5, 5, 5, 1], k=dice.randint(1, 3)))
    return clerk(dice.choice(serving or [1])), c.CorrectItems(items=items)


def not_back(p: Played, dice: Random) -> Saying:
    """Who went away for a while never came back, or so it is said."""
    holding = [w for w in p.hall.windows.values() if w.held]
    if not holding or dice.random() < 0.1:
        return clerk(_window(p, dice)), c.MarkNoShow(ticket=_ticket(p, dice, *TicketState))
    window = dice.choice(holding)
    return clerk(window.number), c.MarkNoShow(ticket=dice.choice(window.held))


SAYINGS: list[Callable[[Played, Random], Saying]] = [
    call_this_one,
    take_back,
    recall_in_time,
    go_on,
    serve_directly,
    correct,
    not_back,
]
