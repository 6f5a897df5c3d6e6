"""A visitor's hand on an open screen: real touch events where a finger would reach."""

from __future__ import annotations

import time
from functools import cache

from PySide6.QtCore import QCoreApplication, QEventLoop, QPoint, QPointF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from config.theme import scene

PATIENCE_S = 3.0
FRAME_MS = 17


@cache
def glass() -> QPointingDevice:
    """The one touch panel of this process; Qt keeps every one that was ever made."""
    return QTest.createTouchDevice()


class Hand:
    """Touches one window."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def item(self, name: str = "", *, text: str = "", nth: int = 0) -> QQuickItem:
        """Wait until something is to be seen, and give it back."""
        wanted = scene.Wanted(name=name, text=text, nth=nth)
        deadline = time.monotonic() + PATIENCE_S
        while (item := scene.find(self._window, wanted)) is None:
            assert time.monotonic() < deadline, f"{wanted} never came: {self.texts()}"
            self.pump()
        return item

    def tap(self, name: str = "", *, text: str = "", nth: int = 0) -> None:
        """Touch something, as soon as a finger would reach it."""
        spot = self._reach(name, text, nth)
        self.press(spot)
        self.lift(spot)

    def tap_twice(self, name: str) -> None:
        """Touch the same place twice, as quickly as a nervous finger."""
        spot = self._reach(name, "", 0)
        for _ in range(2):
            self.press(spot)
            self.lift(spot)

    def slide(self, name: str, dx: int, dy: int) -> None:
        """Put a finger down, slide it a little, and lift it."""
        spot = self._reach(name, "", 0)
        end = spot + QPoint(dx, dy)
        self.press(spot)
        self._touch().move(0, (spot + end) / 2).commit(False)
        self._touch().move(0, end).commit(False)
        self.lift(end)

    def press(self, spot: QPoint) -> None:
        """Put a finger down."""
        self._touch().press(0, spot).commit(False)
        self.pump()

    def lift(self, spot: QPoint) -> None:
        """Lift the finger."""
        self._touch().release(0, spot).commit(False)
        self.pump()

    def sees(self, name: str = "", *, text: str = "") -> bool:
        """Whether something is to be seen now."""
        self.pump()
        return scene.find(self._window, scene.Wanted(name=name, text=text)) is not None

    def texts(self) -> list[str]:
        """All words on the screen."""
        return scene.texts(self._window)

    def reads(self, words: str) -> bool:
        """Whether some text on the screen contains these words now."""
        self.pump()
        return any(words in text for text in self.texts())

    def pump(self) -> None:
        """Let the screen do what it has to do."""
        for _ in range(3):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    def _touch(self) -> QTest.QTouchEventSequence:
        return QTest.touchEvent(self._window, glass(), False)

    def _reach(self, name: str, text: str, nth: int) -> QPoint:
        deadline = time.monotonic() + PATIENCE_S
        before: QPointF | None = None
        while True:
            try:
                point = scene.spot(self._window, self.item(name, text=text, nth=nth))
            except scene.CannotTouch:
                if time.monotonic() > deadline:
                    raise
            else:
                # What has just appeared is put in its place with the next frame only.
                if point == before:
                    return point.toPoint()
                before = point
            QTest.qWait(FRAME_MS)
