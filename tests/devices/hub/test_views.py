"""What each role sees: enough to do its work, nothing of others, and no person where visitors look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import TypeVar

import msgspec
import pytest
from hypothesis import given, settings

from devices.hub.evolve import evolve
from devices.hub.order import calling_order
from devices.hub.people import Principal
from devices.hub.views import CALLS_SHOWN, KIOSK_KEEPS, KIOSK_SHOWN, WAITING_SHOWN, Views
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import (
    DeviceState,
    Grade,
    PrintState,
    Role,
    TicketState,
    VisitorClass,
    WindowState,
)
from tests.devices.hub.played import AGENT, DESK, KIOSK, Played, clerk, pad
from tests.devices.hub.test_histories import HISTORIES
from tests.halls import small_hall

R = TypeVar("R", bound=r.Row)
NAMES = {"p1": "钱*", "p2": "孙*", "old": "周*"}
"""Masked names of visitors; no clerk of the hall is named like them."""
LEADER = Principal(role=Role.LEADER)


def views_of(played: Played) -> Views:
    waits = Waits(played.hall)
    again = type(played.hall)(played.config)
    for event in played.events:
        evolve(again, event)
        waits.follow(event, again)
    return Views(played.hall, waits, lambda person: NAMES.get(person, ""))


def seen(played: Played, by: Principal) -> dict[str, r.AnyRow]:
    return views_of(played).rows(by, played.now)


def of_kind(rows: Mapping[str, r.AnyRow], kind: type[R]) -> list[R]:
    return [row for row in rows.values() if isinstance(row, kind)]


def kinds(rows: Mapping[str, r.AnyRow]) -> Counter[str]:
    return Counter(key.partition("/")[0] for key in rows)


def screen(place: str) -> Principal:
    return Principal(role=Role.SCREEN, place=place)


@pytest.fixture
def busy() -> Played:
    """Three windows serve, two wait, one is held, one missed the call, one has just been served."""
    hall = Played()
    for window in (1, 2, 3):
        hall.staff(window)
    p1, p2 = hall.person("p1"), hall.person("p2")
    for item, person in (
        ("a-1", p1),
        ("b-1", None),
        ("a-2", p2),
        ("a-1", None),
        ("b-1", None),
        ("b-1", None),
    ):
        hall.take(item, person)
        hall.later(minutes=1)
    hall.call(2)
    hall.say(clerk(2), c.MarkNoShow())
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Hold())
    hall.serve(1)
    hall.call(2)
    return hall


# Who sees which kinds of rows -------------------------------------------------------------------


def test_a_kiosk_sees_what_it_offers_and_what_it_gave(busy: Played) -> None:
    rows = seen(busy, KIOSK)
    assert kinds(rows) == {
        "hall": 1,
        "kiosk": 1,
        "zone": 2,
        "queue": 3,
        "window": 4,
        "item": 4,
        "device": 3,
        "ticket": 6,
    }
    assert {row.id for row in of_kind(rows, r.DeviceRow)} == {"printer", "cards", "codes"}
    assert {row.code: row.featured for row in of_kind(rows, r.ItemRow)} == {
        "a-1": 1,
        "b-1": 2,
        "a-2": 0,
        "t-1": 0,
    }
    another = Principal(role=Role.KIOSK, place="K2")
    assert "ticket" not in kinds(seen(busy, another))
    assert "device" not in kinds(seen(busy, another))


def test_a_window_screen_sees_its_window_and_its_calls(busy: Played) -> None:
    rows = seen(busy, screen("window-2"))
    assert kinds(rows) == {"hall": 1, "window": 1, "call": 2}
    assert {row.window for row in of_kind(rows, r.CallRow)} == {2}


def test_a_zone_screen_sees_its_zone(busy: Played) -> None:
    one, two = seen(busy, screen("zone-one")), seen(busy, screen("zone-two"))
    assert kinds(one) == {"hall": 1, "zone": 1, "queue": 2, "window": 2, "call": 4, "missed": 1}
    assert kinds(two) == {"hall": 1, "zone": 1, "queue": 1, "window": 2}
    assert kinds(seen(busy, screen("zone-nowhere"))) == {"hall": 1}


def test_a_pad_sees_its_window_and_a_rating_while_one_may_be_given(busy: Played) -> None:
    assert kinds(seen(busy, pad(1))) == {"hall": 1, "window": 1, "rating": 1}
    assert kinds(seen(busy, pad(2))) == {"hall": 1, "window": 1}


def test_a_clerk_sees_tickets_reasons_clerks_and_the_day(busy: Played) -> None:
    rows = seen(busy, clerk(1))
    assert kinds(rows) == {
        "hall": 1,
        "zone": 2,
        "queue": 3,
        "window": 4,
        "ticket": 3,
        "reason": 1,
        "clerk": 3,
        "device": 1,
        "rating": 1,
        "day": 1,
    }
    states = {row.number: row.state for row in of_kind(rows, r.TicketRow)}
    # A003 stands at window 2 and A001 missed the call there: neither is of this window.
    assert states == {
        "B001": TicketState.HELD,
        "B002": TicketState.WAITING,
        "B003": TicketState.WAITING,
    }
    missed = [row.number for row in of_kind(seen(busy, clerk(2)), r.TicketRow) if row.state == "no_show"]
    assert missed == ["A001"]


def test_a_leader_a_desk_and_the_dashboard_see_the_whole_hall(busy: Played) -> None:
    for rows in (seen(busy, LEADER), seen(busy, DESK)):
        assert kinds(rows) == {
            "hall": 1,
            "zone": 2,
            "queue": 3,
            "window": 4,
            "item": 4,
            "device": 5,
            "call": 4,
            "missed": 1,
        }
    assert kinds(views_of(busy).dashboard(busy.now)) == {
        "hall": 1,
        "zone": 2,
        "queue": 3,
        "window": 4,
        "device": 5,
        "call": 4,
        "missed": 1,
    }


@pytest.mark.parametrize("role", [Role.AGENT, Role.INTEGRATION])
def test_programs_are_shown_the_hall_row_only(busy: Played, role: Role) -> None:
    assert kinds(seen(busy, Principal(role=role, place="K1"))) == {"hall": 1}


@pytest.mark.parametrize("role", [Role.CLERK, Role.PAD])
@pytest.mark.parametrize("place", ["", "window-99", "zone-one", "1"])
def test_who_sits_at_no_window_of_the_hall_is_shown_none(busy: Played, role: Role, place: str) -> None:
    assert kinds(seen(busy, Principal(role=role, place=place))) == {"hall": 1}


# Nothing of a person where visitors look -------------------------------------------------------------

PUBLIC = [
    KIOSK,
    DESK,
    LEADER,
    pad(1),
    pad(2),
    screen("window-1"),
    screen("window-2"),
    screen("zone-one"),
    screen("zone-two"),
    AGENT,
]


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_only_a_clerk_is_shown_a_name_and_only_a_masked_one(p: Played) -> None:
    views = views_of(p)
    public = [row for by in PUBLIC for row in views.rows(by, p.now).values()]
    public += views.dashboard(p.now).values()
    public += [row for name in p.hall.tickets if (row := views.ticket(name, p.now))]
    said = msgspec.json.encode(public).decode()
    for word in (*NAMES, *NAMES.values()):
        assert f'"{word}"' not in said, word
    for window in (1, 2, 3):
        rows = views.rows(clerk(window), p.now)
        assert {row.person for row in of_kind(rows, r.TicketRow)} <= {"", *NAMES.values()}
        said = msgspec.json.encode(list(rows.values())).decode()
        assert not any(f'"{row}"' in said for row in NAMES)


def test_a_clerk_is_shown_the_masked_name_of_whom_they_may_call(busy: Played) -> None:
    shown = {row.number: row.person for row in of_kind(seen(busy, clerk(2)), r.TicketRow)}
    assert shown["A001"] == "钱*"
    assert set(shown.values()) <= {"", "钱*", "孙*"}


@pytest.mark.parametrize(("names", "shown"), [("masked", "王*"), ("full", "王敏"), ("number", "")])
def test_visitors_see_clerks_named_as_the_hall_wants(names: str, shown: str) -> None:
    config = small_hall()
    screens = msgspec.structs.replace(config.screens, staff_names=names)
    hall = Played(small_hall(screens=screens))
    hall.staff(1)
    (row,) = of_kind(seen(hall, screen("window-1")), r.WindowRow)
    assert (row.clerk, row.clerk_name) == ("0101", shown)


# Order ---------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_a_clerks_order_is_the_order_in_which_tickets_would_be_called(p: Played) -> None:
    for window in (1, 2, 3):
        rows = of_kind(seen(p, clerk(window)), r.TicketRow)
        waiting = sorted((row for row in rows if row.order), key=lambda row: row.order)
        calling = list(calling_order(p.hall, window, p.now))[:WAITING_SHOWN]
        assert [(row.id, row.why) for row in waiting] == [
            (choice.ticket.id, choice.why) for choice in calling
        ]
        assert [row.order for row in waiting] == list(range(1, len(waiting) + 1))


def test_a_clerk_is_shown_no_more_than_a_screen_full() -> None:
    hall = Played()
    hall.staff(1)
    for _ in range(WAITING_SHOWN + 5):
        hall.say(KIOSK, c.TakeTicket(item="a-1", paper=False))
    rows = seen(hall, clerk(1))
    assert kinds(rows)["ticket"] == WAITING_SHOWN
    (day,) = of_kind(rows, r.DayRow)
    assert day.waiting == WAITING_SHOWN + 5


# Single rows ---------------------------------------------------------------------------------------


def test_a_missed_number_is_shown_until_it_returns_or_the_day_ends(busy: Played) -> None:
    (missed,) = of_kind(seen(busy, screen("zone-one")), r.MissedRow)
    assert (missed.number, missed.window) == ("A001", 2)
    busy.say(DESK, c.ReturnTicket(ticket=missed.ticket))
    assert of_kind(seen(busy, screen("zone-one")), r.MissedRow) == []


def test_a_rating_is_asked_for_until_its_time_or_its_answer(busy: Played) -> None:
    (row,) = of_kind(seen(busy, pad(1)), r.RatingRow)
    assert row.until == busy.now + timedelta(seconds=busy.config.rating.wake_s)
    assert row.number == busy.hall.tickets[row.ticket].number
    busy.later(seconds=59)
    assert of_kind(seen(busy, pad(1)), r.RatingRow)
    busy.later(seconds=1)
    assert not of_kind(seen(busy, pad(1)), r.RatingRow)
    busy.later(seconds=-30)
    busy.say(pad(1), c.Rate(ticket=row.ticket, grade=Grade.SATISFIED))
    assert not of_kind(seen(busy, pad(1)), r.RatingRow)


def test_an_item_without_an_english_name_is_asked_about_in_chinese() -> None:
    hall = Played()
    hall.staff(1)
    hall.take("a-2")
    hall.serve(1)
    (row,) = of_kind(seen(hall, pad(1)), r.RatingRow)
    assert (row.item_name, row.item_name_en) == ("户口迁移", "户口迁移")


def test_a_kiosk_is_shown_how_its_ticket_prints(busy: Played) -> None:
    ticket = busy.take("b-1")
    busy.say(AGENT, c.PrintStarted(job=ticket.job))
    busy.say(AGENT, c.PrintUnknown(job=ticket.job, cause="silent"))
    row = seen(busy, KIOSK)[f"ticket/{ticket.id}"]
    assert isinstance(row, r.TicketRow)
    assert (row.print_state, row.print_cause) == (PrintState.UNKNOWN, "silent")


def test_a_kiosk_is_shown_its_tickets_for_ten_minutes_and_the_newest_of_many() -> None:
    hall = Played()
    first = hall.take()
    hall.later(minutes=KIOSK_KEEPS.total_seconds() / 60)
    assert f"ticket/{first.id}" in seen(hall, KIOSK)
    hall.later(seconds=1)
    assert f"ticket/{first.id}" not in seen(hall, KIOSK)
    for _ in range(KIOSK_SHOWN + 3):
        last = hall.take()
    rows = seen(hall, KIOSK)
    assert kinds(rows)["ticket"] == KIOSK_SHOWN
    assert f"ticket/{last.id}" in rows


def test_a_step_of_a_visit_is_not_shown_by_the_kiosk_as_a_new_ticket(busy: Played) -> None:
    before = kinds(seen(busy, KIOSK))["ticket"]
    busy.say(clerk(2), c.Transfer(queue="t"))
    assert kinds(seen(busy, KIOSK))["ticket"] == before


def test_a_zone_screen_is_shown_the_latest_calls_of_its_zone() -> None:
    hall = Played()
    hall.staff(1)
    hall.take()
    hall.call(1)
    for n in range(15):
        if n % 5 == 4:
            hall.say(clerk(1), c.Start())
            hall.say(clerk(1), c.Finish())
            hall.take()
            hall.call(1)
        else:
            hall.say(clerk(1), c.Recall())
    rows = of_kind(seen(hall, screen("zone-one")), r.CallRow)
    assert [row.id for row in rows] == list(range(5, 17))
    assert len(rows) == CALLS_SHOWN
    assert (rows[0].where, rows[0].where_en) == ("左侧", "left")


def test_a_call_to_a_window_without_english_words_shows_the_chinese_ones() -> None:
    config = small_hall()
    window = msgspec.structs.replace(config.windows[0], where_en="")
    hall = Played(small_hall(windows=(window, *config.windows[1:])))
    hall.staff(1)
    hall.take()
    hall.call(1)
    (row,) = of_kind(seen(hall, screen("window-1")), r.CallRow)
    assert (row.where, row.where_en) == ("左侧", "左侧")


def test_a_window_says_why_it_pauses_and_whom_it_serves(busy: Played) -> None:
    busy.say(clerk(1), c.PauseWindow(reason="tea"))
    (one,) = of_kind(seen(busy, screen("window-1")), r.WindowRow)
    assert (one.state, one.reason, one.reason_en) == (WindowState.PAUSED, "短暂休息", "short break")
    assert (one.name, one.number_shown, one.ticket_state, one.since) == ("综合受理", "", None, None)
    (two,) = of_kind(seen(busy, screen("window-2")), r.WindowRow)
    assert two.number_shown
    assert two.ticket_state is TicketState.CALLED
    assert two.since is not None


def test_a_queue_says_who_serves_it_and_why_it_gives_no_number(busy: Played) -> None:
    rows = {row.id: row for row in of_kind(seen(busy, KIOSK), r.QueueRow)}
    assert (rows["a"].windows, rows["t"].windows) == ((1, 2), (3,))
    assert rows["a"].refused == ""
    # People ahead are counted over both queues: they share their windows.
    assert rows["a"].ahead == rows["b"].ahead == rows["a"].waiting + rows["b"].waiting
    busy.later(hours=3)
    assert {row.refused for row in of_kind(seen(busy, KIOSK), r.QueueRow)} == {"closed"}


def test_the_hall_says_how_many_wait_and_serve(busy: Played) -> None:
    (hall,) = of_kind(seen(busy, KIOSK), r.HallRow)
    assert hall.windows_open == 3
    assert hall.waiting == sum(row.waiting for row in of_kind(seen(busy, KIOSK), r.QueueRow))
    busy.later(hours=3)
    (closed,) = of_kind(seen(busy, KIOSK), r.HallRow)
    assert closed.wait == r.Minutes(0, 0)


def test_the_day_of_a_window_adds_up() -> None:
    hall = Played()
    hall.staff(1)
    for _ in range(3):
        hall.take()
    hall.later(minutes=2)
    for minutes in (4, 8):
        hall.call(1)
        hall.say(clerk(1), c.Start())
        hall.later(minutes=minutes)
        hall.say(clerk(1), c.Finish())
    (day,) = of_kind(seen(hall, clerk(1)), r.DayRow)
    assert day == r.DayRow(window=1, finished=2, mean_minutes=6.0, waiting=1, longest_wait_min=14)


def test_a_device_is_shown_with_its_health_and_whom_it_serves(busy: Played) -> None:
    busy.say(AGENT, c.ReportDevice(device="printer", state=DeviceState.FAULT, fault="paper_out"))
    rows = {row.id: row for row in of_kind(seen(busy, LEADER), r.DeviceRow)}
    assert {row.id: row.serves for row in rows.values()} == {
        "printer": "K1",
        "cards": "K1",
        "codes": "K1",
        "strip-1": "window-1",
        "voice-one": "one",
    }
    assert (rows["printer"].state, rows["printer"].fault) == (DeviceState.FAULT, "paper_out")
    assert rows["printer"].since == busy.now


def test_a_ticket_is_found_by_its_id_only(busy: Played) -> None:
    views = views_of(busy)
    ticket = next(t for t in busy.hall.tickets.values() if t.state is TicketState.WAITING)
    row = views.ticket(ticket.id, busy.now)
    assert row is not None
    assert (row.number, row.person) == (ticket.number, "")
    assert row.wait is not None
    assert views.ticket(ticket.number, busy.now) is None
    assert views.ticket("", busy.now) is None


@settings(max_examples=30, deadline=None)
@given(HISTORIES)
def test_no_two_rows_of_a_session_have_one_key(p: Played) -> None:
    views = views_of(p)
    for by in [*PUBLIC, clerk(1), clerk(2), clerk(3)]:
        of = views._at(p.now)
        rows = list(views._rows(by, of))
        assert len({row.key for row in rows}) == len(rows)


def test_priority_shows_as_the_reason_of_its_place() -> None:
    hall = Played()
    hall.staff(1)
    hall.take()
    hall.take("a-1", hall.person("old", VisitorClass.PRIORITY))
    rows = sorted(of_kind(seen(hall, clerk(1)), r.TicketRow), key=lambda row: row.order)
    assert [(row.number, row.why, row.person) for row in rows] == [
        ("A002", "priority", "周*"),
        ("A001", "first_come", ""),
    ]
