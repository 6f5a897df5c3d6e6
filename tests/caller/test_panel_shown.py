"""What the panel shows in every state, and that nothing of it is cut or too small."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from config.theme import scene
from devices.link import commands as c
from devices.link.words import WindowState
from tests.caller.panels import Key, Open, sees, text, texts
from tests.screens import caller as pictures
from tests.screens import caller_rows as rows
from tests.screens.caller_forms import FORMS
from tests.screens.hand import Hand
from tests.screens.pictures import Play
from tests.screens.studio import cut_texts

ALL = pictures.STATES | FORMS
"""Every picture of the panel."""


def test_the_visitor_and_the_time_of_the_service_are_shown(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    assert text(screen, "number") == "B027"
    assert text(screen, "item") == "转移登记（二手房过户）"
    assert text(screen, "about") == "张* · 普通 · 等了 24 分钟"
    assert text(screen, "timer") == "06:42"
    screen.pass_time(60)
    assert text(screen, "timer") == "07:42"


def test_who_waits_is_listed_in_calling_order_with_the_reason(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    shown = texts(screen)

    places = [shown.index(row.number) for row in rows.WAITING]
    assert places == sorted(places)
    assert shown[places[0] + 1 : places[0] + 4] == ["优先·老年人", "优先先叫", "8 分钟"]
    assert shown[places[1] + 1 : places[1] + 4] == ["预约 09:24", "预约到点", "到点 2 分钟"]
    assert shown[places[4] + 1] == "普通 · 过号恢复"


def test_the_day_and_the_devices_are_shown(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    assert text(screen, "day") == "今日 31 件 · 平均 8.6 分钟"
    assert text(screen, "devices") == "设备正常"
    screen.link.show(rows.BROKEN)
    assert text(screen, "devices") == "设备故障 strip-5"


@pytest.mark.parametrize(
    ("play", "words"),
    [
        (pictures.unknown, "正在连接"),
        (pictures.signed_out, "未登录"),
        (pictures.closed, "窗口未开放"),
        (pictures.paused, "暂停服务 · 设备维护"),
        (pictures.free, "空闲"),
        (pictures.called, "已叫号，等待到窗（已重呼 1 次）"),
        (pictures.serving, "正在办理"),
    ],
)
def test_every_state_is_said_in_words(open_panel: Open, play: Play, words: str) -> None:
    screen = open_panel(play)

    assert text(screen, "state") == words


def test_a_refusal_says_what_to_do_and_goes_by_key_or_by_itself(open_panel: Open) -> None:
    screen = open_panel(pictures.called)
    screen.press(Key.Key_R)
    screen.link.no("recalls_used")
    assert text(screen, "notice-text") == "重呼次数已用完，请选择过号。"
    screen.press(Key.Key_Escape)
    assert not sees(screen, "notice-text")

    screen.pass_time(1)
    screen.press(Key.Key_R)
    screen.link.no("recalls_used")
    screen.pass_time(8)
    assert not sees(screen, "notice-text")


def test_a_refusal_is_said_in_the_screens_language(open_panel: Open) -> None:
    screen = open_panel(pictures.called, "en")

    screen.press(Key.Key_R)
    screen.link.no("recalls_used")

    assert text(screen, "notice-text") == "No recalls are left; mark a no-show."


def test_the_last_state_stays_while_the_hub_is_away(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.link.lose_hub()

    assert {"B027", "正在等待主机"} <= set(texts(screen))
    screen.press(Key.Key_Space)
    assert screen.link.commands() == []


def test_an_answer_that_comes_after_a_break_goes_on_with_the_step(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)
    screen.press(Key.Key_Space)
    screen.link.lose_hub()

    pictures.serving(screen)
    assert screen.link.done() == c.Finish()

    assert screen.link.commands() == [c.CallNext()]


# Hands, focus, window ---------------------------------------------------------------------------------


def test_every_step_can_be_touched_too(open_panel: Open) -> None:
    screen = open_panel(pictures.called)
    hand = Hand(screen.window)

    hand.tap("no_show")
    assert screen.link.done() == c.MarkNoShow()
    screen.pass_time(1)
    hand.tap("undo")
    assert screen.link.done() == c.Undo()
    screen.pass_time(1)
    hand.tap("main")

    assert screen.link.commands() == [c.Start()]


def test_a_line_of_a_list_can_be_touched(open_panel: Open) -> None:
    screen = open_panel(pictures.signed_out)
    hand = Hand(screen.window)

    hand.tap("main")
    hand.tap("choice-0128")

    assert screen.link.commands() == [c.SignIn(clerk="0128")]


def test_tab_shows_where_the_focus_is_and_enter_presses(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_Tab)
    while screen.window.activeFocusItem().objectName() != "recall":
        screen.press(Key.Key_Tab)
    assert screen.window.activeFocusItem().property("visualFocus") is True
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.Recall()]


def test_the_panel_stays_on_top(open_panel: Open) -> None:
    screen = open_panel(pictures.free)

    assert screen.window.flags() & Qt.WindowType.WindowStaysOnTopHint


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", [name for name in ALL if "long" not in name])
def test_no_text_is_cut_where_room_is_least(open_panel: Open, state: str, language: str) -> None:
    screen = open_panel(ALL[state], language, pictures.SIZES["low"])

    assert cut_texts(screen.window) == []


@pytest.mark.parametrize("state", [name for name in pictures.STATES if "long" not in name])
def test_no_text_is_cut_on_a_higher_panel(open_panel: Open, state: str) -> None:
    screen = open_panel(pictures.STATES[state], "en", pictures.SIZES["tall"])

    assert cut_texts(screen.window) == []


@pytest.mark.parametrize("play", ALL.values(), ids=ALL)
def test_every_control_is_high_enough_for_a_finger(open_panel: Open, play: Play) -> None:
    screen = open_panel(play, "zh", pictures.SIZES["low"])
    buttons = [
        item
        for item in scene.walk(screen.window.contentItem())
        if item.inherits("QQuickAbstractButton") and scene.is_seen(item)
    ]

    assert buttons
    assert {item.objectName(): item.height() for item in buttons if item.height() < 44} == {}


def test_a_window_that_is_paused_says_why_in_english(open_panel: Open) -> None:
    screen = open_panel(pictures.paused, "en")

    assert text(screen, "state") == "Service paused · Equipment repair"


def test_closing_a_window_that_closes_itself_is_dropped(open_panel: Open) -> None:
    screen = open_panel(pictures.nobody)
    screen.press(Key.Key_C)

    screen.link.show(rows.window(WindowState.CLOSED))
    screen.pass_time(6)

    assert screen.link.commands() == []
