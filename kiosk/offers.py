"""What a kiosk offers, made from the hub's rows: items and groups of items, with the wait of each.

Pure: rows in, offers out, in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.link.rows import AnyRow, ItemRow, Minutes, QueueRow, ZoneRow

NO_WAIT = Minutes(0, 0)
FEATURED = "featured"
ELDER = "elder"
OF_QUEUE = "queue:"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing to choose: an item, or a group of items that wait in one line.

    Attributes:
        place: where it stands among the others.
        key: item code or group key.
        title: its name in the visitor's language; empty for groups that the screen names itself.
        prefix: letter of its queue's numbers; empty when it has several queues.
        items: how many items it holds; 0 for an item.
        ahead: people before somebody who takes a number now.
        wait: forecast for the same.
        refused: code of the refusal when no number is given now.
        windows: open windows that serve it.
    """

    place: int
    key: str
    title: str
    prefix: str = ""
    items: int = 0
    ahead: int = 0
    wait: Minutes = NO_WAIT
    refused: str = ""
    windows: tuple[int, ...] = ()


class Shelf:
    """Everything a kiosk offers in one language.

    Args:
        rows: the hub's rows.
        language: "zh" or "en".
        elder: whether items for the elderly come first.
        zone: the kiosk's own, whose queues come first; empty for the hall's order.
    """

    def __init__(self, rows: Mapping[str, AnyRow], language: str, elder: bool, zone: str = "") -> None:
        self._zone = zone
        self._english = language == "en"
        self._elder = elder
        self._zones = {row.id: row for row in rows.values() if isinstance(row, ZoneRow)}
        self._queues = {row.id: row for row in rows.values() if isinstance(row, QueueRow)}
        # An item whose queue is not shown could not be taken.
        self._items = {
            row.code: row for row in rows.values() if isinstance(row, ItemRow) and row.queue in self._queues
        }

    def featured(self) -> list[Offer]:
        """The items of the home page, best first."""
        chosen = [item for item in self._items.values() if item.featured]
        chosen.sort(key=lambda item: (self._elder and not item.elder, item.featured))
        return self._offers(chosen)

    def groups(self, featured_shown: int) -> list[Offer]:
        """All groups: what the home page had no room for, then a group for every queue with items."""
        groups: list[Offer] = []
        featured = [item for item in self._items.values() if item.featured]
        elder = [item for item in self._items.values() if item.elder]
        if len(featured) > featured_shown:
            groups.append(Offer(place=len(groups), key=FEATURED, title="", items=len(featured)))
        if self._elder and elder:
            groups.append(Offer(place=len(groups), key=ELDER, title="", items=len(elder)))
        for queue in sorted(self._queues.values(), key=lambda queue: queue.zone != self._zone):
            count = sum(item.queue == queue.id for item in self._items.values())
            if count:
                groups.append(self._group(queue, len(groups), count))
        return groups

    def group(self, key: str) -> list[Offer]:
        """The items of a group."""
        if key == FEATURED:
            return self.featured()
        if key == ELDER:
            return self._offers([item for item in self._items.values() if item.elder])
        queue = key.removeprefix(OF_QUEUE)
        return self._offers([item for item in self._items.values() if item.queue == queue])

    def group_title(self, key: str) -> str:
        """Name of a queue's group; empty for the groups that the screen names itself."""
        queue = self._queues.get(key.removeprefix(OF_QUEUE))
        return self._name(queue) if queue else ""

    def item(self, code: str) -> Offer | None:
        """One item, or None when it is not offered any more."""
        item = self._items.get(code)
        return None if item is None else self._offer(item, 0)

    def queue_of(self, code: str) -> str:
        """Name of the queue in which an item's visitors wait."""
        item = self._items.get(code)
        return "" if item is None else self._name(self._queues[item.queue])

    def zone_of(self, code: str) -> tuple[str, int]:
        """Zone and floor where an item is done; ("", 0) when unknown."""
        item = self._items.get(code)
        zone = self._zones.get(self._queues[item.queue].zone) if item else None
        return (self._name(zone), zone.floor) if zone else ("", 0)

    def _name(self, row: ItemRow | QueueRow | ZoneRow) -> str:
        return row.name_en or row.name if self._english else row.name

    def _offers(self, items: list[ItemRow]) -> list[Offer]:
        return [self._offer(item, place) for place, item in enumerate(items)]

    def _offer(self, item: ItemRow, place: int) -> Offer:
        queue = self._queues[item.queue]
        return Offer(
            place=place,
            key=item.code,
            title=self._name(item),
            prefix=queue.prefix,
            ahead=queue.ahead,
            wait=queue.wait,
            refused=queue.refused,
            windows=queue.windows,
        )

    def _group(self, queue: QueueRow, place: int, count: int) -> Offer:
        return Offer(
            place=place,
            key=OF_QUEUE + queue.id,
            title=self._name(queue),
            prefix=queue.prefix,
            items=count,
            ahead=queue.ahead,
            wait=queue.wait,
            refused=queue.refused,
            windows=queue.windows,
        )
