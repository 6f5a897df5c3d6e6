"""The window itself, on the panel: hand-over, pauses, work without a number, help."""

from __future__ import annotations

import msgspec
import pytest

from devices.link import commands as c
from devices.link.words import HelpTopic, WorkSource
from tests.caller.panels import Key, Open, press_named, sees, text, type_in
from tests.screens import caller as pictures
from tests.screens import caller_forms as forms
from tests.screens import caller_rows as rows

# The window -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "command"), [("Q", c.SignOut(hand_over="0203")), ("C", c.CloseWindow(hand_over="0203"))]
)
def test_whoever_leaves_hands_over_what_is_held(open_panel: Open, key: str, command: c.AnyCommand) -> None:
    screen = open_panel(pictures.free)

    press_named(screen, key)
    assert text(screen, "chooser-title") == "手中的号交给谁？"
    type_in(screen, "11")
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [command]


def test_whoever_is_served_is_handed_over_too(open_panel: Open) -> None:
    screen = open_panel(forms.handing_over)

    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.SignOut(hand_over="0128")]


def test_a_pause_that_would_leave_somebody_standing_asks_for_a_colleague(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    screen.press(Key.Key_P)
    screen.press(Key.Key_Return)

    assert screen.link.no("hand_over_needed") == c.PauseWindow(reason="repair")
    assert not sees(screen, "notice-text")
    screen.pass_time(1)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.PauseWindow(reason="repair", hand_over="0128")]


def test_serving_without_a_number_while_others_wait_gives_a_reason(open_panel: Open) -> None:
    screen = open_panel(forms.direct)

    type_in(screen, "DYQ")
    screen.press(Key.Key_Return)
    assert text(screen, "chooser-title") == "还有人在等，为什么先办？"
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.ServeDirect(item="d1", reason="urgent")]


def test_serving_without_a_number_at_an_idle_window_is_two_keys(open_panel: Open) -> None:
    screen = open_panel(pictures.nobody)

    screen.press(Key.Key_D)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.ServeDirect(item="b1")]


def test_a_dedicated_window_says_how_its_work_came(open_panel: Open) -> None:
    screen = open_panel(pictures.dedicated)
    assert text(screen, "main") == "无号办理"

    screen.press(Key.Key_Space)
    screen.press(Key.Key_Return)
    assert text(screen, "chooser-title") == "办件从哪里来？"
    type_in(screen, "2")
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.ServeDirect(item="b1", source=WorkSource.POST)]


def test_work_without_a_number_is_shown_so(open_panel: Open) -> None:
    screen = open_panel(pictures.unnumbered)

    assert (text(screen, "number"), text(screen, "about"), text(screen, "main")) == (
        "无号",
        "没有取号",
        "完成",
    )


def test_a_lent_window_says_to_whom_and_until_when(open_panel: Open) -> None:
    screen = open_panel(pictures.lent)
    assert text(screen, "serves") == "潮汐支援 D T，至 11:50"

    pictures.draining(screen)
    assert text(screen, "serves") == "收尾：办完手中的号，不再叫号"


def test_help_is_called_and_who_comes_is_named(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_F1)
    screen.press(Key.Key_2)
    screen.press(Key.Key_Return)
    assert screen.link.done() == c.CallHelp(about=HelpTopic.FRAIL)
    screen.link.show(rows.HELP)
    assert text(screen, "help") == "已呼叫导办"
    screen.link.show(rows.COMING)
    assert text(screen, "help") == "周莉 正赶来"

    screen.pass_time(1)
    screen.press(Key.Key_F1)
    screen.press(Key.Key_Return)
    assert screen.link.commands() == [c.EndHelp(help="h1")]


def test_another_windows_call_for_help_is_not_this_ones(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.link.show(msgspec.structs.replace(rows.COMING, place="window-6"))

    assert text(screen, "help") == "求助"


def test_a_ticket_that_was_called_keeps_the_window_from_closing(open_panel: Open) -> None:
    screen = open_panel(pictures.called)

    press_named(screen, "C")
    press_named(screen, "Q")

    assert screen.link.commands() == []
    assert not sees(screen, "chooser-title")
