"""From the call to the rating: what a clerk and a visitor may do, and in which order people come."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from config.reasons import reasons_for
from devices.hub import events as e
from devices.hub.rules.order import calling_order
from devices.link import commands as c
from devices.link.words import DeviceState, Grade, TicketState, TransferPlace, VisitorClass, WindowState
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, pad, refusal
from tests.halls import small_hall


@pytest.fixture
def hall() -> Played:
    played = Played()
    played.staff(1)
    return played


def numbers(hall: Played, window: int = 1) -> list[str]:
    return [choice.ticket.number for choice in calling_order(hall.hall, window, hall.now)]


def test_a_held_visitor_who_never_comes_back_has_missed_the_turn_and_may_still_return() -> None:
    hall = Played()
    by = hall.staff(1)
    gone = hall.take()
    hall.call(1)
    hall.say(by, c.Start())
    hall.say(by, c.Hold())
    there = hall.take()
    hall.call(1)
    # When the window gives the held visitor up
    hall.say(by, c.MarkNoShow(ticket=gone.id))
    # Then the one who is there stays, and the other waits again like anybody who missed a call
    assert (hall.hall.windows[1].ticket, hall.hall.windows[1].held) == (there.id, [])
    assert (gone.state, gone.started_at, hall.hall.missed) == (TicketState.NO_SHOW, None, [gone.id])
    hall.say(DESK, c.ReturnTicket(ticket=gone.id))
    assert gone.state is TicketState.WAITING


def test_a_clerk_who_is_alone_signs_out_once_the_held_are_given_up() -> None:
    hall = Played()
    by = hall.staff(1)
    gone = hall.take()
    hall.call(1)
    hall.say(by, c.Start())
    hall.say(by, c.Hold())
    assert refusal(hall, by, c.SignOut()) == "hand_over_needed"
    hall.say(by, c.MarkNoShow(ticket=gone.id))
    hall.say(by, c.SignOut())
    assert hall.hall.windows[1].clerk == ""


def test_who_is_held_without_a_number_and_never_comes_back_waits_for_no_call() -> None:
    hall = Played()
    by = hall.staff(1)
    hall.say(by, c.ServeDirect(item="a-1"))
    name = hall.hall.windows[1].ticket
    hall.say(by, c.Hold())
    hall.say(by, c.MarkNoShow(ticket=name))
    assert (hall.hall.tickets[name].state, hall.hall.missed) == (TicketState.EXPIRED, [])
    hall.say(by, c.Undo())
    assert hall.hall.windows[1].held == [name]


def test_only_the_window_that_holds_a_visitor_gives_them_up() -> None:
    hall = Played()
    by, other = hall.staff(1), hall.staff(2)
    ticket = hall.take()
    hall.call(1)
    hall.say(by, c.Start())
    assert refusal(hall, by, c.MarkNoShow(ticket=ticket.id)) == "nothing_called"
    assert refusal(hall, by, c.MarkNoShow(ticket="nobody")) == "unknown_ticket"
    hall.say(by, c.Hold())
    assert refusal(hall, other, c.MarkNoShow(ticket=ticket.id)) == "wrong_window"
    waiting = hall.take()
    assert refusal(hall, by, c.MarkNoShow(ticket=waiting.id)) == "wrong_state"


def test_people_are_called_in_the_order_they_came_over_all_queues_of_the_window(hall: Played) -> None:
    for item in ("a-1", "b-1", "a-2"):
        hall.take(item)
        hall.later(minutes=1)
    assert [hall.serve(1).number for _ in range(3)] == ["A001", "B001", "A002"]
    assert refusal(hall, clerk(1), c.CallNext()) == "nobody_waiting"


def test_two_windows_never_call_the_same_ticket(hall: Played) -> None:
    hall.staff(2)
    hall.take()
    assert hall.call(1).number == "A001"
    assert refusal(hall, clerk(2), c.CallNext()) == "nobody_waiting"


def test_priority_goes_first_but_not_for_ever(hall: Played) -> None:
    for n in range(5):
        hall.take("a-1", hall.person(f"old{n}", VisitorClass.PRIORITY))
    hall.take("b-1")
    hall.take("b-1")
    assert numbers(hall) == ["A001", "A002", "A003", "B001", "A004", "A005", "B002"]
    assert [hall.serve(1).number for _ in range(7)] == numbers_as_called(hall)


def numbers_as_called(hall: Played) -> list[str]:
    return [hall.hall.tickets[ev.ticket].number for ev in hall.events if isinstance(ev, e.TicketCalled)]


def test_the_reason_of_a_call_is_kept(hall: Played) -> None:
    for n in range(4):
        hall.take("a-1", hall.person(f"old{n}", VisitorClass.PRIORITY))
    hall.take("b-1")
    for _ in range(5):
        hall.serve(1)
    why = [event.why for event in hall.events if isinstance(event, e.TicketCalled)]
    assert why == ["priority", "priority", "priority", "turn", "priority"]


def book(hall: Played, code: str, minutes: float) -> None:
    start = hall.now + timedelta(minutes=minutes)
    hall.say(
        BOOKING,
        c.BookAppointment(code=code, item="a-1", starts_at=start, ends_at=start + timedelta(minutes=30)),
    )


def test_an_appointment_goes_before_ordinary_tickets_once_its_time_has_come(hall: Played) -> None:
    book(hall, "x", 10)
    hall.say(KIOSK, c.CheckIn(code="x"))
    hall.take("b-1")
    hall.take("b-1")
    assert numbers(hall) == ["B001", "B002", "A001"]
    hall.later(minutes=10)
    assert numbers(hall) == ["A001", "B001", "B002"]


def test_an_early_appointment_is_taken_when_nobody_else_waits(hall: Played) -> None:
    book(hall, "x", 10)
    hall.say(KIOSK, c.CheckIn(code="x"))
    assert hall.call(1).why == "early"


def test_a_window_must_be_staffed_open_and_free_to_call() -> None:
    hall = Played()
    hall.take()
    by = clerk(1)
    assert refusal(hall, by, c.CallNext()) == "not_signed_in"
    assert refusal(hall, by, c.OpenWindow()) == "not_signed_in"
    hall.say(by, c.SignIn(clerk="0101"))
    assert refusal(hall, by, c.CallNext()) == "window_closed"
    hall.say(by, c.OpenWindow())
    hall.call(1)
    assert refusal(hall, by, c.CallNext()) == "window_busy"
    assert refusal(hall, clerk(99), c.CallNext()) == "no_window"


def test_recalls_have_an_end(hall: Played) -> None:
    hall.take()
    assert refusal(hall, clerk(1), c.Recall()) == "nothing_called"
    hall.call(1)
    for _ in range(5):
        hall.later(seconds=5)
        hall.say(clerk(1), c.Recall())
    assert refusal(hall, clerk(1), c.Recall()) == "recalls_used"
    calls = [call.id for call in hall.hall.calls]
    assert calls == sorted(set(calls))


def test_a_no_show_returns_three_places_back_and_twice_at_most(hall: Played) -> None:
    for _ in range(6):
        hall.take()
        hall.later(minutes=1)
    missed = hall.call(1)
    hall.say(clerk(1), c.MarkNoShow())
    assert missed.state is TicketState.NO_SHOW
    hall.say(DESK, c.ReturnTicket(ticket=missed.id))
    assert numbers(hall) == ["A002", "A003", "A004", "A001", "A005", "A006"]
    other = hall.call(1)
    hall.say(clerk(1), c.MarkNoShow())
    hall.say(clerk(1), c.ReturnTicket(ticket=other.id))
    assert numbers(hall) == ["A003", "A004", "A001", "A002", "A005", "A006"]
    assert refusal(hall, DESK, c.ReturnTicket(ticket=other.id)) == "wrong_state"


def test_a_ticket_that_missed_too_often_expires(hall: Played) -> None:
    ticket = hall.take()
    for _ in range(2):
        hall.call(1)
        hall.say(clerk(1), c.MarkNoShow())
        hall.say(DESK, c.ReturnTicket(ticket=ticket.id))
    hall.call(1)
    hall.say(clerk(1), c.MarkNoShow())
    assert ticket.state is TicketState.EXPIRED
    assert hall.hall.missed == []
    assert refusal(hall, DESK, c.ReturnTicket(ticket=ticket.id)) == "returns_used"


def test_two_who_return_behind_the_same_ticket_keep_their_order(hall: Played) -> None:
    hall.staff(2)
    first, second = hall.take(), hall.take()
    hall.take()
    for window in (1, 2):
        hall.call(window)
        hall.say(clerk(window), c.MarkNoShow())
    hall.say(DESK, c.ReturnTicket(ticket=second.id))
    hall.say(DESK, c.ReturnTicket(ticket=first.id))
    assert numbers(hall) == ["A003", "A002", "A001"]


def test_a_held_visitor_comes_back_to_the_same_window_only(hall: Played) -> None:
    hall.staff(2)
    held = hall.take()
    hall.call(1)
    assert refusal(hall, clerk(1), c.Hold()) == "nothing_serving"
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Hold())
    assert held.state is TicketState.HELD
    assert refusal(hall, clerk(2), c.Resume(ticket=held.id)) == "wrong_window"
    hall.take()
    hall.call(1)
    assert refusal(hall, clerk(1), c.Resume(ticket=held.id)) == "window_busy"
    assert refusal(hall, clerk(1), c.CloseWindow()) == "window_busy"
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.Resume(ticket=held.id))
    assert hall.hall.current(1) is held
    assert refusal(hall, clerk(1), c.Resume(ticket=held.id)) == "wrong_state"


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (TransferPlace.FRONT, ["A001", "T001", "T002"]),
        (TransferPlace.BY_TIME, ["T001", "A001", "T002"]),
        (TransferPlace.END, ["T001", "T002", "A001"]),
    ],
)
def test_a_transferred_visit_keeps_its_number_and_joins_where_it_was_told(
    hall: Played, place: TransferPlace, order: list[str]
) -> None:
    hall.say(DESK, c.TakeTicket(item="t-1"))
    hall.later(minutes=1)
    ticket = hall.take("a-1")
    hall.later(minutes=1)
    hall.say(DESK, c.TakeTicket(item="t-1"))
    hall.call(1)
    hall.say(clerk(1), c.Transfer(queue="t", place=place))
    assert ticket.state is TicketState.TRANSFERRED
    assert numbers(hall, 3) == order
    assert hall.hall.windows[1].ticket == ""


def test_a_transfer_names_one_place_that_exists(hall: Played) -> None:
    hall.take()
    assert refusal(hall, clerk(1), c.Transfer(queue="b")) == "nothing_serving"
    hall.call(1)
    assert refusal(hall, clerk(1), c.Transfer()) == "nowhere"
    assert refusal(hall, clerk(1), c.Transfer(queue="b", window=2)) == "nowhere"
    assert refusal(hall, clerk(1), c.Transfer(queue="zzz")) == "unknown_queue"
    assert refusal(hall, clerk(1), c.Transfer(window=77)) == "unknown_window"
    hall.say(clerk(1), c.Transfer(window=2))
    assert numbers(hall) == []
    assert numbers(hall, 2) == ["A001"]


def test_one_clerk_has_one_window_and_one_window_one_clerk(hall: Played) -> None:
    assert hall.say(clerk(1), c.SignIn(clerk="0101")) == []
    assert refusal(hall, clerk(1), c.SignIn(clerk="0102")) == "window_taken"
    assert refusal(hall, clerk(2), c.SignIn(clerk="0101")) == "clerk_elsewhere"
    assert refusal(hall, clerk(2), c.SignIn(clerk="9999")) == "unknown_clerk"
    hall.say(clerk(1), c.SignOut())
    assert hall.hall.windows[1].state is WindowState.CLOSED
    assert refusal(hall, clerk(1), c.SignOut()) == "not_signed_in"
    hall.say(clerk(2), c.SignIn(clerk="0101"))


def test_a_pause_has_a_reason_and_leaves_nobody_standing(hall: Played) -> None:
    assert refusal(hall, clerk(1), c.PauseWindow(reason="boredom")) == "unknown_reason"
    hall.take()
    hall.call(1)
    assert refusal(hall, clerk(1), c.PauseWindow(reason="tea")) == "window_busy"
    hall.say(clerk(1), c.MarkNoShow())
    hall.say(clerk(1), c.PauseWindow(reason="tea"))
    assert hall.say(clerk(1), c.PauseWindow(reason="tea")) == []
    assert refusal(hall, clerk(1), c.CallNext()) == "window_closed"
    hall.say(clerk(1), c.OpenWindow())
    assert hall.hall.windows[1].reason == ""
    hall.say(clerk(1), c.CloseWindow())
    assert hall.say(clerk(1), c.CloseWindow()) == []
    assert refusal(hall, clerk(1), c.PauseWindow(reason="tea")) == "window_closed"


def bad_reason(grade: Grade) -> str:
    return reasons_for(grade)[0].code


def test_a_service_is_rated_once_at_its_own_window_within_its_time(hall: Played) -> None:
    ticket = hall.take()
    hall.call(1)
    rating = c.Rate(ticket=ticket.id, grade=Grade.SATISFIED)
    assert refusal(hall, pad(1), rating) == "not_rateable"
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Finish())
    assert refusal(hall, pad(2), rating) == "wrong_window"
    assert refusal(hall, clerk(1), rating) == "not_allowed"
    hall.say(pad(1), rating)
    assert ticket.rating is Grade.SATISFIED
    assert refusal(hall, pad(1), rating) == "already_rated"
    hall.take()
    late = hall.serve(1)
    hall.later(minutes=32)
    assert refusal(hall, pad(1), c.Rate(ticket=late.id, grade=Grade.SATISFIED)) == "not_rateable"


def test_a_bad_grade_needs_a_reason_of_that_grade(hall: Played) -> None:
    hall.take()
    ticket = hall.serve(1)
    bare = c.Rate(ticket=ticket.id, grade=Grade.DISSATISFIED)
    assert refusal(hall, pad(1), bare) == "reasons_needed"
    wrong = c.Rate(ticket=ticket.id, grade=Grade.DISSATISFIED, reasons=(bad_reason(Grade.VERY_SATISFIED),))
    assert refusal(hall, pad(1), wrong) == "unknown_reason"
    long = c.Rate(ticket=ticket.id, grade=Grade.SATISFIED, words="长" * 151)
    assert refusal(hall, pad(1), long) == "words_too_long"
    good = c.Rate(ticket=ticket.id, grade=Grade.DISSATISFIED, reasons=(bad_reason(Grade.DISSATISFIED),))
    hall.say(pad(1), good)


def test_no_rating_is_a_choice_and_ends_the_asking(hall: Played) -> None:
    hall.take()
    ticket = hall.serve(1)
    hall.say(pad(1), c.DeclineRating(ticket=ticket.id))
    assert hall.hall.windows[1].rating == ""
    assert ticket.rating is None
    assert refusal(hall, pad(1), c.Rate(ticket=ticket.id, grade=Grade.SATISFIED)) == "already_rated"


def test_a_device_is_reported_by_its_own_host_and_kept_when_it_changed(hall: Played) -> None:
    report = c.ReportDevice(device="printer", state=DeviceState.FAULT, fault="paper_out")
    hall.say(AGENT, report)
    assert hall.say(AGENT, report) == []
    assert hall.hall.devices["printer"].fault == "paper_out"
    theirs = c.ReportDevice(device="strip-1", state=DeviceState.READY)
    assert refusal(hall, AGENT, theirs) == "not_allowed"
    nothing = c.ReportDevice(device="toaster", state=DeviceState.READY)
    assert refusal(hall, AGENT, nothing) == "unknown_device"


def test_a_guide_does_not_sign_in_at_a_window() -> None:
    config = small_hall()
    guide = msgspec.structs.replace(config.clerks[0], role="guide")
    hall = Played(small_hall(clerks=(guide, *config.clerks[1:])))
    assert refusal(hall, clerk(1), c.SignIn(clerk="0101")) == "not_a_clerk"
