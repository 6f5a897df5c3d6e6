"""What became of every ticket of a day, learned from the events alone.

It follows any journal, a real one or a simulated one, and says what the views of the exchange database say
(``devices.sync.views``). What a clerk took back is as if it had never happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from devices.hub import events as e
from devices.link.words import AwayOutcome, CounterStep, Grade, TicketState, VisitorClass, WorkSource

AWAY = {
    AwayOutcome.CALLED: TicketState.CALLED,
    AwayOutcome.SERVING: TicketState.SERVING,
    AwayOutcome.HELD: TicketState.HELD,
    AwayOutcome.SERVED: TicketState.FINISHED,
    AwayOutcome.NO_SHOW: TicketState.NO_SHOW,
}
"""State of a ticket that a window handed in, by how far it came with it."""
AT_WINDOW = (TicketState.CALLED, TicketState.SERVING)


@dataclass
class Fate:
    """One ticket: one step of one visit.

    Attributes:
        queue: where it waited, or where its item belongs when nobody waited with it.
        visitor_class: the class it had in the end.
        since: since when it waits: from joining the line, of a booked visitor who came early from the booked
            time on.
        number: the number on it; empty for a service without one.
        direct: whether a window served it without any wait.
        calls: when it was called, recalls left out.
        misses: how often nobody came.
        state: how far it came.
        left: the state in which it was when it expired.
        reason: why it expired.
        started_at: when its service began.
        window: the window of its last call, 0 before.
        clerk: who was there.
        grade: how it was rated.
        declined: whether the visitor would rather not rate.
        source: how the work came to the window.
        late: whether a kiosk handed it in after its day had ended.
    """

    queue: str
    visitor_class: VisitorClass
    since: datetime
    number: str = ""
    direct: bool = False
    calls: tuple[datetime, ...] = ()
    misses: int = 0
    state: TicketState = TicketState.WAITING
    left: TicketState | None = None
    reason: str = ""
    started_at: datetime | None = None
    window: int = 0
    clerk: str = ""
    grade: Grade | None = None
    declined: bool = False
    source: WorkSource = WorkSource.COUNTER
    late: bool = False

    @property
    def wait_min(self) -> float | None:
        """Minutes from joining the line to the first call; None without a call."""
        if self.direct or not self.calls:
            return None
        return max(0.0, (min(self.calls) - self.since).total_seconds() / 60)


@dataclass
class Fates:
    """The tickets of a day, by their ids.

    Attributes:
        of: every ticket, those without a number among them.
        numbers: the numbers that were given, in their order.
    """

    of: dict[str, Fate] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    _before: dict[str, Fate] = field(default_factory=dict)
    _steps: dict[str, str] = field(default_factory=dict)
    _missed_away: set[str] = field(default_factory=set)

    def follow(self, event: e.AnyEvent) -> None:
        """Learn from an event; one of a ticket that is not known, of another day, is passed over."""
        match event:
            case e.TicketTaken():
                self._taken(event)
            case e.DirectServiceStarted():
                self._direct(event)
            case e.Undone():
                self._undone(event)
            case e.TicketTransferred() | e.StepAdded() if event.ticket in self.of:
                self._goes_on(event)
            case e.ServiceHandedIn() if event.ticket in self.of:
                self._handed_in(event, self.of[event.ticket])
            case (
                e.TicketCalled()
                | e.ServiceStarted()
                | e.ServiceFinished()
                | e.TicketMissed()
                | e.TicketHeld()
                | e.TicketResumed()
            ) if event.ticket in self.of:
                self._at_window(event, self.of[event.ticket])
            case (
                e.TicketReturned()
                | e.TicketHandedOver()
                | e.TicketCancelled()
                | e.TicketExpired()
                | e.ClassGranted()
                | e.ClassRevoked()
                | e.AppointmentJoined()
                | e.Rated()
                | e.RatingDeclined()
            ) if event.ticket in self.of:
                self._otherwise(event, self.of[event.ticket])
            case _:
                pass

    def _taken(self, event: e.TicketTaken) -> None:
        since = event.taken_at or event.at
        if event.slot is not None and event.visitor_class is VisitorClass.APPOINTMENT:
            since = max(since, event.slot)
        self.of[event.ticket] = Fate(event.queue, event.visitor_class, since, event.number, late=event.late)
        self.numbers.append(event.number)

    def _direct(self, event: e.DirectServiceStarted) -> None:
        self.of[event.ticket] = Fate(
            event.queue,
            VisitorClass.ORDINARY,
            event.at,
            direct=True,
            state=TicketState.SERVING,
            started_at=event.at,
            window=event.window,
            clerk=event.clerk,
            source=event.source,
        )

    def _goes_on(self, event: e.TicketTransferred | e.StepAdded) -> None:
        old = self.of[event.ticket]
        if isinstance(event, e.TicketTransferred):
            self._before[event.ticket] = replace(old)
            old.state = TicketState.TRANSFERRED
        self.of[event.step] = Fate(
            event.queue,
            old.visitor_class,
            max(event.at, event.order_at),
            event.number or old.number,
            source=old.source,
        )
        self._steps[event.ticket] = event.step
        if event.number:
            self.numbers.append(event.number)

    def _at_window(
        self,
        event: e.TicketCalled
        | e.ServiceStarted
        | e.ServiceFinished
        | e.TicketMissed
        | e.TicketHeld
        | e.TicketResumed,
        fate: Fate,
    ) -> None:
        """Follow a step that its clerk may take back."""
        self._before[event.ticket] = replace(fate)
        match event:
            case e.TicketCalled():
                fate.state = TicketState.CALLED
                fate.calls = (*fate.calls, event.at)
                fate.window, fate.clerk = event.window, event.clerk
            case e.ServiceStarted():
                fate.state = TicketState.SERVING
                fate.started_at = event.at
            case e.ServiceFinished():
                fate.state = TicketState.FINISHED
            case e.TicketMissed():
                fate.state = TicketState.NO_SHOW
                fate.misses += 1
                fate.started_at = None
            case e.TicketHeld():
                fate.state = TicketState.HELD
            case e.TicketResumed():
                fate.state = TicketState.SERVING

    def _otherwise(
        self,
        event: e.TicketReturned
        | e.TicketHandedOver
        | e.TicketCancelled
        | e.TicketExpired
        | e.ClassGranted
        | e.ClassRevoked
        | e.AppointmentJoined
        | e.Rated
        | e.RatingDeclined,
        fate: Fate,
    ) -> None:
        match event:
            case e.TicketReturned():
                fate.state = TicketState.WAITING
                self._missed_away.discard(event.ticket)
            case e.TicketHandedOver():
                fate.state = TicketState.HELD
                fate.window, fate.clerk = event.to_window, event.to_clerk
            case e.TicketCancelled():
                fate.state = TicketState.CANCELLED
            case e.TicketExpired():
                fate.left, fate.reason = fate.state, event.reason
                fate.state = TicketState.EXPIRED
            case e.AppointmentJoined():
                # Whoever is called already stays what they were called as.
                if fate.state is TicketState.WAITING:
                    fate.visitor_class = event.visitor_class
            case e.ClassGranted() | e.ClassRevoked():
                fate.visitor_class = event.visitor_class
            case e.Rated():
                fate.grade = event.grade
            case e.RatingDeclined():
                fate.declined = True

    def _undone(self, event: e.Undone) -> None:
        if event.what is CounterStep.DIRECT:
            self.of.pop(event.ticket, None)
        elif event.what is CounterStep.ADDED:
            self.of.pop(self._steps.get(event.ticket, ""), None)
        elif event.ticket in self._before:
            before = self._before.pop(event.ticket)
            before.visitor_class = self.of[event.ticket].visitor_class
            self.of[event.ticket] = before
            if event.what is CounterStep.TRANSFERRED:
                self.of.pop(self._steps[event.ticket], None)

    def _handed_in(self, event: e.ServiceHandedIn, fate: Fate) -> None:
        if event.late:
            return
        if not event.online:
            fate.calls = (*fate.calls, event.called_at)
        if event.beaten:
            return
        if event.ticket in self._missed_away:
            # Somebody had the visitor after all, or the same no-show is told again.
            self._missed_away.remove(event.ticket)
            fate.misses -= 1
        fate.state = AWAY[event.outcome]
        fate.window, fate.clerk = event.window, event.clerk
        fate.started_at = event.started_at
        if event.outcome is AwayOutcome.NO_SHOW:
            self._missed_away.add(event.ticket)
            fate.misses += 1
        if fate.state in AT_WINDOW:
            for other in self.of.values():
                if other is not fate and other.window == fate.window and other.state in AT_WINDOW:
                    # The window had gone on to this one; what became of the other, it hands in too.
                    other.state = TicketState.HELD
