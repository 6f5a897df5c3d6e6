"""Random mornings in the small hall: mostly what people would do, and now and then anything.

A history is a list of numbers; each stands for one thing that is said, so that a failing history shrinks to
the few that matter.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import DeviceState, Grade, TicketState, TransferPlace, VisitorClass, WindowState
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, pad

Saying = tuple[Principal, c.AnyCommand]
PEOPLE = {"p1": VisitorClass.ORDINARY, "p2": VisitorClass.ORDINARY, "old": VisitorClass.PRIORITY}
CODES = ["x1", "x2", "x3"]
WINDOWS = [1, 2, 3]
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
    if not window.clerk:
        return by, c.SignIn(clerk=f"010{number}")
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


KINDS: dict[Callable[[Played, Random], Saying], int] = {
    _take: 6,
    _sensible_clerk: 12,
    _any_clerk: 2,
    _book: 2,
    _check_in: 2,
    _return: 2,
    _of_a_ticket: 2,
    _rate: 2,
    _print: 4,
    _device: 1,
}


def played(numbers: list[int]) -> Played:
    """Say what the numbers stand for, refused or not."""
    p = Played()
    for name, visitor_class in PEOPLE.items():
        p.person(name, visitor_class)
    for window in WINDOWS:
        p.staff(window)
    for number in numbers:
        dice = Random(number)
        p.later(minutes=dice.choice([0, 0, 0.1, 0.5, 2]))
        (kind,) = dice.choices(list(KINDS), list(KINDS.values()))
        by, command = kind(p, dice)
        with contextlib.suppress(Refused):
            p.say(by, command)
    return p


def tomorrow(p: Played) -> None:
    """Let the day turn."""
    p.later(days=1)
    p.say(HUB, c.IdentifyPerson(person="tomorrow", visitor_class=VisitorClass.ORDINARY))


HISTORIES = st.builds(played, st.lists(st.integers(0, 2**20), min_size=30, max_size=120))
