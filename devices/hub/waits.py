"""The forecast, told what happens: who is ahead of whom, and how long that has taken so far.

It follows every event, live and in replay alike, so that a hub that starts again forecasts as before.
"""

from __future__ import annotations

from dataclasses import dataclass

from config.schema import HallConfig
from devices.forecast.forecast import Forecaster
from devices.forecast.pool import Window
from devices.hub import events as e
from devices.hub.state import Hall, Ticket
from devices.link.rows import Minutes
from devices.link.words import VisitorClass, WindowState

RANK = {
    VisitorClass.PRIORITY: 0,
    VisitorClass.SECOND_VISIT: 0,
    VisitorClass.APPOINTMENT: 1,
    VisitorClass.ORDINARY: 2,
}


@dataclass(frozen=True)
class _Taken:
    ahead: int
    windows: int
    free: int


class Waits:
    """People ahead and minutes to wait, for queues and for single tickets."""

    def __init__(self, hall: Hall) -> None:
        """Begin with a hall in which nothing has happened."""
        config = hall.config
        self._queues = [queue.id for queue in config.queues]
        self._forecast = Forecaster(config.forecast, _minutes(config), self._windows(hall))
        self._taken: dict[str, _Taken] = {}

    def follow(self, event: e.AnyEvent, hall: Hall) -> None:
        """Learn from an event; ``hall`` is as it is after it."""
        match event:
            case e.TicketTaken():
                # The ticket itself already waits; it is not ahead of itself.
                waiting = self._waiting(hall)
                waiting[event.queue] = waiting.get(event.queue, 1) - 1
                self._taken[event.ticket] = _Taken(
                    self._forecast.ahead(event.queue, waiting),
                    len(self._forecast.pool(event.queue).windows)
                    if self._forecast.pool(event.queue).served
                    else 0,
                    self._free(hall, event.queue),
                )
            case e.TicketCalled():
                self._observe(hall.tickets[event.ticket], event)
            case (
                e.WindowOpened()
                | e.WindowPaused()
                | e.WindowClosed()
                | e.ClerkSignedIn()
                | e.ClerkSignedOut()
                | e.TidalOpened()
                | e.TidalClosed()
                | e.TidalEnded()
            ):
                # A clerk's skills narrow what a window serves.
                self._forecast.arrange(self._windows(hall))
            case e.DayBegan():
                self._taken.clear()
                self._forecast.arrange(self._windows(hall))
            case _:
                pass

    def ahead(self, hall: Hall, queue: str) -> int:
        """People ahead of somebody who takes a number of this queue now."""
        return self._forecast.ahead(queue, self._waiting(hall))

    def wait(self, hall: Hall, queue: str) -> Minutes:
        """The range for somebody who takes a number of this queue now."""
        return self._forecast.wait(queue, self.ahead(hall, queue), free=self._free(hall, queue))

    def ahead_of(self, hall: Hall, ticket: Ticket) -> int:
        """People who are called before this waiting ticket, over all queues that share its windows."""
        rank = RANK[ticket.visitor_class]
        count = 0
        for queue in self._forecast.pool(ticket.queue).queues:
            for standing, visitor_class in hall.standings.items():
                line, other = hall.lines.get((queue, standing)), RANK[visitor_class]
                if line is None or other > rank:
                    continue
                count += len(line) if other < rank else line.before(ticket.place)
        return count

    def wait_of(self, hall: Hall, ticket: Ticket) -> Minutes | None:
        """The range for this waiting ticket from now on; None in a queue the hall's file no longer has."""
        if ticket.queue not in hall.queue_of:
            return None
        return self._forecast.wait(
            ticket.queue, self.ahead_of(hall, ticket), free=self._free(hall, ticket.queue)
        )

    def _observe(self, ticket: Ticket, event: e.TicketCalled) -> None:
        taken = self._taken.pop(ticket.id, None)
        if taken is None or ticket.visitor_class is not VisitorClass.ORDINARY:
            return
        minutes = (event.at - ticket.taken_at).total_seconds() / 60
        self._forecast.observe(
            ticket.queue, taken.ahead, taken.windows, minutes, event.at.toordinal(), free=taken.free
        )

    def _waiting(self, hall: Hall) -> dict[str, int]:
        return {queue: hall.waiting(queue) for queue in self._queues}

    def _free(self, hall: Hall, queue: str) -> int:
        idle = [w.number for w in hall.windows.values() if w.state is WindowState.OPEN and not w.ticket]
        return self._forecast.free(queue, idle)

    @staticmethod
    def _windows(hall: Hall) -> list[Window]:
        return [
            Window(
                number=window.number,
                open=hall.windows[window.number].state is WindowState.OPEN,
                queues=hall.serves(window.number),
            )
            for window in hall.config.windows
            if hall.serves(window.number)
        ]


def _minutes(config: HallConfig) -> dict[str, float]:
    """Minutes of one service by queue, before anything was learned: the mean of its items."""
    found: dict[str, list[float]] = {queue.id: [] for queue in config.queues}
    of_queue = {queue.id: queue.minutes for queue in config.queues}
    for item in config.items:
        if item.queue in found:
            found[item.queue].append(item.minutes or of_queue[item.queue])
    return {
        name: sum(minutes) / len(minutes) if minutes else of_queue[name] for name, minutes in found.items()
    }
