"""The clerk's panel and the rating pad, open for a test and taken down after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from config.theme import scene
from devices.link.commands import AnyCommand
from devices.link.rows import AnyRow
from tests.caller.panels import Open
from tests.display.pretend_link import PretendLink
from tests.screens import caller as panel_pictures
from tests.screens import pad_rows as rows
from tests.screens.hand import Hand
from tests.screens.pad import open_pad
from tests.screens.pictures import Play
from tests.screens.studio import Opened, application


@dataclass(frozen=True, kw_only=True)
class OpenPad:
    """The pad, the hand that touches it and the hub that answers it."""

    screen: Opened
    hand: Hand

    @property
    def hub(self) -> PretendLink:
        return self.screen.link

    def page(self) -> str:
        """The page that is to be seen, by its object name; there is one at a time."""
        self.screen.settle()
        pages = [item.objectName() for item in self.seen() if item.objectName().startswith("page-")]
        assert len(pages) == 1, pages
        return pages[0]

    def seen(self) -> list[QQuickItem]:
        """Every item that is to be seen."""
        return [item for item in scene.walk(self.screen.window.contentItem()) if scene.is_seen(item)]

    def said(self) -> list[AnyCommand]:
        """What the pad has said and the hub not answered yet."""
        return self.hub.commands()

    def wake(self, *more: AnyRow, seconds: float = 60) -> None:
        """A service has just ended and may be rated."""
        self.hub.connect_hub((rows.HALL, rows.FREE, rows.rating(seconds=seconds), *more))
        self.screen.settle()


OpenIt = Callable[..., OpenPad]


@pytest.fixture
def open_it(qapp: QGuiApplication) -> Iterator[OpenIt]:
    application()
    opened: list[Opened] = []

    def open_one(language: str = "zh", size: tuple[int, int] | None = None, settle: int = 0) -> OpenPad:
        screen = open_pad(language, size)
        opened.append(screen)
        # Only the tests of quick second touches need to wait for a page to settle.
        screen.window.setProperty("settle", settle)
        return OpenPad(screen=screen, hand=Hand(screen.window))

    yield open_one
    for screen in opened:
        screen.close()


@pytest.fixture
def pad(open_it: OpenIt) -> OpenPad:
    """A pad that no hub has answered yet."""
    return open_it()


@pytest.fixture
def open_panel(qapp: QGuiApplication) -> Iterator[Open]:
    application()
    opened: list[Opened] = []

    def open_it(play: Play, language: str = "zh", size: tuple[int, int] | None = None) -> Opened:
        screen = panel_pictures.open_panel(language, size)
        opened.append(screen)
        play(screen)
        screen.settle()
        # Whatever the state needed to come about is long done.
        screen.pass_time(1)
        return screen

    yield open_it
    for screen in opened:
        screen.close()
