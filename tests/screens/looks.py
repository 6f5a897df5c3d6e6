"""What an eye and a finger would complain of on an open screen: places, sizes, and what lies on what."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from config.theme import scene
from tests.screens.studio import Opened


def visible(screen: Opened, kind: str) -> list[QQuickItem]:
    """Every item of a Qt class that is to be seen."""
    return [
        item
        for item in scene.walk(screen.window.contentItem())
        if item.inherits(kind) and scene.is_seen(item)
    ]


def place(item: QQuickItem) -> QRectF:
    """Where an item is in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def painted(text: QQuickItem) -> QRectF:
    """Where a text's glyphs are, without the line spacing around them."""
    box = QRectF(0, 0, min(text.property("contentWidth"), text.width()), text.property("contentHeight"))
    inset = 0.12 * box.height()
    return text.mapRectToScene(box.adjusted(0, inset, 0, -inset))


def letter_height(text: QQuickItem) -> int:
    """Pixels of the text's font as it is drawn, shrunk to fit or not."""
    return int(text.property("fontInfo").property("pixelSize").toInt())


def too_close(buttons: list[QQuickItem], gap: float) -> list[str]:
    """Buttons between which a finger has less than ``gap`` pixels."""
    return [
        f"{one.objectName()} touches {other.objectName()}"
        for one, other in combinations(buttons, 2)
        if place(one).adjusted(-gap, -gap, gap, gap).intersects(place(other))
    ]


def written_over(texts: list[QQuickItem]) -> list[str]:
    """Texts of which one lies on the other."""
    return [
        f"{one.property('text')} lies on {other.property('text')}"
        for one, other in combinations(texts, 2)
        if painted(one).intersects(painted(other))
    ]
