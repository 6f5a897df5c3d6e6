"""Nobody who holds a ticket is forgotten: staff are told of those whom nobody can call."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from config import schema as s
from devices.hub.evolve import evolve
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.notices import said
from devices.link.words import AwayOutcome, Role, TransferPlace
from tests.devices.hub.played import DESK, Played, clerk
from tests.devices.hub.test_changed_halls import smaller_hall
from tests.halls import MORNING, small_hall

LEADER = Principal(role=Role.LEADER)


def told(p: Played, code: str = "nobody_serves") -> dict[str, str]:
    """What staff are told at the moment, by what it is about."""
    p.say(HUB, c.Tick())
    return {n.about: said(n.code, n.words).en for n in p.hall.notices.values() if n.code == code}


@pytest.fixture
def hall() -> Played:
    return Played()


def test_staff_are_told_of_a_queue_that_no_open_window_serves_until_one_does(hall: Played) -> None:
    hall.take()
    hall.take()
    hall.later(minutes=9)
    assert told(hall) == {}
    hall.later(minutes=1)
    assert told(hall) == {"a": "2 wait for Civil, which no open window serves."}
    hall.staff(1)
    assert told(hall) == {}


def test_nobody_is_told_of_who_came_before_a_window_opens_for_their_booking(hall: Played) -> None:
    start = MORNING + timedelta(minutes=25)
    booked = c.BookAppointment(item="a-1", starts_at=start, ends_at=start + timedelta(minutes=30))
    hall.later(minutes=5)
    code = hall.say(DESK, booked)[0].made
    hall.say(DESK, c.CheckIn(code=code))
    hall.later(minutes=20)
    assert told(hall) == {}
    hall.later(minutes=10)
    assert list(told(hall)) == ["a"]


def test_a_skill_that_nobody_there_has_is_told(hall: Played) -> None:
    clerks = (msgspec.structs.replace(hall.config.clerks[0], skills=("b",)),)
    hall = Played(small_hall(clerks=clerks))
    hall.staff(1)
    hall.take()
    hall.later(minutes=10)
    assert list(told(hall)) == ["a"]


def test_a_season_whose_windows_are_closed_is_told() -> None:
    season = s.Season(item="a-2", windows=(2,), first=date(2026, 3, 1), last=date(2026, 3, 9))
    hall = Played(small_hall(seasons=(season,)))
    hall.staff(1)
    hall.take("a-2")
    hall.later(minutes=10)
    assert told(hall) == {"~a-2": "1 wait for 户口迁移, which no open window serves."}
    hall.staff(2)
    assert told(hall) == {}


def test_a_queue_whose_only_window_was_lent_elsewhere_is_told(hall: Played) -> None:
    hall.staff(3)
    hall.say(DESK, c.TakeTicket(item="t-1"))
    until = hall.now + timedelta(hours=1)
    hall.say(LEADER, c.OpenTidal(window=3, queues=("a",), until=until))
    hall.later(minutes=10)
    assert list(told(hall)) == ["t"]


def test_people_at_a_window_that_closes_behind_a_pause_are_told(hall: Played) -> None:
    hall.staff(1)
    hall.staff(3)
    hall.say(clerk(3), c.PauseWindow(reason="tea"))
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Transfer(window=3, place=TransferPlace.END))
    hall.later(minutes=10)
    assert list(told(hall)) == ["@3"]
    assert told(hall, "left_behind") == {}


def test_who_was_called_without_the_hub_and_stands_before_no_clerk_is_told(hall: Played) -> None:
    ticket = hall.take()
    hall.say(clerk(2), c.HandInService(ticket=ticket.id, called_at=hall.now, outcome=AwayOutcome.SERVING))
    assert list(told(hall, "left_behind")) == ["2"]
    hall.staff(2)
    assert told(hall, "left_behind") == {}


def test_who_stood_before_a_window_or_in_a_queue_that_the_file_has_lost_is_told(hall: Played) -> None:
    hall.staff(1)
    hall.take()
    hall.take("b-1")
    hall.call(1)
    hall.later(minutes=10)
    again = Played(smaller_hall(), hall.now)
    for event in hall.events:
        evolve(again.hall, event)
    assert told(again) == {"b": "1 wait for b, which no open window serves."}
    assert list(told(again, "left_behind")) == ["1"]


def test_a_hall_that_notices_no_absence_is_not_told_of_empty_queues_either(hall: Played) -> None:
    hall = Played(small_hall(staff=s.Staff(sign_in="number", absent_min=0)))
    hall.take()
    hall.later(hours=2)
    assert told(hall) == {}
