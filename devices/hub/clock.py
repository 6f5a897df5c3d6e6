"""The hall's time: it never goes back and never stands still, whatever becomes of the computer's clock.

It starts from the computer's clock, or from the journal's newest event when that is later, and then runs on
the steady clock. The computer's clock is followed gently while it is near; a jump is not followed while
anybody would notice. Nothing here reads a clock: both are given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

SLEW = 0.1
"""How much faster or slower than true seconds the hall's time may run to meet the computer's clock."""
NEAR_S = 60.0
"""As far off the computer's clock is still followed; anything more is a jump."""
ADOPT_S = 600.0
"""Seconds that a jump must have lasted before a hall in which nobody waits follows it."""


def fixed(moment: datetime) -> datetime:
    """The same moment with its offset from UTC instead of its zone.

    Python compares and subtracts two times of one zone by their digits alone, which goes wrong by an hour
    where clocks are changed; times with offsets are compared and subtracted as moments.
    """
    offset = moment.utcoffset()
    return moment if offset is None else moment.replace(tzinfo=timezone(offset), fold=0)


class SteadyClock:
    """Tells the hall's time.

    A jump forward is adopted once it has lasted and nobody is in the hall. After a jump back the hall's
    time, which cannot go back, only runs slower until the computer's clock has caught up with it.

    Attributes:
        moved_s: seconds by which the hall's time has moved against steady seconds since it was started.
    """

    def __init__(
        self, wall: Callable[[], float], steady: Callable[[], float], newest: datetime | None = None
    ) -> None:
        """Start the clock.

        Args:
            wall: the computer's clock, in seconds since 1970 (UTC).
            steady: a clock that nobody sets, in seconds; it should count on while the computer sleeps.
            newest: time of the journal's newest event.
        """
        self._wall = wall
        self._steady = steady
        self._now_s = wall() if newest is None else max(wall(), newest.timestamp())
        self._read_at = steady()
        self.moved_s = 0.0
        self._off_s = 0.0
        self._jumped_at: float | None = None
        self._waits_for_wall = False
        self._read()

    def __call__(self, zone: ZoneInfo) -> datetime:
        """The hall's time, with the zone's offset of this moment."""
        self._read()
        return fixed(datetime.fromtimestamp(self._now_s, zone))

    @property
    def off_min(self) -> int:
        """Minutes by which the computer's clock has jumped away from the hall's time; 0 while it is near."""
        return 0 if self._jumped_at is None else round(self._off_s / 60)

    def look(self, empty: bool) -> None:
        """Follow a jump that has lasted.

        Args:
            empty: whether no window is open and nobody waits.
        """
        self._read()
        lasted = self._jumped_at is not None and self._read_at - self._jumped_at >= ADOPT_S
        self._waits_for_wall = empty and lasted and self._off_s < 0
        if empty and lasted and self._off_s > 0:
            self._move(self._off_s)
            self._jumped_at = None

    def _read(self) -> None:
        read_at = max(self._read_at, self._steady())
        elapsed = read_at - self._read_at
        self._read_at = read_at
        self._now_s += elapsed
        before, self._off_s = self._off_s, self._wall() - self._now_s
        if abs(self._off_s) <= NEAR_S:
            self._jumped_at = None
        elif self._jumped_at is None or abs(self._off_s - before) > NEAR_S:
            self._jumped_at = read_at
        if self._jumped_at is None or self._waits_for_wall:
            self._move(max(-SLEW * elapsed, min(SLEW * elapsed, self._off_s)))

    def _move(self, step_s: float) -> None:
        self._now_s += step_s
        self.moved_s += step_s
        self._off_s -= step_s
