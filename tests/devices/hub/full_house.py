"""A hall in which every kind of row is to be seen, and two of whatever belongs to a place."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from config import schema as s
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import HelpTopic, Role, SlipKind
from tests.devices.hub.desks import desk_hall, sign_in
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, clerk

ISSUE = 6
"""Number of the issue window."""
OTHER_KIOSK = Principal(role=Role.KIOSK, place="K2")


def printer(name: str, **where: object) -> s.Device:
    """A ticket printer at the hub's box, or elsewhere."""
    device = s.Device(id=name, kind="escpos-printer", host="hub", port="tcp://127.0.0.1:9")
    return msgspec.structs.replace(device, **where)


def twice() -> Played:
    """A hall that has two of everything, and somebody at each."""
    config = desk_hall()
    p = Played(
        msgspec.structs.replace(
            config,
            queues=tuple(
                msgspec.structs.replace(queue, away_first=500) if queue.id == "b" else queue
                for queue in config.queues
            ),
            windows=(*config.windows, s.Window(number=ISSUE, zone="one", type="issue", queues=("b",))),
            clerks=(*config.clerks, s.Clerk(number="0106", name="何静")),
            kiosks=(*config.kiosks, s.Kiosk(id="K2", zone="one")),
            devices=(
                *config.devices,
                printer("printer-2", host="K2", kiosk="K2"),
                printer("printer-d1", kiosk="desk-1"),
                printer("printer-d2", kiosk="desk-2"),
                printer("printer-w1", window=1),
                printer("printer-w2", window=2),
            ),
        )
    )
    sign_in(p)
    for window in (1, 2):
        p.staff(window)
    p.staff(ISSUE, "0106")
    return p


def full() -> Played:
    """All that can be seen of it in the middle of a morning."""
    p = twice()
    p.staff(3)
    for kiosk in (KIOSK, OTHER_KIOSK):
        for _ in range(7):
            p.say(kiosk, c.TakeTicket(item="a-1"))
    p.say(KIOSK, c.TakeTicket(item="b-1"))
    p.say(KIOSK, c.TakeTicket(item="q-1"))
    p.say(KIOSK, c.TakeTicket(item="t-1", person=p.person("p1")))
    for window in (1, 2):
        by = clerk(window)
        p.call(window)
        p.say(by, c.MarkNoShow())
        p.call(window)
        p.say(by, c.Start())
        p.say(by, c.Hold())
        p.call(window)
        p.say(by, c.Start())
        p.say(by, c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("身份证",)))
        p.say(by, c.Finish())
        p.say(by, c.CallHelp(about=HelpTopic.QUESTION))
    p.call(3)
    for kiosk in (KIOSK, OTHER_KIOSK):
        p.say(kiosk, c.CallHelp(about=HelpTopic.QUESTION))
    p.say(DESK, c.GiveAdvice(item="a-1", words="带身份证"))
    p.say(DESK, c.RegisterMatter(words="缺少依据", name="张三", phone="13800000000"))
    begins = p.now + timedelta(hours=1)
    p.say(DESK, c.BookRoom(room="r1", starts_at=begins, ends_at=begins + timedelta(hours=1)))
    p.say(BOOKING, c.RegisterResult(code="JG-1", item="a-1"))
    p.later(minutes=3)
    p.say(HUB, c.Tick())
    for window in (1, 2):
        p.call(window)
        p.say(clerk(window), c.Start())
        p.say(clerk(window), c.Finish())
    return p
