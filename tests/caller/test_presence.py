"""The panel counts down before a sign-in ends, and every touch and key keeps it."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from caller.viewmodel_presence import AGAIN_S, SAY_S
from devices.link import commands as c
from devices.link.rows import DayRow
from tests.caller.panels import Key, Open, sees, texts
from tests.screens import caller as pictures
from tests.screens import caller_rows as rows
from tests.screens.hand import Hand
from tests.screens.studio import NOW, Opened


def day(seconds: float | None) -> DayRow:
    """The window's day, with a sign-in that ends so many seconds after the hub's time was told."""
    ends_at: datetime | None = None if seconds is None else NOW + timedelta(seconds=seconds)
    return msgspec.structs.replace(rows.DAY, ends_at=ends_at)


def said(screen: Opened) -> list[c.AnyCommand]:
    """What the panel has said since this was asked last; the hub did it all."""
    found = []
    while screen.link.said:
        found.append(screen.link.done())
    return found


def touch_nothing(screen: Opened) -> None:
    """A finger on the middle of the window's head, where nothing is to be touched."""
    QTest.mouseClick(
        screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 30)
    )
    screen.settle()


@pytest.fixture
def alone(open_panel: Open) -> Opened:
    """Nobody is at the panel; half a minute is left."""
    screen = open_panel(pictures.free)
    said(screen)
    screen.link.show(day(30))
    screen.settle()
    return screen


def test_the_last_minute_is_counted_for_everybody_to_see(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    screen.link.show(day(62))
    screen.settle()
    assert not sees(screen, "idle")
    screen.pass_time(2)
    assert "无人操作，59 秒后退出" in texts(screen)
    screen.pass_time(19)
    assert "无人操作，40 秒后退出" in texts(screen)
    screen.pass_time(90)
    assert "无人操作，0 秒后退出" in texts(screen)


def test_in_english_too(open_panel: Open) -> None:
    screen = open_panel(pictures.left_alone, language="en")
    assert "Nobody is here: signing out in 41 s" in texts(screen)


def test_it_is_over_when_the_hub_says_so(alone: Opened) -> None:
    assert sees(alone, "idle")
    pictures.signed_out(alone)
    alone.link.show(day(None))
    assert not sees(alone, "idle")


def test_nothing_is_counted_while_the_hub_is_away(alone: Opened) -> None:
    alone.link.lose_hub()
    alone.pass_time(1)
    assert not sees(alone, "idle")
    touch_nothing(alone)
    assert said(alone) == []


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Escape, Key.Key_P, Key.Key_F7, Key.Key_Shift])
def test_any_key_keeps_the_sign_in_and_does_nothing_else(alone: Opened, key: Qt.Key) -> None:
    alone.press(key)
    assert said(alone) == [c.Present()]
    assert not sees(alone, "idle")
    assert not sees(alone, "chooser-title")
    alone.link.show(day(1800))
    alone.pass_time(10)
    assert not sees(alone, "idle")
    # From now on a key is what it was.
    alone.press(Key.Key_Space)
    assert said(alone) == [c.CallNext()]


def test_any_touch_keeps_the_sign_in_and_does_nothing_else(alone: Opened) -> None:
    hand = Hand(alone.window)
    hand.tap("main")
    assert said(alone) == [c.Present()]
    alone.link.show(day(1800))
    alone.pass_time(AGAIN_S)
    hand.tap("main")
    assert said(alone) == [c.CallNext()]


def test_a_touch_beside_everything_keeps_it(alone: Opened) -> None:
    touch_nothing(alone)
    assert said(alone) == [c.Present()]


def test_a_touch_that_the_hub_did_not_take_lets_it_count_on(alone: Opened) -> None:
    alone.press(Key.Key_Space)
    assert alone.link.no("busy") == c.Present()
    alone.pass_time(AGAIN_S)
    assert sees(alone, "idle")
    alone.press(Key.Key_Space)
    assert said(alone) == [c.Present()]


def test_while_there_is_time_a_touch_is_told_at_most_once_a_minute(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    screen.link.show(day(1800))
    for _ in range(20):
        touch_nothing(screen)
        screen.pass_time(1)
    assert said(screen) == [c.Present()]
    # What was touched within the minute is told when it is over, and not before.
    screen.pass_time(SAY_S - 21)
    assert said(screen) == []
    screen.pass_time(2)
    assert said(screen) == [c.Present()]
    screen.pass_time(600)
    assert said(screen) == []


def test_every_arrow_in_the_list_is_somebody_at_the_panel(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    screen.link.show(day(1800))
    screen.press(Key.Key_Down)
    assert said(screen) == [c.Present()]


def test_while_a_visitor_is_there_nothing_is_told(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)
    screen.link.show(day(None))
    touch_nothing(screen)
    screen.pass_time(120)
    assert said(screen) == []
    # Nor is it told later that somebody was there then.
    screen.link.show(day(1800))
    screen.pass_time(1)
    assert said(screen) == []


def test_a_list_that_is_open_is_kept_too(open_panel: Open) -> None:
    screen = open_panel(pictures.pausing)
    said(screen)
    screen.link.show(day(30))
    assert sees(screen, "idle")
    screen.press(Key.Key_Return)
    assert said(screen) == [c.Present()]
    assert sees(screen, "chooser-title")
