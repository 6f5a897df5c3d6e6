"""The attendance sheet (考勤表): what the journal says of each clerk's day, against the windows' shifts.

A pure function over events. Who takes a window over from a colleague is not late, and who is relieved is not
early: the post was never empty. What the leader corrected is shown beside what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from config.calendar import local, moment
from config.schema import Clerk, HallConfig
from config.shifts import Shift, shifts_of
from devices.hub import events as e
from devices.link.words import AttendanceMark

_DAY = timedelta(days=1)
_MIDNIGHT = time()


@dataclass(frozen=True)
class Span:
    """From when to when; ``end`` is None for what the day, or the hub, ended and nobody else."""

    begin: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Presence:
    """Somebody signed in at a place: a window's number, or a desk's name."""

    place: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class ClerkDay:
    """One clerk's day on the sheet.

    Attributes:
        at: where and when the clerk was signed in, in order.
        pauses_min: minutes paused, by the reason's id.
        late_min: minutes that posts were empty before the clerk came.
        early_min: minutes that posts were empty after the clerk had left.
        away_min: minutes of noticed absence from an open window.
        empty_min: minutes of the shift in which the post was empty between two sign-ins.
        mark: how the day counts.
        found: what was found, where the leader corrected it; None where nobody did.
        corrected_by: who corrected it.
    """

    clerk: str
    at: tuple[Presence, ...] = ()
    pauses_min: dict[str, int] = field(default_factory=dict)
    late_min: int = 0
    early_min: int = 0
    away_min: int = 0
    empty_min: int = 0
    mark: AttendanceMark = AttendanceMark.MISSING
    found: AttendanceMark | None = None
    corrected_by: str = ""


@dataclass
class _Seen:
    """What the events of a day say of one clerk."""

    at: list[Presence] = field(default_factory=list)
    pauses: list[tuple[str, Span]] = field(default_factory=list)
    away: list[Span] = field(default_factory=list)


def sheet(
    config: HallConfig, day: date, events: Iterable[e.AnyEvent], until: datetime
) -> tuple[ClerkDay, ...]:
    """The sheet of one day: everybody who was to work, in the file's order, then whoever else signed in.

    Args:
        config: the hall.
        day: the day, of the hall's zone.
        events: the day's events in their order, and corrections of any later day.
        until: until when the journal tells: now, for the day that is still going on.
    """
    close = min(until, moment(config, day + _DAY, _MIDNIGHT))
    reader = _Reader(config, day)
    for event in events:
        reader.read(event)
    reader.end()
    present = {
        clerk: [(there.place, _closed(there.span, close)) for there in seen.at]
        for clerk, seen in reader.seen.items()
    }
    at_place: dict[str, list[tuple[str, Shift]]] = {}
    for clerk, spans in present.items():
        for place, span in spans:
            at_place.setdefault(place, []).append((clerk, span))
    shifts = {str(window.number): shifts_of(config, window, day) for window in config.windows}
    # An admin has no post that could be empty.
    known = {clerk.number: clerk for clerk in config.clerks if clerk.role != "admin"}
    working = any(shifts.values())
    names = [
        name
        for name in (*known, *sorted(set(reader.seen) - set(known)))
        if name in reader.seen or name in reader.corrections or (working and _valid(known[name], day))
    ]
    return tuple(
        _clerk_day(config, reader, clerk, present.get(clerk, []), at_place, shifts, close) for clerk in names
    )


def empty_posts(config: HallConfig, day: date, events: Iterable[e.AnyEvent]) -> tuple[tuple[int, Span], ...]:
    """Windows that had no clerk in their shift on a day (空岗), as it was noticed, by its end."""
    found: list[tuple[int, Span]] = []
    open_now: dict[int, datetime] = {}
    for event in events:
        if local(config, event.at).date() == day:
            if isinstance(event, e.PostEmpty):
                open_now[event.window] = event.since
            elif isinstance(event, e.PostFilled) and event.window in open_now:
                found.append((event.window, Span(open_now.pop(event.window), event.until)))
    return (*found, *((window, Span(since)) for window, since in sorted(open_now.items())))


def _valid(clerk: Clerk, day: date) -> bool:
    return (clerk.valid_from or day) <= day <= (clerk.valid_to or day)


class _Reader:
    """Follows the events of a day."""

    def __init__(self, config: HallConfig, day: date) -> None:
        self._config = config
        self._day = day
        self._in: dict[str, tuple[str, datetime]] = {}
        self._pause: dict[str, tuple[str, str, datetime]] = {}
        self._away: dict[str, datetime] = {}
        self.seen: dict[str, _Seen] = {}
        self.corrections: dict[str, e.AttendanceCorrected] = {}

    def read(self, event: e.AnyEvent) -> None:
        """Take one event in."""
        if isinstance(event, e.AttendanceCorrected):
            if event.day == self._day:
                self.corrections[event.clerk] = event
            return
        if local(self._config, event.at).date() != self._day:
            return
        match event:
            case e.ClerkSignedIn():
                self._came(event.clerk, str(event.window), event.at)
            case e.GuideSignedIn():
                self._came(event.clerk, event.desk, event.at)
            case e.ClerkSignedOut() | e.GuideSignedOut():
                self._left(event.clerk, event.at)
            case e.WindowPaused():
                self._went_on(str(event.window), event.at)
                for clerk, (place, _) in self._in.items():
                    if place == str(event.window):
                        self._pause[place] = (clerk, event.reason, event.at)
            case e.WindowOpened() | e.WindowClosed():
                self._went_on(str(event.window), event.at)
            case e.AbsenceNoticed():
                self._away[event.clerk] = event.since
            case e.AbsenceEnded():
                self._away.pop(event.clerk, None)
                self._of(event.clerk).away.append(Span(event.since, event.until))
            case _:
                pass

    def end(self) -> None:
        """Whoever is still signed in did not sign out on this day."""
        for clerk in list(self._in):
            self._left(clerk, None)
        for clerk, since in self._away.items():
            self._of(clerk).away.append(Span(since))

    def _of(self, clerk: str) -> _Seen:
        return self.seen.setdefault(clerk, _Seen())

    def _came(self, clerk: str, place: str, at: datetime) -> None:
        self._left(clerk, at)
        self._of(clerk)
        self._in[clerk] = (place, at)

    def _left(self, clerk: str, at: datetime | None) -> None:
        if clerk in self._in:
            place, since = self._in.pop(clerk)
            self._went_on(place, at)
            self._of(clerk).at.append(Presence(place, Span(since, at)))

    def _went_on(self, place: str, at: datetime | None) -> None:
        if place in self._pause:
            clerk, reason, since = self._pause.pop(place)
            self._of(clerk).pauses.append((reason, Span(since, at)))


def _closed(span: Span, close: datetime) -> Shift:
    return Shift(span.begin, max(span.begin, span.end or close))


def _clerk_day(
    config: HallConfig,
    reader: _Reader,
    clerk: str,
    present: list[tuple[str, Shift]],
    at_place: dict[str, list[tuple[str, Shift]]],
    shifts: dict[str, tuple[Shift, ...]],
    close: datetime,
) -> ClerkDay:
    seen = reader.seen.get(clerk, _Seen())
    late = early = empty = timedelta()
    grace = timedelta(minutes=config.staff.late_min)
    for place in dict.fromkeys(place for place, _ in present):
        for shift in shifts.get(place, ()):
            gaps = _gaps(clerk, Shift(shift.first, min(shift.last, close)), present, at_place[place])
            gaps = [gap if gap > grace else timedelta() for gap in gaps]
            late, early, empty = late + gaps[0], early + gaps[1], empty + gaps[2]
    found = _mark(bool(present), bool(late), bool(early), bool(empty))
    correction = reader.corrections.get(clerk)
    pauses: dict[str, timedelta] = {}
    for reason, span in seen.pauses:
        pauses[reason] = pauses.get(reason, timedelta()) + _length(_closed(span, close))
    return ClerkDay(
        clerk=clerk,
        at=tuple(seen.at),
        pauses_min={reason: _minutes(length) for reason, length in sorted(pauses.items())},
        late_min=_minutes(late),
        early_min=_minutes(early),
        away_min=_minutes(sum((_length(_closed(span, close)) for span in seen.away), timedelta())),
        empty_min=_minutes(empty),
        mark=correction.mark if correction else found,
        found=found if correction else None,
        corrected_by=correction.by if correction else "",
    )


def _gaps(
    clerk: str, shift: Shift, present: list[tuple[str, Shift]], there: list[tuple[str, Shift]]
) -> list[timedelta]:
    """How long the post was empty in a shift before the clerk came, after, and in between.

    A clerk who did not work in this shift owes nothing in it, and elsewhere nobody is away.
    """
    none = timedelta()
    own = [span for name, span in there if name == clerk and _length(_both(span, shift)) > none]
    if not own:
        return [none, none, none]
    came, left = min(span.first for span in own), max(span.last for span in own)
    taken = [span for _, span in there] + [span for _, span in present]
    late = early = between = none
    for gap in _free(shift, taken):
        if gap.last <= came:
            # Only what was empty at the begin: a colleague who went before answers for the rest.
            late += _length(gap) if gap.first == shift.first else none
        elif gap.first >= left:
            early += _length(gap) if gap.first == left else none
        else:
            between += _length(gap)
    return [late, early, between]


def _free(shift: Shift, taken: list[Shift]) -> Iterator[Shift]:
    """What of a shift nobody covers."""
    at = shift.first
    for span in sorted(taken):
        if span.first > at and at < shift.last:
            yield Shift(at, min(span.first, shift.last))
        at = max(at, span.last)
    if at < shift.last:
        yield Shift(at, shift.last)


def _both(one: Shift, other: Shift) -> Shift:
    return Shift(max(one.first, other.first), min(one.last, other.last))


def _length(span: Shift) -> timedelta:
    return max(span.last - span.first, timedelta())


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _mark(present: bool, late: bool, early: bool, empty: bool) -> AttendanceMark:
    if not present:
        return AttendanceMark.MISSING
    if late and early:
        return AttendanceMark.LATE_AND_EARLY
    if late:
        return AttendanceMark.LATE
    if early:
        return AttendanceMark.EARLY
    return AttendanceMark.EMPTY_POST if empty else AttendanceMark.ON_TIME
