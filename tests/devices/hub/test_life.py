"""The declared lives of tickets and windows are what can happen: neither more nor less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
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
from devices.hub.people import HUB
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.words import TicketState
from tests.devices.hub.histories import HISTORIES, Lived, played, tomorrow
from tests.devices.hub.outages import outage
from tests.devices.hub.played import Played

MANY = 1000
"""Histories and outages after which whatever was not seen counts as impossible; most need far fewer."""


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


def lives() -> Iterator[Played]:
    """Histories and outages by turns, always the same ones."""
    for seed in range(MANY):
        dice = Random(seed)
        lived = played([dice.randrange(2**20) for _ in range(300)])
        tomorrow(lived)
        yield lived
        hall, said = outage([dice.randrange(2**20) for _ in range(8)])
        dice.shuffle(said)
        for by, command in said:
            hall.say(by, command)
        hall.later(minutes=2)
        hall.say(HUB, c.Tick())
        yield hall


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
