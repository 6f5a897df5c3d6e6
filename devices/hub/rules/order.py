"""Who is next at a window, and why: the calling order, one pure function of the hall and of ``[order]``.

Whoever was put in front goes first. Of all others the highest score does, and the older one among equals:
``score = weight × (waited + head start − cost of the queue's place in the window's list)``, in whole seconds,
so that the sentence that explains a call says exactly what was compared. After ``priority_in_a_row`` priority
calls the best of the others has its turn; at a green-channel window (绿色通道) priority goes first whatever
its score. An appointment counts from its time on and is taken before it only when nobody else waits.

A line holds one standing in the order of its places, which is that of its scores, so only the heads of the
lines are compared, and a window never idles while anybody it could serve waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from devices.hub.events import Claim, Reckoning
from devices.hub.state import FIRST_OF_ALL, Hall, Line, Place, Ticket, Weighing
from devices.link.words import VisitorClass

FRONT, DUE, EARLY = 0, 1, 2
"""Ranks: put in front of all, waiting, booked for later."""

_LAST = 2**62
_Head = tuple[int, int, Place, int]
"""Rank, negated score, place and line of a head; the least one comes first."""


class _Row(NamedTuple):
    """A line of a window, with what its tickets' scores are made of."""

    line: Line
    standing: str
    weighing: Weighing
    cost_s: int


def in_front(place: Place) -> bool:
    """Whether somebody was put in front of all."""
    return place[0].year == FIRST_OF_ALL.year


def _seconds(span: timedelta) -> int:
    return span.days * 86400 + span.seconds


class _Lines:
    """The lines of one window at one moment, each with its head."""

    def __init__(self, hall: Hall, window: int, now: datetime) -> None:
        self.now = now
        self.streak = hall.windows[window].streak
        self.cap = hall.config.tickets.priority_in_a_row
        self.green = window in hall.window_of and hall.window_of[window].green
        self.rows: list[_Row] = []
        step_s = round(hall.config.order.preference_min * 60)
        places = {queue: place for place, queue in enumerate(hall.queues_of(window))} if step_s else {}
        for name in hall.lines_of(window):
            cost_s = step_s * places.get(name, 0)
            for standing, weighing in hall.weighings.items():
                line = hall.lines.get((name, standing))
                if line:
                    self.rows.append(_Row(line, standing, weighing, cost_s))
        self.next = [0] * len(self.rows)
        self.heads = {n: self.head(n, row.line[0]) for n, row in enumerate(self.rows)}

    def head(self, n: int, ticket: Ticket) -> _Head:
        """How a ticket of line ``n`` compares."""
        place = ticket.place
        since = place[0]
        if since.year == FIRST_OF_ALL.year:
            return (FRONT, 0, place, n)
        if since > self.now:
            return (EARLY, 0, place, n)
        _, _, (weight, head_start_s, _), cost_s = self.rows[n]
        waited = self.now - since
        score = weight * (waited.days * 86400 + waited.seconds + head_start_s - cost_s)
        return (DUE, -score, place, n)

    def pick(self) -> tuple[_Head, str] | None:
        """The head that comes next, and the rule by which it does."""
        if not self.heads:
            return None
        best = min(self.heads.values())
        if best[0] == FRONT:
            return best, "front"
        if best[0] == EARLY:
            return best, "early"
        preferred = self.rows[best[3]].weighing.preferred
        if self.green and not preferred and (head := self._best(preferred=True)):
            return head, "green"
        if not self.green and preferred and self.streak >= self.cap:
            head = self._best(preferred=False)
            return (head, "turn") if head else (best, "score")
        return best, "score"

    def _best(self, *, preferred: bool) -> _Head | None:
        heads = (
            h for n, h in self.heads.items() if h[0] == DUE and self.rows[n].weighing.preferred is preferred
        )
        return min(heads, default=None)

    def take(self, n: int) -> None:
        """The head of line ``n`` was called."""
        self.streak = self.streak + 1 if self.rows[n].weighing.preferred else 0
        self.next[n] += 1
        line = self.rows[n].line
        if self.next[n] < len(line):
            self.heads[n] = self.head(n, line[self.next[n]])
        else:
            del self.heads[n]

    def ticket(self, head: _Head) -> Ticket:
        """The ticket at the head."""
        return self.rows[head[3]].line[self.next[head[3]]]

    def reckoning(self, winner: Ticket, rule: str, own: _Row) -> Reckoning:
        """What a call of this ticket is compared with: the best of each standing beside it."""
        best: dict[str, _Head] = {}
        behind: Ticket | None = None
        for n, head in self.heads.items():
            row = self.rows[n]
            if head[2] == winner.place and row.line[self.next[n]] is winner:
                # Its own line is spoken for by the one behind it.
                if (place := self.next[n] + 1) >= len(row.line):
                    continue
                behind = row.line[place]
                head = self.head(n, behind)
            if row.standing not in best or head < best[row.standing]:
                best[row.standing] = head
        others = [
            (self.rows[head[3]], behind if behind and head[2] == behind.place else self.ticket(head))
            for head in sorted(best.values())
        ]
        turn = self.pick()
        if turn is not None and (its := self.ticket(turn[0])) is not winner:
            others = [(self.rows[turn[0][3]], its), *((row, t) for row, t in others if t is not its)]
        ages = sorted([winner.place, *(ticket.place for _, ticket in others)])
        return Reckoning(
            rule=rule,
            winner=_claim(own, winner, self.now, ages.index(winner.place) + 1),
            others=tuple(_claim(row, t, self.now, ages.index(t.place) + 1) for row, t in others),
            streak=self.streak,
            cap=self.cap,
        )


