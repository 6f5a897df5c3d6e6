"""Who comes when, and for what: the visitors of a made-up day.

Visitors are drawn for the hall's own file: each open queue gets them in the measure of what its windows can
serve, by the hours at which halls are busy. Rates of classes, bookings, no-shows and transfers are those of
the simulated hall that the forecast was measured on. Nobody has a name: a person is a made-up row id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from config.calendar import moment
from config.schema import Ground, Item, Queue
from config.shifts import Shift, shifts_of
from devices.hub.rules.hours import spans_on
from devices.hub.state import Hall
from devices.link.words import VisitorClass

BUSY = {8: 0.6, 9: 1.0, 10: 1.15, 11: 0.8, 12: 0.4, 13: 0.85, 14: 1.05, 15: 0.9, 16: 0.5}
"""How many come in an hour, 1 being a usual one; hours that are not named have few."""
FEW = 0.15
LOAD = 0.97
"""How many come, 1 being as many as the windows can serve in the hours' rush, unless a number is given."""
UNEVEN = 0.2
"""How much a queue's day differs from what its windows can serve (冷热不均)."""
OVERHEAD_MIN = 0.8
"""Minutes between two services: calling, walking, the next one."""
BOOKED = 0.85
"""Share of the slots that are booked."""
BY_CARD = 0.55
ELDER = 0.055
GRANTED = 0.025
SECOND_VISIT = 0.012
MORE_ITEMS = 0.06
BUNDLE = 0.012
GIVES_UP = 0.03
ASKS_TWICE = 0.01
AT_DESK = 0.08
ISSUE_SHARE = 0.35
"""How busy windows are that give out results, beside those that take applications."""
CONSULT_SHARE = 0.5


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who will come.

    Attributes:
        at: second of the day at which they stand at the kiosk.
        item: code of what they come for; ``also`` further ones, ``bundle`` a life event.
        person: row of the card that they put on the reader, empty for none.
        by_card: class that the card tells, and ``ground`` why.
        ground: ground that the desk grants (id), with ``evidence``; or by age, with a card that tells it.
        appointment: code of the booking, empty for none.
        patience_s: seconds of waiting after which they give the number back; 0 for never.
        desk: whether a guide takes the number for them.
        asks_twice: whether they try for a second number of the same queue.
    """

    at: int
    item: str
    also: tuple[str, ...] = ()
    bundle: str = ""
    person: str = ""
    by_card: VisitorClass = VisitorClass.ORDINARY
    ground: str = ""
    evidence: str = ""
    appointment: str = ""
    patience_s: int = 0
    desk: bool = False
    asks_twice: bool = False


@dataclass(frozen=True, kw_only=True)
class Booking:
    """An appointment made elsewhere before the day; who it is for comes early, in time, late or never."""

    code: str
    item: str
    starts: int
    ends: int


@dataclass(frozen=True, kw_only=True)
class Population:
    """Everybody of the day."""

    visitors: tuple[Visitor, ...]
    bookings: tuple[Booking, ...]


def population(hall: Hall, day: date, seed: int, tickets: int | None = None) -> Population:
    """Draw the visitors of a day.

    Args:
        hall: the hall; only its file is looked at.
        day: the day.
        seed: the same one draws the same visitors.
        tickets: how many come, more or less; None for as many as keep the windows busy.
    """
    return _Draw(hall, day, Random(f"visitors {seed}")).all(tickets)  # noqa: S311 - a game


class _Draw:
    """Draws one day's visitors, each with the next numbers of the dice."""

    def __init__(self, hall: Hall, day: date, dice: Random) -> None:
        self._hall = hall
        self._config = hall.config
        self._day = day
        self._dice = dice
        self._persons = 0
        self._items: dict[str, list[tuple[Item, float]]] = {}
        featured = {code for kiosk in self._config.kiosks for code in kiosk.featured}
        for queue in self._config.queues:
            items = [item for item in self._config.items if item.queue == queue.id]
            dice.shuffle(items)
            weights = [(8.0 if item.code in featured else 1.0) / (n + 3) for n, item in enumerate(items)]
            self._items[queue.id] = list(zip(items, weights, strict=True))
        # An older visitor's card gives one ground; the desk grants the others.
        self._granted = [g for g in self._config.grounds if not g.by_age and g.visitor_class == "priority"]
        self._again = [g for g in self._config.grounds if g.visitor_class == "second_visit"]
        self._elder = next((g.id for g in self._config.grounds if g.by_age), "")

    def all(self, tickets: int | None) -> Population:
        """Everybody: those who booked first, so that they count among the day's tickets."""
        can = {queue.id: self._share(queue) for queue in self._config.queues if self._items[queue.id]}
        if tickets is None:
            tickets = round(LOAD * sum(can.values()))
        bookings = [booking for queue in self._config.queues for booking in self._bookings(queue)]
        del bookings[tickets // 3 :]
        booked = [visitor for booking in bookings if (visitor := self._comes(booking)) is not None]
        shares = {name: can[name] * self._dice.lognormvariate(0, UNEVEN) for name in can}
        walking: list[Visitor] = []
        whole = sum(shares.values())
        for queue in self._config.queues:
            if shares.get(queue.id) and whole:
                count = round((tickets - len(booked)) * shares[queue.id] / whole)
                times = sorted(self._times(queue, count))
                walking += [self._walks_in(queue, at) for at in times]
        visitors = sorted([*booked, *walking], key=lambda v: (v.at, v.item, v.appointment))
        return Population(visitors=tuple(visitors), bookings=tuple(bookings))

    def _share(self, queue: Queue) -> float:
        """How many visitors a queue's windows can serve on this day."""
        seconds, kinds = 0.0, set()
        for window in self._config.windows:
            if queue.id in window.queues and window.type != "tidal":
                shifts = shifts_of(self._config, window, self._day)
                # A window gives most of its time to the queue that it names first.
                part = 1.0 if len(window.queues) == 1 else 0.7 if window.queues[0] == queue.id else 0.15
                seconds += part * sum(_rush_s(s) for s in shifts)
                kinds.add(window.type)
        spans = spans_on(self._hall, queue, self._day)
        wanted = 1.0
        if kinds == {"issue"}:
            wanted = ISSUE_SHARE
        elif kinds == {"consult"}:
            wanted = CONSULT_SHARE
        items = self._items[queue.id]
        usual = sum((item.minutes or queue.minutes) * weight for item, weight in items)
        minutes = usual / (sum(weight for _, weight in items) or 1.0) + OVERHEAD_MIN
        return wanted * seconds / (60 * minutes) if spans else 0.0

    def _times(self, queue: Queue, count: int) -> Iterator[int]:
        """When visitors of a queue stand at the kiosk: within its hours, by the hours' rush."""
        midnight = moment(self._config, self._day, time())
        hours: list[tuple[int, int, float]] = []
        for span in spans_on(self._hall, queue, self._day):
            start = round((span.start - midnight).total_seconds())
            end = round((span.end - midnight).total_seconds())
            for at in range(start, end, 900):
                last = min(at + 900, end)
                hours.append((at, last, BUSY.get(at // 3600, FEW) * (last - at)))
        if not hours:
            return
        # Some are there before the doors open, and take a number as soon as they do.
        hours.append((hours[0][0], hours[0][0] + 240, 0.04 * sum(weight for _, _, weight in hours)))
        for start, end, _ in self._dice.choices(hours, [weight for _, _, weight in hours], k=count):
            yield self._dice.randrange(start, end)

    def _item(self, queue: str) -> Item:
        items = self._items[queue]
        [item] = self._dice.choices([i for i, _ in items], [weight for _, weight in items])
        return item

    def _walks_in(self, queue: Queue, at: int) -> Visitor:
        dice = self._dice
        item = self._item(queue.id)
        bundle = self._bundle(queue)
        also = () if bundle else self._also(item)
        luck = dice.random()
        by_card, ground, evidence, person = VisitorClass.ORDINARY, "", "", ""
        if luck < ELDER and self._elder:
            by_card, ground, person = VisitorClass.PRIORITY, self._elder, self._person()
        elif luck < ELDER + GRANTED and self._granted:
            ground, evidence = self._shows(self._granted)
        elif luck < ELDER + GRANTED + SECOND_VISIT and self._again:
            ground, evidence = self._shows(self._again)
        if not person and (queue.real_name or dice.random() < BY_CARD):
            person = self._person()
        return Visitor(
            at=at,
            item=self._hall.bundle_of[bundle].items[0] if bundle else item.code,
            also=also,
            bundle=bundle,
            person=person,
            by_card=by_card,
            ground=ground,
            evidence=evidence,
            patience_s=dice.randrange(600, 5400) if dice.random() < GIVES_UP else 0,
            desk=dice.random() < (AT_DESK if not evidence else 0.5),
            asks_twice=bool(person) and dice.random() < ASKS_TWICE / BY_CARD,
        )

    def _bundle(self, queue: Queue) -> str:
        found = [b.id for b in self._config.bundles if self._hall.item(b.items[0]).queue == queue.id]
        return self._dice.choice(found) if found and self._dice.random() < BUNDLE * 2 else ""

    def _also(self, item: Item) -> tuple[str, ...]:
        """More to do on the same way: mostly of the same queue, now and then of the zone's others."""
        dice = self._dice
        if dice.random() >= MORE_ITEMS:
            return ()
        zone = self._hall.queue_of[item.queue].zone
        near = [q.id for q in self._config.queues if q.zone == zone and self._items[q.id]]
        queue = item.queue if dice.random() < 0.7 else dice.choice(near)
        found = {self._item(queue).code for _ in range(dice.choice([1, 1, 2]))} - {item.code}
        return tuple(sorted(found))[: self._config.tickets.items_max - 1]

    def _shows(self, grounds: Sequence[Ground]) -> tuple[str, str]:
        ground = self._dice.choice(grounds)
        return ground.id, self._dice.choice(ground.evidence) if ground.evidence else ""

    def _person(self) -> str:
        self._persons += 1
        return f"person-{self._persons:05d}"

    def _bookings(self, queue: Queue) -> Iterator[Booking]:
        if not spans_on(self._hall, queue, self._day) or not self._items[queue.id]:
            return
        for slot in queue.bookings:
            starts, ends = (int(text[:2]) * 3600 + int(text[3:]) * 60 for text in slot.span.split("-"))
            for _ in range(slot.capacity):
                if self._dice.random() < BOOKED:
                    code = f"YY{self._dice.randrange(10**9):09d}"
                    yield Booking(code=code, item=self._item(queue.id).code, starts=starts, ends=ends)

    def _comes(self, booking: Booking) -> Visitor | None:
        """A booked visitor on the way: most early, some too early, some late, a few never."""
        dice = self._dice
        luck = dice.random()
        if luck < 0.08:
            return None
        late = self._config.tickets.appointment_grace_min * 60
        early = self._config.tickets.appointment_early_min * 60
        if luck < 0.2:
            at = booking.starts + late + dice.randrange(60, 1800)
        elif luck < 0.27:
            at = booking.starts - early - dice.randrange(60, 900)
        else:
            at = booking.starts + dice.randrange(-early, late) * 3 // 4
        return Visitor(at=at, item=booking.item, appointment=booking.code, desk=dice.random() < AT_DESK)


def _rush_s(shift: Shift) -> float:
    """Seconds of a shift, as far as people come in its hours."""
    seconds, at = 0.0, shift.first
    while at < shift.last:
        seconds += min(1.0, BUSY.get(at.hour, FEW)) * 900
        at += timedelta(minutes=15)
    return seconds
