"""The keys on which a booked visitor types a telephone number; it is forgotten with the page."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.dial import Dial

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class DialView(QObject):
    """A number on its way to be whole; the screen never shows all of it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dial = Dial()

    @property
    def digits(self) -> str:
        """What was typed, when it may be a whole number; empty otherwise."""
        return self._dial.digits if self._dial.complete else ""

    @Slot(str)
    def type(self, digit: str) -> None:
        """A digit was touched."""
        self._dial.type(digit)
        self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """The last digit was wrong."""
        self._dial.erase()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Begin anew."""
        self._dial.clear()
        self.changed.emit()

    def _shown(self) -> str:
        return self._dial.shown

    def _complete(self) -> bool:
        return self._dial.complete

    shown = Property(str, _shown, notify=changed)
    complete = Property(bool, _complete, notify=changed)
