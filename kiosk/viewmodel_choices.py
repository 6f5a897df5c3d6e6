"""What a visitor can choose, page by page: the home page's few items, all groups, a group's items."""

from __future__ import annotations

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qtmodel import RowModel
from kiosk.offers import BUNDLES, Offer, Shelf

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

ON_HOME = 3
ON_PAGE = 6
ON_HOME_ELDER = 2
ON_PAGE_ELDER = 4
BUNDLES_ON_PAGE = 3
"""Life events on a page: each tells its steps, and needs the room for them."""


def _model(parent: QObject) -> RowModel[Offer]:
    return RowModel(
        {
            "code": lambda offer: offer.key,
            "title": lambda offer: offer.title,
            "prefix": lambda offer: offer.prefix,
            "items": lambda offer: offer.items,
            "ahead": lambda offer: offer.ahead,
            "low": lambda offer: offer.wait.low,
            "high": lambda offer: offer.wait.high,
            "refused": lambda offer: offer.refused,
            "closes": lambda offer: offer.closes,
            "windows": lambda offer: list(offer.windows),
            "steps": lambda offer: list(offer.steps),
        },
        order=lambda offer: offer.place,
        key=lambda offer: offer.key,
        parent=parent,
    )


@QmlElement
class Choices(QObject):
    """The offers in pages; a page holds at most six, four in the elder version."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._featured = _model(self)
        self._page = _model(self)
        self._shelf = Shelf({}, "zh", elder=False)
        self._elder = False
        self._united = False
        self._group = ""
        self._number = 0

    def show(self, shelf: Shelf, elder: bool) -> None:
        """Offer what is on the shelf; the visitor stays on the page as far as it still exists."""
        if elder != self._elder:
            # Other pages hold other things: begin at the first.
            self._number = 0
        self._shelf = shelf
        self._elder = elder
        self._featured.show(shelf.featured()[: self._room_at_home()])
        self._turn_to(self._number)

    def open(self, group: str = "") -> None:
        """Show a group's items; without a name all groups (or all items when there is but one group)."""
        groups = self._groups()
        self._group = groups[0].key if not group and len(groups) == 1 else group
        self._turn_to(0)

    def unite(self, united: bool) -> None:
        """Choose further items for one visit: life events, which stand alone, are not offered then."""
        self._united = united

    def turn(self, pages: int) -> None:
        """Go some pages on, or back."""
        self._turn_to(self._number + pages)

    def holds_groups(self) -> bool:
        """Whether the page shows groups and not items."""
        return not self._group

    def _room_at_home(self) -> int:
        return ON_HOME_ELDER if self._elder else ON_HOME

    def _room(self) -> int:
        if self._group == BUNDLES:
            return BUNDLES_ON_PAGE
        return ON_PAGE_ELDER if self._elder else ON_PAGE

    def _all(self) -> list[Offer]:
        if self._group:
            return self._shelf.group(self._group)
        return self._groups()

    def _groups(self) -> list[Offer]:
        return self._shelf.groups(self._room_at_home(), alone=not self._united)

    def _turn_to(self, number: int) -> None:
        offers, room = self._all(), self._room()
        self._number = max(0, min(number, (len(offers) - 1) // room))
        self._page.show(offers[self._number * room : (self._number + 1) * room])
        self.changed.emit()

    def _shown_featured(self) -> QAbstractItemModel:
        return self._featured

    def _shown_page(self) -> QAbstractItemModel:
        return self._page

    def _group_key(self) -> str:
        return self._group

    def _is_united(self) -> bool:
        return self._united

    def _title(self) -> str:
        return self._shelf.group_title(self._group)

    def _page_number(self) -> int:
        return self._number + 1

    def _pages(self) -> int:
        return max(1, -(-len(self._all()) // self._room()))

    featured = Property(QAbstractItemModel, _shown_featured, notify=changed)
    page = Property(QAbstractItemModel, _shown_page, notify=changed)
    group = Property(str, _group_key, notify=changed)
    united = Property(bool, _is_united, notify=changed)
    title = Property(str, _title, notify=changed)
    number = Property(int, _page_number, notify=changed)
    pages = Property(int, _pages, notify=changed)
