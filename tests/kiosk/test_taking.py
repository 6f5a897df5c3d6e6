"""From home to a ticket in two touches, whatever the finger and the hub do."""

from __future__ import annotations

from devices.link.commands import CancelTicket, TakeTicket
from devices.link.words import PrintState
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_rows as rows


def test_two_touches_lead_from_home_to_a_ticket(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="b1")]
    kiosk.hub.show(rows.ticket(paper=PrintState.STARTED))
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.item("ticket-number").property("text") == "B027"
    assert kiosk.hand.reads("前面 14 人")
    assert kiosk.hand.reads("20–35 分钟")


def test_people_ahead_and_wait_are_told_before_the_touch(kiosk: OpenKiosk) -> None:
    assert kiosk.hand.reads("B · 前面 14 人")
    assert kiosk.hand.reads("20–35 分钟")
    assert kiosk.hand.reads("无需等候")


def test_a_changed_wait_is_seen_without_a_touch(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(rows.queue("B", "转移登记", "Property transfer", 15, 25, 40))
    assert kiosk.hand.reads("B · 前面 15 人")
    assert kiosk.hand.reads("25–40 分钟")


def test_the_second_of_two_quick_touches_does_not_fall_on_the_next_page(kiosk: OpenKiosk) -> None:
    kiosk.screen.window.setProperty("settle", 400)
    kiosk.hand.tap_twice("choice-b1")
    assert kiosk.page() == "item"
    assert kiosk.hub.commands() == []
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="b1")]


def test_two_quick_touches_take_one_number(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap_twice("take")
    assert len(kiosk.hub.commands()) == 1


def test_a_touch_while_a_number_is_being_taken_takes_no_second_one(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    assert kiosk.hand.sees(text="正在取号…")
    kiosk.model.take()
    assert len(kiosk.hub.commands()) == 1


def test_a_finger_that_slides_on_the_button_is_a_touch(kiosk: OpenKiosk) -> None:
    kiosk.hand.slide("choice-b1", 120, 20)
    assert kiosk.page() == "item"


def test_a_finger_that_slides_off_the_button_is_none(kiosk: OpenKiosk) -> None:
    kiosk.hand.slide("choice-b1", 0, 400)
    assert kiosk.page() == "home"


def test_a_finger_is_answered_as_soon_as_it_lies_on_the_glass(kiosk: OpenKiosk) -> None:
    button = kiosk.hand.item("choice-b1")
    spot = button.mapToScene(button.boundingRect().center()).toPoint()
    kiosk.hand.press(spot)
    assert button.property("down") is True
    kiosk.hand.lift(spot)


def test_an_answer_that_takes_long_gets_a_page_that_says_so(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    kiosk.hand.item("page-working")
    assert kiosk.hand.reads("正在办理")
    kiosk.hub.show(rows.ticket())
    kiosk.hub.done(rows.RESULT)
    kiosk.hand.item("page-ticket")


def test_a_visitor_who_waits_for_the_hub_gets_the_number_that_was_asked_for(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hub.lose_hub()
    kiosk.hand.tap("take")
    assert kiosk.hand.sees("page-working")
    assert kiosk.hand.reads("正在等待主机")
    assert kiosk.hub.commands() == []
    kiosk.hub.connect_hub(rows.everyday())
    assert kiosk.hub.commands() == [TakeTicket(item="b1")]
    kiosk.hub.show(rows.ticket())
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.sees("page-ticket")


def test_a_command_is_said_again_with_the_same_id_after_the_hub_was_away(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    said = list(kiosk.hub.said)
    kiosk.hub.lose_hub()
    assert kiosk.hand.sees("page-working")
    kiosk.hub.said.clear()
    kiosk.hub.connect_hub(rows.everyday())
    assert list(kiosk.hub.said) == said


def test_a_ticket_that_comes_after_its_visitor_has_left_is_given_back(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hub.lose_hub()
    kiosk.hand.tap("take")
    kiosk.hand.tap("desk")
    assert kiosk.hand.sees("page-desk")
    kiosk.hub.connect_hub(rows.everyday())
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hub.commands() == [CancelTicket(ticket="t-0001")]
    assert kiosk.hand.sees("page-desk")


def test_the_last_good_state_stays_while_the_hub_is_away(kiosk: OpenKiosk) -> None:
    assert not kiosk.hand.sees("waiting")
    kiosk.hub.lose_hub()
    assert kiosk.hand.sees("waiting")
    assert kiosk.hand.sees("choice-b1")
    assert kiosk.hand.reads("B · 前面 14 人")


def test_a_kiosk_that_no_hub_has_answered_sends_people_to_the_desk(bare_kiosk: OpenKiosk) -> None:
    assert bare_kiosk.hand.sees("page-away")
    assert bare_kiosk.hand.reads("请到服务台取号")


def test_a_kiosk_that_the_hub_will_not_have_says_so_until_it_is_taken_back(kiosk: OpenKiosk) -> None:
    kiosk.hub.lose_hub()
    kiosk.hub.refuse("revoked")
    assert kiosk.hand.reads("本机暂停服务")
    kiosk.hub.lose_hub()
    kiosk.hub.connect_hub(rows.everyday())
    assert kiosk.hand.sees("page-home")


def test_a_closed_item_offers_another_way_instead_of_a_number(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(rows.queue("B", "转移登记", "Property transfer", 0, 0, 0, refused="closed"))
    assert kiosk.hand.reads("未到取号时间")
    kiosk.hand.tap("choice-b1")
    assert not kiosk.hand.sees("take")
    kiosk.hand.tap("desk")
    assert kiosk.hand.reads("0371-67580990")


def test_an_item_that_closes_while_it_is_looked_at_can_no_longer_be_taken(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hub.show(rows.queue("B", "转移登记", "Property transfer", 0, 0, 0, refused="full"))
    assert not kiosk.hand.sees("take")
    assert kiosk.hand.reads("今天的号已取完")


def test_an_item_that_is_gone_can_no_longer_be_taken(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hub.show(gone=["item/b1"])
    assert not kiosk.hand.sees("take")
