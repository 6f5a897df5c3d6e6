"""The hub was away: what is handed in afterwards gives one and the same hall, in whatever order it comes."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import datetime, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB
from devices.hub.rules.shares import shares
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.words import AwayOutcome, TicketState, VisitorClass
from tests.devices.hub.outages import K1, K2, Said, away_hall, morning, outage
from tests.devices.hub.outages import given as gave
from tests.devices.hub.played import Played, clerk

MANY = settings(max_examples=120, deadline=None)
OUTAGES = st.lists(st.integers(0, 2**20), min_size=2, max_size=12)
FINAL = {TicketState.FINISHED, TicketState.NO_SHOW}


def merged(hall: Played, said: list[Said]) -> Played:
    """A copy of the hall in which all this was handed in, and nothing more for a while."""
    again = deepcopy(hall)
    for by, command in said:
        again.say(by, command)
    again.later(minutes=2)
    again.say(HUB, c.Tick())
    return again


def seen(hall: Hall) -> dict[str, Any]:
    """Everything of a hall but the order in which lists of equals were filled."""
    values: dict[str, Any] = dict(vars(hall))
    values["missed"] = sorted(hall.missed)
    values["tickets_of"] = {person: sorted(names) for person, names in hall.tickets_of.items()}
    values["lines"] = {
        key: [line[n].id for n in range(len(line))] for key, line in hall.lines.items() if len(line)
    }
    values["notices"] = sorted((n.code, n.about) for n in hall.notices.values())
    values["windows"] = {
        number: {**vars(window), "held": sorted(window.held)} for number, window in hall.windows.items()
    }
    return values


@MANY
@given(OUTAGES, st.randoms(use_true_random=False))
def test_the_order_of_the_hand_ins_makes_no_difference(numbers: list[int], dice: Random) -> None:
    hall, said = outage(numbers)
    shuffled = list(said)
    dice.shuffle(shuffled)

    assert seen(merged(hall, said).hall) == seen(merged(hall, shuffled).hall)


@MANY
@given(OUTAGES)
def test_nobody_is_lost_and_no_number_is_there_twice(numbers: list[int]) -> None:
    hall, said = outage(numbers)

    after = merged(hall, said).hall

    tickets = {command.ticket for _, command in said} | hall.hall.tickets.keys()
    assert after.tickets.keys() == tickets
    assert max(Counter(ticket.number for ticket in after.tickets.values()).values()) == 1
    for by, command in said:
        if isinstance(command, c.HandInTicket):
            ticket = after.tickets[command.ticket]
            assert (ticket.taken_at, ticket.kiosk) == (command.taken_at, by.place)


@MANY
@given(OUTAGES)
def test_everybody_is_in_one_place_and_has_one_end(numbers: list[int]) -> None:
    hall, said = outage(numbers)

    after = merged(hall, said)

    services = [(by.window, s) for by, s in said if isinstance(s, c.HandInService)]
    kept = Counter(
        event.ticket
        for event in after.events
        if isinstance(event, e.ServiceHandedIn) and not event.beaten and not event.online
    )
    for name in {s.ticket for _, s in services}:
        ticket, before = after.hall.tickets[name], hall.hall.tickets[name]
        own = [(w, s) for w, s in services if s.ticket == name]
        if before.state is TicketState.WAITING:
            window, first = min(
                own, key=lambda each: (each[1].outcome is AwayOutcome.NO_SHOW, each[1].called_at, each[0])
            )
            assert (ticket.window, ticket.called_at) == (window, first.called_at)
            assert kept[name] >= 1
        if ticket.state in FINAL:
            assert ticket.ended_at is not None
            assert ticket.taken_at <= (ticket.called_at or ticket.taken_at) <= ticket.ended_at
    places = [line[n].id for line in after.hall.lines.values() for n in range(len(line))]
    for counter in after.hall.windows.values():
        places += [name for name in (counter.ticket, *counter.held) if name]
    places += after.hall.missed
    assert max(Counter(places).values(), default=1) == 1
    ended = {TicketState.FINISHED, TicketState.CANCELLED, TicketState.EXPIRED, TicketState.TRANSFERRED}
    assert set(places) == {t.id for t in after.hall.tickets.values() if t.state not in ended}


@MANY
@given(OUTAGES)
def test_what_is_handed_in_again_changes_nothing(numbers: list[int]) -> None:
    hall, said = outage(numbers)
    once = deepcopy(hall)
    for by, command in said:
        once.say(by, command)
    twice = deepcopy(once)

    for by, command in said:
        assert twice.say(by, command) == []

    assert seen(twice.hall) == seen(once.hall)


@MANY
@given(OUTAGES)
def test_the_journal_alone_gives_the_merged_hall_again(numbers: list[int]) -> None:
    hall, said = outage(numbers)
    after = merged(hall, said)
    decode = msgspec.json.Decoder(e.AnyEvent).decode

    again = Hall(after.config)
    for event in after.events:
        evolve(again, decode(msgspec.json.encode(event)))

    assert seen(again) == seen(after.hall)


@MANY
@given(OUTAGES)
def test_windows_keep_their_own_sums(numbers: list[int]) -> None:
    after = merged(*outage(numbers)).hall

    for window in after.windows.values():
        served = [
            t
            for t in after.tickets.values()
            if t.window == window.number and t.state is TicketState.FINISHED and t.started_at and t.ended_at
        ]
        assert window.finished == len(served)
        spans = ((t.ended_at - t.started_at).total_seconds() for t in served if t.started_at and t.ended_at)
        assert window.served_s == pytest.approx(sum(spans))


@MANY
@given(st.integers(0, 2**20), st.integers(1, 12))
def test_everybody_is_dealt_to_one_window_that_could_call_them(seed: int, most: int) -> None:
    hall = morning(Random(seed))

    dealt = shares(hall.hall, hall.now, most)

    names = [name for share in dealt.values() for name in share]
    assert len(names) == len(set(names))
    assert all(hall.hall.tickets[name].state is TicketState.WAITING for name in names)
    waiting = sum(len(line) for line in hall.hall.lines.values())
    assert len(names) == min(waiting, most * len(dealt))
    sizes = [len(share) for share in dealt.values()]
    assert max(sizes) - min(sizes) <= 1, "all three windows serve the same queues"


def test_hub_away_and_merge() -> None:
    """Half past nine the hub is lost, at half past ten it is back: nobody notices more than they must."""
    hall = Played(away_hall())
    zhang = hall.person("p1")
    for window in (1, 2, 3):
        hall.staff(window)
    a1, a2, a3, a4, a5, a6 = (hall.take("a-1", zhang if n == 5 else None) for n in range(6))
    assert [t.number for t in (a1, a6)] == ["A001", "A006"]
    hall.call(1)
    hall.say(clerk(1), c.Start())
    share = shares(hall.hall, hall.now)
    # The free windows have the first turns; window 1 still serves A001.
    assert share == {2: (a2.id, a5.id), 3: (a3.id, a6.id), 1: (a4.id,)}
    lost = hall.now

    def at(minute: float) -> datetime:
        return lost + timedelta(minutes=minute)

    # Without the hub: both kiosks go on giving numbers, of ranges of their own; Zhang takes a second one.
    k1_first = gave("kiosk-one-1", 801, at(2))
    k1_second = gave("kiosk-one-2", 802, at(9), elder=True)
    k2_first = gave("kiosk-two-1", 811, at(5), person=zhang)
    # Window 1 finishes A001, calls A004 of its share, and has it still.
    w1 = [
        c.HandInService(ticket=a1.id, called_at=lost, ended_at=at(6), outcome=AwayOutcome.SERVED),
        c.HandInService(ticket=a4.id, called_at=at(7), started_at=at(8), outcome=AwayOutcome.SERVING),
    ]
    # Window 2 serves A002 and A005.
    w2 = [
        c.HandInService(
            ticket=a2.id, called_at=at(1), started_at=at(2), ended_at=at(10), outcome=AwayOutcome.SERVED
        ),
        c.HandInService(
            ticket=a5.id, called_at=at(11), started_at=at(12), ended_at=at(30), outcome=AwayOutcome.SERVED
        ),
    ]
    # Window 3 has an older list: it calls A002 too, in vain, and never comes to A003.
    w3 = [
        c.HandInService(ticket=a2.id, called_at=at(3), ended_at=at(4), outcome=AwayOutcome.NO_SHOW),
        c.HandInService(
            ticket=a6.id, called_at=at(5), started_at=at(6), ended_at=at(40), outcome=AwayOutcome.SERVED
        ),
    ]
    hall.later(hours=1)

    # The hub is back. Window 3's panel is the first, the kiosks the last: it makes no difference.
    for command in w3:
        hall.say(clerk(3), command)
    assert hall.hall.tickets[a2.id].state is TicketState.NO_SHOW
    for command in w1:
        hall.say(clerk(1), command)
    for command in w2:
        hall.say(clerk(2), command)
    hall.say(K2, k2_first)
    hall.say(K1, k1_second)
    hall.say(K1, k1_first)

    tickets = hall.hall.tickets
    assert {t.number: t.state.value for t in tickets.values()} == {
        "A001": "finished",
        "A002": "finished",
        "A003": "waiting",
        "A004": "serving",
        "A005": "finished",
        "A006": "finished",
        "A801": "waiting",
        "A802": "waiting",
        "A811": "waiting",
    }
    assert tickets[a2.id].window == 2, "who had the visitor keeps the ticket"
    assert hall.hall.current(1) is tickets[a4.id]
    assert (hall.hall.windows[2].finished, hall.hall.windows[3].finished) == (2, 1)
    line = hall.hall.line("a", "ordinary")
    assert [line[n].number for n in range(3)] == ["A003", "A801", "A811"]
    assert tickets["kiosk-one-2"].ground == "elder"
    # Nothing of it is announced now: the calls are over.
    assert [call.ticket for call in hall.hall.calls] == [a1.id]
    # Staff know of both conflicts.
    assert {n.code: n.words for n in hall.hall.notices.values()} == {
        "called_twice": {"number": "A002", "windows": "2、3"},
        "same_card": {"numbers": "A006、A811"},
    }
    # A minute later A003, whom A004, A005 and A006 overtook, goes first.
    hall.later(minutes=1)
    hall.say(HUB, c.Tick())
    assert tickets[a3.id].visitor_class is VisitorClass.SECOND_VISIT
    assert tickets[a3.id].ground == "second_visit"
    assert tickets["kiosk-one-1"].visitor_class is VisitorClass.ORDINARY
    assert hall.events[-1] == e.AwayMerged(at=hall.now, by=HUB.name, tickets=3, services=6, overtaken=1)
    assert hall.call(3).number == "A003"
    assert hall.take().number == "A007"
