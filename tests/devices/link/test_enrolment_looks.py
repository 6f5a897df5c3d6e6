"""The page of enrolment can be read and touched in every screen's shape, language and state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from config.theme import scene
from devices.link.enrolment import LETTERS
from tests.screens.enrolment import SHAPES, STATES, open_page
from tests.screens.looks import letter_height, place, too_close, visible, written_over
from tests.screens.studio import Opened, application, cut_texts

CHINESE = re.compile(r"[\u3400-\u9fff]")
CHINESE_IN_ENGLISH = ("中文", "本机尚未登记", "晴川区政务服务中心")
"""The way back to Chinese, the title for whoever reads no English, and the hall's own name."""


TIGHT = ("panel_low", "strip", "pad_small")
"""Shapes with the least room for words: whatever fits there fits in the others."""
SHOWN = [
    (shape, state)
    for shape in SHAPES
    for state in STATES
    if shape in TIGHT or not state.startswith("trouble_") or state == "trouble_later"
]


@pytest.fixture(params=SHOWN, ids="-".join)
def shown(request: pytest.FixtureRequest) -> tuple[str, str]:
    shape, state = request.param
    return str(shape), str(state)


@pytest.fixture
def shape(shown: tuple[str, str]) -> str:
    return shown[0]


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(shown: tuple[str, str], language: str, tmp_path: Path, qapp: QGuiApplication) -> Iterator[Opened]:
    """One state of the page in one shape and language."""
    application()
    shape, state = shown
    screen = open_page(SHAPES[shape], tmp_path / "identity.json", language)
    STATES[state](screen, SHAPES[shape])
    screen.settle()
    # The picture makes Qt put everything in its place.
    screen.window.grabWindow()
    yield screen
    screen.close()


def unit_of(shape: str) -> float:
    """Pixels of this shape to one of a screen whose short side is 1080."""
    width, height = SHAPES[shape].size
    if width > 3 * height:
        return height * 1.8 / 1080
    return (min(max(width, 600), height * 0.62) if height > width else min(height, width * 0.625)) / 1080


def light(color: QColor) -> float:
    """A colour's relative luminance (WCAG 2.2)."""
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.redF(), color.greenF(), color.blueF())
    ]
    return float(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])


def contrast(one: QColor, other: QColor) -> float:
    """How well one colour is read on another, 1 to 21."""
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def ground(picture: QImage, box: QRectF) -> QColor:
    """What a text stands on: the colour that most of its box has."""
    box = box.intersected(QRectF(0, 0, picture.width(), picture.height()))
    seen = Counter(
        picture.pixel(x, y)
        for x in range(round(box.left()), round(box.right()), 3)
        for y in range(round(box.top()), round(box.bottom()), 2)
    )
    return QColor(seen.most_common(1)[0][0])


def test_it_can_be_read_and_touched(page: Opened, shape: str, language: str) -> None:
    window = page.window
    whole = QRectF(0, 0, window.width(), window.height())
    unit = unit_of(shape)
    picture = window.grabWindow()

    assert cut_texts(window) == []
    buttons = visible(page, "QQuickAbstractButton")
    least = max(44.0, 120 * unit) if "panel" in shape else 120 * unit
    for button in buttons:
        name = button.objectName()
        assert place(button).height() >= least - 1, f"{name} is only {place(button).height()} high"
        assert whole.contains(place(button)), f"{name} leaves the screen"
    assert too_close(buttons, 11 * unit - 1) == []
    texts = [text for text in visible(page, "QQuickText") if text.property("text")]
    assert texts
    for text in texts:
        words = text.property("text")
        assert letter_height(text) >= 26 * unit - 1, f"{words} is too small"
        assert contrast(text.property("color"), ground(picture, place(text))) >= 7, f"{words} is too pale"
        if language == "en" and words not in CHINESE_IN_ENGLISH:
            for own in CHINESE_IN_ENGLISH:
                words = words.replace(own, "")
            assert not CHINESE.search(words), f"{words} is not English"
    assert written_over(texts) == []


def named(screen: Opened) -> list[QQuickItem]:
    """Whatever is operated."""
    return [*visible(screen, "QQuickAbstractButton"), *visible(screen, "QQuickTextInput")]


@pytest.mark.parametrize("state", ["code", "address"])
def test_whatever_is_operated_says_its_name_to_who_cannot_see_it(
    state: str, tmp_path: Path, qapp: QGuiApplication
) -> None:
    application()
    screen = open_page(SHAPES["kiosk"], tmp_path / "identity.json")
    STATES[state](screen, SHAPES["kiosk"])
    screen.settle()
    for item in named(screen):
        interface = QAccessible.queryAccessibleInterface(item)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name), item.objectName()
    screen.close()


def test_every_letter_of_a_code_has_a_key(tmp_path: Path, qapp: QGuiApplication) -> None:
    application()
    for shape in ("kiosk", "strip"):
        screen = open_page(SHAPES[shape], tmp_path / "identity.json")
        for letter in LETTERS:
            assert scene.find(screen.window, scene.Wanted(name=f"key-{letter}")), letter
        screen.close()
