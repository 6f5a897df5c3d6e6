"""What visitors say of numbers beyond one item: several items, life events, cards of the elderly."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import VisitorClass
from tests.devices.hub.played import DESK, KIOSK, Played

Saying = tuple[Principal, c.AnyCommand]


def _items(p: Played, dice: Random) -> list[str]:
    return [item.code for item in p.hall.config.items] or ["none"]


def take_several(p: Played, dice: Random) -> Saying:
    """More items than one; now and then one that there is not, or too many."""
    items = [*_items(p, dice), "none"] if dice.random() < 0.1 else _items(p, dice)
    also = tuple(dice.choice(items) for _ in range(dice.randint(0, 3)))
    person = dice.choice([None, *p.hall.persons])
    return DESK, c.TakeTicket(item=dice.choice(items), also=also, person=person, paper=False)


def take_a_life_event(p: Played, dice: Random) -> Saying:
    """A life event of the hall, or one that it does not have."""
    bundles = p.hall.config.bundles
    if not bundles or dice.random() < 0.1:
        return KIOSK, c.TakeTicket(item=dice.choice(_items(p, dice)), bundle="none")
    bundle = dice.choice(bundles)
    return DESK, c.TakeTicket(item=dice.choice(bundle.items), bundle=bundle.id)


def take_again_with_the_same_card(p: Played, dice: Random) -> Saying:
    """Who waits already asks for another number of the same queue."""
    waiting = [
        (person, p.hall.tickets[name]) for person, names in p.hall.tickets_of.items() for name in names
    ]
    if not waiting:
        return take_several(p, dice)
    person, ticket = dice.choice(waiting)
    return KIOSK, c.TakeTicket(item=ticket.item, person=person)


def read_a_card(p: Played, dice: Random) -> Saying:
    """Somebody's card is read, with or without a ground of the hall's table."""
    ground = dice.choice(["", *p.hall.ground_of])
    visitor_class = VisitorClass(p.hall.ground_of[ground].visitor_class) if ground else VisitorClass.ORDINARY
    person = f"card-{dice.randint(1, 6)}"
    return HUB, c.IdentifyPerson(person=person, visitor_class=visitor_class, ground=ground)


SAYINGS: list[Callable[[Played, Random], Saying]] = [
    take_several,
    take_a_life_event,
    take_again_with_the_same_card,
    read_a_card,
]
