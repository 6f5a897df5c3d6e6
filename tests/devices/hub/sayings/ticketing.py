"""What the leader says of queues that stop giving numbers, and start again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import ClosingReason, Role
from tests.devices.hub.played import Played

Saying = tuple[Principal, c.AnyCommand]
LEADER = Principal(role=Role.LEADER)


def close_ticketing(p: Played, dice: Random) -> Saying:
    """The leader closes a queue; now and then for a reason that is the clock's."""
    queue = dice.choice([*p.hall.queue_of, "none"])
    return LEADER, c.CloseTicketing(queue=queue, reason=dice.choice(list(ClosingReason)))


def reopen_ticketing(p: Played, dice: Random) -> Saying:
    """The leader opens a queue again, mostly one that is closed."""
    queue = dice.choice([*p.hall.closings, *p.hall.closings, *p.hall.queue_of])
    return LEADER, c.ReopenTicketing(queue=queue)


def forecast_changes(p: Played, dice: Random) -> Saying:
    """The forecast says something else, and the hub looks at it a little later."""
    p.wait = dice.choice([0, 0, 0, 400])
    p.later(minutes=dice.choice([0, 1, 4]))
    return HUB, c.Tick()


SAYINGS: list[Callable[[Played, Random], Saying]] = [
    close_ticketing,
    reopen_ticketing,
    reopen_ticketing,
    forecast_changes,
]
