"""Visits that go on: next steps, coming back, and serving without a number."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from config.schema import Clerk, Item, Queue, Season, Window
from devices.hub import events as e
from devices.hub.people import Principal
from devices.hub.state import Ticket
from devices.link import commands as c
from devices.link.rows import CallRow, TicketRow, WindowRow
from devices.link.words import (
    Grade,
    Role,
    TicketState,
    TransferPlace,
    VisitorClass,
    WorkSource,
)
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, clerk, pad, refusal
from tests.devices.hub.seeing import of_kind, screen, seen
from tests.halls import small_hall


@pytest.fixture
def hall() -> Played:
    """Windows 1 to 3 as ever; window 4 is dedicated; item a-2 leads on to queue b."""
    config = small_hall()
    items = tuple(
        msgspec.structs.replace(item, next="b") if item.code == "a-2" else item for item in config.items
    )
    clerks = (*config.clerks, Clerk(number="0104", name="孙丽"))
    played = Played(small_hall(items=items, clerks=clerks))
    for window in (1, 2, 3, 4):
        played.staff(window)
    return played


def serving(hall: Played, item: str = "a-1", window: int = 1) -> Ticket:
    hall.take(item)
    ticket = hall.call(window)
    hall.say(clerk(window), c.Start())
    return ticket


def latest(hall: Played, ticket: Ticket) -> Ticket:
    return hall.hall.tickets[hall.hall.visits[ticket.visit].tickets[-1]]


def shown(hall: Played, window: int = 1) -> dict[str, TicketRow]:
    return {row.id: row for row in of_kind(seen(hall, clerk(window)), TicketRow)}


# Next steps -------------------------------------------------------------------------------------------


def test_a_visit_goes_on_with_its_number_after_it_was_finished(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Finish())
    (event,) = hall.say(DESK, c.AddStep(ticket=ticket.id, item="b-1"))
    step = latest(hall, ticket)
    assert isinstance(event, e.StepAdded)
    assert (step.number, step.queue, step.item, step.state) == ("A001", "b", "b-1", TicketState.WAITING)
    assert (step.taken_at, step.visit, ticket.state) == (ticket.taken_at, ticket.id, TicketState.FINISHED)
    assert hall.call(2) is step


def test_adding_a_step_finishes_the_service_that_goes_on(hall: Played) -> None:
    ticket = serving(hall)
    events = hall.say(clerk(1), c.AddStep(ticket=ticket.id, window=3, place=TransferPlace.FRONT))
    assert [type(event) for event in events] == [e.ServiceFinished, e.StepAdded]
    assert (ticket.state, hall.hall.windows[1].finished) == (TicketState.FINISHED, 1)
    assert hall.hall.windows[1].rating == ticket.id
    assert hall.call(3).why == "front"


def test_a_step_of_somebody_served_is_added_at_their_own_window_only(hall: Played) -> None:
    ticket = serving(hall)
    step = c.AddStep(ticket=ticket.id, queue="b")
    assert refusal(hall, DESK, step) == "wrong_state"
    assert refusal(hall, clerk(2), step) == "wrong_window"
    assert refusal(hall, KIOSK, step) == "not_allowed"
    hall.take()
    waiting = hall.take()
    assert refusal(hall, DESK, c.AddStep(ticket=waiting.id, queue="b")) == "wrong_state"


def test_a_visit_stands_in_one_line_at_a_time(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Finish())
    hall.say(DESK, c.AddStep(ticket=ticket.id, queue="b"))
    assert refusal(hall, DESK, c.AddStep(ticket=ticket.id, queue="t")) == "goes_on"
    assert refusal(hall, DESK, c.ComeBack(ticket=ticket.id)) == "goes_on"


def test_a_step_leads_somewhere_that_exists(hall: Played) -> None:
    ticket = serving(hall)
    name = ticket.id
    assert refusal(hall, clerk(1), c.AddStep(ticket=name)) == "nowhere"
    assert refusal(hall, clerk(1), c.AddStep(ticket=name, queue="b", window=2)) == "nowhere"
    assert refusal(hall, clerk(1), c.AddStep(ticket=name, queue="z")) == "unknown_queue"
    assert refusal(hall, clerk(1), c.AddStep(ticket=name, window=99)) == "unknown_window"
    assert refusal(hall, clerk(1), c.AddStep(ticket=name, item="z-9")) == "unknown_item"
    assert ticket.state is TicketState.SERVING


def test_a_transfer_may_name_the_item_of_the_next_step(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Transfer(item="t-1"))
    step = latest(hall, ticket)
    assert (step.queue, step.item, step.items) == ("t", "t-1", ("t-1",))
    assert refusal(hall, clerk(3), c.Transfer(item="t-1")) == "nothing_serving"


def test_a_transferred_step_keeps_class_ground_items_and_time(hall: Played) -> None:
    person = hall.person("old", VisitorClass.PRIORITY)
    hall.hall.grounds_of[person] = "elder"
    ticket = hall.take("a-1", person)
    hall.call(1)
    hall.later(minutes=5)
    hall.say(clerk(1), c.Transfer(queue="b"))
    step = latest(hall, ticket)
    assert (step.ground, step.visitor_class, step.items) == ("elder", VisitorClass.PRIORITY, ("a-1",))
    assert step.place[0] == ticket.place[0]


def test_a_booked_visitor_who_goes_on_is_not_due_before_the_booked_time(hall: Played) -> None:
    starts = hall.now.replace(minute=50)
    booked = c.BookAppointment(code="x", item="a-1", starts_at=starts, ends_at=starts.replace(minute=59))
    hall.say(BOOKING, booked)
    hall.say(KIOSK, c.CheckIn(code="x"))
    ticket = hall.call(1)
    hall.say(clerk(1), c.Transfer(queue="b", place=TransferPlace.END))
    assert latest(hall, ticket).place[0] == starts
    hall.take("b-1")
    assert hall.call(1).number == "B001"


def test_the_panel_is_told_the_next_item_of_a_bundle_and_then_the_items_own_next_queue(hall: Played) -> None:
    other = serving(hall, "a-2", window=2)
    hall.say(KIOSK, c.TakeTicket(item="a-1", also=("b-1",)))
    hall.call(1)
    hall.say(clerk(1), c.Start())
    name = hall.hall.windows[1].ticket
    assert (shown(hall)[name].next_item, shown(hall)[name].next_queue) == ("b-1", "b")
    hall.say(clerk(1), c.Finish())
    row = shown(hall)[name]
    assert (row.state, row.next_item, row.next_queue) == (TicketState.FINISHED, "b-1", "b")
    hall.say(clerk(1), c.AddStep(ticket=name, item="b-1"))
    assert hall.hall.visits[name].to_do == []
    assert (shown(hall, 2)[other.id].next_item, shown(hall, 2)[other.id].next_queue) == ("", "b")


def test_whom_a_window_has_finished_stays_on_its_panel_until_the_visit_goes_on(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Finish())
    hall.take()
    hall.call(1)
    assert ticket.id in shown(hall)
    hall.say(clerk(1), c.ComeBack(ticket=ticket.id))
    assert ticket.id not in shown(hall)


# Coming back ------------------------------------------------------------------------------------------


def test_who_paid_or_copied_comes_back_to_the_same_window_by_time_without_a_number(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Finish())
    hall.later(minutes=5)
    hall.take("a-1")
    (event,) = hall.say(DESK, c.ComeBack(ticket=ticket.id))
    assert isinstance(event, e.StepAdded)
    assert event.back
    assert latest(hall, ticket).for_window == 1
    assert hall.call(2).number == "A002"
    assert hall.call(1).number == "A001"


def test_who_comes_back_to_a_closed_window_waits_in_its_queue(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.CloseWindow())
    hall.say(clerk(2), c.ComeBack(ticket=ticket.id))
    assert hall.call(2) is latest(hall, ticket)
    assert refusal(hall, DESK, c.ComeBack(ticket=hall.take().id)) == "wrong_state"


# Without a number -------------------------------------------------------------------------------------


def test_a_free_window_serves_without_a_number_while_nobody_waits(hall: Played) -> None:
    (event,) = hall.say(clerk(1), c.ServeDirect(item="a-1"))
    assert isinstance(event, e.DirectServiceStarted)
    ticket = hall.hall.current(1)
    assert ticket is not None
    assert (ticket.number, ticket.state, ticket.clerk) == ("", TicketState.SERVING, "0101")
    assert hall.hall.calls == []
    hall.later(minutes=3)
    hall.say(clerk(1), c.Hold())
    hall.say(clerk(1), c.Resume(ticket=ticket.id))
    hall.say(clerk(1), c.Finish())
    assert (hall.hall.windows[1].finished, hall.hall.windows[1].served_s) == (1, 180.0)
    hall.say(pad(1), c.Rate(ticket=ticket.id, grade=Grade.SATISFIED))
    assert ticket.rating is Grade.SATISFIED


def test_while_others_wait_serving_without_a_number_needs_a_reason(hall: Played) -> None:
    hall.take("b-1")
    assert refusal(hall, clerk(1), c.ServeDirect(item="a-1")) == "others_waiting"
    assert refusal(hall, clerk(1), c.ServeDirect(item="a-1", reason="whim")) == "unknown_reason"
    (event,) = hall.say(clerk(1), c.ServeDirect(item="a-1", reason="frail"))
    assert isinstance(event, e.DirectServiceStarted)
    assert event.reason == "frail"
    assert refusal(hall, clerk(1), c.ServeDirect(item="a-1", reason="frail")) == "window_busy"
    # Whoever waits for tax does not wait for window 2, and who is booked for later does not wait yet.
    hall.serve(2)
    hall.say(DESK, c.TakeTicket(item="t-1"))
    hall.say(clerk(2), c.ServeDirect(item="a-1"))


def test_a_dedicated_window_records_what_came_by_post_and_nobody_rates_that(hall: Played) -> None:
    assert refusal(hall, clerk(1), c.ServeDirect(item="a-1", source=WorkSource.POST)) == "dedicated_only"
    hall.say(clerk(4), c.ServeDirect(item="a-1", source=WorkSource.POST))
    ticket = hall.hall.current(4)
    assert ticket is not None
    hall.say(clerk(4), c.Finish())
    assert (hall.hall.windows[4].finished, hall.hall.windows[4].rating) == (1, "")
    assert refusal(hall, pad(4), c.Rate(ticket=ticket.id, grade=Grade.SATISFIED)) == "not_rateable"
    assert refusal(hall, clerk(4), c.ServeDirect(item="z-9")) == "unknown_item"


def test_a_window_that_drains_takes_nobody_new_by_number_or_without_one(hall: Played) -> None:
    leader = Principal(role=Role.LEADER)
    until = hall.now + timedelta(minutes=5)
    hall.say(leader, c.OpenTidal(window=1, queues=("a",), until=until))
    serving(hall)
    hall.say(clerk(1), c.Hold())
    hall.say(leader, c.CloseTidal(window=1))
    waiting = hall.take("a-1")
    by_number = c.CallTicket(ticket=waiting.id, reason="agreed")
    assert refusal(hall, clerk(1), by_number) == "wrong_queue"
    assert refusal(hall, clerk(1), c.ServeDirect(item="a-1")) == "window_draining"


def test_a_clerk_serves_directly_only_what_they_can() -> None:
    config = small_hall()
    skilled = msgspec.structs.replace(config.clerks[0], skills=("b",))
    hall = Played(small_hall(clerks=(skilled, *config.clerks[1:])))
    hall.staff(1)
    assert refusal(hall, clerk(1), c.ServeDirect(item="a-1")) == "wrong_queue"
    hall.say(clerk(1), c.ServeDirect(item="b-1"))


def test_who_was_served_without_a_number_gets_one_to_go_on(hall: Played) -> None:
    hall.take("b-1")
    hall.serve(2)
    hall.say(clerk(1), c.ServeDirect(item="a-1"))
    ticket = hall.hall.current(1)
    assert ticket is not None
    hall.say(clerk(1), c.Transfer(queue="b"))
    assert latest(hall, ticket).number == "B002"
    assert hall.call(2).number == "B002"
    assert hall.take("b-1").number == "B003"


def test_when_no_number_is_left_a_visit_without_one_does_not_go_on() -> None:
    config = small_hall()
    queues = tuple(msgspec.structs.replace(queue, last=1) for queue in config.queues)
    hall = Played(small_hall(queues=queues))
    hall.staff(1)
    hall.staff(2)
    hall.take("b-1")
    hall.serve(2)
    hall.say(clerk(1), c.ServeDirect(item="a-1"))
    assert refusal(hall, clerk(1), c.Transfer(queue="b")) == "full"


def test_work_without_a_number_is_called_nowhere_and_breaks_no_screen(hall: Played) -> None:
    hall.say(clerk(4), c.ServeDirect(item="a-1", source=WorkSource.ONLINE))
    hall.say(clerk(4), c.Transfer(window=4))
    (event,) = hall.say(clerk(4), c.CallNext())
    assert isinstance(event, e.TicketCalled)
    assert of_kind(seen(hall, screen("zone-two")), CallRow) == []
    window = next(row for row in of_kind(seen(hall, screen("window-4")), WindowRow) if row.number == 4)
    assert (window.number_shown, window.ticket_state) == ("", TicketState.CALLED)


# Items and the first responsible ----------------------------------------------------------------------


def test_a_clerk_corrects_what_the_visitor_is_here_for(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.CorrectItems(items=("a-2", "b-1", "a-2")))
    assert (ticket.item, ticket.items) == ("a-2", ("a-2", "b-1"))
    assert hall.say(clerk(1), c.CorrectItems(items=("a-2", "b-1"))) == []
    assert refusal(hall, clerk(1), c.CorrectItems(items=("z-9",))) == "unknown_item"
    assert refusal(hall, clerk(2), c.CorrectItems(items=("a-1",))) == "nothing_serving"
    row = shown(hall)[ticket.id]
    assert (row.item_name, row.items) == ("户口迁移", ("a-2", "b-1"))


def test_no_more_items_are_put_on_a_ticket_than_the_hall_allows() -> None:
    config = small_hall()
    items = tuple(Item(code=f"x-{n}", name=f"事项{n}", queue="a") for n in range(7))
    hall = Played(small_hall(items=(*config.items, *items)))
    hall.staff(1)
    serving(hall)
    wanted = tuple(item.code for item in items)
    assert refusal(hall, clerk(1), c.CorrectItems(items=wanted)) == "too_many_items"
    hall.say(clerk(1), c.CorrectItems(items=wanted[:5]))


def test_whoever_serves_a_visit_first_is_responsible_for_good(hall: Played) -> None:
    ticket = serving(hall)
    assert hall.hall.visits[ticket.id].first_asked == "0101"
    assert shown(hall)[ticket.id].first_asked == "0101"
    hall.say(clerk(1), c.Transfer(window=2))
    hall.call(2)
    hall.say(clerk(2), c.Start())
    assert hall.hall.visits[ticket.id].first_asked == "0101"


def test_the_guide_who_took_the_number_is_the_first_responsible() -> None:
    config = small_hall()
    guide = Clerk(number="0900", name="陈芳", role="guide")
    hall = Played(small_hall(clerks=(*config.clerks, guide)))
    hall.staff(1)
    hall.say(DESK, c.SignIn(clerk="0900"))
    hall.say(DESK, c.TakeTicket(item="a-1"))
    ticket = hall.call(1)
    hall.say(clerk(1), c.Start())
    assert hall.hall.visits[ticket.id].first_asked == "0900"


def test_direct_service_makes_its_clerk_responsible(hall: Played) -> None:
    hall.say(clerk(1), c.ServeDirect(item="a-1"))
    ticket = hall.hall.current(1)
    assert ticket is not None
    assert hall.hall.visits[ticket.id].first_asked == "0101"


def test_an_old_step_without_items_is_still_read(hall: Played) -> None:
    ticket = serving(hall)
    hall.say(clerk(1), c.Transfer(queue="b"))
    (event,) = [event for event in hall.events if isinstance(event, e.TicketTransferred)]
    body = msgspec.json.decode(msgspec.json.encode(event))
    assert not {"items", "number", "count", "band", "only"} & set(body)
    assert latest(hall, ticket).item == "a-1"


def test_a_season_item_goes_on_to_the_windows_that_are_set_aside() -> None:
    config = small_hall()
    day = Played().now.date()
    season = Season(item="b-1", windows=(2,), first=day, last=day)
    hall = Played(small_hall(seasons=(season,)))
    assert config.seasons == ()
    hall.staff(1)
    hall.staff(2)
    ticket = serving(hall)
    hall.say(clerk(1), c.AddStep(ticket=ticket.id, item="b-1"))
    assert refusal(hall, clerk(1), c.CallNext()) == "nobody_waiting"
    assert hall.call(2).visit == ticket.id


def test_nobody_but_clerks_serves_directly_or_corrects(hall: Played) -> None:
    leader = Principal(role=Role.LEADER)
    for by in (DESK, leader, pad(1)):
        assert refusal(hall, by, c.ServeDirect(item="a-1")) == "not_allowed"
        assert refusal(hall, by, c.CorrectItems(items=("a-1",))) == "not_allowed"


def test_a_queue_of_its_own_may_be_the_next_step_of_a_window_without_queues() -> None:
    config = small_hall()
    pay = Queue(id="pay", prefix="P", name="缴费", zone="one")
    cashier = Window(number=6, zone="one", queues=("pay",))
    hall = Played(
        small_hall(
            queues=(*config.queues, pay),
            windows=(*config.windows, cashier),
            clerks=(*config.clerks, Clerk(number="0106", name="周洁")),
        )
    )
    hall.staff(1)
    hall.staff(6)
    ticket = serving(hall)
    hall.say(clerk(1), c.AddStep(ticket=ticket.id, queue="pay"))
    assert hall.call(6).number == ticket.number
