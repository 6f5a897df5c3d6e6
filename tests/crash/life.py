"""A ticket's life as the hall's papers draw it, followed through the events of a journal.

A second reading of the same rules: it shares no line with ``devices.hub.evolve``, which it is to find out.
"""

from __future__ import annotations

from devices.hub import events as e
from devices.link.words import AwayOutcome, CounterStep
from devices.link.words import TicketState as T

STEPS: dict[type[e.Event], tuple[frozenset[T], T]] = {
    e.TicketCancelled: (frozenset({T.WAITING}), T.CANCELLED),
    e.TicketCalled: (frozenset({T.WAITING}), T.CALLED),
    e.TicketRecalled: (frozenset({T.CALLED}), T.CALLED),
    e.ServiceStarted: (frozenset({T.CALLED}), T.SERVING),
    e.ItemsCorrected: (frozenset({T.SERVING}), T.SERVING),
    e.ServiceFinished: (frozenset({T.SERVING}), T.FINISHED),
    e.TicketMissed: (frozenset({T.CALLED, T.HELD}), T.NO_SHOW),
    e.TicketReturned: (frozenset({T.NO_SHOW}), T.WAITING),
    e.TicketHeld: (frozenset({T.SERVING}), T.HELD),
    e.TicketResumed: (frozenset({T.HELD}), T.SERVING),
    e.TicketTransferred: (frozenset({T.CALLED, T.SERVING}), T.TRANSFERRED),
    e.TicketHandedOver: (frozenset({T.SERVING, T.HELD}), T.HELD),
    e.StepAdded: (frozenset({T.FINISHED}), T.FINISHED),
    e.TicketExpired: (frozenset({T.WAITING, T.CALLED, T.SERVING, T.HELD, T.NO_SHOW}), T.EXPIRED),
    e.Rated: (frozenset({T.FINISHED}), T.FINISHED),
    e.RatingDeclined: (frozenset({T.FINISHED}), T.FINISHED),
}
AT_THE_WINDOW = (T.CALLED, T.SERVING)
HANDED_IN = {
    AwayOutcome.CALLED: T.CALLED,
    AwayOutcome.SERVING: T.SERVING,
    AwayOutcome.HELD: T.HELD,
    AwayOutcome.SERVED: T.FINISHED,
    AwayOutcome.NO_SHOW: T.NO_SHOW,
}
UNDOABLE = (
    e.TicketCalled,
    e.ServiceStarted,
    e.ServiceFinished,
    e.TicketMissed,
    e.TicketHeld,
    e.TicketResumed,
    e.TicketTransferred,
)


