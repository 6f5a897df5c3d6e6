"""Random days in a small hall that has everything: mostly what people would do, and now and then anything.

A history is a list of numbers; each stands for one thing that is said or goes wrong, so that a failing
history shrinks to the few that matter. What each part of the hall is told beyond the plain course of a day
is in ``tests.devices.hub.sayings``: every module there is drawn from.
"""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import msgspec
from hypothesis import strategies as st

from config import schema as s
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB, Principal
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import (
    CounterStep,
    DeviceState,
    Grade,
    Role,
    TicketState,
    TransferPlace,
    VisitorClass,
    WindowState,
)
from tests.devices.hub import sayings
from tests.devices.hub.outages import away_hall
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, pad

Saying = tuple[Principal, c.AnyCommand]
WRITTEN: msgspec.json.Decoder[e.AnyEvent] = msgspec.json.Decoder(e.AnyEvent)
PEOPLE = {"p1": VisitorClass.ORDINARY, "p2": VisitorClass.ORDINARY, "old": VisitorClass.PRIORITY}
CODES = ["x1", "x2", "x3"]
WINDOWS = [1, 2, 3, 5, 6, 7]
ANYTHING: list[c.AnyCommand] = [
    c.CallNext(),
    c.Recall(),
    c.Start(),
    c.Finish(),
    c.MarkNoShow(),
    c.Hold(),
    c.OpenWindow(),
    c.CloseWindow(),
    c.SignOut(),
    c.PauseWindow(reason="tea"),
]


def _take(p: Played, dice: Random) -> Saying:
    item = dice.choice(["a-1", "a-2", "b-1", "t-1"])
    person = dice.choice([None, None, None, *PEOPLE])
    return (DESK if item == "t-1" else KIOSK), c.TakeTicket(item=item, person=person)


def _book(p: Played, dice: Random) -> Saying:
    starts = p.now + timedelta(minutes=dice.randint(-40, 40))
    ends = starts + timedelta(minutes=30)
    return BOOKING, c.BookAppointment(code=dice.choice(CODES), item="a-1", starts_at=starts, ends_at=ends)


def _check_in(p: Played, dice: Random) -> Saying:
    return KIOSK, c.CheckIn(code=dice.choice(CODES))


def _sensible_clerk(p: Played, dice: Random) -> Saying:
    """What a clerk would do next at a window."""
    number = dice.choice(WINDOWS)
    window = p.hall.windows[number]
    ticket = p.hall.current(number)
    by = clerk(number)
    if window.last is not None and dice.random() < 0.2:
        return by, c.Undo()
    if not window.clerk:
        return by, c.SignIn(clerk=f"010{number}")
    if not p.hall.desks and dice.random() < 0.2:
        return DESK, c.SignIn(clerk="0300")
    if window.state is not WindowState.OPEN:
        return by, c.OpenWindow()
    if ticket is None and window.held and dice.random() < 0.5:
        return by, c.Resume(ticket=dice.choice(window.held))
    if ticket is None:
        return by, c.CallNext()
    onward = dice.choice(
        [
            c.Transfer(queue="b"),
            c.Transfer(queue="a", place=TransferPlace.END),
            c.Transfer(window=dice.choice([3, 4]), place=TransferPlace.FRONT),
        ]
    )
    likely: list[c.AnyCommand] = [c.Finish(), c.Finish(), c.Finish(), c.Hold(), onward]
    if ticket.state is TicketState.CALLED:
        likely = [*[c.Start()] * 6, *[c.MarkNoShow()] * 3, c.Recall(), onward]
    return by, dice.choice(likely)


def _any_clerk(p: Played, dice: Random) -> Saying:
    return clerk(dice.choice(WINDOWS)), dice.choice(ANYTHING)


def _return(p: Played, dice: Random) -> Saying:
    return DESK, c.ReturnTicket(ticket=dice.choice(p.hall.missed or ["nobody"]))


