"""The declared lives of tickets and windows are what can happen: neither more nor less."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from hypothesis import given, settings

from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.life import (
    COUNTER,
    ENDS,
    TICKET,
    TIDAL,
    WINDOW,
    Step,
    mermaid,
    ticket_state,
    window_states,
)
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import AwayOutcome, TicketState
from tests.devices.hub.histories import HALL, HISTORIES, Lived, played, tomorrow
from tests.devices.hub.outages import morning
from tests.devices.hub.played import KIOSK, Played, clerk

MANY = 300
"""Rounds of histories after which whatever was not seen counts as impossible; most need far fewer."""


@dataclass
class Seen:
    """Every change of state in some histories."""

    ticket: set[Step] = field(default_factory=set)
    window: set[Step] = field(default_factory=set)
    counter: set[Step] = field(default_factory=set)
    tidal: set[Step] = field(default_factory=set)

    def look(self, config: HallConfig, events: Iterable[e.AnyEvent]) -> None:
        hall = Hall(config)
        for event in events:
            names, numbers = touched(hall, event)
            tickets = {name: ticket_state(hall.tickets.get(name)) for name in names}
            windows = {number: window_states(hall, hall.windows[number]) for number in numbers}
            evolve(hall, event)
            for name in names & hall.tickets.keys():
                self._note(self.ticket, tickets[name], event, ticket_state(hall.tickets[name]))
            for number in numbers:
                now = window_states(hall, hall.windows[number])
                lives_ = (self.window, self.counter, self.tidal)
                for steps, before, after in zip(lives_, windows[number], now, strict=True):
                    self._note(steps, before, event, after)

    @staticmethod
    def _note(steps: set[Step], before: str, event: e.AnyEvent, after: str) -> None:
        if before != after:
            steps.add(Step(before, type(event), after))

    def undeclared(self) -> Set[Step]:
        return self.ticket - TICKET | self.window - WINDOW | self.counter - COUNTER | self.tidal - TIDAL

    def unseen(self) -> Set[Step]:
        return TICKET - self.ticket | WINDOW - self.window | COUNTER - self.counter | TIDAL - self.tidal


def touched(hall: Hall, event: e.AnyEvent) -> tuple[set[str], set[int]]:
    """Tickets and windows that an event may move: those it names, and where those are."""
    names = {getattr(event, field, "") for field in ("ticket", "step", "other")} - {""}
    numbers = {getattr(event, field, 0) for field in ("window", "to_window")}
    numbers |= {hall.tickets[name].window for name in names if name in hall.tickets}
    numbers &= hall.windows.keys()
    if isinstance(event, e.DayBegan):
        numbers = set(hall.windows)
    for window in (hall.windows[number] for number in numbers):
        names |= {window.ticket, window.last.step if window.last else ""} - {""}
    return names, numbers


def slips(dice: Random) -> Played:
    """Two windows where much is taken back."""
    hall = Played(HALL)
    hall.person("p1")
    for number in (1, 2):
        hall.staff(number)
    for _ in range(120):
        by = clerk(dice.choice([1, 2]))
        window = hall.hall.windows[by.window]
        commands: list[c.AnyCommand] = [c.CallNext(), c.Start(), c.Finish(), c.MarkNoShow(), c.Hold()]
        commands += [c.Resume(ticket=name) for name in window.held]
        commands += [c.MarkNoShow(ticket=name) for name in window.held]
        commands += [c.ReturnTicket(ticket=name) for name in hall.hall.missed]
        commands += [c.Transfer(queue="b"), c.ServeDirect(item="a-1", reason="urgent"), *[c.Undo()] * 5]
        hall.later(seconds=5)
        if not any(hall.hall.lines.values()):
            hall.say(KIOSK, c.TakeTicket(item="a-1", paper=False))
        with contextlib.suppress(Refused):
            hall.say(by, dice.choice(commands))
    return hall


def contested(dice: Random) -> Played:
    """An outage after which three windows claim the same few tickets."""
    hall = morning(dice)
    names = list(hall.hall.tickets)[:4]
    hall.later(hours=1)
    for _ in range(20):
        command = c.HandInService(
            ticket=dice.choice(names),
            called_at=hall.now - timedelta(minutes=dice.randint(5, 50)),
            outcome=dice.choice(list(AwayOutcome)),
        )
        hall.say(clerk(dice.choice([1, 2, 3])), command)
    return hall


def lives() -> Iterator[Played]:
    """Histories of all kinds by turns, always the same ones."""
    for seed in range(MANY):
        dice = Random(seed)
        lived = played([dice.randrange(2**20) for _ in range(300)])
        tomorrow(lived)
        yield lived
        yield slips(dice)
        yield contested(dice)


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_nothing_happens_that_is_not_declared(p: Lived) -> None:
    seen = Seen()
    seen.look(p.config, p.events)

    assert seen.undeclared() == set()


def test_everything_that_is_declared_happens() -> None:
    seen = Seen()
    for lived in lives():
        seen.look(lived.config, lived.events)
        if not seen.unseen():
            break

    assert seen.unseen() == set()
    assert seen.undeclared() == set()


def test_a_final_state_is_left_by_nothing_but_what_is_taken_back_or_told_late() -> None:
    leaving = {step.event for step in TICKET if step.before in ENDS}

    assert leaving == {e.Undone, e.ServiceHandedIn}


def test_from_every_state_a_ticket_comes_to_an_end() -> None:
    steps = {(step.before, step.after) for step in TICKET if step.event is not e.Undone}

    for state in TicketState:
        reached = {state.value}
        while further := {after for before, after in steps if before in reached} - reached:
            reached |= further
        assert reached & set(ENDS)


def test_the_diagrams_name_every_state_and_every_event_but_those_set_aside() -> None:
    drawn = mermaid()

    states = {state for step in (*TICKET, *WINDOW, *COUNTER, *TIDAL) for state in (step.before, step.after)}
    tags = {str(step.event.__struct_config__.tag) for step in (*TICKET, *WINDOW, *COUNTER, *TIDAL)}
    assert all(f" {state}" in drawn for state in states)
    assert all(tag in drawn for tag in tags)
    assert drawn.count("```mermaid\nstateDiagram-v2\n") == 2
