"""What is said at the guides' desk, and to it: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from devices.hub.people import Principal
from devices.link import commands as c
from devices.link.words import HelpTopic, Role, TicketState
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, pad

Saying = tuple[Principal, c.AnyCommand]
LEADER = Principal(role=Role.LEADER)


def _waiting(p: Played, dice: Random) -> str:
    found = [t.id for t in p.hall.tickets.values() if t.state is TicketState.WAITING]
    return dice.choice([*found[-8:], *list(p.hall.tickets)[:1]] or ["nobody"])


def _anybody(p: Played, dice: Random) -> Principal:
    return dice.choice([DESK, LEADER, clerk(dice.choice(list(p.hall.windows)))])


def grant(p: Played, dice: Random) -> Saying:
    """Somebody is to go first, mostly on the evidence that the ground asks for."""
    ground = dice.choice(p.config.grounds)
    evidence = dice.choice(
        [*ground.evidence, *ground.evidence, *ground.evidence, ""] if ground.evidence else [""]
    )
    return _anybody(p, dice), c.GrantClass(
        ticket=_waiting(p, dice), ground=dice.choice([ground.id] * 9 + ["friend"]), evidence=evidence
    )


def revoke(p: Played, dice: Random) -> Saying:
    """That was a mistake."""
    granted = [t.id for t in p.hall.tickets.values() if t.before_grant is not None]
    return _anybody(p, dice), c.RevokeClass(ticket=dice.choice(granted or [_waiting(p, dice)]))


def call(p: Played, dice: Random) -> Saying:
    """Help is wanted at a kiosk or a window."""
    number = dice.choice([*p.hall.windows, 77])
    by = dice.choice([KIOSK, clerk(number), pad(number)])
    return by, c.CallHelp(about=dice.choice(list(HelpTopic)))


def answer(p: Played, dice: Random) -> Saying:
    """A guide accepts or ends a call, or whoever called ends it."""
    name = dice.choice([*p.hall.helps, "none"])
    number = dice.choice(list(p.hall.windows))
    ways: list[Saying] = [
        (DESK, c.AcceptHelp(help=name)),
        (DESK, c.AcceptHelp(help=name)),
        (DESK, c.EndHelp(help=name)),
        (dice.choice([KIOSK, pad(number), LEADER]), c.EndHelp(help=name)),
    ]
    return dice.choice(ways)


SAYINGS: list[Callable[[Played, Random], Saying]] = [grant, grant, revoke, call, answer, answer]
