"""The stage says commands as the hub does, and the clock never goes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.hub import events as e
from devices.hub.journal import Journal
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role
from devices.simulate.clock import Clock
from devices.simulate.stage import Stage
from tests.devices.simulate.days import MONDAY, journal_of
from tests.halls import small_hall

KIOSK = Principal(role=Role.KIOSK, place="K1")


@pytest.fixture
def journal() -> Iterator[Journal]:
    with journal_of() as journal:
        yield journal


@pytest.fixture
def stage(journal: Journal) -> Stage:
    stage = Stage(small_hall(), MONDAY, 7, journal)
    stage.second = 10 * 3600
    return stage


def test_a_command_is_done_by_the_rules_and_written_when_the_stage_closes(
    stage: Stage, journal: Journal
) -> None:
    events = stage.say(KIOSK, c.TakeTicket(item="a-1"))
    [taken] = [event for event in events if isinstance(event, e.TicketTaken)]
    assert taken.number == "A001"
    assert taken.at.isoformat() == "2026-11-23T10:00:00+08:00"
    assert journal.seq == 0
    stage.close()
    assert journal.seq == stage.events == len(list(journal.replay()))


def test_a_refusal_is_counted_and_the_days_turn_is_written_all_the_same(
    stage: Stage, journal: Journal
) -> None:
    with pytest.raises(Refused):
        stage.say(KIOSK, c.TakeTicket(item="t-1"))
    assert not stage.may(KIOSK, c.CallNext())
    assert stage.refused == {("take_ticket", "real_name"): 1, ("call_next", "not_allowed"): 1}
    stage.close()
    assert [type(event) for event in journal.replay()] == [e.DayBegan]


def test_a_tick_without_anything_due_is_not_written(stage: Stage, journal: Journal) -> None:
    stage.say(HUB, c.Tick())
    stage.close()
    before = journal.seq
    stage.second += 30
    assert stage.say(HUB, c.Tick()) == []
    stage.close()
    assert journal.seq == before


def test_what_is_planned_happens_in_order_and_never_in_the_past(stage: Stage) -> None:
    clock = Clock(stage, 7)
    seen: list[tuple[str, int]] = []

    def note(name: str) -> None:
        seen.append((name, clock.second))

    clock.at(36_020, lambda: note("late"))
    clock.at(36_010, lambda: note("first"))
    clock.at(36_010, lambda: note("second"))
    clock.at(5, lambda: note("past"))
    clock.at(36_015, lambda: clock.at(36_000, lambda: note("at once")))
    clock.run(36_018)
    assert seen == [("past", 36_000), ("first", 36_010), ("second", 36_010), ("at once", 36_015)]
    clock.run(36_020)
    assert clock.second == 36_020
    assert len(seen) == 4
