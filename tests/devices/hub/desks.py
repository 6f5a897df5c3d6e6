"""A small hall with a desk, guides, a consult window, rooms and times that can be booked."""

from __future__ import annotations

from datetime import date

import msgspec

from config import schema as s
from devices.hub.people import Principal
from devices.link import commands as c
from devices.link.words import Role
from tests.devices.hub.played import DESK, Played
from tests.halls import small_hall

OTHER_DESK = Principal(role=Role.DESK, place="desk-2")
LEADER = Principal(role=Role.LEADER)
CONSULT = 5
"""Number of the consult window."""


def desk_hall(**changes: object) -> s.HallConfig:
    """The hall; queue ``a`` has two slots of two, ``b`` takes any time, ``t`` serves holidays by request."""
    config = small_hall()
    civil = msgspec.structs.replace(
        config.queues[0],
        bookings=(
            s.BookingSlot(span="09:00-10:00", capacity=2),
            s.BookingSlot(span="10:00-11:00", capacity=2),
        ),
    )
    tax = msgspec.structs.replace(config.queues[2], holiday="request")
    advised = msgspec.structs.replace(
        config.items[0], materials="身份证；户口簿;租房合同", department="公安局"
    )
    tables: dict[str, object] = {
        "queues": (civil, config.queues[1], tax, s.Queue(id="q", prefix="Q", name="咨询", zone="one")),
        "windows": (*config.windows, s.Window(number=CONSULT, zone="one", type="consult", queues=("q",))),
        "clerks": (
            *config.clerks,
            s.Clerk(number="0901", name="周兰", role="guide"),
            s.Clerk(number="0902", name="吴昊", role="guide"),
            s.Clerk(number="0105", name="郑洁"),
        ),
        "desks": (
            s.Desk(id="desk-1", name="总咨询台", zone="one"),
            s.Desk(id="desk-2", name="税务咨询台", zone="two"),
        ),
        "rooms": (s.Room(id="r1", name="辅导一室", zone="one"), s.Room(id="r2", name="辅导二室", zone="one")),
        "items": (advised, *config.items[1:], s.Item(code="q-1", name="综合咨询", queue="q")),
        "staff": s.Staff(sign_in="number"),
        "calendar": s.Calendar(holidays=(date(2026, 3, 5), date(2026, 3, 6)), until=date(2027, 12, 31)),
    }
    return msgspec.structs.replace(config, **(tables | changes))


def desk_played(**changes: object) -> Played:
    """The hall with a guide at each desk and a clerk at the consult window."""
    p = Played(desk_hall(**changes))
    sign_in(p)
    return p


def sign_in(p: Played) -> None:
    """Let everybody of the day come."""
    p.say(DESK, c.SignIn(clerk="0901"))
    p.say(OTHER_DESK, c.SignIn(clerk="0902"))
    p.staff(CONSULT, "0105")
