"""What is said at the consult desk: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from devices.hub.people import Principal
from devices.link import commands as c
from devices.link.advice import ADVICE
from devices.link.words import Role
from tests.devices.hub.played import DESK, Played, clerk

Saying = tuple[Principal, c.AnyCommand]
LEADER = Principal(role=Role.LEADER)


def _staff(p: Played, dice: Random) -> Principal:
    return dice.choice([DESK, *(clerk(number) for number in p.hall.windows)])


def _ticket(p: Played, dice: Random) -> str:
    return dice.choice(list(p.hall.tickets)[-8:] or ["nobody"])


def advise(p: Played, dice: Random) -> Saying:
    """A visitor is told what an item needs."""
    told = tuple(dice.sample([*ADVICE, "something else"], dice.randint(0, 3)))
    return dice.choice([DESK, DESK, _staff(p, dice)]), c.GiveAdvice(
        item=dice.choice(list(p.hall.item_of)),
        told=told,
        ticket=dice.choice(["", _ticket(p, dice)]),
        words=dice.choice(["", "补充说明"]),
        paper=dice.random() < 0.5,
    )


def attach(p: Played, dice: Random) -> Saying:
    """A visitor brought a slip along."""
    number = dice.choice([slip.number for slip in p.hall.advice.values()] or ["F001"])
    return _staff(p, dice), c.AttachAdvice(ticket=_ticket(p, dice), advice=dice.choice([number, "F999"]))


def room(p: Played, dice: Random) -> Saying:
    """A room is wanted, or wanted no more."""
    if p.hall.rooms and dice.random() < 0.4:
        return DESK, c.FreeRoom(booking=dice.choice([*p.hall.rooms, "none"]))
    start = p.now + timedelta(minutes=dice.choice([-90, 5, 10, 30, 60]), days=dice.choice([0, 0, 1]))
    name = dice.choice([*p.hall.room_of, *p.hall.room_of, "cellar"])
    return _staff(p, dice), c.BookRoom(room=name, starts_at=start, ends_at=start + timedelta(minutes=30))


def register(p: Played, dice: Random) -> Saying:
    """Something cannot be served here."""
    return _staff(p, dice), c.RegisterMatter(
        item=dice.choice(["", *p.hall.item_of]),
        words=dice.choice(["诉求", "诉求", " "]),
        name=dice.choice(["张三", ""]),
        phone=dice.choice(["1380", ""]),
    )


def answer(p: Played, dice: Random) -> Saying:
    """A matter is answered."""
    by = dice.choice([LEADER, _staff(p, dice)])
    return by, c.AnswerMatter(matter=dice.choice([*p.hall.matters, "none"]), words="答复")


SAYINGS: list[Callable[[Played, Random], Saying]] = [advise, attach, room, register, answer]