class Lives:
    """Every ticket's state, and what was against the rules.

    Attributes:
        states: by ticket, of all days.
        numbers: the day and the number that each ticket was given.
        findings: a sentence for each event that could not have happened.
    """

    def __init__(self) -> None:
        self.states: dict[str, T] = {}
        self.numbers: dict[str, tuple[str, str]] = {}
        self.findings: list[str] = []
        self._given: dict[tuple[str, str], str] = {}
        self._before: dict[int, str] = {}
        self._undo: dict[int, tuple[str, T | None, str, str]] = {}
        self._finishes: dict[int, tuple[str, T | None, str, str] | None] = {}
        self._rated: set[str] = set()
        self._calls = 0

    def follow(self, seq: int, event: e.AnyEvent) -> None:
        """An event happened next."""
        if isinstance(event, e.TicketTaken):
            self._taken(seq, event)
        if isinstance(event, e.Undone):
            self._undone(seq, event)
        if isinstance(event, e.DirectServiceStarted):
            self._direct(seq, event)
        if isinstance(event, e.ServiceHandedIn) and not event.late:
            self._handed_in(seq, event)
        step = STEPS.get(type(event))
        if step is None:
            return
        ticket: str = getattr(event, "ticket")  # noqa: B009 - every event of STEPS has one
        allowed, after = step
        before = self.states.get(ticket)
        if before not in allowed:
            self._find(seq, event, f"ticket {ticket} was {before or 'never taken'}")
        self.states[ticket] = after
        if isinstance(event, UNDOABLE):
            new = event.step if isinstance(event, e.TicketTransferred) else ""
            self._undo[event.window] = (ticket, before, self._before.get(event.window, ""), new)
        if before is not T.HELD or not isinstance(event, e.TicketMissed):
            # Whoever was held and does not come back was not at the window.
            self._window(seq, event, ticket)
        if isinstance(event, e.StepAdded) and event.window:
            before_it = self._undo.pop(event.window, None) if event.finishes else None
            self._finishes[event.window] = before_it
            self._undo[event.window] = (ticket, before, self._before.get(event.window, ""), event.step)
        match event:
            case e.TicketTransferred(step=new) | e.StepAdded(step=new):
                if new in self.states:
                    self._find(seq, event, f"the step {new} exists already")
                self.states[new] = T.WAITING
            case e.TicketCalled(call=call) | e.TicketRecalled(call=call):
                if call != self._calls + 1:
                    self._find(seq, event, f"it is call {call} after call {self._calls}")
                self._calls = call
            case e.Rated() | e.RatingDeclined():
                if ticket in self._rated:
                    self._find(seq, event, f"ticket {ticket} had been rated")
                self._rated.add(ticket)
            case _:
                pass

    def _taken(self, seq: int, event: e.TicketTaken) -> None:
        if event.late:
            # It was of a day that had ended, whose numbers are no more.
            self.states[event.ticket] = T.WAITING
            return
        given = (event.at.date().isoformat(), event.number)
        if given in self._given:
            self._find(seq, event, f"number {event.number} had been given to ticket {self._given[given]}")
        if event.ticket in self.states:
            self._find(seq, event, f"ticket {event.ticket} exists already")
        self._given[given] = event.ticket
        self.numbers[event.ticket] = given
        self.states[event.ticket] = T.WAITING

    def _direct(self, seq: int, event: e.DirectServiceStarted) -> None:
        """Somebody is served without a number; taken back, that ends as one that was given up."""
        here = self._before.get(event.window, "")
        if here:
            self._find(seq, event, f"ticket {here} is still at window {event.window}")
        if event.ticket in self.states:
            self._find(seq, event, f"ticket {event.ticket} exists already")
        self.states[event.ticket] = T.SERVING
        self._before[event.window] = event.ticket
        self._undo[event.window] = (event.ticket, T.CANCELLED, "", "")

    def _handed_in(self, seq: int, event: e.ServiceHandedIn) -> None:
        """A window went on without the hub; one that went on to somebody else still has the one before."""
        before = self.states.get(event.ticket)
        if before in (None, T.CANCELLED, T.EXPIRED, T.TRANSFERRED) and not event.beaten:
            self._find(seq, event, f"ticket {event.ticket} was {before or 'never taken'}")
        self._undo.pop(event.window, None)
        if event.beaten:
            return
        for number in [number for number, name in self._before.items() if name == event.ticket]:
            self._before[number] = ""
            self._undo.pop(number, None)
        self.states[event.ticket] = after = HANDED_IN[event.outcome]
        if after in AT_THE_WINDOW:
            here = self._before.get(event.window, "")
            if here:
                self.states[here] = T.HELD
            self._before[event.window] = event.ticket

    def _undone(self, seq: int, event: e.Undone) -> None:
        """A window's last step never was."""
        ticket, before, here, new = self._undo.pop(event.window, ("", None, "", ""))
        if ticket != event.ticket or before is None:
            self._find(seq, event, f"ticket {event.ticket} took no last step at window {event.window}")
            return
        if new and self.states.get(new) is not T.WAITING:
            self._find(seq, event, f"the step {new} had gone on")
        if new:
            self.states[new] = T.CANCELLED
        self.states[ticket] = before
        self._before[event.window] = here
        finish = self._finishes.pop(event.window, None)
        if event.what is CounterStep.ADDED and finish is not None:
            # The end of the service that went on is taken back next.
            self._undo[event.window] = finish

    def _window(self, seq: int, event: e.AnyEvent, ticket: str) -> None:
        """One visitor at a window, and one window for a visitor."""
        if isinstance(event, e.TicketExpired):
            self._before = {number: name for number, name in self._before.items() if name != ticket}
        window: int | None = getattr(event, "window", None)
        if window is None or isinstance(event, e.Rated | e.StepAdded):
            return
        here = self._before.get(window, "")
        if isinstance(event, e.TicketHandedOver) and here != ticket:
            return  # it was held beside the window, and is now held beside another
        comes = isinstance(event, e.TicketCalled | e.TicketResumed)
        if comes and here:
            self._find(seq, event, f"ticket {here} is still at window {window}")
        if not comes and here != ticket:
            self._find(seq, event, f"ticket {ticket} is not at window {window}")
        self._before[window] = ticket if self.states[ticket] in AT_THE_WINDOW else ""

    def _find(self, seq: int, event: e.Event, what: str) -> None:
        self.findings.append(f"event {seq}, {event.__struct_config__.tag}: {what}")
