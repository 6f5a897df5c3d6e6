"""The shift leader: fills the posts of the absent, and lends windows to queues where many wait (潮汐)."""

from __future__ import annotations

from functools import partial

from config.schema import Window
from config.shifts import shifts_of
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.words import Role, WindowState
from devices.simulate.clerks import Clerks, Work
from devices.simulate.clock import Clock
from devices.simulate.counter import Counter

LOOK_EVERY_S = 600
"""How often the leader looks at the lines."""
MANY = 4
"""People waiting per open window at which the leader sends help."""
LENT_S = 60 * 60

LEADER = Principal(role=Role.LEADER)


class Leader:
    """One leader for all zones."""

    def __init__(self, clock: Clock, counter: Counter, clerks: Clerks) -> None:
        """Look at the lines from the first shift on."""
        self._clock = clock
        self._counter = counter
        self._clerks = clerks
        self._stage = clock.stage
        self._config = clock.stage.config
        self._day = self._stage.time(0).date()
        clock.at(clerks.first(), self._lead)

    @property
    def _hall(self) -> Hall:
        return self._stage.hall

    # The leader -------------------------------------------------------------------------------------

    def _lead(self) -> None:
        """Look at the lines: fill posts of the absent, and open windows where many wait."""
        last = max((work.last for work in self._clerks.work.values()), default=0)
        for number in sorted(self._clerks.is_gone):
            self._fill(number)
        for queue in self._config.queues:
            waiting = self._hall.waiting(queue.id)
            open_ = sum(
                w.state is WindowState.OPEN and queue.id in self._hall.serves(w.number)
                for w in self._hall.windows.values()
            )
            if waiting > MANY * max(1, open_) and last - self._clock.second > 1800:
                self._help(queue.id, queue.zone)
        if self._clock.second < 24 * 3600 - 2 * LOOK_EVERY_S:
            self._clock.at(self._clock.second + LOOK_EVERY_S, self._lead)

    def _fill(self, number: int) -> None:
        """Let spare staff take the place of a clerk who did not come."""
        window = self._hall.window_of[number]
        shifts = shifts_of(self._config, window, self._day)
        now = next((s for s in shifts if s.holds(self._stage.now)), None)
        spare = self._clerks.spare_for(number)
        if now is None or not spare or self._hall.windows[number].clerk:
            return
        last = self._stage.second_of(now.last)
        work = Work(number, spare, last, returns=self._clerks.regular[number])
        if len(self._clerks.spare) > 2 and last - self._clock.second > 3600 and self._clerks.sits_down(work):
            self._clerks.spare.remove(spare)
            self._clerks.open(number)
            self._clock.at(last, partial(self._clerks.look, number))

    def _help(self, queue: str, zone: str) -> None:
        """Lend a window to a queue: a tidal one, one that has nobody, or one that has nothing to do."""
        rows = sorted(self._config.windows, key=lambda w: (w.type != "tidal", w.zone != zone))
        until = self._clock.second + LENT_S
        for window in rows:
            now = self._hall.windows[window.number]
            if now.clerk or now.lent is not None or window.type == "dedicated":
                continue
            if window.type != "tidal" and (window.zone != zone or window.number not in self._clerks.is_gone):
                continue
            spare = next((name for name in self._clerks.spare if self._can(name, window, queue)), "")
            if spare and self._lent(window.number, (queue,), until):
                work = Work(window.number, spare, until, lent=True)
                if self._clerks.sits_down(work):
                    self._clerks.spare.remove(spare)
                    self._clock.after(120, 300, partial(self._clerks.open, window.number))
                return
        for window in rows:
            if window.zone == zone and self._has_time(window, queue):
                if self._lent(window.number, (*window.queues, queue), until):
                    self._clock.after(5, 20, partial(self._clerks.look, window.number))
                return

    def _has_time(self, window: Window, queue: str) -> bool:
        """Whether a window of the zone waits for somebody, and its clerk can serve the queue too."""
        now = self._hall.windows[window.number]
        idle = window.number in self._counter.idle and now.lent is None
        if not idle or window.type in ("dedicated", "consult") or queue in window.queues:
            return False
        return self._can(now.clerk, window, queue)

    def _lent(self, number: int, queues: tuple[str, ...], until: int) -> bool:
        lend = c.OpenTidal(window=number, queues=queues, until=self._stage.time(until))
        if not self._stage.may(LEADER, lend):
            return False
        self._clock.at(until - 900, partial(self._no_longer_needed, number, queues[-1]))
        for later in (40, 120, 600):
            self._clock.at(until + later, partial(self._clerks.look, number))
        return True

    def _no_longer_needed(self, number: int, queue: str) -> None:
        """Give a window back early when nobody waits any more."""
        if not self._hall.waiting(queue) and self._hall.windows[number].lent is not None:
            self._stage.may(LEADER, c.CloseTidal(window=number))
            self._clock.after(60, 120, partial(self._clerks.look, number))

    def _can(self, name: str, window: Window, queue: str) -> bool:
        known = self._hall.clerk_of[name]
        return (not known.skills or queue in known.skills) and (not known.zones or window.zone in known.zones)
