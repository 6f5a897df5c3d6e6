"""What became of every ticket of the day, learned from the events alone.

It follows any journal, a pretended one or a real one; a wait is from joining a line to the first call (of a
booked visitor who came early, from the booked time on).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.state import Hall
from devices.link.words import CounterStep, TicketState, VisitorClass


@dataclass
class Fate:
    """One ticket: one step of one visit.

    Attributes:
        since: since when it waits.
        first_call: when it was called first; None when it never was.
        misses: how often nobody came.
        state: how it ended.
    """

    queue: str
    visitor_class: VisitorClass
    since: datetime
    first_call: datetime | None = None
    misses: int = 0
    state: TicketState = TicketState.WAITING

    @property
    def wait_min(self) -> float | None:
        """Minutes from joining the line to the first call; None without a call."""
        if self.first_call is None:
            return None
        return max(0.0, (self.first_call - self.since).total_seconds() / 60)


@dataclass
class Ledger:
    """A day's tickets and totals.

    Attributes:
        fates: by ticket.
        direct: tickets of those whom a window served without a number.
        kinds: how many events of each kind there were.
        came: visitors who came.
        turned_away: those who went without a number, by the code of the refusal.
        refused: refusals by command and code.
        events: how many events there were.
    """

    config: HallConfig
    day: date
    fates: dict[str, Fate] = field(default_factory=dict)
    direct: dict[str, Fate] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    served_s: Counter[int] = field(default_factory=Counter)
    came: int = 0
    turned_away: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: int = 0

    def follow(self, event: e.AnyEvent, hall: Hall) -> None:
        """Learn from an event; ``hall`` is as it was before it."""
        self.kinds[str(event.__struct_config__.tag)] += 1
        match event:
            case e.TicketTaken():
                since = max(event.at, event.slot) if event.slot else event.at
                if event.visitor_class is not VisitorClass.APPOINTMENT:
                    since = event.at
                self.fates[event.ticket] = Fate(event.queue, event.visitor_class, since)
                self.numbers.append(event.number)
            case e.TicketTransferred():
                self._ends(event.ticket, TicketState.TRANSFERRED)
                self._goes_on(event)
            case e.StepAdded():
                self._goes_on(event)
            case e.DirectServiceStarted():
                self.direct[event.ticket] = Fate(event.queue, VisitorClass.ORDINARY, event.at)
            case e.ClassGranted() | e.ClassRevoked():
                self._of(event.ticket).visitor_class = event.visitor_class
            case e.TicketCalled():
                fate = self._of(event.ticket)
                fate.first_call = fate.first_call or event.at
            case e.TicketMissed():
                self._of(event.ticket).misses += 1
                self._ends(event.ticket, TicketState.NO_SHOW)
            case e.ServiceFinished():
                self._ends(event.ticket, TicketState.FINISHED)
            case e.TicketCancelled():
                self._ends(event.ticket, TicketState.CANCELLED)
            case e.TicketExpired():
                self._ends(event.ticket, TicketState.EXPIRED)
            case e.Undone():
                self._undone(event)
            case _:
                pass

    def _goes_on(self, event: e.TicketTransferred | e.StepAdded) -> None:
        visitor_class = self._of(event.ticket).visitor_class
        self.fates[event.step] = Fate(event.queue, visitor_class, event.at)
        if event.number:
            self.numbers.append(event.number)

    def _of(self, ticket: str) -> Fate:
        return self.fates.get(ticket) or self.direct[ticket]

    def _ends(self, ticket: str, state: TicketState) -> None:
        self._of(ticket).state = state

    def _undone(self, event: e.Undone) -> None:
        fate = self._of(event.ticket)
        match event.what:
            case CounterStep.NO_SHOW:
                fate.misses -= 1
                fate.state = TicketState.CALLED
            case CounterStep.CALLED:
                fate.first_call = None
            case CounterStep.FINISHED:
                fate.state = TicketState.SERVING
            case _:
                pass
