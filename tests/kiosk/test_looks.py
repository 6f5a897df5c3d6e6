"""Every page in every state can be read and touched: sizes, places, languages, nothing cut or covered."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF

from tests.screens.kiosk import PORTRAIT, STATES, open_kiosk
from tests.screens.kiosk_errands import model
from tests.screens.looks import letter_height, painted, place, too_close, visible, written_over
from tests.screens.studio import Opened, application

CHINESE = re.compile(r"[\u3400-\u9fff]")
CHINESE_IN_ENGLISH = re.compile(r"中文|转 80126|[张李赵钱周]\*")
"""The way back to Chinese, a phone's extension as the hall wrote it, and masked names."""

LONG = re.compile("long")


@pytest.fixture(scope="module", params=["ordinary-zh", "ordinary-en", "elder-zh", "elder-en"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=sorted(STATES))
def shown(request: pytest.FixtureRequest, version: str) -> Iterator[Opened]:
    """One state of the kiosk in one version and language."""
    application()
    size, language = version.split("-")
    screen = open_kiosk(language=language)
    screen.window.setProperty("settle", 0)
    model(screen).enlarge(size == "elder")
    STATES[request.param](screen)
    screen.settle()
    # The picture makes Qt put everything in its place.
    screen.window.grabWindow()
    yield screen
    screen.close()


def test_a_page_can_be_read_and_touched(shown: Opened, version: str, request: pytest.FixtureRequest) -> None:
    width, height = PORTRAIT
    screen = QRectF(0, 0, width, height)
    smallest = 32 if version.startswith("elder") else 26
    idle = any(item.objectName() == "idle" for item in visible(shown, "QQuickRectangle"))
    buttons = [
        item
        for item in visible(shown, "QQuickAbstractButton")
        if not idle or item.objectName() in ("stay", "end")
    ]
    for button in buttons:
        where = place(button)
        assert where.top() >= 0.4 * height, f"{button.objectName()} is out of reach"
        assert where.height() >= 120, f"{button.objectName()} is only {where.height()} high"
        assert screen.contains(where), f"{button.objectName()} leaves the screen"
    assert too_close(buttons, 11) == []
    away = any(item.objectName() == "page-away" for item in visible(shown, "QQuickItem"))
    assert idle or away or "help" in {button.objectName() for button in buttons}, "nobody can be called"
    long = LONG.search(request.node.name) is not None
    texts = visible(shown, "QQuickText")
    assert texts
    for text in texts:
        words = text.property("text")
        assert letter_height(text) >= smallest - 1, f"{words} is too small"
        assert screen.contains(painted(text)), f"{words} leaves the screen"
        assert long or not text.property("truncated"), f"{words} is cut"
        if version.endswith("en"):
            assert not CHINESE.search(CHINESE_IN_ENGLISH.sub("", words)), f"{words} is not English"
    if not idle:
        assert written_over(texts) == []
