"""Outages: what kiosks and windows do without the hub, each by itself, and hand in afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import msgspec

from config import schema as s
from devices.hub.people import Principal
from devices.hub.rules.shares import shares
from devices.link import commands as c
from devices.link.words import AwayOutcome, AwayPaper, Role, TicketState
from tests.devices.hub.played import Played, clerk
from tests.halls import small_hall

Said = tuple[Principal, c.HandInTicket | c.HandInService]
K1, K2 = (Principal(role=Role.KIOSK, place=name) for name in ("K1", "K2"))
FIRST = 801
"""The first number of K1 of each queue; K2's follow its ten."""


def away_hall(**changes: object) -> s.HallConfig:
    """The small hall with two kiosks, a range of its own for each, and three windows for two queues."""
    hall = small_hall()
    queues = tuple(msgspec.structs.replace(q, last=799, away_first=FIRST) for q in hall.queues)
    windows = (*hall.windows[:2], msgspec.structs.replace(hall.windows[2], queues=("a", "b")))
    return msgspec.structs.replace(
        hall,
        queues=queues,
        windows=windows,
        kiosks=(*hall.kiosks, s.Kiosk(id="K2", zone="two")),
        away=s.Away(per_kiosk=10),
        **changes,
    )


def given(
    name: str,
    count: int,
    at: datetime,
    *,
    item: str = "a-1",
    person: str | None = None,
    elder: bool = False,
    paper: AwayPaper = AwayPaper.PRINTED,
) -> c.HandInTicket:
    """A number that a kiosk gave."""
    return c.HandInTicket(
        ticket=name, item=item, count=count, taken_at=at, person=person, elder=elder, paper=paper
    )


def minutes_ago(hall: Played, minutes: float) -> datetime:
    return hall.now - timedelta(minutes=minutes)


@dataclass
class Outage:
    """A hall that goes on without its hub; its clock runs, and everybody writes down what they do."""

    hall: Played
    dice: Random
    said: list[Said] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.last_list = shares(self.hall.hall, self.hall.now)
        # Now and then a panel's list is an older one than the others'.
        stale = [t.id for t in self.hall.hall.tickets.values() if t.state is TicketState.WAITING]
        self.shares = {
            number: list(names if self.dice.random() < 0.5 else stale)
            for number, names in self.last_list.items()
        }
        self.now = dict.fromkeys(self.shares, self.hall.now)

    def kiosk_gives(self, by: Principal, minutes: int) -> None:
        """A visitor takes a number at a kiosk so many minutes after the hub was lost."""
        count = self.counts[by.place] = self.counts.get(by.place, -1) + 1
        if count >= 10:
            return
        at = self.hall.now + timedelta(minutes=minutes, seconds=self.dice.randint(0, 50))
        name = f"{by.place}-ticket-{count}"
        person = self.dice.choice([None, None, *self.hall.hall.persons])
        first = FIRST if by == K1 else FIRST + 10
        item = self.dice.choice(["a-1", "a-2"])
        elder = self.dice.random() < 0.2
        self.said.append((by, given(name, first + count, at, item=item, person=person, elder=elder)))

    def window_works(self, number: int, many: int) -> None:
        """A window goes on with whom it has, then works down its share; the last one may still be there."""
        current = self.hall.hall.current(number)
        share = self.shares[number]
        names = [current.id] if current else []
        names += [share.pop(0) for _ in range(min(many, len(share)))]
        for n, name in enumerate(dict.fromkeys(names), start=1):
            self._serves(number, name, last=n == len(names))

    def _serves(self, number: int, name: str, *, last: bool) -> None:
        ticket = self.hall.hall.tickets[name]
        called = self.now[number] + timedelta(seconds=self.dice.choice([0, 0, 30, 60]))
        if ticket.window == number and ticket.called_at:
            called = ticket.called_at
        started = max(called, self.now[number]) + timedelta(seconds=20)
        ended = started + timedelta(minutes=self.dice.randint(1, 9))
        outcomes = [AwayOutcome.SERVED, AwayOutcome.SERVED, AwayOutcome.NO_SHOW, AwayOutcome.HELD]
        if last:
            outcomes += [AwayOutcome.CALLED, AwayOutcome.SERVING] * 2
        outcome = self.dice.choice(outcomes)
        here = outcome not in (AwayOutcome.CALLED, AwayOutcome.NO_SHOW)
        over = outcome in (AwayOutcome.SERVED, AwayOutcome.NO_SHOW)
        self.now[number] = ended
        service = c.HandInService(
            ticket=name,
            called_at=called,
            started_at=started if here else None,
            ended_at=ended if over else None,
            outcome=outcome,
        )
        self.said.append((clerk(number), service))


def morning(dice: Random) -> Played:
    """An hour in the hall, in the midst of which the hub is lost."""
    hall = Played(away_hall())
    people = [hall.person("p1"), hall.person("p2")]
    for number in (1, 2, 3):
        hall.staff(number)
    for _ in range(dice.randint(2, 12)):
        person = dice.choice([None, None, *people])
        hall.say(dice.choice([K1, K2]), c.TakeTicket(item=dice.choice(["a-1", "b-1"]), person=person))
        hall.later(minutes=1)
    for number in (1, 2, 3):
        step = dice.randrange(4)
        if step and any(hall.hall.lines.values()):
            hall.call(number)
            if step > 1:
                hall.say(clerk(number), c.Start())
            if step > 2:
                hall.say(clerk(number), c.Hold())
        hall.later(seconds=10)
    return hall


def outage(numbers: list[int]) -> tuple[Played, list[Said]]:
    """A morning and what is handed in after the outage that ends it."""
    dice = Random(numbers[0])
    hall = morning(dice)
    lost = Outage(hall, dice)
    for number in numbers[1:]:
        own = Random(number)
        lost.dice = own
        if own.random() < 0.5:
            lost.kiosk_gives(own.choice([K1, K2]), own.randint(0, 40))
    for window in (1, 2, 3):
        lost.dice = Random(numbers[-1] + window)
        lost.window_works(window, lost.dice.randint(0, 4))
    hall.later(hours=1)
    return hall, lost.said
