"""The day's closing (日清): what was given, served, missed and left open, and what still waits for somebody.

A pure function of the journal's events: it learns the tickets' fates, and lets the hall become what it was at
the day's end, so that a day that still goes on is told as it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from config.calendar import local
from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.fates import Fate, Fates
from devices.hub.state import Hall, Notice
from devices.link.words import DeviceState, Grade, TicketState, WorkSource

KINDS = (
    "day_began",
    "day_ended",
    "appointment_booked",
    "appointment_cancelled",
    "appointment_missed",
    "matter_registered",
    "matter_answered",
    "slip_issued",
    "slip_returned",
    "slip_settled",
    "slip_overdue",
    "result_arrived",
    "delivery_chosen",
    "result_notified",
    "result_in_locker",
    "result_sent",
    "result_handed_over",
    "result_overdue",
    "notice_raised",
    "notice_settled",
    "device_changed",
)
"""Tags of events of other days that a day's closing needs too: what they say may still hold on it."""
BAD = (Grade.DISSATISFIED, Grade.VERY_DISSATISFIED)
"""Grades of a bad rating (差评)."""
_ENDED = (TicketState.FINISHED, TicketState.TRANSFERRED, TicketState.CANCELLED)
_TROUBLE = (DeviceState.FAULT, DeviceState.DEGRADED, DeviceState.AWAY)


@dataclass(frozen=True)
class Left:
    """Tickets of a queue that ended unserved, or are still open, in the state in which they were left.

    ``reason`` is ``end_of_day``, ``returns_used``, or ``open`` while the day goes on.
    """

    queue: str
    state: TicketState
    reason: str
    count: int


@dataclass(frozen=True)
class Trouble:
    """A device that did not work as it should; ``until`` is None for one that still does not."""

    device: str
    state: DeviceState
    fault: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class BadRating:
    """A rating of one of the two lowest grades; ``reasons`` are codes of the national list."""

    at: datetime
    number: str
    window: int
    clerk: str
    grade: Grade
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ratings:
    """How the day's services were rated; ``rateable`` are those whose visitor stood at a window."""

    rateable: int = 0
    rated: int = 0
    declined: int = 0
    grades: dict[Grade, int] = field(default_factory=dict)
    bad: tuple[BadRating, ...] = ()

    @property
    def unrated(self) -> int:
        """Services that nobody rated, those of visitors who would rather not among them."""
        return self.rateable - self.rated


@dataclass(frozen=True)
class Bookings:
    """Appointments whose booked time was on the day; ``missed`` is known when the day has ended."""

    booked: int = 0
    used: int = 0
    cancelled: int = 0
    missed: int = 0


@dataclass(frozen=True)
class Pending:
    """Matters, slips or results: how many came and were done on the day, and wait at its end."""

    new: int
    done: int
    open: int
    overdue: int


@dataclass(frozen=True)
class DayClosing:
    """One day of the hall.

    Attributes:
        ended: whether the day is over.
        until: time of its newest event; None when nothing happened.
        given: numbers given, by queue.
        late: tickets that kiosks handed in on this day after their own day had ended.
        fates: what became of its tickets.
        left: what ended unserved or is open, by queue.
        notices: what staff have not seen to.
        pending: by what it is: ``matter``, ``slip``, ``result``.
    """

    day: date
    ended: bool
    until: datetime | None
    given: dict[str, int]
    late: int
    fates: tuple[Fate, ...]
    left: tuple[Left, ...]
    ratings: Ratings
    bookings: Bookings
    troubles: tuple[Trouble, ...]
    notices: tuple[Notice, ...]
    pending: dict[str, Pending]


def closing_of(config: HallConfig, day: date, events: Iterable[e.AnyEvent]) -> DayClosing:
    """The closing of a day.

    Args:
        config: the hall.
        day: the day, of the hall's zone.
        events: the day's events and those of ``KINDS`` of every day, in their order.
    """
    reader = _Reader(config, day)
    for event in events:
        reader.read(event)
    return reader.closing()


