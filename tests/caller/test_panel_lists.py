"""The panel's lists: clerks, reasons, places to go, tickets that come back."""

from __future__ import annotations

import msgspec
import pytest

from caller.steps import KEYS
from devices.link import commands as c
from devices.link.words import TransferPlace
from tests.caller.panels import Key, Open, sees, text, texts, type_in
from tests.screens import caller as pictures
from tests.screens import caller_rows as rows
from tests.screens import display_rows


def test_signing_in_by_typing_the_staff_number(open_panel: Open) -> None:
    screen = open_panel(pictures.signed_out)

    screen.press(Key.Key_Space)
    assert text(screen, "chooser-title") == "请选择工号"
    type_in(screen, "0203")
    assert text(screen, "chooser-typed").startswith("已输入 0203")
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.SignIn(clerk="0203")]


def test_pausing_for_a_reason_that_the_arrows_find(open_panel: Open) -> None:
    screen = open_panel(pictures.free)

    screen.press(Key.Key_P)
    screen.press(Key.Key_Down)
    screen.press(Key.Key_Down)
    screen.press(Key.Key_Up)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.PauseWindow(reason="papers")]


@pytest.mark.parametrize(
    ("typed", "place", "command"),
    [
        ("D", "", c.Transfer(queue="d", place=TransferPlace.BY_TIME)),
        ("T", "2", c.Transfer(queue="t", place=TransferPlace.FRONT)),
        ("11", "3", c.Transfer(window=11, place=TransferPlace.END)),
    ],
)
def test_transferring_to_a_queue_or_a_window(
    open_panel: Open, typed: str, place: str, command: c.AnyCommand
) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_T)
    assert text(screen, "chooser-title") == "B027 转到哪里？"
    type_in(screen, typed)
    screen.press(Key.Key_Return)
    assert text(screen, "chooser-title") == "B027 排在哪里？"
    type_in(screen, place)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [command]


def test_a_held_ticket_is_resumed(open_panel: Open) -> None:
    screen = open_panel(pictures.free)

    screen.press(Key.Key_G)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.Resume(ticket="B020")]


@pytest.mark.parametrize("by_list", [False, True])
def test_a_held_visitor_who_does_not_come_back_has_missed_the_turn(open_panel: Open, by_list: bool) -> None:
    screen = open_panel(pictures.free)

    if by_list:
        screen.press(Key.Key_M)
    screen.press(Key.Key_L)
    assert text(screen, "chooser-title") == "哪一个挂起的号不再回来了？"
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.MarkNoShow(ticket="B020")]


def test_a_missed_ticket_returns(open_panel: Open) -> None:
    screen = open_panel(pictures.free)

    screen.press(Key.Key_B)
    type_in(screen, "C")
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.ReturnTicket(ticket="C007")]


def test_escape_leaves_a_list_without_choosing(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_T)
    screen.press(Key.Key_Escape)

    assert not sees(screen, "chooser-title")
    screen.press(Key.Key_F)
    assert screen.link.commands() == [c.Finish()], "the letters mean steps again"


def test_letters_in_a_list_are_no_steps(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_T)
    for key in (*KEYS.values(), " "):
        type_in(screen, key)

    assert screen.link.commands() == []


def test_a_list_closes_when_what_it_is_about_has_gone(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)
    screen.press(Key.Key_T)

    screen.link.show(rows.window())

    assert not sees(screen, "chooser-title")


def test_a_list_keeps_up_with_the_hall(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)
    screen.press(Key.Key_T)

    screen.link.show(msgspec.structs.replace(display_rows.QUEUES[0], waiting=99))

    assert "队列 · 99 人等候" in texts(screen)


# What is to be read -----------------------------------------------------------------------------------
