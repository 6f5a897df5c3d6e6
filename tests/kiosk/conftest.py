"""A kiosk that is open, with a hub that the test plays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject

from kiosk.viewmodel import KioskModel
from tests.display.pretend_link import PretendLink
from tests.screens import kiosk_rows as rows
from tests.screens.hand import Hand
from tests.screens.kiosk import open_kiosk
from tests.screens.kiosk_errands import model
from tests.screens.studio import Opened, application


@dataclass(frozen=True, kw_only=True)
class OpenKiosk:
    """The kiosk, the hand that touches it and the hub that answers it."""

    screen: Opened
    hand: Hand

    @property
    def hub(self) -> PretendLink:
        return self.screen.link

    @property
    def model(self) -> KioskModel:
        return model(self.screen)

    def part(self, name: str) -> QObject:
        """A part of the view-model, as QML sees it."""
        part: QObject = getattr(self.model, name)
        return part

    def page(self) -> str:
        """Name of the page that is shown."""
        return str(self.model.property("page"))


@pytest.fixture
def bare_kiosk() -> Iterator[OpenKiosk]:
    """A kiosk that no hub has answered yet."""
    application()
    screen = open_kiosk()
    # Only the tests of quick second touches need to wait for a page to settle.
    screen.window.setProperty("settle", 0)
    yield OpenKiosk(screen=screen, hand=Hand(screen.window))
    screen.close()


@pytest.fixture
def kiosk(bare_kiosk: OpenKiosk) -> OpenKiosk:
    """A kiosk at home on an ordinary morning."""
    bare_kiosk.hub.connect_hub(rows.everyday())
    bare_kiosk.screen.settle()
    return bare_kiosk
