"""A small hall that accepts cases, gives slips and hands results over, with printers where they are made."""

from __future__ import annotations

from datetime import date

import msgspec

from config import schema as s
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import Role
from tests.devices.hub.played import KIOSK, Played, clerk
from tests.halls import small_hall

BUSINESS = Principal(role=Role.INTEGRATION)
"""The business system."""
ISSUE, CONSULT = 5, 6
"""Numbers of the issue window and of the consult window."""
MATERIALS = ("身份证", "租房合同", "照片")
CASE = "BJ20260302001"


def issue_hall(**changes: object) -> s.HallConfig:
    """The small hall with an issue window, a consult window and a desk.

    Window 1 and the kiosk have printers of their own; one stands in zone two for everybody; window 6 and the
    desk, in a zone of theirs, have none.
    """
    config = small_hall()
    asked = msgspec.structs.replace(config.items[0], materials="身份证；租房合同;照片")
    tables: dict[str, object] = {
        "zones": (*config.zones, s.Zone(id="three", name="咨询区")),
        "queues": (
            *config.queues,
            s.Queue(id="z", prefix="Z", name="统一出件", name_en="Collect", zone="two"),
            s.Queue(id="q", prefix="Q", name="咨询", zone="three"),
        ),
        "windows": (
            *config.windows,
            s.Window(number=ISSUE, zone="two", type="issue", queues=("z",)),
            s.Window(number=CONSULT, zone="three", type="consult", queues=("q",)),
        ),
        "clerks": (
            *config.clerks,
            s.Clerk(number="0105", name="郑洁"),
            s.Clerk(number="0106", name="吴昊"),
            s.Clerk(number="0901", name="周兰", role="guide"),
        ),
        "desks": (s.Desk(id="desk-1", name="总咨询台", zone="three"),),
        "devices": (
            *config.devices,
            s.Device(
                id="printer-1", kind="escpos-printer", host="window-1", port="tcp://127.0.0.1:8", window=1
            ),
            s.Device(id="printer-two", kind="escpos-printer", port="tcp://127.0.0.1:7", zone="two"),
            s.Device(
                id="cards-5", kind="idcard-reader", host="window-5", port="serial://cards5", window=ISSUE
            ),
        ),
        "items": (
            asked,
            *config.items[1:],
            s.Item(code="z-1", name="结果领取", name_en="Collect a result", queue="z"),
            s.Item(code="q-1", name="综合咨询", queue="q"),
        ),
        "calendar": s.Calendar(holidays=(date(2026, 3, 5), date(2026, 3, 6)), until=date(2027, 12, 31)),
    }
    return msgspec.structs.replace(config, **(tables | changes))


def issue_played(**changes: object) -> Played:
    """The hall with a clerk at window 1, at the issue window and at the consult window."""
    p = Played(issue_hall(**changes))
    come(p)
    return p


def come(p: Played) -> None:
    """Let the clerks of the day come."""
    p.staff(1)
    p.staff(ISSUE, "0105")
    p.staff(CONSULT, "0106")


def tomorrow(p: Played, days: int = 1) -> None:
    """Go to the morning of a later day on which the clerks have come."""
    p.later(days=days)
    come(p)


def serving(p: Played, item: str = "a-1", window: int = 1, person: str | None = None) -> str:
    """Let a visitor take a number and stand at a window; gives the ticket's id."""
    p.say(KIOSK, c.TakeTicket(item=item, person=person))
    ticket = p.call(window)
    p.say(clerk(window), c.Start())
    return ticket.id


def card_at(p: Played, window: int, person: str) -> str:
    """Let a window's reader read a card."""
    p.person(person)
    p.say(HUB, c.LookUpCard(person=person, place=f"window-{window}"))
    return person
