"""Single rows: a missed number, a rating, a ticket on its way to paper, a window that pauses."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings

from config.schema import Clerk, Window
from devices.hub.views import CALLS_SHOWN, KIOSK_KEEPS, KIOSK_SHOWN
from devices.hub.views.choose import part_rows, shown
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import (
    DeviceState,
    Grade,
    PrintState,
    TicketState,
    VisitorClass,
    WindowState,
)
from tests.devices.hub.histories import HISTORIES
from tests.devices.hub.played import AGENT, DESK, KIOSK, Played, clerk, pad
from tests.devices.hub.seeing import LEADER, PUBLIC, busy_hall, kinds, of_kind, screen, seen, views_of
from tests.halls import small_hall


@pytest.fixture
def busy() -> Played:
    return busy_hall()


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
            hall.later(seconds=5)
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
    busy.say(clerk(1), c.PauseWindow(reason="tea", hand_over="0102"))
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
    assert msgspec.structs.replace(day, ends_at=None) == r.DayRow(
        window=1, finished=2, mean_minutes=6.0, waiting=1, longest_wait_min=14
    )


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
        of = views.at(p.now)
        rows = [row for name in shown(p.hall, by) for row in part_rows(of, name)]
        assert len({row.key for row in rows}) == len(rows)


def test_priority_shows_as_the_reason_of_its_place() -> None:
    hall = Played()
    hall.staff(1)
    hall.take()
    hall.take("a-1", hall.person("old", VisitorClass.PRIORITY))
    rows = sorted(of_kind(seen(hall, clerk(1)), r.TicketRow), key=lambda row: row.order)
    assert [(row.number, row.why, row.person) for row in rows] == [
        ("A002", "priority", "贺*"),
        ("A001", "first_come", ""),
    ]


def test_when_all_windows_call_at_once_every_screen_is_told_of_its_calls() -> None:
    windows = range(1, 91)
    hall = Played(
        small_hall(
            windows=tuple(Window(number=n, zone="one" if n <= 30 else "two", queues=("a",)) for n in windows),
            clerks=tuple(Clerk(number=f"{n:04}", name="王敏") for n in windows),
        )
    )
    for n in windows:
        hall.take()
        hall.staff(n, f"{n:04}")
    for n in windows:
        hall.call(n)

    shown = of_kind(seen(hall, screen("zone-one")), r.CallRow)
    assert [row.window for row in shown] == list(windows), "who waits in the zone may be called anywhere"
    assert all(of_kind(seen(hall, screen(f"window-{n}")), r.CallRow) for n in windows)
