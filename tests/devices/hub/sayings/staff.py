"""What is said of staff and of lent windows: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import AttendanceMark, Role, WindowState
from tests.devices.hub.played import DESK, Played, clerk

Saying = tuple[Principal, c.AnyCommand]
LEADER = Principal(role=Role.LEADER)


def _number(p: Played, dice: Random) -> str:
    return dice.choice([known.number for known in p.config.clerks] + ["9999"])


def _window(p: Played, dice: Random) -> int:
    return dice.choice(list(p.hall.windows))


def leave(p: Played, dice: Random) -> Saying:
    """A clerk leaves, closes or pauses, mostly handing over to a colleague who serves the same."""
    busy = [window.number for window in p.hall.windows.values() if window.held or window.ticket]
    number = dice.choice(busy) if busy and dice.random() < 0.6 else _window(p, dice)
    serves = set(p.hall.queues_of(number))
    likely = [who for who, there in p.hall.clerks.items() if serves & set(p.hall.queues_of(there))]
    to = dice.choice([*likely, *likely, "", _number(p, dice)])
    ways: list[c.AnyCommand] = [
        c.SignOut(hand_over=to),
        c.CloseWindow(hand_over=to),
        c.PauseWindow(reason="tea", hand_over=to),
    ]
    return clerk(number), dice.choice(ways)


def come(p: Played, dice: Random) -> Saying:
    """A clerk comes to a window, or opens it."""
    number = _window(p, dice)
    if p.hall.windows[number].clerk and p.hall.windows[number].state is not WindowState.OPEN:
        return clerk(number), c.OpenWindow()
    return clerk(number), c.SignIn(clerk=_number(p, dice))


def guide(p: Played, dice: Random) -> Saying:
    """Somebody signs in or out at the desk."""
    if p.hall.desks.get(DESK.place) and dice.random() < 0.5:
        return DESK, c.SignOut()
    return DESK, c.SignIn(clerk=_number(p, dice))


def lend(p: Played, dice: Random) -> Saying:
    """The leader lends a window, or takes it back."""
    number = dice.choice([_window(p, dice), 77])
    if dice.random() < 0.4:
        return LEADER, c.CloseTidal(window=number)
    queues = tuple(dice.sample([queue.id for queue in p.config.queues], dice.randint(0, 2)))
    return LEADER, c.OpenTidal(
        window=number, queues=queues, until=p.now + timedelta(minutes=dice.choice([-5, 5, 20, 3000]))
    )


def order(p: Played, dice: Random) -> Saying:
    """The leader posts a clerk, or corrects the sheet."""
    if dice.random() < 0.5:
        return LEADER, c.PostClerk(
            clerk=_number(p, dice), window=_window(p, dice), until=p.now + timedelta(minutes=30)
        )
    return LEADER, c.CorrectAttendance(
        clerk=_number(p, dice),
        day=p.now.date() + timedelta(days=dice.choice([-1, 0, 1])),
        mark=dice.choice(list(AttendanceMark)),
        words=dice.choice(["开会", ""]),
    )


def wait_long(p: Played, dice: Random) -> Saying:
    """Nobody does anything for a while, and the hub looks at its clock."""
    p.later(minutes=dice.choice([1, 6, 11, 31]))
    return HUB, c.Tick()


def touch(p: Played, dice: Random) -> Saying:
    """Somebody touches a panel, mostly where somebody is signed in."""
    there = [window.number for window in p.hall.windows.values() if window.clerk]
    by = clerk(dice.choice(there) if there and dice.random() < 0.8 else _window(p, dice))
    return dice.choice([by, by, DESK]), c.Present()


def look(p: Played, dice: Random) -> Saying:
    """The hub looks at its clock."""
    return HUB, c.Tick()


SAYINGS: list[Callable[[Played, Random], Saying]] = [
    leave,
    come,
    guide,
    lend,
    lend,
    order,
    wait_long,
    touch,
    look,
]
