"""Lent windows, windows that take nobody any more, names, and numbers that are not there, on both screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtQuick import QQuickItem

from config.theme import scene
from devices.link.rows import WindowRow
from devices.link.words import TicketState, WindowState
from tests.display.test_zone import item, text, texts
from tests.screens import display_rows as rows
from tests.screens.display import BASE, HERE
from tests.screens.studio import Opened

Open = Callable[..., Opened]

LENT = rows.window(number=8, lent=True)


def changing(screen: Opened) -> list[str]:
    return [words for words in texts(screen) if "潮汐窗口" in words or "不再接新号" in words]


def test_a_lent_window_is_named_at_once_with_its_end_and_gone_with_it(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, rows.window(number=8)))
    assert changing(screen) == []

    screen.link.show(LENT)
    assert changing(screen) == ["潮汐窗口 8 号 至 15:26"]
    screen.link.show(msgspec.structs.replace(LENT, draining=True))
    assert changing(screen) == ["8 号窗口 不再接新号"]
    screen.link.show(rows.window(number=8))
    assert changing(screen) == []


def test_a_lent_window_whose_clerk_is_still_to_come_opens_soon(
    zone_screen: Open, window_screen: Open
) -> None:
    coming = rows.window(WindowState.CLOSED, clerk="", clerk_name="", lent=True)
    screen = zone_screen()
    screen.link.connect_hub((*BASE, coming))
    assert changing(screen) == ["潮汐窗口 5 号 即将开放"]

    screen = window_screen()
    screen.link.connect_hub((rows.HALL, coming))
    assert text(screen, "state") == "即将开放"
    screen.link.show(rows.window(lent=True))
    assert text(screen, "state") == "请等候叫号"


def test_of_a_window_that_closed_nobody_is_told_that_it_took_no_more(
    zone_screen: Open, window_screen: Open
) -> None:
    gone = rows.window(WindowState.CLOSED, clerk="", clerk_name="", lent=True, draining=True)
    screen = zone_screen()
    screen.link.connect_hub((*BASE, gone))
    assert changing(screen) == []

    screen = window_screen()
    screen.link.connect_hub((rows.HALL, gone))
    assert text(screen, "state") == "窗口未开放"
    assert "本窗口不再接新号" not in texts(screen)


def test_more_lent_windows_than_fit_take_turns(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *(rows.window(number=n, lent=True) for n in range(11, 16))))

    seen: set[str] = set()
    for _ in range(2):
        seen.update(changing(screen))
        screen.pass_time(10)
    assert seen == {f"潮汐窗口 {n} 号 至 15:26" for n in range(11, 16)}


def numbers_together(screen: Opened) -> list[QQuickItem]:
    screen.settle()
    walked = scene.walk(screen.window.contentItem())
    return [one for one in walked if one.objectName() == "together-number" and scene.is_seen(one)]


def test_of_a_crowd_three_are_large_at_once_and_none_is_lost(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)
    screen.link.show(*(rows.call(n, f"C00{n}", n, seconds_ago=0) for n in range(1, 8)))

    turns = []
    for _ in range(2):
        turns.append(sorted(str(one.property("text")) for one in numbers_together(screen)))
        screen.pass_time(8)
    assert turns == [["C001", "C002", "C003"], ["C004", "C005", "C006"]]
    assert numbers_together(screen) == []
    assert text(screen, "large-number") == "C007"
    assert {"C006", "C005", "C004"} <= set(texts(screen))


def test_each_number_of_a_crowd_is_a_fifth_of_the_screens_height(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)
    screen.link.show(*(rows.call(n, f"AP01{n}", n, seconds_ago=0) for n in range(1, 8)))

    assert len(numbers_together(screen)) == 3
    for one in numbers_together(screen):
        metrics = QFontMetricsF(one.property("font"))
        assert metrics.horizontalAdvance(one.property("text")) <= one.width() + 1, "it is not shrunk to fit"
        assert metrics.tightBoundingRect("AP012").height() >= 0.2 * screen.window.height()


def test_whom_the_consult_desk_calls_is_named_masked_beside_the_number(
    zone_screen: Open, window_screen: Open
) -> None:
    by_name = rows.call(16, "Z007", 5, seconds_ago=0, name="张*")
    here = rows.window(shown="Z007", ticket_state=TicketState.CALLED)
    screen = zone_screen()
    screen.link.connect_hub(BASE)
    screen.link.show(by_name, here)
    assert "张* 请到" in texts(screen)
    assert text(screen, "large-number") == "Z007"

    screen = window_screen()
    screen.link.connect_hub((rows.HALL, by_name, here))
    assert any("张*" in words and "请到本窗口" in words for words in texts(screen))
    screen.link.show(rows.window(shown="Z008", ticket_state=TicketState.CALLED))
    assert not any("张*" in words for words in texts(screen))


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (rows.window(lent=True), "潮汐窗口 至 15:26"),
        (rows.window(lent=True, draining=True), "本窗口不再接新号"),
        (rows.window(WindowState.PAUSED, reason="用餐", draining=True), "本窗口不再接新号"),
    ],
)
def test_the_windows_own_screen_says_so_too(window_screen: Open, row: WindowRow, remark: str) -> None:
    screen = window_screen()
    screen.link.connect_hub((rows.HALL, rows.window()))
    assert remark not in texts(screen)
    screen.link.show(row)
    assert text(screen, "remark") == remark


def test_who_is_served_without_a_number_leaves_none_on_the_screen(window_screen: Open) -> None:
    screen = window_screen()
    direct = msgspec.structs.replace(
        rows.window(ticket_state=TicketState.SERVING), ticket="t-direct", number_shown=""
    )
    screen.link.connect_hub((rows.HALL, direct))
    assert text(screen, "state") == "正在办理"
    assert not scene.is_seen(_number(screen))
    screen.link.show(HERE)
    assert item(screen, "number").property("text") == "B027"


def _number(screen: Opened) -> QQuickItem:
    walked = scene.walk(screen.window.contentItem())
    return next(one for one in walked if one.objectName() == "number")


def test_times_are_those_of_the_hall_whatever_zone_the_hub_writes(window_screen: Open) -> None:
    screen = window_screen()
    assert LENT.lent_until is not None
    later = msgspec.structs.replace(LENT, number=5, lent_until=LENT.lent_until + timedelta(minutes=34))
    screen.link.connect_hub((rows.HALL, later))
    assert text(screen, "remark") == "潮汐窗口 至 16:00"
