"""Whatever is said, in whatever order: the hall stays whole, and the journal alone gives it again."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import get_args

import msgspec
from hypothesis import given, settings

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.rules.order import calling_order
from devices.hub.state import Hall
from devices.link.words import TicketState
from tests.devices.hub.histories import HISTORIES, played, tomorrow
from tests.devices.hub.played import Played

WRITTEN: msgspec.json.Decoder[e.AnyEvent] = msgspec.json.Decoder(e.AnyEvent)
MANY = settings(max_examples=80, deadline=None)


def test_random_histories_hold_everything_that_can_happen() -> None:
    seen: set[type] = set()
    for seed in range(20):
        dice = Random(seed)
        p = played([dice.randrange(2**20) for _ in range(100)])
        tomorrow(p)
        seen.update(type(event) for event in p.events)
    assert set(get_args(e.AnyEvent)) - seen == set()


@MANY
@given(HISTORIES)
def test_the_journal_alone_gives_the_same_hall_again(p: Played) -> None:
    again = Hall(p.config)
    for body in map(msgspec.json.encode, p.events):
        evolve(again, WRITTEN.decode(body))
    assert vars_of(again) == vars_of(p.hall)


@MANY
@given(HISTORIES)
def test_no_number_is_given_twice_and_nobody_is_called_while_not_waiting(p: Played) -> None:
    taken = Counter(event.number for event in p.events if isinstance(event, e.TicketTaken))
    assert all(count == 1 for count in taken.values())
    hall = Hall(p.config)
    for event in p.events:
        if isinstance(event, e.TicketCalled):
            assert hall.tickets[event.ticket].state is TicketState.WAITING
            assert hall.windows[event.window].ticket == ""
        evolve(hall, event)


@MANY
@given(HISTORIES)
def test_every_ticket_is_in_exactly_one_place(p: Played) -> None:
    hall = p.hall
    places = {
        "line": [line[n].id for line in hall.lines.values() for n in range(len(line))],
        "window": [w.ticket for w in hall.windows.values() if w.ticket],
        "held": [name for w in hall.windows.values() for name in w.held],
        "missed": list(hall.missed),
    }
    right = {
        TicketState.WAITING: "line",
        TicketState.CALLED: "window",
        TicketState.SERVING: "window",
        TicketState.HELD: "held",
        TicketState.NO_SHOW: "missed",
    }
    for ticket in hall.tickets.values():
        found = [name for name, names_ in places.items() for t in names_ if t == ticket.id]
        assert found == ([right[ticket.state]] if ticket.state in right else [])


@MANY
@given(HISTORIES)
def test_the_calling_order_names_everybody_a_window_could_serve_once(p: Played) -> None:
    for number, window in p.hall.window_of.items():
        order = [choice.ticket.id for choice in calling_order(p.hall, number, p.now)]
        names_ = {*window.queues, f"@{number}"}
        waiting = [
            line[n].id for (name, _), line in p.hall.lines.items() if name in names_ for n in range(len(line))
        ]
        assert sorted(order) == sorted(waiting)


@MANY
@given(HISTORIES)
def test_a_new_day_leaves_nobody_open_in_silence(p: Played) -> None:
    open_before = {t.id for t in p.hall.tickets.values() if t.ended_at is None or t.id in p.hall.missed}
    count = len(p.events)
    tomorrow(p)
    expired = {event.ticket for event in p.events[count:] if isinstance(event, e.TicketExpired)}
    assert expired == open_before
    assert not p.hall.tickets
    assert p.take().number == "A001"


def vars_of(hall: Hall) -> dict[str, object]:
    seen = {name: value for name, value in vars(hall).items() if name != "lines"}
    seen["lines"] = {
        key: [line[n].id for n in range(len(line))] for key, line in hall.lines.items() if len(line)
    }
    return seen
