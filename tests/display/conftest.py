"""Call screens that are opened for a test and taken down after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens import display
from tests.screens.studio import Opened, application

Open = Callable[..., Opened]


@pytest.fixture
def opened(qapp: QGuiApplication) -> Iterator[list[Opened]]:
    application()
    screens: list[Opened] = []
    yield screens
    for screen in screens:
        screen.close()


@pytest.fixture
def zone_screen(opened: list[Opened]) -> Open:
    def open_it(language: str = "zh", size: tuple[int, int] | None = None) -> Opened:
        opened.append(display.open_zone(language, size))
        return opened[-1]

    return open_it


@pytest.fixture
def window_screen(opened: list[Opened]) -> Open:
    def open_it(language: str = "zh", size: tuple[int, int] | None = None, motion: bool = False) -> Opened:
        opened.append(display.open_window(language, size, motion))
        return opened[-1]

    return open_it
