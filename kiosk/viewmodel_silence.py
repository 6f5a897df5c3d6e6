"""Watches for the visitor who has gone: asks, counts for everybody to see, then tells that it is over."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from devices.link.qtclock import HallClock
from kiosk.quiet import Quiet

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class Silence(QObject):
    """Silence on one kiosk; it watches only while there is something to forget.

    Args:
        idle_s: seconds of silence after which it asks.
        count_s: seconds it then counts.
        clock: the hall's clock, whose every tick is looked at.
    """

    changed = Signal()
    over = Signal()

    def __init__(
        self, idle_s: float, count_s: float, clock: HallClock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = clock.steady
        self._quiet = Quiet(idle_s, count_s, self._now())
        self._left: int | None = None
        self._on = False
        clock.ticked.connect(self._tick)

    def allow(self, idle_s: float, count_s: float) -> None:
        """Wait so long from now on."""
        self._quiet.idle_s = idle_s
        self._quiet.count_s = count_s

    def watch(self, on: bool) -> None:
        """Something was done; watch from now on, or not at all."""
        self._quiet.touched(self._now())
        self._on = on
        self._show(None)

    def _tick(self) -> None:
        if not self._on:
            return
        left = self._quiet.seconds_left(self._now())
        if left == 0:
            self.over.emit()
        else:
            self._show(left)

    @Slot()
    def touched(self) -> None:
        """A finger is on the glass; while it asks, only ``stay`` counts."""
        if self._left is None:
            self._quiet.touched(self._now())

    @Slot()
    def stay(self) -> None:
        """Somebody is still there."""
        self._quiet.touched(self._now())
        self._show(None)

    def _show(self, left: int | None) -> None:
        if left != self._left:
            self._left = left
            self.changed.emit()

    def _asks(self) -> bool:
        return self._left is not None

    def _seconds(self) -> int:
        return self._left or 0

    def _total(self) -> int:
        return round(self._quiet.count_s)

    asks = Property(bool, _asks, notify=changed)
    seconds = Property(int, _seconds, notify=changed)
    total = Property(int, _total, notify=changed)
