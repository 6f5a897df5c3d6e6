"""The forecast, told what happens: who is ahead of whom, and how long that has taken so far.

It follows every event, live and in replay alike, so that a hub that starts again forecasts as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from config.schema import HallConfig
from devices.forecast.forecast import Forecaster, Learned
from devices.forecast.pool import Window
from devices.forecast.served import ServedTime
from devices.hub import events as e
from devices.hub.rules.order import ahead
from devices.hub.state import Hall, Ticket
from devices.link.rows import Minutes
from devices.link.words import VisitorClass, WindowState


@dataclass(frozen=True)
class _Taken:
    """What was so when a ticket was taken; ``served_min`` is what its queue's clock of served time showed."""

    ahead: int
    windows: int
    free: int
    served_min: float


class Past(Struct, frozen=True, kw_only=True):
    """What waits of the days before have left, while a day begins.

    Attributes:
        learned: what the forecast has learned.
        served_min: what the queues' clocks of served time show.
    """

    learned: Learned
    served_min: dict[str, float]


class Waits:
    """People ahead and minutes to wait, for queues and for single tickets."""

    def __init__(self, hall: Hall, past: Past | None = None) -> None:
        """Begin with a hall in which nothing has happened yet on its day, or ever where it has no past."""
        config = hall.config
        learned = past.learned if past else None
        self._forecast = Forecaster(config.forecast, _minutes(config), self._windows(hall), learned)
        self._taken: dict[str, _Taken] = {}
        self._served = ServedTime(past.served_min if past else None)

    def past(self, at: datetime) -> Past:
        """What a day that begins at this moment goes on from; right only before anything else of it."""
        return Past(learned=self._forecast.learned(), served_min=self._served.shown(at))

    def follow(self, event: e.AnyEvent, hall: Hall) -> None:
        """Learn from an event; ``hall`` is as it is after it."""
        match event:
            case e.TicketTaken() if not event.away:
                self._taken[event.ticket] = self._when_taken(hall, event)
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
                | e.AbsenceNoticed()
                | e.AbsenceEnded()
            ):
                # A clerk's skills narrow what a window serves.
                self._arrange(hall, event.at)
            case e.DayBegan():
                self._taken.clear()
                self._arrange(hall, event.at)
            case _:
                pass

    def ahead(self, hall: Hall, queue: str) -> int:
        """People ahead of somebody who takes a number of this queue now."""
        return self._newcomer(hall, queue)[0]

    def wait(self, hall: Hall, queue: str) -> Minutes:
        """The range for somebody who takes a number of this queue now."""
        before, free = self._newcomer(hall, queue)
        return self._forecast.wait(queue, before, free=free)

    def expected_min(self, hall: Hall, queue: str) -> float:
        """Minutes until the call, in the middle of what is likely, for somebody who takes a number now."""
        before, free = self._newcomer(hall, queue)
        return self._forecast.point(queue, before, free=free)

    def ahead_of(self, hall: Hall, ticket: Ticket, now: datetime | None = None) -> int:
        """People who stand before this waiting ticket now, over all lines that share its windows.

        It is where the calling order has the ticket when its windows serve all of them: by score, for a
        ticket of one window among that window's own. Turns after priority calls, what a window's order of
        queues costs and whoever is still to come are left out, so that the count stays a simple one.

        Args:
            hall: the hall.
            ticket: the ticket.
            now: when scores are compared; None for the time of the newest event.
        """
        at = now or hall.last_at or ticket.taken_at
        if ticket.for_window in hall.windows:
            return ahead(hall, hall.lines_of(ticket.for_window), ticket, at)
        before = {
            queue: ahead(hall, hall.lines_for(queue), ticket, at)
            for queue in self._forecast.pool(ticket.queue).queues
        }
        return self._forecast.ahead(ticket.queue, before)

    def wait_of(self, hall: Hall, ticket: Ticket, ahead: int | None = None) -> Minutes | None:
        """The range for this waiting ticket from now on; None in a queue the hall's file no longer has.

        Args:
            hall: the hall.
            ticket: the ticket.
            ahead: people who stand before it, where they have been counted already.
        """
        if ticket.queue not in hall.queue_of:
            return None
        before = self.ahead_of(hall, ticket) if ahead is None else ahead
        return self._forecast.wait(ticket.queue, before, free=self._free(hall, ticket.queue))

    def _newcomer(self, hall: Hall, queue: str) -> tuple[int, int]:
        """People ahead of somebody who comes now, and windows that could call them at once."""
        idle = self._idle(hall, queue)
        return self._forecast.ahead(queue, self._waiting(hall, queue), idle), self._forecast.free(queue, idle)

    def _when_taken(self, hall: Hall, event: e.TicketTaken) -> _Taken:
        queue = event.queue
        # The ticket itself already waits; it is not ahead of itself.
        waiting = self._waiting(hall, queue)
        waiting[queue] = waiting.get(queue, 1) - 1
        return _Taken(
            self._forecast.ahead(queue, waiting, self._idle(hall, queue)),
            self._forecast.servers(queue) if self._forecast.pool(queue).served else 0,
            self._free(hall, queue),
            self._served.minutes(queue, event.at),
        )

    def _observe(self, ticket: Ticket, event: e.TicketCalled) -> None:
        taken = self._taken.pop(ticket.id, None)
        if taken is None or ticket.visitor_class is not VisitorClass.ORDINARY or event.reason:
            # Whoever does not wait for their turn says nothing about how long that takes.
            return
        minutes = self._served.minutes(ticket.queue, event.at) - taken.served_min
        self._forecast.observe(
            ticket.queue, taken.ahead, taken.windows, minutes, event.at.toordinal(), free=taken.free
        )

    def _arrange(self, hall: Hall, at: datetime) -> None:
        windows = self._windows(hall)
        self._forecast.arrange(windows)
        self._served.arrange((queue for window in windows if window.open for queue in window.queues), at)

    def _waiting(self, hall: Hall, queue: str) -> dict[str, int]:
        """Who waits in the queues that share windows with this one; nobody else is ahead of it."""
        return {name: hall.waiting(name) for name in self._forecast.pool(queue).queues}

    def _idle(self, hall: Hall, queue: str) -> list[int]:
        """Windows of the queue's pool that have nobody; no other one could call it."""
        windows = (hall.windows[number] for number in self._forecast.pool(queue).windows)
        return [window.number for window in windows if window.state is WindowState.OPEN and not window.ticket]

    def _free(self, hall: Hall, queue: str) -> int:
        return self._forecast.free(queue, self._idle(hall, queue))

    @staticmethod
    def _windows(hall: Hall) -> list[Window]:
        """The windows as the forecast sees them; one whose clerk is away calls nobody, whatever it says."""
        return [
            Window(
                number=number,
                open=hall.windows[number].state is WindowState.OPEN
                and hall.windows[number].absent_since is None,
                queues=hall.serves(number),
            )
            for number in hall.windows
            if hall.serves(number)
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