def _of_a_ticket(p: Played, dice: Random) -> Saying:
    name = dice.choice(list(p.hall.tickets) or ["nobody"])
    number = dice.choice(WINDOWS)
    sayings: list[Saying] = [
        (DESK, c.CancelTicket(ticket=name)),
        (KIOSK, c.Reprint(ticket=name)),
        (DESK, c.ReturnTicket(ticket=name)),
        (clerk(number), c.Resume(ticket=name)),
        (pad(number), c.DeclineRating(ticket=name)),
    ]
    return dice.choice(sayings)


def _rate(p: Played, dice: Random) -> Saying:
    number = dice.choice(WINDOWS)
    name = p.hall.windows[number].rating or "nobody"
    if dice.random() < 0.3:
        return pad(number), c.DeclineRating(ticket=name)
    return pad(number), c.Rate(ticket=name, grade=dice.choice([Grade.SATISFIED, Grade.VERY_SATISFIED]))


def _print(p: Played, dice: Random) -> Saying:
    job = dice.choice(list(p.hall.jobs) or ["none"])
    reports: list[c.AnyCommand] = [
        c.PrintStarted(job=job),
        c.PrintConfirmed(job=job),
        c.PrintFailed(job=job, cause="paper_out"),
        c.PrintUnknown(job=job, cause="silent"),
    ]
    return AGENT, dice.choice(reports)


def _device(p: Played, dice: Random) -> Saying:
    return AGENT, c.ReportDevice(device="printer", state=dice.choice(list(DeviceState)), fault="")


def whole_hall() -> s.HallConfig:
    """The small hall with everything that a hall may have, so that everything can happen."""
    hall = away_hall(
        hours=s.Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",)),
        bundles=(s.Bundle(id="birth", name="新生儿出生一件事", items=("a-1", "b-1")),),
        rooms=(s.Room(id="r1", name="辅导室", zone="one"),),
        desks=(s.Desk(id="desk-1", name="服务台", zone="one"),),
        tickets=s.Tickets(recall_guard_s=1, undo_s=45, returns=1),
        papers=s.Papers(reply_days=1, supplement_days=1, deferral_days=1, keep_days=1),
        bookings=s.Bookings(no_shows=1),
    )
    queues = [msgspec.structs.replace(q, bookings=()) for q in hall.queues]
    queues[0] = msgspec.structs.replace(
        queues[0],
        bookings=(s.BookingSlot(span="09:00-12:00", capacity=2),),
        bands=(s.Band(classes=("priority",), first=700, last=720),),
        wrap="C",
        last=650,
    )
    # The only queue whose hours end, so that the forecast can close it.
    queues[2] = msgspec.structs.replace(queues[2], hours=("00:00-12:00", "13:00-22:00"))
    windows = (
        *hall.windows,
        s.Window(number=5, zone="one", type="tidal"),
        s.Window(number=6, zone="one", type="consult", queues=("b",)),
        s.Window(number=7, zone="two", type="issue", queues=("b",)),
    )
    names = ("周芳", "吴磊", "郑洁", "冯涛")
    clerks = (
        *hall.clerks,
        *(s.Clerk(number=f"010{n}", name=name) for n, name in enumerate(names, 4)),
        s.Clerk(number="0200", name="值班长", role="leader"),
        s.Clerk(number="0300", name="导办员", role="guide"),
    )
    items = tuple(msgspec.structs.replace(item, materials="身份证;申请表") for item in hall.items)
    printers = (
        s.Device(id="sheets", kind="escpos-printer", host="window-1", port="tcp://127.0.0.1:8", zone="one"),
        s.Device(id="sheets-2", kind="escpos-printer", host="window-3", port="tcp://127.0.0.1:7", zone="two"),
    )
    return msgspec.structs.replace(
        hall,
        queues=tuple(queues),
        windows=windows,
        clerks=clerks,
        items=items,
        devices=(*hall.devices, *printers),
    )


HALL = whole_hall()
NEVER_WERE = (CounterStep.DIRECT, CounterStep.TRANSFERRED, CounterStep.ADDED)
"""Steps that leave a ticket which, once they are taken back, stands for nobody."""


