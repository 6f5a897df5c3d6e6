"""The day's closing: it says what the hall said of its own day, and what still waits for somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.day_report import KINDS, DayClosing, Left, Pending, Trouble, closing_of
from devices.hub.wait_table import ALL, percentile, rows
from devices.link import commands as c
from devices.link.words import DeviceState, Grade, SlipKind, TicketState
from tests.devices.hub.histories import played, tomorrow
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, pad
from tests.halls import MORNING, small_hall

TODAY = MORNING.date()


def closing(p: Played, day: date = TODAY) -> DayClosing:
    """The closing of a day, from what the journal would give for it."""
    of_day = (
        event for event in p.events if event.at.date() == day or str(event.__struct_config__.tag) in KINDS
    )
    return closing_of(p.config, day, of_day)


def left_by_state(found: Iterable[Left], reason: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for left in found:
        if left.reason == reason:
            counts[left.state.value] += left.count
    return dict(counts)


@pytest.mark.parametrize("seed", range(30))
def test_the_closing_of_any_day_agrees_with_what_its_end_wrote_down(seed: int) -> None:
    dice = Random(f"closing {seed}")
    p = played([dice.randrange(2**20) for _ in range(200)])
    tomorrow(p)
    ends = [event for event in p.events if isinstance(event, e.DayEnded)]
    assert ends
    for end in ends:
        found = closing(p, end.day)
        assert found.ended
        assert found.given == end.by_queue
        assert left_by_state(found.left, "end_of_day") == end.open
        assert sum(fate.state is TicketState.FINISHED for fate in found.fates) == end.served
        used_up = sum(left.count for left in found.left if left.reason == "returns_used")
        # What came too late for a day before the hall counts here, too; the closing tells of it apart.
        assert used_up + found.late == end.expired
        whole = rows(p.config, found.fates)[-1]
        assert (whole.queue, whole.visitor_class) == (ALL, ALL)
        assert whole.cancelled == end.cancelled
        moved = sum(fate.direct and fate.state is TicketState.TRANSFERRED for fate in found.fates)
        assert whole.moved + moved == end.transferred
        assert whole.open == sum(end.open.values()) - sum(
            fate.direct and fate.state in (TicketState.SERVING, TicketState.HELD) for fate in found.fates
        )


def test_a_day_that_goes_on_is_told_as_it_stands() -> None:
    p = Played()
    p.staff(1)
    p.take()
    p.take("b-1")
    p.serve(1)
    now = closing(p)
    assert (now.ended, now.until) == (False, p.now)
    assert now.given == {"a": 1, "b": 1}
    assert now.left == (Left("b", TicketState.WAITING, "open", 1),)
    p.later(minutes=5)
    p.call(1)
    assert closing(p).left == (Left("b", TicketState.CALLED, "open", 1),)
    p.later(days=1)
    p.say(KIOSK, c.TakeTicket(item="a-1"))
    over = closing(p)
    assert over.ended
    assert over.left == (Left("b", TicketState.CALLED, "end_of_day", 1),)
    # The evening of the day before, told in the morning, is not the morning's.
    assert closing(p, TODAY + timedelta(days=1)).left == (Left("a", TicketState.WAITING, "open", 1),)


def test_a_day_without_the_hub_says_nothing() -> None:
    nothing = closing(Played())
    assert (nothing.until, nothing.ended, nothing.given, nothing.fates) == (None, False, {}, ())


def test_who_missed_too_often_is_left_for_that_reason() -> None:
    p = Played(small_hall(tickets=s.Tickets(returns=0)))
    p.staff(1)
    p.take()
    p.call(1)
    p.say(clerk(1), c.MarkNoShow())
    assert closing(p).left == (Left("a", TicketState.NO_SHOW, "returns_used", 1),)


def test_unrated_declined_and_bad_ratings_are_counted_and_bad_ones_named() -> None:
    p = Played()
    p.staff(1)
    for grade in (Grade.SATISFIED, Grade.VERY_DISSATISFIED, None):
        p.take()
        ticket = p.serve(1)
        if grade:
            reasons = ("109",) if grade is Grade.VERY_DISSATISFIED else ()
            p.say(pad(1), c.Rate(ticket=ticket.id, grade=grade, reasons=reasons))
        else:
            p.say(pad(1), c.DeclineRating(ticket=ticket.id))
    p.take()
    p.serve(1)
    ratings = closing(p).ratings
    assert (ratings.rateable, ratings.rated, ratings.declined, ratings.unrated) == (4, 2, 1, 2)
    assert ratings.grades == {Grade.SATISFIED: 1, Grade.VERY_DISSATISFIED: 1}
    (bad,) = ratings.bad
    assert (bad.number, bad.window, bad.clerk, bad.reasons) == ("A002", 1, "0101", ("109",))


def test_bookings_of_the_day_are_used_cancelled_or_missed_whenever_they_were_made() -> None:
    p = Played(now=MORNING - timedelta(days=1))
    for n in range(4):
        start = MORNING + timedelta(minutes=30 * n)
        ends = start + timedelta(minutes=30)
        p.say(BOOKING, c.BookAppointment(code=f"x{n}", item="a-1", starts_at=start, ends_at=ends))
    p.later(days=1)
    p.say(KIOSK, c.CheckIn(code="x0"))
    p.say(DESK, c.CancelAppointment(code="x1"))
    now = closing(p).bookings
    assert (now.booked, now.used, now.cancelled, now.missed) == (4, 1, 1, 0)
    tomorrow(p)
    over = closing(p).bookings
    assert (over.booked, over.used, over.cancelled, over.missed) == (4, 1, 1, 2)
    assert closing(p, TODAY - timedelta(days=1)).bookings.booked == 0


def test_a_device_is_named_with_its_fault_from_the_day_before_until_it_worked_again() -> None:
    p = Played()
    broke = p.now
    p.say(AGENT, c.ReportDevice(device="printer", state=DeviceState.FAULT, fault="paper_out"))
    tomorrow(p)
    p.later(minutes=10)
    mended = p.now
    p.say(AGENT, c.ReportDevice(device="printer", state=DeviceState.READY))
    p.later(minutes=1)
    p.say(AGENT, c.ReportDevice(device="cards", state=DeviceState.AWAY))
    first, second = closing(p), closing(p, TODAY + timedelta(days=1))
    assert first.troubles == (Trouble("printer", DeviceState.FAULT, "paper_out", broke),)
    assert second.troubles == (
        Trouble("printer", DeviceState.FAULT, "paper_out", broke, mended),
        Trouble("cards", DeviceState.AWAY, "", p.now),
    )
    assert closing(p, TODAY + timedelta(days=2)).troubles == second.troubles[1:]


def test_matters_and_slips_are_open_from_day_to_day_until_they_are_done() -> None:
    p = Played(small_hall(papers=s.Papers(reply_days=1, supplement_days=1)))
    p.staff(1)
    p.say(clerk(1), c.RegisterMatter(words="诉求", phone="13900001111"))
    p.take()
    p.call(1)
    p.say(clerk(1), c.Start())
    p.say(clerk(1), c.IssueSlip(kind=SlipKind.SUPPLEMENT, words="请盖章", paper=False))
    slip = next(iter(p.hall.slips))
    tomorrow(p)
    p.later(days=1)
    p.say(DESK, c.SettleSlip(slip=slip))
    days = [closing(p, TODAY + timedelta(days=n)).pending for n in range(3)]
    assert [day["matter"] for day in days] == [Pending(1, 0, 1, 0), Pending(0, 0, 1, 0), Pending(0, 0, 1, 1)]
    assert [day["slip"] for day in days] == [Pending(1, 0, 1, 0), Pending(0, 0, 1, 0), Pending(0, 1, 0, 0)]


def test_notices_that_nobody_saw_to_stay() -> None:
    p = Played()
    raised = e.NoticeRaised(at=p.now, by="hub", notice="n1", code="calendar_ends", about="calendar")
    settled = e.NoticeSettled(at=p.now + timedelta(days=1), by="desk:desk-1", notice="n1")
    p.take()
    p.events += [raised, settled]
    assert [notice.id for notice in closing(p).notices] == ["n1"]
    assert closing(p, TODAY + timedelta(days=1)).notices == ()


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.9, 0.0), ([4.0], 0.9, 4.0), ([1.0, 2.0, 3.0], 0.5, 2.0), ([0.0, 10.0], 0.9, 9.0)],
)
def test_a_percentile_lies_between_neighbours_in_proportion(
    values: list[float], share: float, expected: float
) -> None:
    assert percentile(values, share) == pytest.approx(expected)