class _Reader:
    """Follows the events up to the end of the day."""

    def __init__(self, config: HallConfig, day: date) -> None:
        self._config = config
        self._day = day
        self._hall = Hall(config)
        self._fates = Fates()
        self._began = False
        self._ended = False
        self._until: datetime | None = None
        self._bad: list[BadRating] = []
        self._booked: dict[str, str] = {}
        self._trouble: dict[str, Trouble] = {}
        self._over: list[Trouble] = []
        self._new: Counter[str] = Counter()
        self._done: Counter[str] = Counter()

    def read(self, event: e.AnyEvent) -> None:
        """Take one event in; of those after the day only what they say of it."""
        on = local(self._config, event.at).date()
        match event:
            case e.DayBegan():
                self._began = self._began or event.day == self._day
                self._ended = self._ended or event.day > self._day
            case e.AppointmentMissed() if event.day == self._day:
                self._booked[event.code] = "missed"
            case _:
                pass
        if on > self._day:
            return
        if on == self._day and not self._began and str(event.__struct_config__.tag) not in KINDS:
            # The end of the day before, told in this one.
            return
        self._bookings(event)
        if isinstance(event, e.DeviceChanged):
            self._device(event, on)
        if on == self._day:
            self._until = event.at
            self._today(event)
        evolve(self._hall, event)

    def _today(self, event: e.AnyEvent) -> None:
        self._fates.follow(event)
        match event:
            case e.Rated() if event.grade in BAD:
                fate = self._fates.of.get(event.ticket)
                number = fate.number if fate else ""
                self._bad.append(
                    BadRating(event.at, number, event.window, event.clerk, event.grade, event.reasons)
                )
            case e.MatterRegistered():
                self._new["matter"] += 1
            case e.MatterAnswered():
                self._done["matter"] += 1
            case e.SlipIssued():
                self._new["slip"] += 1
            case e.SlipSettled():
                self._done["slip"] += 1
            case e.ResultArrived():
                self._new["result"] += 1
            case e.ResultSent() | e.ResultHandedOver():
                self._done["result"] += 1
            case _:
                pass

    def _bookings(self, event: e.AnyEvent) -> None:
        match event:
            case e.AppointmentBooked() if local(self._config, event.starts_at).date() == self._day:
                self._booked[event.code] = "booked"
            case e.AppointmentCancelled() if event.code in self._booked:
                self._booked[event.code] = "cancelled"
            case e.AppointmentJoined() if event.code in self._booked:
                self._booked[event.code] = "used"
            case e.TicketTaken() if event.appointment in self._booked:
                self._booked[event.appointment] = "used"
            case _:
                pass

    def _device(self, event: e.DeviceChanged, on: date) -> None:
        before = self._trouble.pop(event.device, None)
        if before is not None and on == self._day:
            self._over.append(Trouble(before.device, before.state, before.fault, before.since, event.at))
        if event.state in _TROUBLE:
            self._trouble[event.device] = Trouble(event.device, event.state, event.fault, event.at)

    def closing(self) -> DayClosing:
        """What the day came to."""
        hall, day = self._hall, self._day
        fates = tuple(fate for fate in self._fates.of.values() if not fate.late)
        booked = Counter(self._booked.values())
        troubles = [*self._over, *self._trouble.values()]
        slips = [slip for slip in hall.slips.values() if slip.asks]
        results = [result for result in hall.results.values() if result.here]
        opened = {
            "matter": (len(hall.matters), sum(matter.reply_by < day for matter in hall.matters.values())),
            "slip": (len(slips), sum(slip.due is not None and slip.due < day for slip in slips)),
            "result": (len(results), sum(result.overdue for result in results)),
        }
        return DayClosing(
            day=day,
            ended=self._ended,
            until=self._until,
            given=dict(hall.issued) if self._began else {},
            late=sum(fate.late for fate in self._fates.of.values()),
            fates=fates,
            left=_left(self._config, fates, "end_of_day" if self._ended else "open"),
            ratings=_ratings(fates, self._bad),
            bookings=Bookings(
                booked=len(self._booked),
                used=booked["used"],
                cancelled=booked["cancelled"],
                missed=booked["missed"],
            ),
            troubles=tuple(sorted(troubles, key=lambda trouble: trouble.since)),
            notices=tuple(hall.notices.values()),
            pending={
                kind: Pending(self._new[kind], self._done[kind], *counts) for kind, counts in opened.items()
            },
        )


def _left(config: HallConfig, fates: Iterable[Fate], at_end: str) -> tuple[Left, ...]:
    counts: Counter[tuple[str, TicketState, str]] = Counter()
    for fate in fates:
        if fate.state is TicketState.EXPIRED:
            counts[fate.queue, fate.left or TicketState.WAITING, fate.reason] += 1
        elif fate.state not in _ENDED:
            counts[fate.queue, fate.state, at_end] += 1
    states = list(TicketState)
    places = {queue.id: place for place, queue in enumerate(config.queues)}

    def place(left: Left) -> tuple[int, str, int, str]:
        return places.get(left.queue, len(places)), left.queue, states.index(left.state), left.reason

    return tuple(sorted((Left(*key, count) for key, count in counts.items()), key=place))


def _ratings(fates: Iterable[Fate], bad: Iterable[BadRating]) -> Ratings:
    rateable = [
        fate for fate in fates if fate.state is TicketState.FINISHED and fate.source is WorkSource.COUNTER
    ]
    grades = Counter(fate.grade for fate in rateable if fate.grade is not None)
    return Ratings(
        rateable=len(rateable),
        rated=sum(grades.values()),
        declined=sum(fate.declined and fate.grade is None for fate in rateable),
        grades={grade: grades[grade] for grade in Grade if grades[grade]},
        bad=tuple(bad),
    )