@dataclass
class Lived(Played):
    """A hall with a history; ``said`` is everything it was told, refused or not."""

    config: s.HallConfig = field(default_factory=lambda: HALL)
    said: list[Saying] = field(default_factory=list)

    def replay(self) -> Hall:
        """The hall that the journal alone gives."""
        hall = Hall(self.config)
        for body in map(msgspec.json.encode, self.events):
            evolve(hall, WRITTEN.decode(body))
        return hall


def _settle(p: Played, dice: Random) -> Saying:
    """Staff have seen to a notice."""
    return DESK, c.SettleNotice(notice=dice.choice(list(p.hall.notices) or ["none"]))


def _tide(p: Played, dice: Random) -> Saying:
    """The tidal window is lent, taken back, or lent once more before it has ended."""
    leader = Principal(role=Role.LEADER)
    if p.hall.windows[5].lent is not None and dice.random() < 0.5:
        return leader, c.CloseTidal(window=5)
    until = p.now + timedelta(minutes=dice.choice([20, 60]))
    return leader, c.OpenTidal(window=5, queues=(dice.choice(["a", "b"]),), until=until)


# Faults -------------------------------------------------------------------------------------------


def _restart(p: Played, dice: Random) -> Saying:
    """The hub starts again from its journal."""
    if isinstance(p, Lived):
        p.hall = p.replay()
    return HUB, c.Tick()


def _clock_step(p: Played, dice: Random) -> Saying:
    """The hall's time goes on by more than anybody waits."""
    p.later(minutes=dice.choice([30, 90, 200]))
    return HUB, c.Tick()


def _next_day(p: Played, dice: Random) -> Saying:
    """The night passes, or some days on which the hub does not run."""
    p.later(days=dice.choice([1, 1, 5]))
    return HUB, c.Tick()


PLAIN: dict[Callable[[Played, Random], Saying], int] = {
    _take: 12,
    _sensible_clerk: 24,
    _any_clerk: 2,
    _book: 2,
    _check_in: 2,
    _return: 2,
    _of_a_ticket: 2,
    _rate: 2,
    _print: 4,
    _device: 1,
    _tide: 2,
    _settle: 1,
}
FAULTS = {_restart: 3, _clock_step: 1, _next_day: 1}


def _all_sayings() -> dict[str, list[Callable[[Played, Random], Saying]]]:
    """What each part of the hall is told, by the part."""
    found = sorted(module.name for module in pkgutil.iter_modules(sayings.__path__))
    return {name: importlib.import_module(f"{sayings.__name__}.{name}").SAYINGS for name in found}


PARTS = _all_sayings()


def _drawn(dice: Random) -> Callable[[Played, Random], Saying]:
    """What comes next: most of it the plain course of a day."""
    draw = dice.random()
    if draw < 0.6:
        return dice.choices(list(PLAIN), list(PLAIN.values()))[0]
    if draw < 0.98:
        return dice.choice(PARTS[dice.choice(list(PARTS))])
    return dice.choices(list(FAULTS), list(FAULTS.values()))[0]


def played(numbers: list[int]) -> Lived:
    """Say what the numbers stand for, refused or not."""
    p = Lived()
    for name, visitor_class in PEOPLE.items():
        p.person(name, visitor_class)
    for window in (1, 2, 3, 6, 7):
        p.staff(window)
    go_on(p, numbers)
    return p


def go_on(p: Lived, numbers: list[int]) -> None:
    """Say more of what the numbers stand for, refused or not."""
    for number in numbers:
        dice = Random(number)
        p.later(minutes=dice.choice([0, 0, 0.1, 0.5, 2]))
        by, command = _drawn(dice)(p, dice)
        p.said.append((by, command))
        with contextlib.suppress(Refused):
            p.say(by, command)


def tomorrow(p: Played) -> None:
    """Let the day turn."""
    p.later(days=1)
    p.say(HUB, c.IdentifyPerson(person="tomorrow", visitor_class=VisitorClass.ORDINARY))


HISTORIES = st.builds(played, st.lists(st.integers(0, 2**20), min_size=30, max_size=120))
