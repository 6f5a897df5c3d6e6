"""What is said of results: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import Delivery, Evidence, NoticeWay, Role
from tests.devices.hub.played import DESK, Played, clerk

Saying = tuple[Principal, c.AnyCommand]
BUSINESS = Principal(role=Role.INTEGRATION)


def _result(p: Played, dice: Random) -> str:
    return dice.choice([*p.hall.results, "nothing"])


def _issuing(p: Played, dice: Random) -> Principal:
    """An issue window, or any where the hall has none."""
    issue = [window.number for window in p.config.windows if window.type == "issue"]
    return clerk(dice.choice(issue or list(p.hall.windows)))


def register(p: Played, dice: Random) -> Saying:
    """A result comes, with or without a case that was accepted here."""
    return dice.choice([BUSINESS, DESK, _issuing(p, dice)]), c.RegisterResult(
        code=f"JG-{dice.randint(1, 60)}",
        item=dice.choice([item.code for item in p.config.items]),
        case_number=dice.choice(["", *p.hall.cases]),
        phone=dice.choice(["", "13900001111"]),
        delivery=dice.choice(list(Delivery)),
    )


def look_up(p: Played, dice: Random) -> Saying:
    """A card is read at a window."""
    person = dice.choice([*p.hall.persons, "p1"])
    return HUB, c.LookUpCard(person=person, place=_issuing(p, dice).place)


def move(p: Played, dice: Random) -> Saying:
    """A result is told of, put in the locker, sent, or wanted another way."""
    result = _result(p, dice)
    ways: list[c.AnyCommand] = [
        c.ChooseDelivery(result=result, way=dice.choice(list(Delivery))),
        c.NotifyResult(result=result, how=dice.choice(list(NoticeWay))),
        c.PutInLocker(result=result, locker=f"A{dice.randint(1, 3)}"),
        c.SendResult(result=result, waybill="EA123456789CN"),
    ]
    return DESK, dice.choice(ways)


def hand_over(p: Played, dice: Random) -> Saying:
    """A result is given away, on a card or on evidence."""
    by = dice.choice([_issuing(p, dice), _issuing(p, dice), BUSINESS])
    read = p.hall.cards_at.get(by.place)
    return by, c.HandOverResult(
        result=_result(p, dice),
        person=dice.choice([None, read[0] if read else "p1"]),
        evidence=dice.choice([None, *Evidence]),
    )


SAYINGS: list[Callable[[Played, Random], Saying]] = [register, look_up, move, move, hand_over, hand_over]
