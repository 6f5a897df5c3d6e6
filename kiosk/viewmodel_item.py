"""The item or life event that a visitor has chosen: what it means to take a number for it now."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.rows import Minutes
from kiosk.offers import Offer, Shelf

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

QVariantList = list  # as Qt names it, for the tools that read this file


@QmlElement
class ItemView(QObject):
    """One item before its number is taken, or a life event with its steps; empty while none is chosen."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._item = ""
        self._offer: Offer | None = None
        self._queue_name = ""
        self._zone_name = ""
        self._zone_floor = 0

    @property
    def item(self) -> str:
        """Code of the item, key of the life event, or empty."""
        return self._item

    def choose(self, item: str, shelf: Shelf) -> None:
        """Show another item; an empty code shows none."""
        self._item = item
        self.show(shelf)

    def show(self, shelf: Shelf) -> None:
        """Show what the shelf says of the chosen item now."""
        self._offer = shelf.item(self._item)
        self._queue_name = shelf.queue_of(self._item)
        self._zone_name, self._zone_floor = shelf.zone_of(self._item)
        self.changed.emit()

    def _code(self) -> str:
        return self._item

    def _title(self) -> str:
        return self._offer.title if self._offer else ""

    def _queue(self) -> str:
        return self._queue_name

    def _zone(self) -> str:
        return self._zone_name

    def _floor(self) -> int:
        return self._zone_floor

    def _ahead(self) -> int:
        return self._offer.ahead if self._offer else 0

    def _wait(self) -> Minutes:
        return self._offer.wait if self._offer else Minutes(0, 0)

    def _low(self) -> int:
        return self._wait().low

    def _high(self) -> int:
        return self._wait().high

    def _refused(self) -> str:
        # An item that the hub took from the list while it was looked at.
        return self._offer.refused if self._offer else "unknown_item"

    def _sentence(self) -> str:
        return self._offer.sentence if self._offer else ""

    def _closes(self) -> str:
        return self._offer.closes if self._offer else ""

    def _steps(self) -> list[str]:
        return list(self._offer.steps) if self._offer else []

    def _windows(self) -> list[int]:
        return list(self._offer.windows) if self._offer else []

    code = Property(str, _code, notify=changed)
    title = Property(str, _title, notify=changed)
    queue = Property(str, _queue, notify=changed)
    zone = Property(str, _zone, notify=changed)
    floor = Property(int, _floor, notify=changed)
    ahead = Property(int, _ahead, notify=changed)
    low = Property(int, _low, notify=changed)
    high = Property(int, _high, notify=changed)
    refused = Property(str, _refused, notify=changed)
    sentence = Property(str, _sentence, notify=changed)
    closes = Property(str, _closes, notify=changed)
    steps = Property(QVariantList, _steps, notify=changed)
    windows = Property(QVariantList, _windows, notify=changed)
