"""The keys of the panel with a pretended hub: what is said, once, and what can be taken back."""

from __future__ import annotations

import msgspec
import pytest

from caller.steps import GRID, KEYS, Step
from config.theme import scene
from devices.link import commands as c
from tests.caller.panels import Key, Open, press_named, sees, text, texts
from tests.screens import caller as pictures
from tests.screens import caller_rows as rows
from tests.screens.pictures import Play

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
        (pictures.signed_out, "F1"),
        (pictures.closed, "Q F1"),
        (pictures.paused, "P C Q M F1"),
        (pictures.nobody, "P C Q M D F1"),
        (pictures.free, "G P B C Q M D L F1"),
        (pictures.called, "R N T F1"),
        (pictures.serving, "F H T B A S I K M Q L F1"),
        (pictures.known, "F H T A S I K M Q X F1"),
        (pictures.dedicated, "P C Q M D F1"),
        (pictures.hub_away, ""),
    ],
)
def test_only_keys_of_this_state_do_something(open_panel: Open, play: Play, steps: str) -> None:
    screen = open_panel(play)
    before = texts(screen)

    for key in KEYS.values():
        if key not in steps.split():
            press_named(screen, key)

    assert screen.link.commands() == []
    assert texts(screen) == before


def test_every_enabled_step_shows_its_key(open_panel: Open) -> None:
    screen = open_panel(pictures.known)

    shown = set(texts(screen))
    assert {KEYS[step] for step in (*GRID, Step.FINISH_ON, Step.HELP, Step.SIGN_OUT)} | {"空格"} <= shown
    screen.press(Key.Key_M)
    assert {"A", "S", "I", "K"} <= set(texts(screen))


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

    assert len(repeats) > len(GRID)
    assert not any(again for name, again in repeats if name not in ("waiting-area", "details"))


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
    screen = open_panel(pictures.nobody)

    screen.press(Key.Key_C)
    screen.press(Key.Key_Escape)
    screen.pass_time(10)

    assert screen.link.commands() == []
    assert not sees(screen, "thinking")


def test_the_same_key_again_does_it_at_once(open_panel: Open) -> None:
    screen = open_panel(pictures.nobody)

    screen.press(Key.Key_C)
    screen.pass_time(1)
    screen.press(Key.Key_C)

    assert screen.link.commands() == [c.CloseWindow()]


def test_while_a_step_is_thought_over_no_other_is_taken(open_panel: Open) -> None:
    screen = open_panel(pictures.nobody)

    screen.press(Key.Key_C)
    screen.pass_time(1)
    screen.press(Key.Key_Space)
    screen.press(Key.Key_P)

    assert screen.link.commands() == []
    assert not sees(screen, "chooser-title")


def test_a_step_is_dropped_when_the_hub_goes_away_and_the_clerk_is_told(open_panel: Open) -> None:
    screen = open_panel(pictures.nobody)
    screen.press(Key.Key_C)

    screen.link.lose_hub()
    assert text(screen, "notice-text") == "连接断开，这一步没有执行"
    pictures.nobody(screen)
    screen.pass_time(10)

    assert screen.link.commands() == []


def test_leaving_a_closed_window_needs_no_second_thought(open_panel: Open) -> None:
    screen = open_panel(pictures.closed)

    screen.press(Key.Key_Q)

    assert screen.link.commands() == [c.SignOut()]


# Undo -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "key"),
    [
        (pictures.free, Key.Key_Space),
        (pictures.called, Key.Key_Space),
        (pictures.called, Key.Key_N),
        (pictures.serving, Key.Key_F),
        (pictures.serving, Key.Key_H),
    ],
)
def test_a_step_that_can_be_undone_is_done_at_once_and_offers_it(
    open_panel: Open, play: Play, key: Key
) -> None:
    screen = open_panel(play)
    assert not sees(screen, "undo")

    screen.press(key)
    screen.link.done()
    assert text(screen, "undo") == "撤销 (5)"
    screen.pass_time(1)
    screen.press(Key.Key_U)

    assert screen.link.done() == c.Undo()
    assert not sees(screen, "undo")


def test_an_undo_is_offered_for_as_long_as_the_hall_says(open_panel: Open) -> None:
    screen = open_panel(pictures.called)
    screen.link.show(msgspec.structs.replace(rows.HALL, undo_s=8))

    screen.press(Key.Key_N)
    screen.link.done()
    screen.pass_time(3)
    assert text(screen, "undo") == "撤销 (5)"
    screen.pass_time(5)

    assert not sees(screen, "undo")
    screen.press(Key.Key_U)
    assert screen.link.commands() == []


def test_only_the_last_step_is_undone(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_Space)
    assert screen.link.done() == c.Finish()
    assert not sees(screen, "undo"), "the call that follows is on its way"
    assert screen.link.done() == c.CallNext()

    assert sees(screen, "undo")


def test_what_cannot_be_undone_offers_none(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_N)
    screen.link.done()
    screen.pass_time(1)
    pictures.called(screen)
    screen.press(Key.Key_R)
    assert screen.link.done() == c.Recall()

    assert not sees(screen, "undo")


def test_a_step_that_was_refused_offers_no_undo(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    screen.press(Key.Key_N)
    screen.link.no("nothing_called")

    assert not sees(screen, "undo")


def test_nothing_is_undone_while_the_hub_is_away(open_panel: Open) -> None:
    screen = open_panel(pictures.called)
    screen.press(Key.Key_N)
    screen.link.done()

    screen.link.lose_hub()

    assert not sees(screen, "undo")
