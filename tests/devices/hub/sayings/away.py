"""What is handed in by those who were without the hub: mostly sensibly, now and then again or too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from devices.hub.people import Principal
from devices.hub.state.numbers import away_range
from devices.link import commands as c
from devices.link.words import AwayOutcome, AwayPaper, Role, TicketState
from tests.devices.hub.played import Played, clerk

Saying = tuple[Principal, c.AnyCommand]


def hand_in_ticket(p: Played, dice: Random) -> Saying:
    """A number of the kiosk's own range, or one that it gave already, or another kiosk's."""
    kiosk = dice.choice([k.id for k in p.hall.config.kiosks])
    item = dice.choice(list(p.hall.item_of.values()))
    counts = away_range(p.hall.config, p.hall.queue_of[item.queue], kiosk) or range(1, 9)
    by = Principal(role=Role.KIOSK, place=kiosk)
    return by, c.HandInTicket(
        ticket=f"away-{p.now:%m%d}-{dice.randint(1, 40)}",
        item=item.code,
        count=dice.choice([*counts, counts[-1] + 1]),
        taken_at=p.now - timedelta(minutes=dice.choice([-3, 0, 1, 5, 20, 600])),
        person=dice.choice([None, None, *p.hall.persons]),
        elder=dice.random() < 0.2,
        paper=dice.choice(list(AwayPaper)),
    )


def hand_in_service(p: Played, dice: Random) -> Saying:
    """A ticket that the window had, or that waited for it, or now and then any other one."""
    number = dice.choice(list(p.hall.windows))
    window = p.hall.windows[number]
    waiting = [t.id for t in p.hall.tickets.values() if t.state is TicketState.WAITING]
    likely = [name for name in (window.ticket, *window.held) if name] + waiting[:3]
    names = likely if likely and dice.random() < 0.8 else list(p.hall.tickets) or ["nobody"]
    called_at = p.now - timedelta(minutes=dice.choice([0, 2, 5, 15, 900]))
    outcome = dice.choice(list(AwayOutcome))
    started = dice.choice([None, called_at + timedelta(minutes=1)])
    return clerk(number), c.HandInService(
        ticket=dice.choice(names),
        called_at=called_at,
        started_at=started,
        ended_at=dice.choice([None, called_at + timedelta(minutes=4)]),
        outcome=outcome,
    )


SAYINGS: list[Callable[[Played, Random], Saying]] = [hand_in_ticket, hand_in_service]
