"""What sessions are shown of a busy hall, for the tests of views and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from devices.hub.evolve import evolve
from devices.hub.people import Principal
from devices.hub.views import Views
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import (
    Role,
)
from tests.devices.hub.played import AGENT, DESK, KIOSK, Played, clerk, pad

R = TypeVar("R", bound=r.Row)
NAMES = {"p1": "钱*", "p2": "孙*", "old": "贺*"}
"""Masked names of visitors; no clerk of the hall is named like them."""
LEADER = Principal(role=Role.LEADER)


def views_of(played: Played) -> Views:
    waits = Waits(played.hall)
    again = type(played.hall)(played.config)
    for event in played.events:
        evolve(again, event)
        waits.follow(event, again)
    return Views(played.hall, waits, lambda person: NAMES.get(person, ""))


def seen(played: Played, by: Principal) -> dict[str, r.AnyRow]:
    return views_of(played).rows(by, played.now)


def of_kind(rows: Mapping[str, r.AnyRow], kind: type[R]) -> list[R]:
    return [row for row in rows.values() if isinstance(row, kind)]


def kinds(rows: Mapping[str, r.AnyRow]) -> Counter[str]:
    return Counter(key.partition("/")[0] for key in rows)


def screen(place: str) -> Principal:
    return Principal(role=Role.SCREEN, place=place)


def busy_hall() -> Played:
    """Three windows serve, two wait, one is held, one missed the call, one has just been served."""
    hall = Played()
    for window in (1, 2, 3):
        hall.staff(window)
    p1, p2 = hall.person("p1"), hall.person("p2")
    for item, person in (
        ("a-1", p1),
        ("b-1", None),
        ("a-2", p2),
        ("a-1", None),
        ("b-1", None),
        ("b-1", None),
    ):
        hall.take(item, person)
        hall.later(minutes=1)
    hall.call(2)
    hall.say(clerk(2), c.MarkNoShow())
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Hold())
    hall.serve(1)
    hall.call(2)
    return hall


PUBLIC = [
    KIOSK,
    DESK,
    LEADER,
    pad(1),
    pad(2),
    screen("window-1"),
    screen("window-2"),
    screen("zone-one"),
    screen("zone-two"),
    AGENT,
]
"""Everybody but clerks: none of them is shown whose ticket it is."""
