"""The same card again: the number that is held already, and paper by one touch."""

from __future__ import annotations

import msgspec

from devices.link.commands import CancelTicket, Reprint, ReturnWithSlip, TakeTicket
from devices.link.messages import CodeSeen
from devices.link.words import DeviceState, PrintState, TicketState, VisitorClass
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_errands as errands
from tests.screens import kiosk_rows as rows


def same_card(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-c1")
    kiosk.hand.tap("take-with-card")
    kiosk.hub.read(errands.HOLDS)
    kiosk.hub.done(errands.OFFER)


def test_who_has_a_number_is_shown_it_with_the_wait_and_no_refusal(kiosk: OpenKiosk) -> None:
    same_card(kiosk)
    assert kiosk.hand.sees("page-offer")
    assert kiosk.hand.item("offered-number").property("text") == "C012"
    assert kiosk.hand.item("offered-wait").property("text") == "前面 6 人 · 5–15 分钟"
    assert not kiosk.hand.reads("赵*")


def test_one_touch_prints_it_again(kiosk: OpenKiosk) -> None:
    same_card(kiosk)
    kiosk.hand.tap("print-again")
    assert kiosk.hub.commands() == [Reprint(ticket="t-0009")]
    kiosk.hub.show(rows.ticket("t-0009", "C012", paper=PrintState.CONFIRMED))
    kiosk.hub.done(msgspec.structs.replace(errands.OFFER, offer=False, job="j-9"))
    assert kiosk.hand.sees("paper-confirmed")


def test_what_the_hub_shows_of_the_ticket_is_newer_than_what_the_card_told(kiosk: OpenKiosk) -> None:
    same_card(kiosk)
    kiosk.hub.show(rows.ticket("t-0009", "C012", paper=None))
    assert kiosk.hand.item("offered-wait").property("text") == "前面 14 人 · 20–35 分钟"
    called = rows.ticket("t-0009", "C012", paper=None, state=TicketState.CALLED, window=8)
    kiosk.hub.show(called)
    assert kiosk.hand.item("offered-wait").property("text") == "请到 8 号窗口"


def test_without_a_printer_the_number_is_enough(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(*rows.devices(printer=DeviceState.AWAY))
    same_card(kiosk)
    assert not kiosk.hand.sees("print-again")
    assert kiosk.hand.reads("凭号码也能办理")


def test_another_errand_of_the_same_card_can_follow(kiosk: OpenKiosk) -> None:
    same_card(kiosk)
    kiosk.hand.tap("others")
    kiosk.hand.tap("choice-queue:D")
    kiosk.hand.tap("choice-d1")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="d1", person="p-3")]


def test_a_number_offered_to_somebody_who_has_left_is_not_given_back(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-c1")
    kiosk.hand.tap("take-with-card")
    kiosk.hub.read(errands.HOLDS)
    kiosk.model.desk()
    kiosk.hub.done(errands.OFFER)
    assert kiosk.hub.commands() == []


def test_a_slip_brings_its_holder_a_number_without_a_further_touch(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(slip=errands.SLIP))
    assert kiosk.hub.commands() == [ReturnWithSlip(slip="s-1")]
    second = errands.ticket(
        visitor_class=VisitorClass.SECOND_VISIT, ground="second_visit", ground_name="二次优先"
    )
    kiosk.hub.show(second)
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.item("ticket-label").property("text") == "您的号码 · 二次优先"


def test_a_slip_whose_queue_wants_a_name_is_kept_until_the_card_is_read(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(slip=errands.SLIP))
    kiosk.hub.no("real_name")
    kiosk.hand.tap("way-card")
    kiosk.hub.read(rows.BARE_CARD)
    assert kiosk.hub.commands() == [ReturnWithSlip(slip="s-1", person="p-2")]


def test_a_slip_is_forgotten_with_its_visitor(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(slip=errands.SLIP))
    kiosk.hub.no("real_name")
    kiosk.model.finish()
    kiosk.hand.tap("card")
    kiosk.hub.read(rows.BARE_CARD)
    assert kiosk.hub.commands() == []
    assert kiosk.hand.sees("page-person")


def test_a_number_for_a_slip_whose_holder_has_left_is_given_back(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(slip=errands.SLIP))
    kiosk.model.desk()
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hub.commands() == [CancelTicket(ticket="t-0001")]


def test_age_is_said_to_be_the_reason_for_going_first(kiosk: OpenKiosk) -> None:
    errands.STATES["ticket_elder"](kiosk.screen)
    assert kiosk.hand.item("ticket-label").property("text") == "您的号码 · 老年人优先"
    kiosk.model.speak("en")
    assert kiosk.hand.item("ticket-label").property("text") == "Your number · Priority: Older person"


def test_results_that_wait_are_shown_with_the_way_to_them(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    kiosk.hub.read(errands.WITH_RESULTS)
    assert kiosk.hand.reads("领取结果 不动产权证")
    assert kiosk.hand.reads("在取件柜 A12")
    kiosk.hand.tap("result-r-2")
    assert kiosk.hand.sees("page-person")
    kiosk.hand.tap("result-r-1")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="l1", person="p-4")]


def test_a_case_number_shows_its_results_and_nobodys_name(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(results=errands.RESULTS))
    assert kiosk.hand.reads("您的办理结果")
    assert kiosk.hand.sees("result-r-1")


def test_a_slip_of_the_consult_desk_leads_to_the_choice_of_items(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(advice="a-1"))
    assert kiosk.hand.sees("page-groups")
