"""Whatever is said, in whatever order: the hall's hard rules hold, and the journal alone gives it again."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import get_args

import msgspec
from hypothesis import given, settings

from config.calendar import local
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.life import ENDS
from devices.hub.rules.order import calling_order
from devices.hub.state import Hall
from devices.hub.state.numbers import away_range
from devices.link import commands as c
from devices.link.commands.base import PRIVATE
from devices.link.refusals import Refused
from devices.link.words import Role, TicketState, WindowState
from tests.devices.hub.histories import HISTORIES, NEVER_WERE, PARTS, Lived, played, tomorrow
from tests.devices.hub.played import DESK

MANY = settings(max_examples=80, deadline=None)


def test_random_histories_hold_everything_that_can_happen() -> None:
    unseen: set[type] = set(get_args(e.AnyEvent))
    for seed in range(400):
        dice = Random(seed)
        p = played([dice.randrange(2**20) for _ in range(300)])
        tomorrow(p)
        unseen -= {type(event) for event in p.events}
        if not unseen:
            break
    assert unseen == set()


def test_random_histories_say_everything_that_can_be_said() -> None:
    unsaid: set[type] = set(get_args(c.AnyCommand))
    for seed in range(100):
        dice = Random(seed)
        unsaid -= {type(command) for _, command in played([dice.randrange(2**20) for _ in range(300)]).said}
        if not unsaid:
            break
    assert unsaid == set(), f"tests.devices.hub.sayings says only {sorted(PARTS)}"


# The journal


@MANY
@given(HISTORIES)
def test_the_journal_alone_gives_the_same_hall_again(p: Lived) -> None:
    assert vars_of(p.replay()) == vars_of(p.hall)


@MANY
@given(HISTORIES)
def test_time_goes_on_through_the_journal_and_each_day_begins_once(p: Lived) -> None:
    moments = [event.at for event in p.events]
    days = [event.day for event in p.events if isinstance(event, e.DayBegan)]

    assert moments == sorted(moments)
    assert days == sorted(set(days))


@MANY
@given(HISTORIES)
def test_the_journal_knows_nothing_of_what_is_private(p: Lived) -> None:
    private = {
        word
        for _, command in p.said
        for field in PRIVATE & set(command.__struct_fields__)
        if len(word := str(getattr(command, field))) > 1
    }
    journal = msgspec.json.encode(p.events).decode()

    # The vault's row of a contact that is only pretended here is named after the phone.
    journal = journal.replace('"c-', '"row-of-')
    assert not [word for word in private if f'"{word}"' in journal]


# Tickets


@MANY
@given(HISTORIES)
def test_no_number_is_given_twice_and_nobody_is_called_while_not_waiting(p: Lived) -> None:
    hall = Hall(p.config)
    given_: set[tuple[object, str]] = set()
    for event in p.events:
        number = getattr(event, "number", "") if hasattr(event, "band") else ""
        if number and not getattr(event, "late", False):
            today = (local(p.config, event.at).date(), number)
            assert today not in given_
            given_.add(today)
        if isinstance(event, e.TicketCalled):
            assert hall.tickets[event.ticket].state is TicketState.WAITING
            assert hall.windows[event.window].ticket == ""
            assert hall.windows[event.window].state is WindowState.OPEN
            assert event.call == hall.call_count + 1
        evolve(hall, event)


@MANY
@given(HISTORIES)
def test_every_ticket_is_in_exactly_one_place(p: Lived) -> None:
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
        found = [name for name, names in places.items() for t in names if t == ticket.id]
        assert found == ([right[ticket.state]] if ticket.state in right else [])


@MANY
@given(HISTORIES)
def test_each_ticket_ends_in_one_final_state_and_its_times_are_in_order(p: Lived) -> None:
    tomorrow(p)
    hall = Hall(p.config)
    ended = Counter[str]()
    for event in p.events:
        if isinstance(event, e.DayBegan):
            for ticket in hall.tickets.values():
                assert ticket.state.value in ENDS
                times = (ticket.taken_at, ticket.called_at, ticket.started_at, ticket.ended_at)
                known = [moment for moment in times if moment is not None]
                assert known == sorted(known), ticket
                ended[ticket.id] += 1
        evolve(hall, event)
    taken = {event.ticket for event in p.events if isinstance(event, e.TicketTaken)}
    assert taken <= ended.keys()
    assert set(ended.values()) <= {1}


@MANY
@given(HISTORIES)
def test_a_new_day_leaves_nobody_open_in_silence(p: Lived) -> None:
    open_before = {t.id for t in p.hall.tickets.values() if t.state.value not in ENDS}
    count = len(p.events)
    tomorrow(p)
    expired = {event.ticket for event in p.events[count:] if isinstance(event, e.TicketExpired)}
    assert expired == open_before
    assert not p.hall.tickets
    assert p.take().number == "A001"


@MANY
@given(HISTORIES)
def test_the_calling_order_names_everybody_a_window_could_serve_once(p: Lived) -> None:
    for number in p.hall.windows:
        order = [choice.ticket.id for choice in calling_order(p.hall, number, p.now)]
        names = set(p.hall.lines_of(number))
        waiting = [
            line[n].id for (name, _), line in p.hall.lines.items() if name in names for n in range(len(line))
        ]
        assert sorted(order) == sorted(waiting)


# People


@MANY
@given(HISTORIES)
def test_a_booked_visitor_gets_one_number_for_the_booking(p: Lived) -> None:
    numbers = Counter(
        event.appointment for event in p.events if isinstance(event, e.TicketTaken) and event.appointment
    )
    numbers += Counter(event.code for event in p.events if isinstance(event, e.AppointmentJoined))
    booked = Counter(event.code for event in p.events if isinstance(event, e.AppointmentBooked))
    assert all(count <= booked[code] for code, count in numbers.items())


@MANY
@given(HISTORIES)
def test_only_visitors_rate_and_only_once(p: Lived) -> None:
    rated = [event for event in p.events if isinstance(event, e.Rated | e.RatingDeclined)]

    assert all(event.by.startswith(f"{Role.PAD.value}:") for event in rated)
    assert max(Counter(event.ticket for event in rated).values(), default=0) <= 1


@MANY
@given(HISTORIES)
def test_the_consult_desk_takes_no_cases(p: Lived) -> None:
    consult = {window.number for window in p.config.windows if window.type == "consult"}

    assert not [event for event in p.events if isinstance(event, e.CaseAccepted) and event.window in consult]


@MANY
@given(HISTORIES)
def test_whoever_is_turned_away_at_the_desk_is_not_turned_away_for_want_of_a_card(p: Lived) -> None:
    turned_away = set()
    for item in p.hall.item_of:
        try:
            p.say(DESK, c.TakeTicket(item=item, paper=False))
        except Refused as no:
            turned_away.add(no.code)
    assert turned_away <= {"stopped", "full", "slot_full", "too_late", "closed", "holiday"}


# Sums


@MANY
@given(HISTORIES)
def test_each_days_report_adds_up(p: Lived) -> None:
    tomorrow(p)
    hall, taken_back = Hall(p.config), set[str]()
    for event in p.events:
        if isinstance(event, e.Undone) and event.what in NEVER_WERE:
            last = hall.windows[event.window].last
            assert last is not None
            taken_back.add(last.step or last.ticket)
        if isinstance(event, e.DayEnded):
            # Whoever was still open has just expired.
            states = Counter(t.state for name, t in hall.tickets.items() if name not in taken_back)
            assert event.served == states[TicketState.FINISHED]
            assert event.transferred == states[TicketState.TRANSFERRED]
            assert event.cancelled == states[TicketState.CANCELLED]
            assert event.expired + sum(event.open.values()) == states[TicketState.EXPIRED]
            assert event.given == sum(event.by_queue.values()) == len(hall.numbers)
        evolve(hall, event)


@MANY
@given(HISTORIES)
def test_what_windows_did_adds_up(p: Lived) -> None:
    finished = Counter(t.window for t in p.hall.tickets.values() if t.state is TicketState.FINISHED)

    for number, window in p.hall.windows.items():
        assert window.finished == finished[number]
        assert window.served_s >= 0
        assert (p.hall.clerks.get(window.clerk) == number) is bool(window.clerk)
        assert not window.clerk or window.clerk in p.hall.clerk_of
    assert {n for n, w in p.hall.windows.items() if w.clerk} == set(p.hall.clerks.values())


@MANY
@given(HISTORIES)
def test_numbers_given_without_the_hub_are_of_their_kiosks_own_ranges(p: Lived) -> None:
    for event in p.events:
        if isinstance(event, e.TicketTaken):
            ranges = [away_range(p.config, p.hall.queue_of[event.queue], k.id) for k in p.config.kiosks]
            of_a_range = any(event.count in counts for counts in ranges) and event.number.startswith(
                p.hall.queue_of[event.queue].prefix
            )
            assert of_a_range is (event.away and not event.printed)


def vars_of(hall: Hall) -> dict[str, object]:
    """All that a hall is made of by its events; since when a hub runs is told by none."""
    seen = {name: value for name, value in vars(hall).items() if name not in ("lines", "up_since")}
    seen["lines"] = {
        key: [line[n].id for n in range(len(line))] for key, line in hall.lines.items() if len(line)
    }
    return seen
