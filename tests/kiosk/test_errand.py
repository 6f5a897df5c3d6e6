"""One thing at a time, each exactly once, and nothing for a visitor who has gone."""

from __future__ import annotations

import pytest

from devices.link.commands import AnyCommand, CancelTicket, CheckIn, Reprint, TakeTicket
from devices.link.jobs import ReadCard
from devices.link.messages import Done, No
from devices.link.session import MAX_UNANSWERED
from devices.link.words import Role
from kiosk.errand import Errand, Reading
from tests.display.pretend_link import PretendLink
from tests.screens import kiosk_rows as rows

TAKE = TakeTicket(item="b1")


class Told:
    """Remembers what an errand brought."""

    def __init__(self) -> None:
        self.done: list[AnyCommand] = []
        self.refused: list[str] = []
        self.read: list[Done | No] = []

    def was_done(self, command: AnyCommand, _answer: Done) -> None:
        self.done.append(command)

    def was_refused(self, no: No) -> None:
        self.refused.append(no.code)


@pytest.fixture
def hub() -> PretendLink:
    hub = PretendLink(Role.KIOSK, "K1", rows.NOW)
    hub.connect_hub()
    return hub


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def errand(hub: PretendLink, told: Told) -> Errand:
    return Errand(hub, told.was_done, told.was_refused)


def test_a_second_command_is_not_said_while_one_is_under_way(errand: Errand, hub: PretendLink) -> None:
    assert errand.run(TAKE)
    assert not errand.run(TAKE)
    assert hub.commands() == [TAKE]


def test_an_answer_makes_room_for_the_next_command(errand: Errand, hub: PretendLink, told: Told) -> None:
    errand.run(TAKE)
    hub.done(rows.RESULT)
    assert told.done == [TAKE]
    assert not errand.busy
    assert errand.run(Reprint(ticket="t-0001"))


def test_a_refused_command_is_tried_again_under_a_new_id(
    errand: Errand, hub: PretendLink, told: Told
) -> None:
    errand.run(TAKE)
    first = set(hub.said)
    hub.no("busy")
    assert told.refused == ["busy"]
    assert errand.again()
    assert hub.commands() == [TAKE]
    assert set(hub.said).isdisjoint(first)


def test_there_is_nothing_to_try_again_before_the_first_command(errand: Errand) -> None:
    assert not errand.again()


def test_a_number_for_somebody_who_has_left_is_cancelled(
    errand: Errand, hub: PretendLink, told: Told
) -> None:
    errand.run(TAKE)
    errand.leave()
    hub.done(rows.RESULT)
    assert told.done == []
    assert hub.commands() == [CancelTicket(ticket="t-0001")]


@pytest.mark.parametrize("command", [CheckIn(code="Y-1"), Reprint(ticket="t-0001")])
def test_a_check_in_and_a_reprint_stand_though_the_visitor_has_left(
    errand: Errand, hub: PretendLink, command: AnyCommand
) -> None:
    errand.run(command)
    errand.leave()
    hub.done(rows.RESULT)
    assert hub.commands() == []


def test_a_refusal_for_somebody_who_has_left_is_told_to_nobody(
    errand: Errand, hub: PretendLink, told: Told
) -> None:
    errand.run(TAKE)
    errand.leave()
    hub.no("full")
    assert told.refused == []
    assert hub.commands() == []


def test_a_late_answer_does_not_end_the_next_visitors_command(
    errand: Errand, hub: PretendLink, told: Told
) -> None:
    errand.run(TAKE)
    errand.leave()
    errand.run(TakeTicket(item="c1"))
    hub.no("full")
    assert errand.busy
    assert told.refused == []


def test_a_hub_that_is_away_for_too_long_is_a_refusal_and_no_crash(
    errand: Errand, hub: PretendLink, told: Told
) -> None:
    hub.lose_hub()
    for _ in range(MAX_UNANSWERED):
        hub.do(TAKE)
    assert errand.run(TAKE)
    assert told.refused == ["busy"]
    assert not errand.busy


def test_only_the_newest_reading_is_waited_for(hub: PretendLink, told: Told) -> None:
    reading = Reading(hub, told.read.append)
    reading.start(ReadCard(timeout_s=10.0))
    reading.start(ReadCard(timeout_s=20.0))
    assert list(hub.asked.values()) == [ReadCard(timeout_s=20.0)]
    hub.read(rows.CARD)
    assert [type(answer) for answer in told.read] == [Done]


def test_a_reading_that_was_stopped_tells_nothing(hub: PretendLink, told: Told) -> None:
    reading = Reading(hub, told.read.append)
    reading.start(ReadCard())
    reading.stop()
    reading.stop()
    assert hub.asked == {}
    assert told.read == []
