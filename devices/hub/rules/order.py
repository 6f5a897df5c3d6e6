"""Who is next at a window, and why: the calling order.

Priority (优先) goes first, then appointments whose time has come, then the others, each by the time they
wait since; after ``priority_in_a_row`` priority calls an ordinary ticket has its turn. A ticket transferred
to this very window stands in the same order. A window never idles while anybody it could serve waits: an
appointment that came early is taken when nobody else is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from devices.hub.state import Hall, Line, Ticket
from devices.link.words import VisitorClass


class Choice(NamedTuple):
    """A ticket and the reason why it comes now.

    Reasons: ``priority`` (优先), ``appointment`` (its time has come), ``first_come``, ``turn`` (an ordinary
    ticket after so many priority calls), ``early`` (an appointment taken early because nobody else waits).
    """

    ticket: Ticket
    why: str


def calling_order(hall: Hall, window: int, now: datetime) -> Iterator[Choice]:
    """All tickets that this window could call, in the order in which it would call them."""
    names = hall.lines_of(window)
    priority = _Merge(hall, names, VisitorClass.PRIORITY)
    booked = _Merge(hall, names, VisitorClass.APPOINTMENT)
    ordinary = _Merge(hall, names, VisitorClass.ORDINARY)
    streak = hall.windows[window].streak
    most = hall.config.tickets.priority_in_a_row
    while True:
        first, second, third = priority.head, booked.head, ordinary.head
        due = second is not None and (second.slot is None or second.slot <= now)
        if first is not None and not (streak >= most and (third is not None or due)):
            streak += 1
            yield Choice(priority.take(), "priority")
            continue
        turn = first is not None
        streak = 0
        if second is not None and due:
            yield Choice(booked.take(), "appointment")
        elif third is not None:
            yield Choice(ordinary.take(), "turn" if turn else "first_come")
        elif second is not None:
            yield Choice(booked.take(), "early")
        else:
            return


def next_for(hall: Hall, window: int, now: datetime) -> Choice | None:
    """The ticket that this window calls next, or None when nobody waits for it."""
    return next(calling_order(hall, window, now), None)


class _Merge:
    """The lines of one class that a window serves, as one line."""

    def __init__(self, hall: Hall, names: tuple[str, ...], visitor_class: VisitorClass) -> None:
        standings = [standing for standing, c in hall.standings.items() if c is visitor_class]
        found = (hall.lines.get((name, standing)) for name in names for standing in standings)
        self._lines: list[Line] = [line for line in found if line]
        self._next = [0] * len(self._lines)

    def _best(self) -> int | None:
        best: int | None = None
        for n, line in enumerate(self._lines):
            if self._next[n] >= len(line):
                continue
            if best is None or line[self._next[n]].place < self._lines[best][self._next[best]].place:
                best = n
        return best

    @property
    def head(self) -> Ticket | None:
        best = self._best()
        return None if best is None else self._lines[best][self._next[best]]

    def take(self) -> Ticket:
        best = self._best()
        if best is None:
            raise IndexError("no ticket is left in these lines")
        self._next[best] += 1
        return self._lines[best][self._next[best] - 1]
