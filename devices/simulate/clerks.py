"""Who works where: clerks come, rest, are relieved and leave.

Shifts are those of the hall's file. Some come late, a few not at all; whoever is between two visitors looks
whether it is time for a rest or to go, and nobody leaves a waiting queue that no other window serves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from config.schema import Clerk, Window
from config.shifts import shifts_of
from devices.hub.people import Principal
from devices.hub.rules.handover import can_take
from devices.hub.rules.proof import CardProof, PinProof, Proof
from devices.hub.rules.staff import AT_WINDOWS
from devices.hub.state import Hall, WindowNow
from devices.link import commands as c
from devices.link.words import Role, WindowState
from devices.simulate.casework import clerk
from devices.simulate.clock import Clock
from devices.simulate.counter import Counter

ABSENT, LATE = 0.03, 0.04
RESTS = 0.6
"""Share of half days with a short rest."""
LONG_S = 5 * 3600
"""A shift longer than this needs a relief for a meal."""
MEAL_S = 40 * 60
OVERTIME_S, LATEST_S = 20 * 60, 50 * 60
"""How long a clerk goes on when people still wait: at noon, and at the day's end."""


@dataclass
class Work:
    """What a clerk does at a window, until when.

    Attributes:
        last: second of the day at which it ends.
        rests: seconds at which a rest is due, and how long it is.
        relief: when somebody else takes over for a meal; 0 for never.
        returns: whom the relief gives the window back to; empty when it is the regular clerk's work.
        lent: whether the leader opened the window for it.
    """

    window: int
    clerk: str
    last: int
    rests: list[tuple[int, int]] = field(default_factory=list)
    relief: int = 0
    returns: str = ""
    lent: bool = False


