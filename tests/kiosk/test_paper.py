"""The number counts whether it is on paper or not; only the printer's own word says that it is."""

from __future__ import annotations

import pytest

from devices.link.commands import Reprint
from devices.link.words import DeviceState, PrintState, TicketState
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_rows as rows


def give(kiosk: OpenKiosk, paper: PrintState | None, cause: str = "") -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    kiosk.hub.show(rows.ticket(paper=paper, cause=cause))
    kiosk.hub.done(rows.RESULT)


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (PrintState.REQUESTED, "正在打印…"),
        (PrintState.STARTED, "正在打印…"),
        (PrintState.CONFIRMED, "已打印，请取票"),
        (PrintState.FAILED, "号码有效，但没有打印出来"),
        (PrintState.UNKNOWN, "号码有效，请看看出票口有没有号票"),
        (None, "号码有效"),
    ],
)
def test_the_visitor_is_told_what_is_known_of_the_paper(
    kiosk: OpenKiosk, paper: PrintState | None, words: str
) -> None:
    give(kiosk, paper)
    assert kiosk.hand.sees(text=words)
    assert kiosk.hand.item("ticket-number").property("text") == "B027"


def test_only_paper_that_did_not_come_may_be_printed_again(kiosk: OpenKiosk) -> None:
    give(kiosk, PrintState.STARTED)
    assert not kiosk.hand.sees("print-again")
    kiosk.hub.show(rows.ticket(paper=PrintState.CONFIRMED))
    assert not kiosk.hand.sees("print-again")
    kiosk.hub.show(rows.ticket(paper=PrintState.FAILED, cause="paper_out"))
    assert kiosk.hand.reads("打印机没有纸了")
    kiosk.hand.tap("print-again")
    assert kiosk.hub.commands() == [Reprint(ticket="t-0001")]


def test_a_reprint_is_followed_until_it_is_on_paper(kiosk: OpenKiosk) -> None:
    give(kiosk, PrintState.FAILED, "paper_out")
    kiosk.hand.tap("print-again")
    kiosk.hub.show(rows.ticket(paper=PrintState.REQUESTED))
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.sees("paper-printing")
    kiosk.hub.show(rows.ticket(paper=PrintState.CONFIRMED))
    assert kiosk.hand.sees("paper-confirmed")


def test_a_ticket_without_paper_can_be_carried_to_the_desk_and_back(kiosk: OpenKiosk) -> None:
    give(kiosk, PrintState.FAILED, "cover_open")
    assert kiosk.hand.reads("盖子开着")
    kiosk.hand.tap("desk")
    assert kiosk.hand.sees("page-desk")
    kiosk.hand.tap("back")
    assert kiosk.hand.item("ticket-number").property("text") == "B027"


def test_nobody_is_left_waiting_for_a_printer_that_is_away(kiosk: OpenKiosk) -> None:
    give(kiosk, PrintState.REQUESTED)
    kiosk.hub.show(*rows.devices(printer=DeviceState.AWAY))
    assert kiosk.hand.reads("打印机暂时没有反应")
    assert kiosk.hand.sees("desk")
    assert not kiosk.hand.sees("print-again")
    kiosk.hub.show(*rows.devices(), rows.ticket(paper=PrintState.CONFIRMED))
    assert kiosk.hand.sees(text="已打印，请取票")
    assert not kiosk.hand.sees("desk")


def test_a_broken_printer_is_told_before_a_number_is_taken(kiosk: OpenKiosk) -> None:
    assert not kiosk.hand.reads("本机暂不能打印")
    kiosk.hub.show(*rows.devices(printer=DeviceState.FAULT))
    assert kiosk.hand.reads("本机暂不能打印")


def test_a_ticket_that_is_called_at_once_says_where_to_go(kiosk: OpenKiosk) -> None:
    give(kiosk, PrintState.CONFIRMED)
    kiosk.hub.show(rows.ticket(paper=PrintState.CONFIRMED, state=TicketState.CALLED, window=5))
    assert kiosk.hand.reads("请到 5 号窗口")
    assert kiosk.hand.reads("请现在就去窗口。")


def test_done_leaves_nothing_of_the_ticket(kiosk: OpenKiosk) -> None:
    give(kiosk, PrintState.CONFIRMED)
    kiosk.hand.tap("finish")
    assert kiosk.hand.sees("page-home")
    assert not kiosk.hand.reads("B027")
    kiosk.hub.show(rows.ticket(paper=PrintState.FAILED))
    assert not kiosk.hand.reads("B027")
