"""The screen of one window, real and offscreen, with a pretended hub."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from config.theme import scene
from devices.link.rows import WindowRow
from devices.link.words import TicketState, WindowState
from tests.screens import display_rows as rows
from tests.screens.display import WINDOW_SIZES, WINDOW_STATES
from tests.screens.studio import Opened, cut_texts

Open = Callable[..., Opened]


def texts(screen: Opened) -> list[str]:
    screen.settle()
    return scene.texts(screen.window)


@pytest.mark.parametrize("shape", WINDOW_SIZES)
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            rows.window(shown="B027", ticket_state=TicketState.CALLED),
            ["B027", "请到本窗口", "王*", "工号 0127"],
        ),
        (rows.window(shown="B027", ticket_state=TicketState.SERVING), ["B027", "正在办理"]),
        (rows.window(), ["请等候叫号", "转移登记"]),
        (rows.window(WindowState.PAUSED, reason="设备维护"), ["暂停服务", "设备维护，请稍候或到其他窗口"]),
        (rows.window(WindowState.CLOSED, clerk="", clerk_name=""), ["窗口未开放", "请到其他窗口或服务台"]),
    ],
)
def test_every_state_of_the_window_is_said_in_words(
    window_screen: Open, shape: str, row: WindowRow, words: list[str]
) -> None:
    screen = window_screen(size=WINDOW_SIZES[shape])

    screen.link.connect_hub((rows.HALL, row))

    shown = [line.replace("\n", "") for line in texts(screen)]
    assert set(words) <= set(shown)


def test_before_the_hub_is_there_the_window_still_shows_its_number(window_screen: Open) -> None:
    screen = window_screen()

    assert {"5", "正在连接", "正在等待主机"} <= set(texts(screen))


def test_the_last_state_stays_while_the_hub_is_away(window_screen: Open) -> None:
    screen = window_screen()
    screen.link.connect_hub((rows.HALL, rows.window(shown="B027", ticket_state=TicketState.SERVING)))

    screen.link.lose_hub()

    assert {"B027", "正在等待主机"} <= set(texts(screen))


def test_a_clerk_is_shown_as_the_hall_shows_staff(window_screen: Open) -> None:
    screen = window_screen()

    screen.link.connect_hub((rows.HALL, rows.window(clerk_name="")))

    assert "工号 0127" in texts(screen)
    assert "王*" not in texts(screen)


def test_a_new_call_flashes_and_one_from_before_does_not(window_screen: Open, qtbot: QtBot) -> None:
    screen = window_screen(motion=True)
    called = rows.window(shown="B027", ticket_state=TicketState.CALLED)
    lights = [i for i in scene.walk(screen.window.contentItem()) if i.objectName() == "flash"]

    screen.link.connect_hub((rows.HALL, called, rows.NEW))
    screen.settle()
    assert [bool(light.property("running")) for light in lights] == [False, False]
    screen.link.show(rows.call(16, "B027", 5, seconds_ago=0, again=True))

    qtbot.waitUntil(lambda: any(light.opacity() > 0.3 for light in lights))


def test_the_window_speaks_english(window_screen: Open) -> None:
    screen = window_screen("en")

    screen.link.connect_hub(
        (rows.HALL, rows.window(WindowState.PAUSED, reason="设备维护", reason_en="Equipment repair"))
    )

    assert {"Service paused", "General applications"} <= set(texts(screen))
    assert "Equipment repair. Please wait or go to another window" in texts(screen)


@pytest.mark.parametrize("shape", WINDOW_SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", WINDOW_STATES)
def test_no_text_is_cut_in_any_shape(window_screen: Open, state: str, language: str, shape: str) -> None:
    screen = window_screen(language, WINDOW_SIZES[shape])
    screen.link.connect_hub((rows.HALL, *WINDOW_STATES[state]))
    screen.settle()

    assert cut_texts(screen.window) == []
