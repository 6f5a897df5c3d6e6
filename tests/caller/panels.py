"""What tests of the clerk's panel do with it: read its words, see its parts, type."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from config.theme import scene
from tests.screens.studio import Opened

Open = Callable[..., Opened]
Key = Qt.Key


def texts(screen: Opened) -> list[str]:
    screen.settle()
    screen.window.grabWindow()  # a frame, because lists make their lines in one
    return scene.texts(screen.window)


def text(screen: Opened, name: str) -> str:
    screen.settle()
    item = scene.find(screen.window, scene.Wanted(name=name))
    assert item is not None, f"{name} is not to be seen among {scene.texts(screen.window)}"
    return str(item.property("text"))


def sees(screen: Opened, name: str) -> bool:
    screen.settle()
    return scene.find(screen.window, scene.Wanted(name=name)) is not None


def type_in(screen: Opened, letters: str) -> None:
    for letter in letters:
        screen.press(Key(ord(letter)))


def press_named(screen: Opened, name: str) -> None:
    """Press a key by the name that its button shows."""
    key: Qt.Key = getattr(Qt.Key, f"Key_{name}")
    screen.press(key)
