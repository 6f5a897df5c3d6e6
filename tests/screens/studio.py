"""Opens a real screen, offscreen, with a hub that a test or a picture plays."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtQuickControls2 import QQuickStyle
from PySide6.QtTest import QTest

from config.theme import scene, translations
from config.theme.app import Screen, Stage, load
from config.theme.fonts import hall_font
from config.theme.options import Options
from devices.link.qtclock import HallClock
from devices.link.words import Role
from tests.display.pretend_link import PretendLink, SteadyClock

NOW = datetime(2026, 11, 23, 1, 26, tzinfo=UTC)
"""Monday, 23 November, 09:26 in the hall."""

HAIR = 1.5
"""Pixels by which a text may exceed its box: sub-pixel widths, rounded."""

Furnish = Callable[[Stage, PretendLink, HallClock], Mapping[str, object]]


def application() -> QGuiApplication:
    """The one application of this process, in the hall's font, with translations made."""
    QQuickStyle.setStyle("Basic")
    app = QGuiApplication.instance() or QGuiApplication(["pictures"])
    assert isinstance(app, QGuiApplication)
    app.setFont(hall_font())
    translations.compile_all()
    return app


@dataclass(kw_only=True)
class Opened:
    """A screen that is open, and what plays the world around it."""

    engine: QQmlApplicationEngine
    window: QQuickWindow
    link: PretendLink
    clock: HallClock
    steady: SteadyClock
    things: Mapping[str, object]

    def settle(self) -> None:
        """Let the screen do what it has to do."""
        for _ in range(3):
            QCoreApplication.processEvents()

    def pass_time(self, seconds: float) -> None:
        """Let time pass in the hall, second by second."""
        whole = int(seconds)
        for step in (*(1.0 for _ in range(whole)), seconds - whole):
            if step:
                self.steady.seconds += step
                self.clock.ticked.emit()
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press and release a key on the window."""
        if not self.window.isActive():
            self.window.requestActivate()
            self.settle()
        QTest.keyClick(self.window, key)
        self.settle()

    def shot(self, path: Path) -> None:
        """Save what the window shows."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        assert self.window.grabWindow().save(str(path)), path

    def close(self) -> None:
        """Take the screen down, and everything that belongs to it."""
        take_down(self.engine, self.window)


def take_down(engine: QQmlApplicationEngine, window: QQuickWindow) -> None:
    """Close a window and delete its engine with all that the engine owns."""
    window.close()
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def open_screen(
    screen: Screen,
    furnish: Furnish,
    *,
    role: Role,
    place: str,
    size: tuple[int, int] | None = None,
    language: str = "zh",
    motion: bool = False,
) -> Opened:
    """Load a screen as its program does; motion is off, so that pictures and touches never wait for it."""
    steady = SteadyClock()
    link = PretendLink(role, place, NOW)
    clock = HallClock(link, link, read=steady)
    things: Mapping[str, object] = {}

    def with_link(stage: Stage) -> Mapping[str, object]:
        nonlocal things
        link.setParent(stage.engine)
        things = furnish(stage, link, clock)
        return things

    options = Options(identity=Path("none"), size=size, language=language, motion=motion)
    engine = load(screen, options, with_link)
    assert engine is not None, f"{screen.module} does not load"
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    opened = Opened(engine=engine, window=window, link=link, clock=clock, steady=steady, things=things)
    opened.settle()
    return opened


def cut_texts(window: QQuickWindow) -> list[str]:
    """Texts that are cut short, run out of their box, or leave the window."""
    window.grabWindow()  # a frame, because texts are laid out anew in one
    whole = QRectF(0, 0, window.width(), window.height()).adjusted(-HAIR, -HAIR, HAIR, HAIR)
    found = []
    for item in scene.walk(window.contentItem()):
        if not item.inherits("QQuickText") or not scene.is_seen(item) or not item.property("text"):
            continue
        wide = float(item.property("contentWidth")) > item.width() + HAIR
        painted = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        outside = not _scrolls(item) and not whole.contains(painted)
        if item.property("truncated") or wide or outside:
            found.append(str(item.property("text")))
    return found


def _scrolls(item: QQuickItem) -> bool:
    """Whether the item lies in a list that is scrolled to it."""
    parent: object = item.parentItem()
    while isinstance(parent, QQuickItem):
        if parent.inherits("QQuickFlickable"):
            return True
        parent = parent.parentItem()
    return False
