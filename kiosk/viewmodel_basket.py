"""Several items that a visitor takes one number for, before it is taken."""

from __future__ import annotations

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qtmodel import RowModel
from kiosk.basket import ROOM, Basket
from kiosk.offers import NO_WAIT, Offer, Shelf

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class BasketView(QObject):
    """The chosen items; the wait is that of the first one, whose queue gives the number."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first: Offer | None = None
        self._known = 0
        self._most = ROOM
        self._zone_name = ""
        self._zone_floor = 0
        self._items: RowModel[Offer] = RowModel(
            {"code": lambda offer: offer.key, "title": lambda offer: offer.title},
            order=lambda offer: offer.place,
            key=lambda offer: offer.key,
            parent=self,
        )

    def show(self, basket: Basket, shelf: Shelf, most: int) -> None:
        """Show what is chosen, as the shelf has it now.

        Args:
            basket: what is chosen.
            shelf: what is offered.
            most: items that the hall puts on one ticket.
        """
        offers = [
            # An item that the hub took from the list meanwhile is still shown, to be taken out.
            shelf.item(code) or Offer(place=0, key=code, title=code, refused="unknown_item")
            for code in basket.codes
        ]
        self._most = min(most, ROOM)
        self._known = len(offers)
        self._first = offers[0] if offers else None
        self._zone_name, self._zone_floor = shelf.zone_of(basket.codes[0] if basket.codes else "")
        self._items.show(
            [Offer(place=place, key=offer.key, title=offer.title) for place, offer in enumerate(offers)]
        )
        self.changed.emit()

    def _count(self) -> int:
        return self._known

    def _has_room(self) -> bool:
        return self._known < self._most

    def _may_hold_more(self) -> bool:
        return self._most > 1

    def _ahead(self) -> int:
        return self._first.ahead if self._first else 0

    def _low(self) -> int:
        return (self._first.wait if self._first else NO_WAIT).low

    def _high(self) -> int:
        return (self._first.wait if self._first else NO_WAIT).high

    def _refused(self) -> str:
        return self._first.refused if self._first else ""

    def _sentence(self) -> str:
        return self._first.sentence if self._first else ""

    def _closes(self) -> str:
        return self._first.closes if self._first else ""

    def _zone(self) -> str:
        return self._zone_name

    def _floor(self) -> int:
        return self._zone_floor

    def _shown_items(self) -> QAbstractItemModel:
        return self._items

    count = Property(int, _count, notify=changed)
    possible = Property(bool, _may_hold_more, notify=changed)
    room = Property(bool, _has_room, notify=changed)
    ahead = Property(int, _ahead, notify=changed)
    low = Property(int, _low, notify=changed)
    high = Property(int, _high, notify=changed)
    refused = Property(str, _refused, notify=changed)
    sentence = Property(str, _sentence, notify=changed)
    closes = Property(str, _closes, notify=changed)
    zone = Property(str, _zone, notify=changed)
    floor = Property(int, _floor, notify=changed)
    items = Property(QAbstractItemModel, _shown_items, notify=changed)
