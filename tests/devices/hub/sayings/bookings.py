"""What is said of appointments: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from devices.hub.people import Principal
from devices.link import commands as c
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played

Saying = tuple[Principal, c.AnyCommand]
PHONES = ("1380", "1381", "1382")


def _code(p: Played, dice: Random) -> str:
    return dice.choice([*p.hall.appointments, "none"])


def _person(p: Played, dice: Random) -> str | None:
    return dice.choice([None, *p.hall.persons])


def _slot(p: Played, item: str, dice: Random) -> tuple[datetime, datetime]:
    """A slot of the item's queue where it has some, else some half hour; of these days."""
    day = p.now.date() + timedelta(days=dice.choice([0, 0, 0, 1, 2, 9]))
    spans = p.hall.queue_of[p.hall.item_of[item].queue].bookings
    if spans and dice.random() < 0.8:
        first, last = (time.fromisoformat(part) for part in dice.choice(spans).span.split("-"))
        return datetime.combine(day, first, p.now.tzinfo), datetime.combine(day, last, p.now.tzinfo)
    start = datetime.combine(day, p.now.time(), p.now.tzinfo) + timedelta(minutes=dice.randint(-40, 60))
    return start, start + timedelta(minutes=30)


def at_desk(p: Played, dice: Random) -> Saying:
    """The desk books for somebody with a card, a phone, or neither."""
    item = dice.choice(list(p.hall.item_of))
    start, end = _slot(p, item, dice)
    phone = dice.choice(["", *PHONES])
    return DESK, c.BookAppointment(
        item=item, starts_at=start, ends_at=end, person=_person(p, dice), phone=phone
    )


def elsewhere(p: Played, dice: Random) -> Saying:
    """The city's booking system tells of one."""
    item = dice.choice(list(p.hall.item_of))
    start, end = _slot(p, item, dice)
    code = dice.choice([f"b{p.count}", f"b{p.count}", _code(p, dice)])
    return BOOKING, c.BookAppointment(
        code=code, item=item, starts_at=start, ends_at=end, phone=dice.choice(["", *PHONES])
    )


def check_in(p: Played, dice: Random) -> Saying:
    """Somebody checks in by code, card or phone."""
    by = dice.choice([KIOSK, DESK])
    ways: list[c.AnyCommand] = [
        c.CheckIn(code=_code(p, dice)),
        c.CheckIn(code=_code(p, dice)),
        c.CheckIn(person=_person(p, dice)),
        c.CheckIn(phone=dice.choice(PHONES)),
    ]
    return by, dice.choice(ways)


def join(p: Played, dice: Random) -> Saying:
    """Whoever waits already checks in for an appointment of the same queue."""
    for booked in p.hall.appointments.values():
        if not booked.ticket and booked.person is None:
            for person in p.hall.persons:
                own = [p.hall.tickets[name].queue for name in p.hall.tickets_of.get(person, [])]
                if p.hall.item(booked.item).queue in own:
                    return KIOSK, c.CheckIn(code=booked.code, person=person)
    return check_in(p, dice)


def cancel(p: Played, dice: Random) -> Saying:
    """Somebody will not come."""
    return dice.choice([DESK, BOOKING]), c.CancelAppointment(code=_code(p, dice))


SAYINGS: list[Callable[[Played, Random], Saying]] = [
    at_desk,
    at_desk,
    elsewhere,
    check_in,
    check_in,
    join,
    cancel,
]
