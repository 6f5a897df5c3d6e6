"""What happens at a window between two visitors: call, wait, serve, hold, send on, finish, be rated.

The clerk asks the rules who is next and never chooses; what the visitor does is chance. Chances are those of
the simulated hall that the forecast was measured on: no-shows rise with the wait, three of ten come back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from devices.hub.rules.hours import open_at
from devices.hub.rules.order import calling_order, next_for
from devices.hub.rules.steps import next_step
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link import commands as c
from devices.link.words import (
    TicketState,
    TransferPlace,
    WindowState,
    WorkSource,
)
from devices.simulate.casework import Casework, clerk
from devices.simulate.clock import Clock

NO_SHOW_LEAST, NO_SHOW_RISE = 0.025, 0.2
"""Share of no-shows without a wait, and how much it rises in an hour of waiting."""
COMES_BACK = 0.3
HOLDS, TRANSFERS, CORRECTS, SLIPS_OF_THE_HAND = 0.03, 0.03, 0.01, 0.01
NEXT_STEP, PAYS_ELSEWHERE = 0.5, 0.015
NO_NUMBER, BY_NUMBER = 0.01, 0.004
"""Share of looks at an empty line at which somebody without a number walks up; of calls out of order."""
SPREAD = 0.55
"""How much the time of one service differs from the usual one (the sigma of its logarithm)."""
POST_EVERY_S = 1200
"""How often work by post or online reaches a window that has no walk-in queue."""


class Counter:
    """All windows of the day.

    Attributes:
        pace: how slow each clerk is, by staff number; 1 is usual.
        idle: windows that wait for somebody, the one that waits longest first.
        off_duty: asked when a clerk is between two visitors; True when something else is to be done.
        comes_back: told of a visitor who missed the call and will be back.
    """

    def __init__(self, clock: Clock, casework: Casework) -> None:
        """Begin with nobody at work."""
        self.clock = clock
        self.stage = clock.stage
        self.pace: dict[str, float] = {}
        self.idle: dict[int, None] = {}
        self.off_duty: Callable[[int], bool] = lambda number: False
        self.comes_back: Callable[[Ticket], None] = lambda ticket: None
        self._casework = casework
        self._back: set[str] = set()
        self._post_at: dict[int, int] = {}

    @property
    def hall(self) -> Hall:
        """The hall as it is now."""
        return self.stage.hall

    # Between two visitors ---------------------------------------------------------------------------

    def look(self, number: int) -> None:
        """A clerk looks up: somebody is back, somebody waits, or it is time for something else."""
        window = self.hall.windows[number]
        self.idle.pop(number, None)
        if window.state is not WindowState.OPEN or window.ticket or not window.clerk:
            return
        back = next((name for name in window.held if name in self._back), "")
        if back:
            self._resume(number, back)
        elif self.off_duty(number):
            return
        elif self.hall.window_of[number].type == "dedicated":
            self._post_comes(number)
        elif next_for(self.hall, number, self.stage.now) is not None:
            self._call(number)
        elif self.clock.luck(NO_NUMBER):
            self._serve_direct(number, self.hall.serves(number), WorkSource.COUNTER)
        else:
            self.idle[number] = None

    def wake(self, ticket: str) -> None:
        """Somebody joined a line: let the window that waits longest look up."""
        found = self.hall.tickets[ticket]
        name = f"@{found.for_window}" if found.for_window else f"~{found.only}" if found.only else found.queue
        for number in self.idle:
            if name in self.hall.lines_of(number):
                del self.idle[number]
                self.clock.after(2, 6, partial(self.look, number))
                return

    def _next(self, number: int) -> None:
        self.clock.after(4, 20, partial(self.look, number))

    # Call -------------------------------------------------------------------------------------------

    def _call(self, number: int) -> None:
        command = self._by_number(number) if self.clock.luck(BY_NUMBER) else c.CallNext()
        if not self.stage.may(clerk(number), command):
            self.idle[number] = None
            return
        ticket = self._current(number)
        minutes = (self.stage.now - ticket.taken_at).total_seconds() / 60
        if self.clock.luck(NO_SHOW_LEAST + NO_SHOW_RISE * min(1.0, minutes / 60)):
            self.clock.after(25, 45, partial(self._recall, number, ticket.id, self.clock.dice.choice([1, 2])))
        else:
            self.clock.after(6, 40, partial(self._start, number, ticket.id))

    def _by_number(self, number: int) -> c.CallTicket | c.CallNext:
        """Somebody out of order, with a reason: a case that was left, or who cannot wait."""
        line = [choice.ticket.id for choice in islice(calling_order(self.hall, number, self.stage.now), 8)]
        reasons = self.stage.config.call_reasons
        if len(line) < 2 or not reasons:
            return c.CallNext()
        reason = self.clock.dice.choice(reasons).id
        return c.CallTicket(ticket=self.clock.dice.choice(line[1:]), reason=reason)

    def _recall(self, number: int, ticket: str, times: int) -> None:
        self.stage.may(clerk(number), c.Recall())
        if times > 1:
            self.clock.after(20, 35, partial(self._recall, number, ticket, times - 1))
        else:
            self.clock.after(25, 40, partial(self._missed, number, ticket))

    def _missed(self, number: int, ticket: str) -> None:
        if not self._has(number, ticket) or not self.stage.may(clerk(number), c.MarkNoShow()):
            return
        if self.clock.luck(0.03):
            # The visitor comes running just as the clerk gives up.
            self.clock.after(2, 4, partial(self._found_after_all, number, ticket))
            return
        if self.clock.luck(COMES_BACK):
            self.comes_back(self.hall.tickets[ticket])
        self._next(number)

    def _found_after_all(self, number: int, ticket: str) -> None:
        if self.stage.may(clerk(number), c.Undo()):
            self.clock.after(1, 3, partial(self._start, number, ticket))
        else:
            self.comes_back(self.hall.tickets[ticket])
            self._next(number)

    # Service ----------------------------------------------------------------------------------------

    def _start(self, number: int, ticket: str) -> None:
        if not self._has(number, ticket) or not self.stage.may(clerk(number), c.Start()):
            self._next(number)
            return
        if self.clock.luck(SLIPS_OF_THE_HAND):
            self.clock.after(1, 3, partial(self._not_started, number, ticket))
        else:
            self._serve(number, ticket, 1.0)

    def _not_started(self, number: int, ticket: str) -> None:
        """The clerk touched the wrong button, and takes it back."""
        if self._has(number, ticket) and self.stage.may(clerk(number), c.Undo()):
            self.clock.after(4, 10, partial(self._start, number, ticket))
        else:
            self._serve(number, ticket, 1.0)

    def _serve(self, number: int, ticket: str, share: float) -> None:
        """Serve for as long as the items usually take, or the rest of it; something may come between."""
        found = self.hall.tickets[ticket]
        usual = sum(self._usual_s(code, found) for code in found.items or (found.item,))
        seconds = int(usual * share * self.clock.dice.lognormvariate(-SPREAD * SPREAD / 2, SPREAD))
        seconds = max(20, int(seconds * self.pace.get(found.clerk, 1.0)))
        luck = self.clock.dice.random()
        if share == 1.0 and luck < HOLDS:
            self.clock.after(seconds // 4, seconds // 2, partial(self._hold, number, ticket))
        elif share == 1.0 and luck < HOLDS + TRANSFERS:
            self.clock.after(40, 180, partial(self._transfer, number, ticket))
        elif share == 1.0 and luck < HOLDS + TRANSFERS + CORRECTS:
            self.clock.after(20, 60, partial(self._correct, number, ticket))
            self.clock.at(self.clock.second + seconds + 60, partial(self._finish, number, ticket))
        else:
            self.clock.at(self.clock.second + seconds, partial(self._finish, number, ticket))

    def _usual_s(self, code: str, ticket: Ticket) -> float:
        queue = self.hall.queue_of[ticket.queue]
        return 60 * (self.hall.item(code).minutes or queue.minutes)

    def _hold(self, number: int, ticket: str) -> None:
        if not self._has(number, ticket) or not self.stage.may(clerk(number), c.Hold()):
            self._finish(number, ticket)
            return
        self.clock.after(240, 1200, partial(self._is_back, ticket))
        self._next(number)

    def _is_back(self, ticket: str) -> None:
        """The held visitor stands at the window again, or at that of the colleague who took it over."""
        found = self.hall.tickets[ticket]
        if found.state is not TicketState.HELD:
            return
        self._back.add(ticket)
        if found.window in self.idle:
            self.look(found.window)

    def _resume(self, number: int, ticket: str) -> None:
        self._back.discard(ticket)
        if self.stage.may(clerk(number), c.Resume(ticket=ticket)):
            self._serve(number, ticket, 0.5)
        else:
            self._next(number)

    def _transfer(self, number: int, ticket: str) -> None:
        """The visitor was in the wrong line."""
        found = self.hall.tickets[ticket]
        zone = self.hall.queue_of[found.queue].zone
        others = [q for q in self.stage.config.queues if q.id != found.queue and self._is_open(q.id)]
        near = [q.id for q in others if q.zone == zone] or [q.id for q in others]
        how = self.clock.dice.choices(list(TransferPlace), [2, 7, 1])[0]
        to = self.clock.dice.choice(near) if near else ""
        if not to or not self._has(number, ticket):
            self._finish(number, ticket)
        elif self.stage.may(clerk(number), c.Transfer(queue=to, place=how)):
            self.wake(self._newest_step(ticket))
            self._next(number)
        else:
            self._finish(number, ticket)

    def _correct(self, number: int, ticket: str) -> None:
        found = self.hall.tickets[ticket]
        same = [item.code for item in self.stage.config.items if item.queue == found.queue]
        if self._has(number, ticket):
            self.stage.may(clerk(number), c.CorrectItems(items=(self.clock.dice.choice(same),)))

    # The end of a service ---------------------------------------------------------------------------

    def _finish(self, number: int, ticket: str) -> None:
        if not self._has(number, ticket):
            return
        found = self.hall.tickets[ticket]
        kind = self.hall.window_of[number].type
        if kind == "consult":
            self._casework.advise(number, found)
        elif kind not in ("issue", "dedicated"):
            self._casework.accept(number, found)
        step = self._step(found)
        if step is not None and self.stage.may(clerk(number), step):
            self.wake(self._newest_step(ticket))
        elif not self.stage.may(clerk(number), c.Finish()):
            return
        elif self.clock.luck(PAYS_ELSEWHERE):
            self.clock.after(300, 900, partial(self._has_paid, number, ticket))
        self._casework.rating(number, ticket)
        self._next(number)

    def _step(self, ticket: Ticket) -> c.AddStep | None:
        """What the rules propose that the visit goes on with; what is still to be done is done."""
        item, queue = next_step(self.hall, ticket)
        if not queue or not self._is_open(queue):
            return None
        if item:
            return c.AddStep(ticket=ticket.id, item=item)
        if self.clock.luck(NEXT_STEP):
            return c.AddStep(ticket=ticket.id, queue=queue)
        return None

    def _has_paid(self, number: int, ticket: str) -> None:
        """Back from the bank's counter, to the same window and without a new number."""
        if self.stage.may(clerk(number), c.ComeBack(ticket=ticket)):
            self.wake(self._newest_step(ticket))

    # Without a number -------------------------------------------------------------------------------

    def _post_comes(self, number: int) -> None:
        """Work by post, online or by phone, at a window that has no walk-in queue; one after the other."""
        if self.clock.second < self._post_at.get(number, 0):
            self.idle[number] = None
            return
        wait_s = self.clock.dice.randint(POST_EVERY_S // 2, POST_EVERY_S * 3 // 2)
        self._post_at[number] = self.clock.second + wait_s
        self.clock.at(self._post_at[number], partial(self._look_if_idle, number))
        zone = self.hall.window_of[number].zone
        queues = [queue.id for queue in self.stage.config.queues if queue.zone == zone]
        source = self.clock.dice.choice([WorkSource.POST, WorkSource.ONLINE, WorkSource.PHONE])
        self._serve_direct(number, queues, source)

    def _look_if_idle(self, number: int) -> None:
        if number in self.idle:
            self.look(number)

    def _serve_direct(self, number: int, queues: Sequence[str], source: WorkSource) -> None:
        """Serve somebody without a number, if the rules let it."""
        items = [item.code for item in self.stage.config.items if item.queue in queues]
        code = self.clock.dice.choice(items) if items else ""
        if code and self.stage.may(clerk(number), c.ServeDirect(item=code, source=source)):
            self._serve(number, self.hall.windows[number].ticket, 0.5)
        else:
            self.idle[number] = None

    # Small parts ------------------------------------------------------------------------------------

    def _has(self, number: int, ticket: str) -> bool:
        window: WindowNow = self.hall.windows[number]
        return window.ticket == ticket

    def _current(self, number: int) -> Ticket:
        return self.hall.tickets[self.hall.windows[number].ticket]

    def _is_open(self, queue: str) -> bool:
        """Whether a queue has its hours now: nobody is sent to a line that will not be served today."""
        return open_at(self.hall, self.hall.queue_of[queue], self.stage.now)

    def _newest_step(self, ticket: str) -> str:
        return self.hall.visits[self.hall.tickets[ticket].visit].tickets[-1]
