"""Calls by number and by name, recalls, double taps, and two clerks who want the same ticket."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from config.schema import Clerk, Queue, Tickets, Window
from devices.hub import events as e
from devices.hub.people import Principal
from devices.hub.rules.why import sentence
from devices.link import commands as c
from devices.link.rows import CallRow, TicketRow
from devices.link.words import Role, TicketState, TransferPlace, VisitorClass
from tests.devices.hub.played import DESK, Played, clerk, pad, refusal
from tests.devices.hub.seeing import of_kind, screen, seen
from tests.halls import small_hall


@pytest.fixture
def hall() -> Played:
    played = Played()
    for window in (1, 2, 3):
        played.staff(window)
    return played


def test_a_double_tap_on_next_calls_one_visitor(hall: Played) -> None:
    for _ in range(3):
        hall.take()
    hall.call(1)
    assert refusal(hall, clerk(1), c.CallNext()) == "window_busy"
    assert sum(isinstance(event, e.TicketCalled) for event in hall.events) == 1


def test_a_double_tap_on_any_step_at_the_window_does_it_once(hall: Played) -> None:
    ticket = hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    assert refusal(hall, clerk(1), c.Start()) == "nothing_called"
    hall.say(clerk(1), c.Finish())
    assert refusal(hall, clerk(1), c.Finish()) == "nothing_serving"
    hall.say(clerk(1), c.AddStep(ticket=ticket.id, queue="b"))
    assert refusal(hall, clerk(1), c.AddStep(ticket=ticket.id, queue="b")) == "goes_on"
    hall.take("a-2")
    hall.call(2)
    hall.say(clerk(2), c.MarkNoShow())
    assert refusal(hall, clerk(2), c.MarkNoShow()) == "nothing_called"
    hall.say(clerk(2), c.Undo())
    assert refusal(hall, clerk(2), c.Undo()) == "nothing_to_undo"


def test_two_clerks_who_tap_next_at_once_call_two_visitors(hall: Played) -> None:
    hall.take()
    hall.take()
    assert [hall.call(window).number for window in (1, 2)] == ["A001", "A002"]


def test_two_clerks_who_want_the_same_ticket_get_it_once(hall: Played) -> None:
    ticket = hall.take()
    by_number = c.CallTicket(ticket=ticket.id)
    hall.say(clerk(1), by_number)
    assert refusal(hall, clerk(2), by_number) == "wrong_state"
    assert ticket.window == 1


def test_a_call_by_number_out_of_order_needs_a_reason_of_the_halls_list(hall: Played) -> None:
    hall.take()
    wanted = hall.take()
    assert refusal(hall, clerk(1), c.CallTicket(ticket=wanted.id)) == "reason_needed"
    assert refusal(hall, clerk(1), c.CallTicket(ticket=wanted.id, reason="whim")) == "unknown_reason"
    (event,) = hall.say(clerk(1), c.CallTicket(ticket=wanted.id, reason="frail"))
    assert isinstance(event, e.TicketCalled)
    assert (event.why, event.reason, wanted.why) == ("number", "frail", "number")
    assert event.reckoning is not None
    said = sentence(event.reckoning, hall.config)
    assert said.zh.startswith("按号叫（原因：行动不便）：A002（普通）")
    assert "按顺序应叫 A001" in said.zh


def test_the_next_one_is_called_by_number_without_a_reason_and_as_the_next(hall: Played) -> None:
    ticket = hall.take()
    hall.take()
    (event,) = hall.say(clerk(1), c.CallTicket(ticket=ticket.id))
    assert isinstance(event, e.TicketCalled)
    assert (event.why, event.reason) == ("first_come", "")


def test_a_call_by_number_is_of_a_waiting_ticket_at_a_free_window(hall: Played) -> None:
    ticket = hall.take()
    assert refusal(hall, clerk(1), c.CallTicket(ticket="nobody")) == "unknown_ticket"
    hall.say(DESK, c.CancelTicket(ticket=ticket.id))
    assert refusal(hall, clerk(1), c.CallTicket(ticket=ticket.id)) == "wrong_state"
    hall.take()
    hall.call(1)
    other = hall.take()
    assert refusal(hall, clerk(1), c.CallTicket(ticket=other.id)) == "window_busy"


def test_whoever_the_clerks_skills_allow_may_be_called_from_any_queue() -> None:
    config = small_hall()
    skilled = msgspec.structs.replace(config.clerks[1], skills=("b",))
    hall = Played(small_hall(clerks=(config.clerks[0], skilled, *config.clerks[2:])))
    hall.staff(1)
    hall.staff(2)
    first, second = hall.take("a-1"), hall.take("a-1")
    assert refusal(hall, clerk(2), c.CallTicket(ticket=first.id, reason="agreed")) == "wrong_queue"
    # Window 3 serves no queue of this zone; its clerk can do everything.
    hall.staff(3)
    hall.say(clerk(3), c.CallTicket(ticket=first.id, reason="agreed"))
    assert first.window == 3
    # Sent to window 2 in person, it is for window 2.
    hall.say(clerk(1), c.CallNext())
    hall.say(clerk(1), c.Transfer(window=2))
    step = hall.hall.tickets[hall.hall.visits[second.id].tickets[-1]]
    hall.say(clerk(2), c.CallTicket(ticket=step.id))


def consult_hall() -> Played:
    config = small_hall()
    desk = Queue(id="z", prefix="Z", name="咨询", zone="one")
    window = Window(number=5, zone="one", type="consult", queues=("z", "a"))
    hall = Played(
        small_hall(
            queues=(*config.queues, desk),
            windows=(*config.windows, window),
            clerks=(*config.clerks, Clerk(number="0105", name="孙丽")),
        )
    )
    hall.staff(1)
    hall.staff(5)
    return hall


def test_a_consult_window_calls_a_visitor_with_a_card_by_the_masked_name() -> None:
    hall = consult_hall()
    hall.take("a-1")
    named = hall.take("a-1", hall.person("p1"))
    assert refusal(hall, clerk(1), c.CallTicket(ticket=named.id, by_name=True)) == "not_by_name"
    (event,) = hall.say(clerk(5), c.CallTicket(ticket=named.id, reason="agreed", by_name=True))
    assert isinstance(event, e.TicketCalled)
    assert (event.why, event.by_name) == ("name", True)
    hall.later(seconds=5)
    hall.say(clerk(5), c.Recall())
    assert [row.name for row in of_kind(seen(hall, screen("zone-one")), CallRow)] == ["钱*", "钱*"]


def test_who_has_no_card_is_not_called_by_name_and_a_call_by_number_shows_none() -> None:
    hall = consult_hall()
    plain = hall.take("a-1")
    assert refusal(hall, clerk(5), c.CallTicket(ticket=plain.id, by_name=True)) == "not_by_name"
    hall.say(clerk(5), c.CallTicket(ticket=plain.id))
    assert [row.name for row in of_kind(seen(hall, screen("zone-one")), CallRow)] == [""]


def test_a_recall_waits_for_its_guard_time(hall: Played) -> None:
    hall.take()
    hall.call(1)
    assert refusal(hall, clerk(1), c.Recall()) == "too_soon"
    hall.later(seconds=4.9)
    assert refusal(hall, clerk(1), c.Recall()) == "too_soon"
    hall.later(seconds=0.1)
    hall.say(clerk(1), c.Recall())
    assert refusal(hall, clerk(1), c.Recall()) == "too_soon"


def test_a_hall_without_a_guard_time_recalls_at_once() -> None:
    hall = Played(small_hall(tickets=Tickets(recall_guard_s=0)))
    hall.staff(1)
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Recall())


def test_a_call_keeps_what_it_was_compared_with_and_staff_read_it_as_a_sentence(hall: Played) -> None:
    hall.take("b-1")
    hall.later(minutes=1)
    called = hall.take("a-1", hall.person("old", VisitorClass.PRIORITY))
    hall.later(seconds=20)
    hall.call(1)
    assert called.reckoning is not None
    rows = {row.number: row for row in of_kind(seen(hall, clerk(1)), TicketRow)}
    assert rows["A001"].why_zh == (
        "A001（优先）：等候 0 分 20 秒，加 30 分，× 4 = 121.3；次高 B001（普通）：等候 1 分 20 秒 × 1 = 1.3。"
    )
    assert rows["B001"].why_zh == "B001（普通）：等候 1 分 × 1 = 1.0"
    assert rows["B001"].why_en == "B001 (ordinary): waited 1 min × 1 = 1.0"


def test_an_old_call_without_a_reckoning_is_still_read() -> None:
    old = {"event": "ticket_called", "at": "2026-03-02T09:30:00+08:00", "by": "clerk:window-1"}
    body = msgspec.json.encode(
        old | {"ticket": "t1", "window": 1, "clerk": "0101", "call": 1, "why": "first_come"}
    )
    event = msgspec.json.decode(body, type=e.AnyEvent)
    assert isinstance(event, e.TicketCalled)
    assert (event.reckoning, event.reason, event.by_name) == (None, "", False)


# No-shows ---------------------------------------------------------------------------------------------


def order(hall: Played, window: int = 1) -> list[str]:
    rows = [row for row in of_kind(seen(hall, clerk(window)), TicketRow) if row.order]
    return [row.number for row in sorted(rows, key=lambda row: row.order)]


def missed(hall: Played, window: int = 1) -> str:
    name = hall.call(window).id
    hall.say(clerk(window), c.MarkNoShow())
    return name


def test_a_no_show_returns_behind_those_who_are_next_over_all_queues_of_the_window(hall: Played) -> None:
    for item in ("a-1", "b-1", "b-1", "b-1", "b-1"):
        hall.take(item)
        hall.later(minutes=1)
    name = missed(hall)
    hall.say(DESK, c.ReturnTicket(ticket=name))
    assert order(hall) == ["B001", "B002", "B003", "A001", "B004"]


def test_a_priority_visitor_who_was_not_there_lets_the_next_ones_pass_too(hall: Played) -> None:
    for _ in range(4):
        hall.take("b-1")
        hall.later(minutes=1)
    old = hall.take("a-1", hall.person("old", VisitorClass.PRIORITY))
    assert order(hall)[0] == "A001"
    hall.say(DESK, c.ReturnTicket(ticket=missed(hall)))
    hall.later(minutes=30)
    assert order(hall) == ["B001", "B002", "B003", "A001", "B004"]
    # and is a priority visitor again as soon as somebody calls
    for _ in range(4):
        hall.serve(1)
    assert (old.state, old.standing, old.why) == (TicketState.FINISHED, "priority", "first_come")
    assert hall.hall.windows[1].streak == 0


def test_an_ordinary_no_show_does_not_wait_as_a_priority_visitor(hall: Played) -> None:
    ordinary = hall.take("b-1")
    hall.later(minutes=125)
    hall.take("a-1", hall.person("old", VisitorClass.PRIORITY))
    hall.take("b-1")
    # 125 minutes against (0 + 30) × 4 = 120
    assert order(hall) == ["B001", "A001", "B002"]
    name = missed(hall)
    hall.say(DESK, c.ReturnTicket(ticket=name))
    assert ordinary.standing == "ordinary"
    assert order(hall) == ["A001", "B002", "B001"]


def test_a_no_show_gains_nothing_by_returning(hall: Played) -> None:
    for _ in range(5):
        hall.take()
        hall.later(minutes=1)
    last = hall.take()
    hall.say(clerk(1), c.CallTicket(ticket=last.id, reason="agreed"))
    hall.say(clerk(1), c.MarkNoShow())
    hall.later(minutes=1)
    hall.say(DESK, c.ReturnTicket(ticket=last.id))
    assert order(hall)[-1] == "A006"


def test_behind_somebody_put_in_front_a_no_show_is_in_front_too() -> None:
    hall = Played(small_hall(tickets=Tickets(return_places=1)))
    hall.staff(1)
    hall.staff(2)
    for _ in range(4):
        hall.take()
    name = missed(hall)
    hall.call(2)
    hall.say(clerk(2), c.Transfer(queue="a", place=TransferPlace.FRONT))
    hall.say(DESK, c.ReturnTicket(ticket=name))
    assert order(hall) == ["A002", "A001", "A003", "A004"]


def test_with_no_places_to_go_back_a_no_show_is_the_next() -> None:
    hall = Played(small_hall(tickets=Tickets(return_places=0)))
    hall.staff(1)
    hall.take()
    hall.take()
    hall.say(DESK, c.ReturnTicket(ticket=missed(hall)))
    assert order(hall) == ["A001", "A002"]


def test_a_no_show_of_a_window_that_drains_returns_behind_its_own_queue() -> None:
    hall = Played()
    leader = Principal(role=Role.LEADER)
    hall.staff(1)
    hall.say(leader, c.OpenTidal(window=1, queues=("a",), until=hall.now + timedelta(minutes=5)))
    for _ in range(6):
        hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Hold())
    name = missed(hall)
    hall.say(leader, c.CloseTidal(window=1))
    assert hall.hall.windows[1].draining
    hall.staff(2)
    hall.say(DESK, c.ReturnTicket(ticket=name))
    assert order(hall, 2) == ["A003", "A004", "A005", "A002", "A006"]


def test_who_may_not_return_at_all_expires_with_the_first_no_show() -> None:
    hall = Played(small_hall(tickets=Tickets(returns=0)))
    hall.staff(1)
    ticket = hall.take()
    missed(hall)
    assert ticket.state is TicketState.EXPIRED
    assert [event.reason for event in hall.events if isinstance(event, e.TicketExpired)] == ["returns_used"]
    assert refusal(hall, DESK, c.ReturnTicket(ticket=ticket.id)) == "returns_used"


def test_only_clerks_call(hall: Played) -> None:
    ticket = hall.take()
    for by in (DESK, pad(1)):
        assert refusal(hall, by, c.CallTicket(ticket=ticket.id)) == "not_allowed"
        assert refusal(hall, by, c.Undo()) == "not_allowed"