class Clerks:
    """All staff of the day.

    Attributes:
        work: who works where now, by window.
        spare: staff numbers of those who have no window of their own, for reliefs and rushes.
        regular: whose window it is, by number.
        is_gone: windows whose clerk does not come today.
    """

    def __init__(self, clock: Clock, counter: Counter) -> None:
        """Plan everybody's day."""
        self._clock = clock
        self._counter = counter
        self._stage = clock.stage
        self._config = clock.stage.config
        self.work: dict[int, Work] = {}
        self.is_gone: set[int] = set()
        self._day = self._stage.time(0).date()
        for known in self._config.clerks:
            counter.pace[known.number] = clock.dice.uniform(0.85, 1.2)
        seasons = [s for s in self._config.seasons if s.first <= self._day <= s.last]
        self._seasonal = {number for season in seasons for number in season.windows}
        self.regular = self._roster()
        here = set(self.regular.values())
        # Leaders help last, and only where a window would stay empty.
        spare = [k for k in self._config.clerks if self._is_valid(k) and k.number not in here]
        self.spare = [k.number for k in spare if k.role == "clerk"]
        counter.off_duty = self._turn
        for window in self._config.windows:
            self._plan(window)
        self._plan_desks()

    @property
    def _hall(self) -> Hall:
        return self._stage.hall

    # The plan ---------------------------------------------------------------------------------------

    def _is_valid(self, known: Clerk) -> bool:
        return (
            known.role in AT_WINDOWS
            and (known.valid_from is None or known.valid_from <= self._day)
            and (known.valid_to is None or self._day <= known.valid_to)
        )

    def _roster(self) -> dict[int, str]:
        """The clerk of each window: those who can work at fewest others first, and leaders last."""
        free = [known for known in self._config.clerks if self._is_valid(known)]
        free.sort(key=lambda known: (known.role == "leader", not known.zones, not known.skills))
        found: dict[int, str] = {}
        windows = sorted(self._config.windows, key=lambda window: window.number not in self._seasonal)
        for window in windows:
            tidal = window.type == "tidal" and window.number not in self._seasonal
            if tidal or not shifts_of(self._config, window, self._day):
                continue
            known = next((known for known in free if suits(known, window)), None)
            if known is not None:
                free.remove(known)
                found[window.number] = known.number
        return found

    def first(self) -> int:
        """When the first shift begins."""
        shifts = [s for w in self._config.windows for s in shifts_of(self._config, w, self._day)]
        return min((self._stage.second_of(shift.first) for shift in shifts), default=8 * 3600)

    def _plan(self, window: Window) -> None:
        number = self.regular.get(window.number, "")
        if not number:
            return
        if window.number not in self._seasonal and self._clock.luck(ABSENT):
            self.is_gone.add(window.number)
            return
        for shift in shifts_of(self._config, window, self._day):
            first, last = self._stage.second_of(shift.first), self._stage.second_of(shift.last)
            dice = self._clock.dice
            if window.type == "tidal":
                lend = c.OpenTidal(window=window.number, until=self._stage.time(last))
                self._clock.at(first - 600, partial(self._stage.may, Principal(role=Role.LEADER), lend))
            work = Work(window.number, number, last)
            if dice.random() < RESTS:
                work.rests.append(
                    (dice.randrange(first + 3600, max(last, first + 3601)), dice.randrange(240, 600))
                )
            if last - first > LONG_S:
                work.relief = first + dice.randrange(9000, 12600)
            comes = first - dice.randrange(30, 420)
            if self._clock.luck(LATE):
                comes = first + dice.randrange(120, 1500)
            # Whoever came before midnight would be signed out by the day's turn.
            self._clock.at(max(60, comes), partial(self._come, work, first))
            self._clock.at(last, partial(self.look, window.number))

    def _plan_desks(self) -> None:
        """Guides take their desks before the doors open, and stay until the last visitor has gone."""
        guides = [known.number for known in self._config.clerks if known.role == "guide"]
        desks = [desk.id for desk in self._config.desks] or (["desk"] if guides else [])
        first = self.first()
        last = max(
            (
                self._stage.second_of(s.last)
                for w in self._config.windows
                for s in shifts_of(self._config, w, self._day)
            ),
            default=0,
        )
        for desk, number in zip(desks, guides, strict=False):
            by = Principal(role=Role.DESK, place=desk)
            self._clock.at(max(60, first - 900), partial(self._sign_in_desk, by, number))
            self._clock.at(last + 1800, partial(self._sign_out_desk, by))

    def _sign_in_desk(self, by: Principal, number: str) -> None:
        self._stage.may(by, c.SignIn(clerk=number), proof=_proof(number))

    def _sign_out_desk(self, by: Principal) -> None:
        self._stage.may(by, c.SignOut())

    # Come and go ------------------------------------------------------------------------------------

    def _come(self, work: Work, opens: int) -> None:
        """Sit down; if somebody of the spare staff took the window meanwhile, relieve them."""
        there = self.work.get(work.window)
        if there is not None and there.returns == work.clerk:
            there.last = self._clock.second
            self._clock.after(30, 90, partial(self._come, work, opens))
            self.look(work.window)
            return
        if not self.sits_down(work):
            if self._clock.second < work.last - 600:
                self._clock.after(60, 180, partial(self._come, work, opens))
            return
        self._clock.at(opens, partial(self.open, work.window))

    def sits_down(self, work: Work) -> bool:
        """Sign in, if the rules let the clerk work there."""
        by = clerk(work.window)
        if not self._stage.may(by, c.SignIn(clerk=work.clerk), proof=_proof(work.clerk)):
            return False
        self.work[work.window] = work
        return True

    def open(self, number: int) -> None:
        """Begin to serve, or go on after a rest."""
        if self._stage.may(clerk(number), c.OpenWindow()):
            self._counter.look(number)

    def look(self, number: int) -> None:
        """Let a clerk look up who waits for somebody."""
        if number in self._counter.idle:
            self._counter.look(number)

    def _turn(self, number: int) -> bool:
        """Between two visitors: is something else to be done than to call the next?"""
        work = self.work.get(number)
        if work is None:
            return False
        now = self._clock.second
        if now >= work.last and self._may_go(work):
            return self._go(work)
        if work.lent and self._hall.windows[number].draining and not self._hall.waiting(f"@{number}"):
            return self._go(work)
        if work.relief and now >= work.relief:
            return self._relieved(work)
        if work.rests and now >= work.rests[0][0]:
            _, seconds = work.rests.pop(0)
            return self._rest(number, seconds)
        return False

    def _may_go(self, work: Work) -> bool:
        """Whether nobody is left waiting for this window; not even the patient stay for ever."""
        over = self._clock.second - work.last
        if work.returns or over >= LATEST_S or (over >= OVERTIME_S and self._comes_again(work)):
            return True
        waiting = [q for q in self._hall.serves(work.window) if self._hall.waiting(q)]
        if self._hall.waiting(f"@{work.window}"):
            return False
        return all(self._is_served(queue, work.window) for queue in waiting)

    def _comes_again(self, work: Work) -> bool:
        shifts = shifts_of(self._config, self._hall.window_of[work.window], self._day)
        return any(self._stage.second_of(shift.first) > work.last - 60 for shift in shifts)

    def _is_served(self, queue: str, but: int) -> bool:
        """Whether another window is at work that serves a queue and stays."""
        return any(
            window.state is WindowState.OPEN
            and window.number != but
            and queue in self._hall.serves(window.number)
            and window.number in self.work
            and self.work[window.number].last > self._clock.second
            for window in self._hall.windows.values()
        )

    def _go(self, work: Work) -> bool:
        """Sign out; what is held goes to a colleague who can go on with it."""
        by, window = clerk(work.window), self._hall.windows[work.window]
        gone = self._stage.may(by, c.SignOut(hand_over=self._colleague(window)))
        if not gone:
            return False
        del self.work[work.window]
        if work.returns or work.lent:
            self.spare.append(work.clerk)
        return True

    def _colleague(self, window: WindowNow) -> str:
        held = [self._hall.tickets[name] for name in window.held]
        if not held:
            return ""
        for other in self._hall.windows.values():
            if other.state is WindowState.OPEN and all(
                can_take(self._hall, other, ticket) for ticket in held
            ):
                return other.clerk
        return ""

    # Rest and relief --------------------------------------------------------------------------------

    def _rest(self, number: int, seconds: int) -> bool:
        pauses = self._config.pauses
        if not pauses or self._hall.windows[number].held:
            return False
        if not self._stage.may(clerk(number), c.PauseWindow(reason=pauses[0].id)):
            return False
        self._clock.at(self._clock.second + seconds, partial(self.open, number))
        return True

    def _relieved(self, work: Work) -> bool:
        """Somebody of the spare staff sits down for the time of a meal; without one the window pauses."""
        work.relief = 0
        spare = self.spare_for(work.window)
        if not spare:
            return self._rest(work.window, MEAL_S)
        if not self._go(work):
            return False
        relief = Work(work.window, spare, self._clock.second + MEAL_S, returns=work.clerk)
        self.spare.remove(spare)
        if self.sits_down(relief):
            self._clock.after(10, 40, partial(self.open, work.window))
        back = Work(work.window, work.clerk, work.last, work.rests)
        self._clock.at(relief.last, partial(self._come, back, relief.last))
        return True

    def spare_for(self, number: int) -> str:
        """Somebody without a window who can work at this one; empty for nobody."""
        window = self._hall.window_of[number]
        for name in self.spare:
            if suits(self._hall.clerk_of[name], window):
                return name
        return ""


def suits(known: Clerk, window: Window) -> bool:
    """Whether a clerk may and can work at a window."""
    can = not known.skills or not window.queues or any(queue in known.skills for queue in window.queues)
    return can and (not known.zones or window.zone in known.zones)


def _proof(number: str) -> Proof:
    """What the staff register would say of the clerk's own card and PIN."""
    return Proof(card=CardProof.GOOD, clerk=number, pin=PinProof.GOOD)
