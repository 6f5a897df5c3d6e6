"""An ID card, an appointment's code or a ticket's code lead to what belongs to their owner."""

from __future__ import annotations

import msgspec

from devices.link.commands import CheckIn, Reprint, TakeTicket
from devices.link.jobs import ReadCard, ReadCode
from devices.link.messages import CodeSeen
from devices.link.words import DeviceState
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_rows as rows


def lay_card(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(rows.ticket())
    kiosk.hand.tap("card")
    kiosk.hub.read(rows.CARD)


def test_the_use_of_the_card_is_told_while_it_is_waited_for(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    assert list(kiosk.hub.asked.values()) == [ReadCard(timeout_s=30.0)]
    assert kiosk.hand.reads("我们怎样使用您的证件信息")


def test_a_card_shows_its_owner_masked_with_tickets_and_appointments(kiosk: OpenKiosk) -> None:
    lay_card(kiosk)
    assert kiosk.hand.reads("您好，张*")
    assert kiosk.hand.reads("优先办理")
    assert kiosk.hand.reads("预约报到 09:30–10:00")
    assert kiosk.hand.reads("B027")
    assert kiosk.hand.reads("前面 14 人")


def test_an_appointment_is_checked_in_by_one_touch(kiosk: OpenKiosk) -> None:
    lay_card(kiosk)
    kiosk.hand.tap("appointment-Y-1")
    assert kiosk.hub.commands() == [CheckIn(code="Y-1")]


def test_a_waiting_ticket_is_printed_again_by_one_touch(kiosk: OpenKiosk) -> None:
    lay_card(kiosk)
    kiosk.hand.tap("ticket-t-0001")
    assert kiosk.hub.commands() == [Reprint(ticket="t-0001")]
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.sees("page-ticket")
    assert not kiosk.hand.reads("张*")


def test_another_service_is_taken_in_the_name_of_the_card(kiosk: OpenKiosk) -> None:
    lay_card(kiosk)
    kiosk.hand.tap("others")
    kiosk.hand.tap("choice-queue:B")
    assert kiosk.hand.reads("张* · 已刷身份证")
    kiosk.hand.tap("choice-b3")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="b3", person="p-1")]


def test_a_card_laid_for_a_chosen_item_takes_its_number_without_a_further_touch(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take-with-card")
    kiosk.hub.read(rows.BARE_CARD)
    assert kiosk.hub.commands() == [TakeTicket(item="b1", person="p-2")]


def test_an_item_that_wants_a_name_leads_to_the_card(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    kiosk.hub.no("real_name")
    kiosk.hand.tap("way-card")
    kiosk.hub.read(rows.BARE_CARD)
    assert kiosk.hub.commands() == [TakeTicket(item="b1", person="p-2")]


def test_who_holds_a_ticket_already_is_led_to_it(kiosk: OpenKiosk) -> None:
    lay_card(kiosk)
    kiosk.hand.tap("others")
    kiosk.hand.tap("choice-queue:B")
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    kiosk.hub.no("already_waiting")
    kiosk.hand.tap("way-mine")
    assert kiosk.hand.sees("ticket-t-0001")


def test_a_card_that_was_not_read_may_be_laid_again(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    kiosk.hub.not_read("nothing_read")
    assert kiosk.hand.reads("没有读到身份证")
    assert kiosk.hub.asked == {}
    kiosk.hand.tap("read-again")
    assert list(kiosk.hub.asked.values()) == [ReadCard(timeout_s=30.0)]


def test_a_broken_reader_leaves_the_way_without_a_card(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    kiosk.hub.not_read("reader_fault")
    assert kiosk.hand.sees("card-fault")
    kiosk.hand.tap("without-card")
    assert kiosk.hand.sees("page-groups")


def test_a_broken_reader_is_told_before_it_is_chosen(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(*rows.devices(reader=DeviceState.AWAY))
    assert kiosk.hand.reads("读卡器暂不可用")
    kiosk.hand.tap("choice-b1")
    assert not kiosk.hand.sees("take-with-card")


def test_leaving_the_page_stops_the_reader(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    kiosk.hand.tap("back")
    assert kiosk.hub.asked == {}


def test_a_reading_goes_on_when_the_hub_comes_back(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    kiosk.hub.lose_hub()
    assert kiosk.hand.sees("card-away")
    kiosk.hub.connect_hub(rows.everyday())
    kiosk.hub.read(rows.CARD)
    assert kiosk.hand.sees("page-person")


def test_a_scanned_appointment_is_checked_in_without_a_further_touch(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    assert list(kiosk.hub.asked.values()) == [ReadCode(timeout_s=30.0)]
    kiosk.hub.read(CodeSeen(appointment=rows.APPOINTMENT))
    assert kiosk.hub.commands() == [CheckIn(code="Y-1")]
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.sees("page-ticket")


def test_an_appointment_that_is_checked_in_already_gives_its_ticket_on_paper(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    used = msgspec.structs.replace(rows.APPOINTMENT, ticket="t-0001")
    kiosk.hub.read(CodeSeen(appointment=used))
    assert kiosk.hand.reads("已经报到")
    kiosk.hand.tap("way-paper")
    assert kiosk.hub.commands() == [Reprint(ticket="t-0001")]


def test_an_appointment_that_comes_too_early_is_told_so(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(appointment=rows.APPOINTMENT))
    kiosk.hub.no("too_early")
    assert kiosk.hand.reads("还没到预约的报到时间")
    kiosk.hand.tap("way-desk")
    assert kiosk.hand.sees("page-desk")


def test_a_code_that_nobody_knows_leaves_three_ways_on(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen())
    assert kiosk.hand.sees("way-other")
    assert kiosk.hand.sees("way-desk")
    kiosk.hand.tap("way-scan")
    assert list(kiosk.hub.asked.values()) == [ReadCode(timeout_s=30.0)]


def test_a_scanned_ticket_can_be_printed_again(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(ticket=rows.OLD_RESULT))
    kiosk.hand.tap("ticket-t-0007")
    assert kiosk.hub.commands() == [Reprint(ticket="t-0007")]


def test_a_ticket_of_another_kiosk_is_shown_by_its_number_alone(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hub.read(CodeSeen(ticket=rows.OLD_RESULT))
    kiosk.hand.tap("ticket-t-0007")
    kiosk.hub.done(msgspec.structs.replace(rows.OLD_RESULT, job="j-9"))
    assert kiosk.hand.item("ticket-number").property("text") == "C012"
    assert kiosk.hand.sees("paper-printing")
    assert not kiosk.hand.reads("前面")
