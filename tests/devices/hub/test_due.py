"""What time alone makes happen: once, told once, and not again every few seconds."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings

from config import schema as s
from devices.hub import events as e
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import Role
from tests.devices.hub.histories import HISTORIES
from tests.devices.hub.played import Played
from tests.devices.hub.test_tidal import LENT, lend, tidal_hall
from tests.halls import MORNING, small_hall

MANY = settings(max_examples=60, deadline=None)


def tick(p: Played) -> list[e.AnyEvent]:
    return p.say(HUB, c.Tick())


def open_ones(p: Played, code: str) -> list[str]:
    return sorted(n.about for n in p.hall.notices.values() if n.code == code)


@MANY
@given(HISTORIES)
def test_nothing_is_due_again_at_the_same_moment(p: Played) -> None:
    # A second look may see what the first one has brought about, a third one never.
    tick(p)
    tick(p)
    assert tick(p) == []


@MANY
@given(HISTORIES)
def test_nothing_comes_and_goes_while_nobody_does_anything(p: Played) -> None:
    tick(p)
    found: Counter[tuple[str, str]] = Counter()
    for _ in range(60):
        p.later(seconds=5)
        for event in tick(p):
            whose = [getattr(event, name, "") for name in ("code", "about", "window", "queue", "ticket")]
            found[(type(event).__name__, repr(whose))] += 1
    settled = (n for (kind, _), n in found.items() if kind != "NoticeSettled")
    assert all(n == 1 for n in settled), found


@MANY
@given(HISTORIES)
def test_staff_are_told_of_one_thing_by_one_notice(p: Played) -> None:
    for _ in range(3):
        p.later(days=1)
        tick(p)
        p.later(minutes=30)
        tick(p)
    found = Counter((n.code, n.about) for n in p.hall.notices.values())
    assert all(n == 1 for n in found.values()), found


def test_a_warning_that_nobody_has_settled_is_not_given_again_on_the_next_day() -> None:
    p = Played(small_hall(calendar=s.Calendar(until=date(2026, 4, 1))))
    for day in range(4):
        p.now = MORNING + timedelta(days=day)
        tick(p)
        assert open_ones(p, "calendar_ends") == ["2026-04-01"]


def test_a_warning_that_staff_settled_comes_back_on_the_next_day_while_it_is_so() -> None:
    p = Played(small_hall(calendar=s.Calendar(until=date(2026, 4, 1))))
    tick(p)
    (name,) = (n.id for n in p.hall.notices.values() if n.code == "calendar_ends")
    p.say(Principal(role=Role.ADMIN), c.SettleNotice(notice=name))
    p.later(hours=1)
    tick(p)
    assert open_ones(p, "calendar_ends") == []
    p.later(days=1)
    tick(p)
    assert open_ones(p, "calendar_ends") == ["2026-04-01"]


def test_posts_and_absences_of_a_day_are_told_no_more_on_the_next_one() -> None:
    p = Played()
    p.staff(1)
    p.take()
    p.later(minutes=30)
    tick(p)
    assert open_ones(p, "absent") == ["1"]
    assert open_ones(p, "post_empty") == ["2", "3", "4"]
    p.now = MORNING.replace(hour=8) + timedelta(days=1)
    tick(p)
    assert open_ones(p, "absent") == open_ones(p, "post_empty") == []
    p.later(hours=2)
    tick(p)
    assert open_ones(p, "post_empty") == ["1", "2", "3", "4"]


def test_who_is_away_is_not_back_because_the_leader_lends_the_window() -> None:
    p = Played(tidal_hall())
    lend(p, "a")
    p.staff(LENT, "0105")
    p.take()
    p.later(minutes=11)
    assert [type(event) for event in tick(p)].count(e.AbsenceNoticed) == 1
    lend(p, "a", "b")
    p.later(seconds=5)
    assert not [event for event in tick(p) if isinstance(event, e.AbsenceEnded)]
