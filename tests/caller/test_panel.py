"""The clerk's panel, real and offscreen: every key, every state, with a pretended hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caller.steps import KEYS
from config.theme import scene
from devices.link import commands as c
from devices.link.words import TicketState, TransferPlace, WindowState
from tests.screens import caller as pictures
from tests.screens import caller_rows as rows
from tests.screens import display_rows
from tests.screens.hand import Hand
from tests.screens.studio import Opened, application, cut_texts

Open = Callable[..., Opened]
Play = Callable[[Opened], None]
Key = Qt.Key


@pytest.fixture
def open_panel(qapp: QGuiApplication) -> Iterator[Open]:
    application()
    opened: list[Opened] = []

    def open_it(play: Play, language: str = "zh", size: tuple[int, int] | None = None) -> Opened:
        screen = pictures.open_panel(language, size)
        opened.append(screen)
        play(screen)
        screen.settle()
        # Whatever the state needed to come about is long done.
        screen.pass_time(1)
        return screen

    yield open_it
    for screen in opened:
        screen.close()


def texts(screen: Opened) -> list[str]:
    screen.settle()
    screen.window.grabWindow()  # a frame, because lists make their lines in one
    return scene.texts(screen.window)


def text(screen: Opened, name: str) -> str:
    screen.settle()
    item = scene.find(screen.window, scene.Wanted(name=name))
    assert item is not None, f"{name} is not to be seen among {scene.texts(screen.window)}"
    return str(item.property("text"))


def sees(screen: Opened, name: str) -> bool:
    screen.settle()
    return scene.find(screen.window, scene.Wanted(name=name)) is not None


def type_in(screen: Opened, letters: str) -> None:
    for letter in letters:
        screen.press(Key(ord(letter)))


# The space bar and the letters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "words", "command"),
    [
        (pictures.closed, "开始服务", c.OpenWindow()),
        (pictures.paused, "继续服务", c.OpenWindow()),
        (pictures.free, "叫下一位", c.CallNext()),
        (pictures.called, "开始办理", c.Start()),
        (pictures.serving, "完成并叫下一位", c.Finish()),
    ],
)
def test_the_space_bar_does_the_main_step(
    open_panel: Open, play: Play, words: str, command: c.AnyCommand
) -> None:
    screen = open_panel(play)
    assert text(screen, "main") == words

    screen.press(Key.Key_Space)

    assert screen.link.commands() == [command]


@pytest.mark.parametrize(
    ("play", "key", "command"),
    [
        (pictures.called, Key.Key_R, c.Recall()),
        (pictures.serving, Key.Key_F, c.Finish()),
        (pictures.serving, Key.Key_H, c.Hold()),
    ],
)
def test_a_simple_step_is_one_key(open_panel: Open, play: Play, key: Key, command: c.AnyCommand) -> None:
    screen = open_panel(play)

    screen.press(key)

    assert screen.link.commands() == [command]


def test_finishing_and_calling_is_one_key_and_two_commands(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_Space)
    assert screen.link.done() == c.Finish()
    assert screen.link.done() == c.CallNext()

    assert screen.link.commands() == []


def test_nobody_is_called_when_finishing_was_refused(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_Space)
    screen.link.no("nothing_serving")

    assert screen.link.commands() == []
    assert text(screen, "notice-text") == "窗口没有办理中的号票。"


@pytest.mark.parametrize(
    ("play", "steps"),
    [
        (pictures.unknown, ""),
        (pictures.signed_out, ""),
        (pictures.closed, "Q"),
        (pictures.paused, "PCQ"),
        (pictures.nobody, "PCQ"),
        (pictures.free, "GPB"),
        (pictures.called, "RNT"),
        (pictures.serving, "FHTB"),
        (pictures.hub_away, ""),
    ],
)
def test_only_keys_of_this_state_do_something(open_panel: Open, play: Play, steps: str) -> None:
    screen = open_panel(play)
    before = texts(screen)

    for key in KEYS.values():
        if key not in steps:
            type_in(screen, key)

    assert screen.link.commands() == []
    assert texts(screen) == before


def test_every_enabled_step_shows_its_key(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    assert set(KEYS.values()) | {"空格"} <= set(texts(screen))


def test_a_key_that_bounces_does_its_step_once(open_panel: Open) -> None:
    screen = open_panel(pictures.free)

    screen.press(Key.Key_Space)
    screen.link.done()
    pictures.called(screen)
    screen.press(Key.Key_Space)
    assert screen.link.commands() == [], "this was the same key press, not the start of the service"

    screen.pass_time(0.5)
    screen.press(Key.Key_Space)
    assert screen.link.commands() == [c.Start()]


def test_a_key_that_is_held_down_does_its_step_once(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    repeats = [
        (owner.objectName(), bool(each.property("autoRepeat")))
        for owner in (screen.window, *scene.walk(screen.window.contentItem()))
        for each in owner.children()
        if each.inherits("QQuickShortcut")
    ]

    assert len(repeats) > len(KEYS)
    assert not any(again for name, again in repeats if name != "waiting-area")


def test_nothing_else_is_said_while_an_answer_is_awaited(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_R)
    screen.pass_time(1)
    screen.press(Key.Key_R)
    screen.press(Key.Key_Space)

    assert screen.link.commands() == [c.Recall()]


# Second thoughts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "key", "command", "words"),
    [
        (pictures.called, Key.Key_N, c.MarkNoShow(), "5 秒后将 B027 记为过号"),
        (pictures.nobody, Key.Key_C, c.CloseWindow(), "5 秒后关闭窗口"),
        (pictures.nobody, Key.Key_Q, c.SignOut(), "5 秒后关闭窗口并退出登录"),
    ],
)
def test_a_step_that_nothing_undoes_waits_five_seconds(
    open_panel: Open, play: Play, key: Key, command: c.AnyCommand, words: str
) -> None:
    screen = open_panel(play)

    screen.press(key)
    assert text(screen, "thinking") == words
    screen.pass_time(4.9)
    assert screen.link.commands() == []
    screen.pass_time(0.1)

    assert screen.link.commands() == [command]
    assert not sees(screen, "thinking")


def test_escape_takes_a_step_back(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_N)
    screen.press(Key.Key_Escape)
    screen.pass_time(10)

    assert screen.link.commands() == []
    assert not sees(screen, "thinking")


def test_the_same_key_again_does_it_at_once(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_N)
    screen.pass_time(1)
    screen.press(Key.Key_N)

    assert screen.link.commands() == [c.MarkNoShow()]


def test_while_a_step_is_thought_over_no_other_is_taken(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_N)
    screen.pass_time(1)
    screen.press(Key.Key_Space)
    screen.press(Key.Key_R)

    assert screen.link.commands() == []


def test_a_no_show_is_dropped_when_the_ticket_is_no_longer_called(open_panel: Open) -> None:
    screen = open_panel(pictures.called)
    screen.press(Key.Key_N)

    screen.link.show(rows.window(shown="B027", ticket_state=TicketState.SERVING))
    screen.pass_time(10)

    assert screen.link.commands() == []


def test_a_step_is_dropped_when_the_hub_goes_away_and_the_clerk_is_told(open_panel: Open) -> None:
    screen = open_panel(pictures.called)
    screen.press(Key.Key_N)

    screen.link.lose_hub()
    assert text(screen, "notice-text") == "连接断开，这一步没有执行"
    pictures.called(screen)
    screen.pass_time(10)

    assert screen.link.commands() == []


def test_leaving_a_closed_window_needs_no_second_thought(open_panel: Open) -> None:
    screen = open_panel(pictures.closed)

    screen.press(Key.Key_Q)

    assert screen.link.commands() == [c.SignOut()]


# Lists ------------------------------------------------------------------------------------------------


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


def test_the_visitor_and_the_time_of_the_service_are_shown(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    assert text(screen, "number") == "B027"
    assert text(screen, "about") == "转移登记（二手房过户） · 张* · 普通 · 等了 24 分钟"
    assert text(screen, "timer") == "06:42"
    screen.pass_time(60)
    assert text(screen, "timer") == "07:42"


def test_who_waits_is_listed_in_calling_order_with_the_reason(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)
    shown = texts(screen)

    places = [shown.index(row.number) for row in rows.WAITING]
    assert places == sorted(places)
    assert shown[places[0] + 1 : places[0] + 4] == ["优先", "优先先叫", "8 分钟"]
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
    screen.pass_time(1)
    hand.tap("at_once")
    assert screen.link.done() == c.MarkNoShow()
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


@pytest.mark.parametrize("shape", pictures.SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", [name for name in pictures.STATES if "long" not in name])
def test_no_text_is_cut(open_panel: Open, state: str, language: str, shape: str) -> None:
    screen = open_panel(pictures.STATES[state], language, pictures.SIZES[shape])

    assert cut_texts(screen.window) == []


@pytest.mark.parametrize("shape", pictures.SIZES)
@pytest.mark.parametrize("play", [pictures.serving, pictures.transferring, pictures.second_thoughts])
def test_every_control_is_high_enough_for_a_finger(open_panel: Open, play: Play, shape: str) -> None:
    screen = open_panel(play, "zh", pictures.SIZES[shape])
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
