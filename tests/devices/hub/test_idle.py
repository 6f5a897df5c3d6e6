"""A sign-in ends where nobody does anything any more, and nobody who stands there is left by it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.attendance import sheet
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import HUB
from devices.hub.rules.idle import ends_at
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link.messages import Done
from devices.link.words import AttendanceMark, TicketState, WindowState
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import running
from tests.devices.hub.played import DESK, Played, clerk, refusal
from tests.halls import MORNING, small_hall


def hall_of(idle_min: float = 30, absent_min: float = 0, **changes: object) -> Played:
    """The small hall with a guide beside; nobody is away unless that is asked for."""
    config = small_hall()
    guide = s.Clerk(number="0201", name="孙丽", role="guide")
    staff = s.Staff(sign_in="number", idle_min=idle_min, absent_min=absent_min)
    return Played(
        small_hall(
            staff=staff,
            clerks=(*config.clerks, guide),
            desks=(s.Desk(id="desk-1", name="总服务台"),),
            **changes,
        )
    )


def ticks(p: Played, minutes: float) -> list[e.AnyEvent]:
    """What the clock makes happen after so many minutes in which the hub looks at it every minute."""
    found: list[e.AnyEvent] = []
    until = p.now + timedelta(minutes=minutes)
    while p.now < until:
        p.now = min(p.now + timedelta(minutes=1), until)
        found += p.say(HUB, c.Tick())
    return found


def outs(events: list[e.AnyEvent]) -> list[e.ClerkSignedOut | e.GuideSignedOut]:
    return [event for event in events if isinstance(event, e.ClerkSignedOut | e.GuideSignedOut)]


# when it ends -------------------------------------------------------------------------------------


def test_after_half_an_hour_in_which_nobody_does_anything_the_window_closes_and_the_clerk_is_out() -> None:
    p = hall_of()
    p.staff(1)
    assert outs(ticks(p, 29.9)) == []
    closed, out = [event for event in ticks(p, 0.2) if not isinstance(event, e.NoticeRaised)]
    assert isinstance(closed, e.WindowClosed)
    assert isinstance(out, e.ClerkSignedOut)
    assert (out.clerk, out.window, out.reason, out.by) == ("0101", 1, "idle", HUB.name)
    assert (p.hall.windows[1].state, p.hall.windows[1].clerk) == (WindowState.CLOSED, "")
    # The panel is as after any sign-out: the same clerk may come back, here or elsewhere.
    assert refusal(p, clerk(1), c.CallNext()) == "not_signed_in"
    p.staff(2, "0101")


def test_a_sign_out_by_hand_has_no_reason() -> None:
    p = hall_of()
    p.staff(1)
    (out,) = outs(p.say(clerk(1), c.SignOut()))
    assert out.reason == ""


def test_a_window_that_pauses_or_never_opened_ends_too() -> None:
    p = hall_of()
    p.staff(1)
    p.say(clerk(1), c.PauseWindow(reason="tea"))
    p.say(clerk(2), c.SignIn(clerk="0102"))
    assert [out.clerk for out in outs(ticks(p, 31))] == ["0101", "0102"]


def test_a_guide_at_a_desk_is_signed_out_too() -> None:
    p = hall_of()
    p.say(DESK, c.SignIn(clerk="0201"))
    p.later(minutes=20)
    p.say(DESK, c.TakeTicket(item="a-1"))
    assert outs(ticks(p, 29)) == []
    (out,) = outs(ticks(p, 2))
    assert isinstance(out, e.GuideSignedOut)
    assert (out.clerk, out.desk, out.reason) == ("0201", "desk-1", "idle")
    assert p.hall.desks == {}
    assert p.hall.desks_acted_at == {}


@pytest.mark.parametrize("idle_min", [0.0, 5.0, 90.0])
def test_the_hall_says_how_long_and_nought_is_never(idle_min: float) -> None:
    p = hall_of(idle_min)
    p.staff(1)
    began = p.now
    (*found,) = outs(ticks(p, 120))
    assert [out.at for out in found] == ([began + timedelta(minutes=idle_min)] if idle_min else [])


def test_time_in_which_the_hub_was_down_does_not_count() -> None:
    p = hall_of()
    p.staff(1)
    p.later(minutes=45)
    p.hall.up_since = p.now
    assert outs(ticks(p, 29)) == []
    assert len(outs(ticks(p, 2))) == 1


# who is there -------------------------------------------------------------------------------------


def test_a_touch_keeps_the_sign_in() -> None:
    p = hall_of()
    p.staff(1)
    for _ in range(5):
        assert outs(ticks(p, 25)) == []
        (event,) = p.say(clerk(1), c.Present())
        assert isinstance(event, e.StaffPresent)
        assert (event.clerk, event.place) == ("0101", "window-1")
    assert len(outs(ticks(p, 31))) == 1


def test_a_touch_soon_after_something_was_done_is_no_news() -> None:
    p = hall_of()
    p.staff(1)
    p.later(seconds=59)
    assert p.say(clerk(1), c.Present()) == []
    p.later(seconds=1)
    assert len(p.say(clerk(1), c.Present())) == 1
    p.say(DESK, c.SignIn(clerk="0201"))
    p.later(minutes=5)
    (event,) = p.say(DESK, c.Present())
    assert isinstance(event, e.StaffPresent)
    assert event.place == "desk-1"
    assert p.hall.desks_acted_at == {"desk-1": p.now}


def test_where_nobody_is_signed_in_nobody_is_present() -> None:
    p = hall_of()
    assert refusal(p, clerk(1), c.Present()) == "not_signed_in"
    assert refusal(p, DESK, c.Present()) == "not_signed_in"


def test_a_touch_ends_an_absence() -> None:
    p = hall_of(absent_min=10)
    p.staff(1)
    p.take()
    ticks(p, 12)
    assert p.hall.windows[1].absent_since is not None
    p.say(clerk(1), c.Present())
    ended = [event for event in p.say(HUB, c.Tick()) if isinstance(event, e.AbsenceEnded)]
    assert [event.until for event in ended] == [p.now]


# who stands there ---------------------------------------------------------------------------------


def test_whoever_is_called_or_served_keeps_the_clerk() -> None:
    p = hall_of()
    p.staff(1)
    p.take()
    p.call(1)
    assert outs(ticks(p, 45)) == []
    p.say(clerk(1), c.Start())
    assert outs(ticks(p, 90)) == []
    p.say(clerk(1), c.Finish())
    assert outs(ticks(p, 29)) == []
    assert len(outs(ticks(p, 2))) == 1


def _held(p: Played) -> str:
    p.staff(1)
    ticket = p.take()
    p.call(1)
    p.say(clerk(1), c.Start())
    p.say(clerk(1), c.Hold())
    return ticket.id


def _serves_on(p: Played, window: int, minutes: float) -> list[e.AnyEvent]:
    """Ticks in which this window's clerk goes on touching the panel."""
    found: list[e.AnyEvent] = []
    for _ in range(int(minutes // 10)):
        found += ticks(p, 10)
        p.say(clerk(window), c.Present())
    return found


def test_who_is_held_goes_to_a_colleague_who_can_go_on() -> None:
    p = hall_of()
    name = _held(p)
    p.staff(2)
    assert set(p.hall.lines_of(1)) & set(p.hall.lines_of(2))
    events = _serves_on(p, 2, 40)
    (handed,) = [event for event in events if isinstance(event, e.TicketHandedOver)]
    assert (handed.ticket, handed.window, handed.to_window) == (name, 1, 2)
    assert (handed.clerk, handed.to_clerk) == ("0101", "0102")
    assert [out.clerk for out in outs(events)] == ["0101"]
    assert p.hall.windows[2].held == [name]
    p.say(clerk(2), c.Resume(ticket=name))


def test_who_is_held_is_never_left_behind_where_no_colleague_could_take_them() -> None:
    p = hall_of()
    name = _held(p)
    assert outs(ticks(p, 120)) == []
    p.say(clerk(1), c.Resume(ticket=name))
    p.say(clerk(1), c.Finish())
    assert len(outs(ticks(p, 31))) == 1


def test_two_who_are_idle_at_once_do_not_hand_over_to_each_other() -> None:
    p = hall_of()
    name = _held(p)
    p.staff(2)
    events = ticks(p, 60)
    assert [out.clerk for out in outs(events)] == ["0102"]
    assert p.hall.tickets[name].state is TicketState.HELD
    assert p.hall.windows[1].clerk == "0101"


# what the leader sees -----------------------------------------------------------------------------


def test_an_absence_that_was_noticed_ends_with_the_sign_in_and_its_notice_too() -> None:
    p = hall_of(absent_min=10)
    p.staff(1)
    p.take()
    events = ticks(p, 40)
    (noticed,) = [event for event in events if isinstance(event, e.AbsenceNoticed)]
    (ended,) = [event for event in events if isinstance(event, e.AbsenceEnded)]
    (out,) = outs(events)
    assert noticed.since == ended.since == MORNING
    assert ended.until == out.at == MORNING + timedelta(minutes=30)
    assert all(told.code != "absent" for told in p.hall.notices.values())


@pytest.mark.parametrize("absent_min", [30, 29.99, 30.01])
def test_an_absence_noticed_at_the_same_moment_is_not_forgotten(absent_min: float) -> None:
    p = hall_of(absent_min=absent_min)
    p.take()
    p.staff(1)
    events = ticks(p, 35)
    begun = [event.since for event in events if isinstance(event, e.AbsenceNoticed)]
    ended = [event.since for event in events if isinstance(event, e.AbsenceEnded)]
    assert begun == ended
    assert len(outs(events)) == 1
    assert all(told.code != "absent" for told in p.hall.notices.values())


def test_the_sheet_says_present_until_the_hub_ended_it() -> None:
    p = hall_of()
    p.staff(1)
    ticks(p, 40)
    day = {row.clerk: row for row in sheet(p.config, MORNING.date(), p.events, p.now)}["0101"]
    (there,) = day.at
    assert (there.span.begin, there.span.end) == (MORNING, MORNING + timedelta(minutes=30))
    assert day.mark is not AttendanceMark.MISSING


# what the panel is told ---------------------------------------------------------------------------


def at(p: Played, place: str) -> datetime | None:
    return ends_at(p.hall, place, p.now)


def test_the_panel_is_told_when_it_ends_and_nothing_while_it_does_not() -> None:
    p = hall_of()
    assert at(p, "window-1") is None
    p.staff(1)
    assert at(p, "window-1") == p.now + timedelta(minutes=30)
    p.take()
    p.call(1)
    assert at(p, "window-1") is None
    p.say(clerk(1), c.Start())
    p.say(clerk(1), c.Hold())
    assert at(p, "window-1") is None
    p.staff(2)
    assert at(p, "window-1") == p.now + timedelta(minutes=30)
    p.say(DESK, c.SignIn(clerk="0201"))
    assert at(p, "desk-1") == p.now + timedelta(minutes=30)
    assert at(p, "desk-9") is None
    assert at(p, "window-99") is None
    assert at(hall_of(0), "window-1") is None


def test_old_journals_say_nothing_of_a_reason() -> None:
    old = (
        b'{"event":"clerk_signed_out","at":"2026-03-02T09:00:00+08:00","by":"hub","clerk":"0101","window":1}'
    )
    event = msgspec.json.decode(old, type=e.ClerkSignedOut)
    assert event.reason == ""
    assert b"reason" not in msgspec.json.encode(event)


# the hub ------------------------------------------------------------------------------------------


async def test_a_hub_that_was_down_gives_everybody_their_time_again(tmp_path: Path, clock: Clock) -> None:
    def started() -> Hub:
        vault = Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key")
        return Hub(small_hall(), Journal(tmp_path / "journal.db"), vault, clock)

    async with running(started()) as hub:
        for command in (c.SignIn(clerk="0101"), c.OpenWindow()):
            assert isinstance(await hub.do(clerk(1), uuid.uuid4().hex, command), Done)
    clock.turn(minutes=45)
    async with running(started()) as hub:
        await hub.tick()
        assert hub.hall.windows[1].clerk == "0101"
        clock.turn(minutes=29)
        assert isinstance(await hub.do(clerk(1), uuid.uuid4().hex, c.Present()), Done)
        clock.turn(minutes=29)
        await hub.tick()
        assert hub.hall.windows[1].clerk == "0101"
        clock.turn(minutes=1)
        await hub.tick()
        assert hub.hall.windows[1].clerk == ""
        left = [event for event in hub.journal.replay() if isinstance(event, e.ClerkSignedOut)]
        assert [event.reason for event in left] == ["idle"]
