"""Which call a screen shows large, and for how long: a queue of calls without a clock of its own.

A call stays large for at least ``call_s``; several queue, none is lost, none is announced twice. When more
wait than anybody would wait for, some are shown at once, so that no crowd leaves the screen behind. What
was called before the screen started, or so long before a reconnect that nobody walks to it any more, is
listed and not announced anew.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from devices.link.rows import CallRow

FRESH_S = 60.0
"""Age in seconds up to which a call that comes late, after a reconnect, is still announced."""

CROWD = 3
"""Calls that may wait for a turn of their own each (24 s of them); of more, several have a turn together."""

AT_ONCE = 3
"""Calls that have a turn together; as many as there is room for in letters that are read at ten metres."""

MAX_WAITING = 200
"""Calls that may wait for their turn (nine minutes of them); beyond it the oldest is listed without one."""

REMEMBERED = 1000
"""Calls remembered as seen; the hub shows a screen a dozen at a time, so none comes back after that."""


class Announcer:
    """A screen's turn-taking among calls.

    Times named ``now`` are steady seconds (they never jump); ``hall_time`` is the hub's clock and is
    only used to tell how old a call is.
    """

    def __init__(self, call_s: float = 8.0, fresh_s: float = FRESH_S) -> None:
        """Keep each call large for ``call_s`` seconds and announce late ones up to ``fresh_s`` old."""
        self.call_s = call_s
        self._fresh = timedelta(seconds=fresh_s)
        self._rows: list[CallRow] = []
        self._waiting: deque[CallRow] = deque()
        # A hub that began a new journal counts from 1 again: the moment makes such a call another one.
        self._seen: dict[tuple[int, datetime], None] = {}
        self._announced: tuple[CallRow, ...] = ()
        self._until = 0.0
        self._started = False

    def see(self, calls: Iterable[CallRow], now: float, hall_time: datetime) -> None:
        """Take notice of all calls that the hub shows this screen."""
        self._rows = sorted(calls, key=lambda call: call.id)
        new = [call for call in self._rows if (call.id, call.called_at) not in self._seen]
        for call in new:
            self._seen[(call.id, call.called_at)] = None
            if self._started and hall_time - call.called_at <= self._fresh:
                self._waiting.append(call)
        while len(self._waiting) > MAX_WAITING:
            self._waiting.popleft()
        while len(self._seen) > max(REMEMBERED, len(self._rows)):
            del self._seen[next(iter(self._seen))]
        self._started = True
        self.tick(now)

    def tick(self, now: float) -> None:
        """Let the next call, or a few of a crowd, have their turn when those before had their seconds."""
        if self._announced and now >= self._until:
            self._announced = ()
        if not self._announced and self._waiting:
            self._announced = self._next()
            self._until = now + self.call_s

    def _next(self) -> tuple[CallRow, ...]:
        """Take the next out of the waiting ones; a ticket stands only once among them."""
        together = {call.ticket: call for call in reversed(self._waiting)}
        few = AT_ONCE if len(self._waiting) > CROWD else 1
        chosen = sorted(together.values(), key=self._waiting.index)[:few]
        for call in chosen:
            self._waiting.remove(call)
        return tuple(chosen)

    @property
    def due_at(self) -> float | None:
        """Steady second at which ``tick`` changes something, or None while nothing is announced."""
        return self._until if self._announced else None

    @property
    def calling(self) -> bool:
        """Whether the large call is being announced now."""
        return bool(self._announced)

    @property
    def announced(self) -> tuple[CallRow, ...]:
        """The calls that have their turn now, the first one first; mostly one, or none."""
        return self._announced

    @property
    def large(self) -> CallRow | None:
        """The call to show large: the first announced one, else the newest that had its turn."""
        if self._announced:
            return self._announced[0]
        shown = self._shown()
        return shown[0] if shown else None

    @property
    def upcoming(self) -> tuple[CallRow, ...]:
        """Calls that wait for their turn, the next one first."""
        return tuple(self._waiting)

    @property
    def last(self) -> tuple[CallRow, ...]:
        """Calls that had their turn, the newest first, each ticket once and without the large ones."""
        large = self.large
        tickets = {call.ticket for call in self._announced} | ({large.ticket} if large is not None else set())
        last = []
        for call in self._shown():
            if call.ticket not in tickets:
                tickets.add(call.ticket)
                last.append(call)
        return tuple(last)

    def _shown(self) -> list[CallRow]:
        hidden = {call.id for call in self._waiting}
        return [call for call in reversed(self._rows) if call.id not in hidden]
