"""Tidal windows (潮汐): lent for a time, shown at once, and drained without forgetting anybody."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import schema as s
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB, Principal
from devices.hub.rules.order import calling_order
from devices.link import commands as c
from devices.link import rows as r
from devices.link.refusals import Refused
from devices.link.words import Role, TicketState, TransferPlace, WindowState
from tests.devices.hub.played import KIOSK, Played, clerk, refusal
from tests.devices.hub.sayings.staff import SAYINGS
from tests.devices.hub.seeing import seen, views_of
from tests.halls import small_hall

LEADER = Principal(role=Role.LEADER)
LENT = 5


def tidal_hall(**changes: object) -> s.HallConfig:
    """The small hall with a tidal window 5 in the tax zone, and clerk 0105."""
    config = small_hall()
    return small_hall(
        windows=(*config.windows, s.Window(number=LENT, zone="two", type="tidal")),
        clerks=(*config.clerks, s.Clerk(number="0105", name="何静"), s.Clerk(number="0106", name="高远")),
        **changes,
    )


@pytest.fixture
def hall() -> Played:
    # Nobody who leaves a panel for long is signed out by the hub here.
    return Played(tidal_hall(staff=s.Staff(sign_in="number", idle_min=0)))


def lend(hall: Played, *queues: str, window: int = LENT, minutes: float = 60) -> list[e.AnyEvent]:
    until = hall.now + timedelta(minutes=minutes)
    return hall.say(LEADER, c.OpenTidal(window=window, queues=queues, until=until))


def tick(hall: Played) -> list[e.AnyEvent]:
    return hall.say(HUB, c.Tick())


def tides(events: list[e.AnyEvent]) -> list[str]:
    tidal = (e.TidalOpened, e.TidalClosed, e.TidalEnded)
    return [type(event).__name__ for event in events if isinstance(event, tidal)]


def test_a_lent_window_calls_from_the_lent_queues_and_everybody_sees_it_at_once(hall: Played) -> None:
    hall.staff(LENT)
    hall.take("a-1")
    assert refusal(hall, clerk(LENT), c.CallNext()) == "no_queue"
    lend(hall, "a", "b")
    for by in (KIOSK, LEADER, clerk(1), Principal(role=Role.SCREEN, place=f"window-{LENT}")):
        row = seen(hall, by)[f"window/{LENT}"]
        assert isinstance(row, r.WindowRow)
        assert (row.queues, row.lent_until, row.draining) == (
            ("a", "b"),
            hall.now + timedelta(minutes=60),
            False,
        )
    queue = views_of(hall).dashboard(hall.now)["queue/a"]
    assert isinstance(queue, r.QueueRow)
    assert queue.windows == (LENT,)
    assert hall.call(LENT).number == "A001"


def test_who_waits_in_another_zone_sees_the_calls_of_the_lent_window(hall: Played) -> None:
    """Window 5 stands in zone two; the people of queue a sit in zone one."""
    hall.staff(LENT)
    lend(hall, "a")
    hall.take("a-1")
    ticket = hall.call(LENT)
    assert hall.hall.heard_in(LENT, ticket.id) == {"one", "two"}
    for zone in ("one", "two"):
        rows = seen(hall, Principal(role=Role.SCREEN, place=f"zone-{zone}"))
        assert f"window/{LENT}" in rows
        assert f"call/{hall.hall.call_count}" in rows
    hall.say(clerk(LENT), c.MarkNoShow())
    hall.say(LEADER, c.CloseTidal(window=LENT))
    rows = seen(hall, Principal(role=Role.SCREEN, place="zone-one"))
    assert f"window/{LENT}" not in rows
    assert f"missed/{ticket.id}" in rows


def test_the_forecast_counts_a_lent_window(hall: Played) -> None:
    hall.staff(1)
    for _ in range(6):
        hall.take("a-1")
    before = views_of(hall).dashboard(hall.now)["queue/a"]
    hall.staff(LENT)
    lend(hall, "a")
    after = views_of(hall).dashboard(hall.now)["queue/a"]
    assert isinstance(before, r.QueueRow)
    assert isinstance(after, r.QueueRow)
    assert after.wait.high < before.wait.high


def test_moving_a_tidal_window_is_lending_it_again(hall: Played) -> None:
    lend(hall, "a")
    assert lend(hall, "a") == []
    assert tides(lend(hall, "t")) == ["TidalOpened"]
    assert hall.hall.lines_of(LENT) == ("t", f"@{LENT}")


def test_only_the_leader_lends_and_only_what_there_is(hall: Played) -> None:
    until = hall.now + timedelta(hours=1)
    assert refusal(hall, clerk(LENT), c.OpenTidal(window=LENT, queues=("a",), until=until)) == "not_allowed"
    assert refusal(hall, LEADER, c.OpenTidal(window=LENT, until=until)) == "nowhere"
    assert refusal(hall, LEADER, c.OpenTidal(window=LENT, queues=("z",), until=until)) == "unknown_queue"
    assert refusal(hall, LEADER, c.OpenTidal(window=77, queues=("a",), until=until)) == "unknown_window"
    for wrong in (hall.now, hall.now + timedelta(days=1), datetime(9999, 12, 31, tzinfo=hall.now.tzinfo)):
        assert refusal(hall, LEADER, c.OpenTidal(window=LENT, queues=("a",), until=wrong)) == "bad_until"
    assert refusal(hall, LEADER, c.CloseTidal(window=LENT)) == "not_lent"
    assert refusal(hall, LEADER, c.CloseTidal(window=77)) == "unknown_window"


def test_another_window_is_lent_only_while_it_has_nobody(hall: Played) -> None:
    hall.staff(3)
    hall.take("t-1", hall.person("p1"))
    hall.call(3)
    until = hall.now + timedelta(hours=1)
    assert refusal(hall, LEADER, c.OpenTidal(window=3, queues=("a",), until=until)) == "window_busy"
    hall.say(clerk(3), c.Start())
    hall.say(clerk(3), c.Finish())
    lend(hall, "a", window=3)
    assert hall.hall.queues_of(3) == ("a",)
    hall.say(LEADER, c.CloseTidal(window=3))
    assert hall.hall.queues_of(3) == ("t",)


def test_the_consult_desk_is_not_lent_to_queues_of_cases() -> None:
    consult = s.Window(number=6, zone="one", type="consult", queues=("b",))
    hall = Played(small_hall(windows=(*small_hall().windows, consult)))
    until = hall.now + timedelta(hours=1)
    said = c.OpenTidal(window=6, queues=("a",), until=until)
    assert refusal(hall, LEADER, said) == "consult_takes_no_cases"
    hall.say(LEADER, c.OpenTidal(window=6, until=until))


def test_a_tidal_window_drains_when_its_time_is_over_and_nobody_is_forgotten(hall: Played) -> None:
    hall.staff(1)
    hall.staff(LENT)
    lend(hall, "a", minutes=30)
    held, current, waiting = hall.take(), hall.take(), hall.take()
    sent = hall.take("b-1")
    assert hall.call(LENT) is held
    hall.say(clerk(LENT), c.Start())
    hall.say(clerk(LENT), c.Hold())
    assert hall.call(LENT) is current
    hall.later(minutes=30)
    assert tides(tick(hall)) == ["TidalClosed"]
    assert tides(tick(hall)) == [], "what is so already does not happen again"
    # It takes nobody new, but what it has goes on, also whom somebody sends to it alone.
    hall.say(clerk(LENT), c.Start())
    hall.say(clerk(LENT), c.Finish())
    assert refusal(hall, clerk(LENT), c.CallNext()) in ("nobody_waiting", "no_queue")
    while hall.call(1) is not sent:
        hall.say(clerk(1), c.Start())
        hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.Transfer(window=LENT, place=TransferPlace.FRONT))
    assert hall.call(LENT).number == sent.number
    hall.say(clerk(LENT), c.Start())
    hall.say(clerk(LENT), c.Finish())
    assert tides(tick(hall)) == [], "somebody still comes back to it"
    hall.say(clerk(LENT), c.Resume(ticket=held.id))
    hall.say(clerk(LENT), c.Finish())
    assert tides(tick(hall)) == ["TidalEnded"]
    assert (hall.hall.windows[LENT].lent, hall.hall.windows[LENT].draining) == (None, False)
    assert {held.state, current.state, waiting.state} == {TicketState.FINISHED}


def test_a_window_that_has_nobody_ends_at_once(hall: Played) -> None:
    lend(hall, "a")
    assert tides(hall.say(LEADER, c.CloseTidal(window=LENT))) == ["TidalClosed", "TidalEnded"]


def test_a_draining_window_may_be_lent_again(hall: Played) -> None:
    hall.staff(LENT)
    lend(hall, "a")
    hall.take()
    hall.call(LENT)
    hall.say(LEADER, c.CloseTidal(window=LENT))
    assert hall.hall.windows[LENT].draining
    assert tides(lend(hall, "b")) == ["TidalOpened"]
    assert not hall.hall.windows[LENT].draining


def test_nobody_hands_over_to_a_window_that_drains(hall: Played) -> None:
    hall.staff(1)
    hall.staff(LENT)
    lend(hall, "a")
    hall.take()
    hall.call(LENT)
    hall.say(LEADER, c.CloseTidal(window=LENT))
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0105")) == "cannot_serve"


def test_a_free_tidal_window_is_named_while_too_many_wait_and_no_longer() -> None:
    hall = Played(tidal_hall(staff=s.Staff(sign_in="number", tidal_hint=3)))
    hall.staff(1)
    for _ in range(4):
        hall.take()
    (hint,) = [event for event in tick(hall) if isinstance(event, e.NoticeRaised) and "hint" in event.code]
    assert (hint.about, hint.window, hint.words["waiting"]) == ("a", LENT, "4")
    assert not [event for event in tick(hall) if isinstance(event, e.NoticeRaised)]
    for _ in range(3):
        hall.serve(1)
    settled = [event for event in tick(hall) if isinstance(event, e.NoticeSettled)]
    assert [event.notice for event in settled] == [hint.notice]


def test_the_leader_is_told_of_people_whom_a_window_without_a_clerk_alone_could_call(hall: Played) -> None:
    hall.staff(1)
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Transfer(window=4))
    told = [event for event in tick(hall) if isinstance(event, e.NoticeRaised)]
    assert ("left_behind", "4") in [(event.code, event.about) for event in told]
    hall.staff(4, "0106")
    settled = [event for event in tick(hall) if isinstance(event, e.NoticeSettled)]
    assert any("left_behind" in event.notice for event in settled)


def test_skills_narrow_a_lent_window_too() -> None:
    config = tidal_hall()
    clerks = tuple(
        msgspec.structs.replace(known, skills=("b",)) if known.number == "0105" else known
        for known in config.clerks
    )
    hall = Played(msgspec.structs.replace(config, clerks=clerks))
    lend(hall, "a", "b")
    hall.staff(LENT)
    assert hall.hall.queues_of(LENT) == ("b",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2**20), min_size=20, max_size=80))
def test_whoever_waits_can_always_be_called_by_a_window_of_the_hall(numbers: list[int]) -> None:
    hall = Played(tidal_hall())
    for number in (1, 2, 3, LENT):
        hall.staff(number)
    for number in numbers:
        dice = Random(number)
        hall.later(minutes=dice.choice([0, 0.1, 1]))
        there = clerk(dice.choice([1, 2, 3, LENT]))
        onward: list[c.AnyCommand] = [c.Hold(), c.Transfer(window=LENT), c.Finish()]
        routine: list[tuple[Principal, c.AnyCommand]] = [
            (KIOSK, c.TakeTicket(item=dice.choice(["a-1", "b-1"]))),
            (there, c.CallNext()),
            (there, c.Start()),
            (there, dice.choice(onward)),
        ]
        by, command = dice.choice(SAYINGS)(hall, dice) if dice.random() < 0.4 else dice.choice(routine)
        try:
            hall.say(by, command)
        except Refused:
            continue
    tick(hall)
    hall.later(minutes=25)
    tick(hall)
    for window in hall.hall.windows.values():
        if window.draining:
            evolve(hall.hall, e.TidalEnded(at=hall.now, by="test", window=window.number))
    callable_now = {
        choice.ticket.id
        for number in hall.hall.windows
        for choice in calling_order(hall.hall, number, hall.now)
    }
    waiting = {t.id for t in hall.hall.tickets.values() if t.state is TicketState.WAITING}
    assert waiting == callable_now
    for window in hall.hall.windows.values():
        for name in window.held:
            assert hall.hall.tickets[name].window == window.number
            assert window.state is not WindowState.CLOSED
