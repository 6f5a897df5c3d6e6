"""A day from the evening before to midnight: repeatable, whole, and by the rules."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.state import Hall
from devices.link.words import TicketState, VisitorClass
from tests.devices.simulate.days import HALLS, Played, played, shipped
from tests.halls import small_hall

ENDS = {TicketState.FINISHED, TicketState.TRANSFERRED, TicketState.CANCELLED, TicketState.EXPIRED}

EVENTFUL = 11
"""A seed with which everything happens that happens to visitors, in both halls."""


@pytest.fixture(scope="module", params=["liupanshui", "demo"])
def day(request: pytest.FixtureRequest) -> Played:
    return shipped(str(request.param), seed=EVENTFUL)


def bodies(day: Played) -> list[str]:
    return [row.body for row in day.rows]


def test_the_same_seed_gives_the_same_journal() -> None:
    one, other = played(small_hall(), 3), played(small_hall(), 3)
    assert len(one.rows) > 200
    assert bodies(one) == bodies(other)
    assert [row.hash for row in one.rows] == [row.hash for row in other.rows]


def test_another_seed_gives_another_day() -> None:
    one, other = played(small_hall(), 3), played(small_hall(), 4)
    assert bodies(one) != bodies(other)
    assert [v.at for v in one.events if isinstance(v, e.TicketTaken)] != [
        v.at for v in other.events if isinstance(v, e.TicketTaken)
    ]


def test_the_journal_does_not_depend_on_how_a_process_hashes() -> None:
    ends = set()
    for hashing in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "devices", "simulate", str(HALLS / "demo"), "--day", "--tickets", "60"],
            env={**os.environ, "PYTHONHASHSEED": hashing},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        ends.add(done.stdout.splitlines()[-1])
    assert len(ends) == 1
    assert "the last hash is" in ends.pop()


def test_the_chain_of_the_journal_is_whole(day: Played) -> None:
    assert day.verified == len(day.rows) == day.ledger.events


def test_the_journal_alone_gives_the_hall_of_the_afternoon(day: Played) -> None:
    again = Hall(day.then.config)
    for event in day.events[: day.then_events]:
        evolve(again, event)
    assert parts(again) == parts(day.then)
    assert any(t.state is TicketState.SERVING for t in again.tickets.values())


def parts(hall: Hall) -> dict[str, object]:
    """Everything of a hall that can be compared."""
    lines = {key: [line[n].id for n in range(len(line))] for key, line in hall.lines.items() if len(line)}
    return {**{name: value for name, value in vars(hall).items() if name != "lines"}, "lines": lines}


def test_every_ticket_ends_in_one_final_state(day: Played) -> None:
    assert {fate.state for fate in day.ledger.fates.values()} <= ENDS
    # What the ledger learned from the events is what the hall says of them before the day is closed.
    hall = Hall(day.config)
    last = max(n for n, event in enumerate(day.events) if isinstance(event, e.DayBegan))
    for event in day.events[:last]:
        evolve(hall, event)
    fates = {**day.ledger.fates, **day.ledger.direct}
    assert {name: ticket.state for name, ticket in hall.tickets.items()} == {
        name: fate.state for name, fate in fates.items()
    }
    assert {name: ticket.visitor_class for name, ticket in hall.tickets.items()} == {
        name: fate.visitor_class for name, fate in fates.items()
    }
    assert len(hall.tickets) > 200


def test_no_number_is_given_twice(day: Played) -> None:
    taken = [event.number for event in day.events if isinstance(event, e.TicketTaken)]
    assert len(taken) == len(set(taken))
    assert set(taken) <= set(day.ledger.numbers)


def test_nobody_is_called_who_does_not_wait(day: Played) -> None:
    hall = Hall(day.config)
    calls = 0
    for event in day.events:
        if isinstance(event, e.TicketCalled):
            assert hall.tickets[event.ticket].state is TicketState.WAITING
            assert hall.windows[event.window].ticket == ""
            calls += 1
        evolve(hall, event)
    assert calls > 200


def test_visitors_of_all_classes_and_all_that_befalls_them_are_there(day: Played) -> None:
    fates = day.ledger.fates.values()
    assert {fate.visitor_class for fate in fates} == set(VisitorClass)
    kinds = day.ledger.kinds
    for kind in (
        "appointment_booked",
        "class_granted",
        "person_identified",
        "ticket_recalled",
        "ticket_missed",
        "ticket_returned",
        "ticket_held",
        "ticket_resumed",
        "ticket_transferred",
        "step_added",
        "undone",
        "case_accepted",
        "slip_returned",
        "rated",
        "rating_declined",
        "reprint_offered",
        "print_on_paper",
        "guide_signed_in",
        "window_paused",
        "day_ended",
    ):
        assert kinds[kind], kind


def test_tidal_windows_and_windows_for_post_are_at_work_in_liupanshui() -> None:
    day = shipped("liupanshui")
    assert day.ledger.kinds["tidal_opened"] >= 2
    assert day.ledger.kinds["tidal_ended"] >= 2
    assert day.ledger.direct
    at_work = Counter(event.window for event in day.events if isinstance(event, e.DirectServiceStarted))
    assert {13, 14, 15} <= set(at_work)


def test_no_shows_are_few_and_more_come_after_a_wait() -> None:
    fates = shipped("liupanshui").ledger.fates.values()
    waits = [(fate.wait_min, fate.misses) for fate in fates if fate.wait_min is not None]
    assert 0.02 < sum(bool(misses) for _, misses in waits) / len(waits) < 0.25


def test_on_a_sunday_zhengzhou_serves_only_what_it_serves_at_weekends() -> None:
    day = shipped("zhengzhou", day=date(2026, 11, 22), tickets=150)
    queues = {fate.queue for fate in day.ledger.fates.values()}
    weekend = ("fund", "estate", "police", "labour")
    assert queues == {f"{name}{end}" for name in weekend for end in ("", "-issue")}
    assert day.ledger.kinds["ticket_called"] > 100


def test_everybody_has_gone_home_before_midnight(day: Played) -> None:
    # A hall open round the clock has nobody to close for.
    if day.config.hours.open == ("00:00-23:59",):
        return
    hall = Hall(day.config)
    for event in day.events:
        if event.at.hour >= 19 and event.at.date() == date(2026, 11, 23):
            break
        evolve(hall, event)
    assert not any(window.clerk for window in hall.windows.values())