def _claim(row: _Row, ticket: Ticket, now: datetime, age: int) -> Claim:
    front = in_front(ticket.place)
    waited_s = _seconds(now - (ticket.taken_at if front else ticket.place[0]))
    early = not front and ticket.place[0] > now
    score = 0 if front or early else row.weighing.weight * (waited_s + row.weighing.head_start_s - row.cost_s)
    return Claim(
        number=ticket.number,
        standing=row.standing,
        waited_s=waited_s,
        weight=row.weighing.weight,
        head_start_s=row.weighing.head_start_s,
        preference_s=row.cost_s,
        score=score,
        age=age,
        front=front,
        early=early,
    )


def _row(hall: Hall, window: int, ticket: Ticket) -> _Row:
    """A ticket's line with what counts for it at a window."""
    standing = ticket.standing if ticket.standing in hall.weighings else ticket.visitor_class.value
    weighing = hall.weighings[standing]
    step_s = round(hall.config.order.preference_min * 60)
    by_queue = step_s and not ticket.for_window and not ticket.only and window in hall.windows
    queues = hall.queues_of(window) if by_queue else ()
    cost_s = step_s * queues.index(ticket.queue) if ticket.queue in queues else 0
    return _Row(hall.line_of(ticket), standing, weighing, cost_s)


@dataclass(frozen=True, slots=True)
class Choice:
    """A ticket and the reason why it comes now.

    Attributes:
        why: ``front`` (put in front), ``priority`` (优先), ``second_visit`` (二次优先), ``appointment``
            (its time has come), ``first_come``, ``turn`` (after so many priority calls), ``green`` (at a
            green-channel window), ``early`` (an appointment taken early because nobody else waits).
        reckoning: what it was compared with; only of the next one, for a list shows many.
    """

    ticket: Ticket
    why: str
    reckoning: Reckoning | None = None


_WHY = {
    VisitorClass.PRIORITY: "priority",
    VisitorClass.SECOND_VISIT: "second_visit",
    VisitorClass.APPOINTMENT: "appointment",
    VisitorClass.ORDINARY: "first_come",
}


def _why(hall: Hall, ticket: Ticket, rule: str) -> str:
    return _WHY[hall.standings.get(ticket.standing, ticket.visitor_class)] if rule == "score" else rule


def calling_order(hall: Hall, window: int, now: datetime) -> Iterator[Choice]:
    """All tickets that this window could call, in the order in which it would call them now."""
    lines = _Lines(hall, window, now)
    while (picked := lines.pick()) is not None:
        head, rule = picked
        ticket = lines.ticket(head)
        yield Choice(ticket, _why(hall, ticket, rule))
        lines.take(head[3])


def next_for(hall: Hall, window: int, now: datetime) -> Choice | None:
    """The ticket that this window calls next, with its reckoning, or None when nobody waits for it."""
    lines = _Lines(hall, window, now)
    picked = lines.pick()
    if picked is None:
        return None
    head, rule = picked
    ticket = lines.ticket(head)
    return Choice(ticket, _why(hall, ticket, rule), lines.reckoning(ticket, rule, lines.rows[head[3]]))


def chosen(hall: Hall, window: int, now: datetime, ticket: Ticket, rule: str) -> Reckoning:
    """What a call of this waiting ticket passes over, be it of the window's lines or of another one.

    Args:
        hall: the hall.
        window: the window that calls.
        now: when.
        ticket: the ticket that is called out of order.
        rule: ``number`` or ``name``.
    """
    return _Lines(hall, window, now).reckoning(ticket, rule, _row(hall, window, ticket))


def claim_of(hall: Hall, window: int, ticket: Ticket, now: datetime) -> Claim:
    """What a ticket that waits for a window has to show so far."""
    return _claim(_row(hall, window, ticket), ticket, now, 1)


def ahead(hall: Hall, names: Iterable[str], ticket: Ticket, now: datetime) -> int:
    """How many of these lines stand before a waiting ticket now, by rank, score and age.

    It knows neither turns nor what a window's order of queues costs, and nobody who is still to come: the
    count is where the ticket stands in a pool of windows, and scores of higher weight may still pass it.
    """
    standing = ticket.standing if ticket.standing in hall.weighings else ticket.visitor_class.value
    own = hall.weighings[standing]
    place = ticket.place
    by_place = in_front(place) or place[0] > now
    score = 0 if by_place else own.weight * (_seconds(now - place[0]) + own.head_start_s)
    count = 0
    for name in names:
        for other, weighing in hall.weighings.items():
            line = hall.lines.get((name, other))
            if not line:
                continue
            if by_place:
                # In front, and before an appointment's time, the place alone decides.
                count += line.before(place)
            else:
                count += _higher(line, weighing.weight, weighing.head_start_s, score, place, now)
    return count


def _higher(line: Line, weight: int, head_start_s: int, score: int, place: Place, now: datetime) -> int:
    """How many of a line have a higher score, or the same and an older place."""

    def waits_at_least(seconds: int) -> Place:
        return (min(now, now - timedelta(seconds=seconds)), _LAST, 0)

    least, rest = divmod(score, weight)
    same_s = least - head_start_s
    count = line.before(waits_at_least(same_s + 1))
    if rest == 0:
        count += max(0, line.before(min(place, waits_at_least(same_s))) - count)
    return count
