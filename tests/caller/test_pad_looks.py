"""Every state of the rating pad can be read and touched, in every shape and with longer words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRectF, QTranslator

from caller.pad import HERE
from config.theme import scene
from config.theme.app import THEME
from tests.caller.conftest import OpenIt, OpenPad
from tests.screens.looks import letter_height, place, too_close, visible, written_over
from tests.screens.pad import SIZES, STATES
from tests.screens.studio import application, cut_texts

SHAPES = [shape for shape in SIZES if shape != "low"]
"""The low one is the wide one, scaled."""

TOUCH = 120
"""Least height of what is touched, on a screen whose short side is 1080."""


class Longer(QTranslator):
    """English of which every word is two fifths longer."""

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        self._english = [QTranslator(self) for _ in files]
        for translator, file in zip(self._english, files, strict=True):
            assert translator.load(str(file))

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        for translator in self._english:
            found = translator.translate(context, source, disambiguation, n)
            if found:
                return " ".join(_longer(word) for word in found.split(" "))
        return ""


def _longer(word: str) -> str:
    if "%" in word or not word.isascii():
        return word
    return word + word[: math.ceil(0.4 * len(word))]


@pytest.fixture
def longer_words() -> Iterator[Longer]:
    application()
    translator = Longer([HERE / "i18n/pad_en.qm", THEME / "i18n/hall_en.qm"])
    yield translator
    QCoreApplication.removeTranslator(translator)


def shown(open_it: OpenIt, state: str, language: str, shape: str) -> OpenPad:
    pad = open_it(language, SIZES[shape])
    STATES[state](pad.screen)
    pad.screen.settle()
    pad.screen.window.grabWindow()
    return pad


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_read_and_touched(open_it: OpenIt, state: str, language: str, shape: str) -> None:
    pad = shown(open_it, state, language, shape)
    window = pad.screen.window
    whole = QRectF(0, 0, window.width(), window.height())
    unit = min(SIZES[shape]) / 1080

    assert cut_texts(window) == []
    buttons = visible(pad.screen, "QQuickAbstractButton")
    for button in buttons:
        name = button.objectName()
        assert place(button).height() >= TOUCH * unit - 1, f"{name} is only {place(button).height()} high"
        assert whole.contains(place(button)), f"{name} leaves the screen"
    assert too_close(buttons, 11 * unit) == []
    texts = [text for text in visible(pad.screen, "QQuickText") if text.property("text")]
    assert texts
    for text in texts:
        assert letter_height(text) >= 26 * unit - 1, f"{text.property('text')} is too small"
    if state != "not_accepted":
        assert written_over(texts) == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("state", STATES)
def test_words_that_are_two_fifths_longer_stay_in_their_boxes(
    open_it: OpenIt, longer_words: Longer, state: str, shape: str
) -> None:
    pad = open_it("en", SIZES[shape])
    QCoreApplication.installTranslator(longer_words)
    pad.screen.engine.retranslate()

    STATES[state](pad.screen)
    pad.screen.settle()

    assert cut_texts(pad.screen.window) == []
    assert scene.texts(pad.screen.window)
