"""What a kiosk offers, made from the hub's rows: items, life events and groups, with the wait of each.

Pure: rows in, offers out, in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from devices.link.rows import AnyRow, HallRow, ItemRow, Minutes, QueueRow, ZoneRow

NO_WAIT = Minutes(0, 0)
FEATURED = "featured"
ELDER = "elder"
BUNDLES = "bundles"
OF_QUEUE = "queue:"
OF_BUNDLE = "bundle:"

CLOSES_SOON = timedelta(minutes=60)
"""Time before a queue gives no more numbers in which visitors are told until when it does."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing to choose: an item, a life event, or a group of items that wait in one line.

    Attributes:
        place: where it stands among the others.
        key: item code, or key of a life event or a group.
        title: its name in the visitor's language; empty for groups that the screen names itself.
        prefix: letter of its queue's numbers; empty when it has several queues.
        items: how many items it holds; 0 for an item.
        ahead: people before somebody who takes a number now.
        wait: forecast for the same.
        refused: code of the refusal when no number is given now.
        sentence: the whole refusal, with when next and where else.
        closes: until when numbers are given, such as 16:40, when that is soon.
        windows: open windows that serve it.
        steps: names of a life event's items, in its order.
    """

    place: int
    key: str
    title: str
    prefix: str = ""
    items: int = 0
    ahead: int = 0
    wait: Minutes = NO_WAIT
    refused: str = ""
    sentence: str = ""
    closes: str = ""
    windows: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()


class Shelf:
    """Everything a kiosk offers in one language.

    Args:
        rows: the hub's rows.
        language: "zh" or "en".
        elder: whether items for the elderly come first.
        zone: the kiosk's own, whose queues come first; empty for the hall's order.
        now: the hall's time, for queues that close soon; None leaves that out.
    """

    def __init__(
        self,
        rows: Mapping[str, AnyRow],
        language: str,
        elder: bool,
        zone: str = "",
        now: datetime | None = None,
    ) -> None:
        self._zone = zone
        self._now = now
        self._english = language == "en"
        self._elder = elder
        hall = rows.get("hall")
        self._timezone = ZoneInfo(hall.timezone) if isinstance(hall, HallRow) else None
        self._zones = {row.id: row for row in rows.values() if isinstance(row, ZoneRow)}
        self._queues = {row.id: row for row in rows.values() if isinstance(row, QueueRow)}
        # An item whose queue is not shown could not be taken.
        shown = [row for row in rows.values() if isinstance(row, ItemRow) and row.queue in self._queues]
        self._items = {row.code: row for row in shown if row.kind == "item"}
        self._bundles = {
            OF_BUNDLE + row.code: row
            for row in shown
            if row.kind == "bundle" and all(code in self._items for code in row.items)
        }

    def featured(self) -> list[Offer]:
        """The items of the home page, best first."""
        chosen = [item for item in self._items.values() if item.featured]
        chosen.sort(key=lambda item: (self._elder and not item.elder, item.featured))
        return self._offers(chosen)

    def groups(self, featured_shown: int, *, alone: bool = True) -> list[Offer]:
        """All groups: what the home page had no room for, life events, then a group for every queue.

        Args:
            featured_shown: items that the home page shows.
            alone: whether life events are offered, which are taken as a whole and with nothing else.
        """
        groups: list[Offer] = []
        featured = [item for item in self._items.values() if item.featured]
        elder = [item for item in self._items.values() if item.elder]
        if len(featured) > featured_shown:
            groups.append(Offer(place=len(groups), key=FEATURED, title="", items=len(featured)))
        if self._bundles and alone:
            groups.append(Offer(place=len(groups), key=BUNDLES, title="", items=len(self._bundles)))
        if self._elder and elder:
            groups.append(Offer(place=len(groups), key=ELDER, title="", items=len(elder)))
        for queue in sorted(self._queues.values(), key=lambda queue: queue.zone != self._zone):
            count = sum(item.queue == queue.id for item in self._items.values())
            if count:
                key, name = OF_QUEUE + queue.id, self._name(queue)
                groups.append(self._in_queue(queue, len(groups), key, name, items=count))
        return groups

    def group(self, key: str) -> list[Offer]:
        """What is in a group."""
        if key == FEATURED:
            return self.featured()
        if key == BUNDLES:
            return [self._bundle(row, place) for place, row in enumerate(self._bundles.values())]
        if key == ELDER:
            return self._offers([item for item in self._items.values() if item.elder])
        queue = key.removeprefix(OF_QUEUE)
        return self._offers([item for item in self._items.values() if item.queue == queue])

    def group_title(self, key: str) -> str:
        """Name of a queue's group; empty for the groups that the screen names itself."""
        queue = self._queues.get(key.removeprefix(OF_QUEUE))
        return self._name(queue) if queue else ""

    def item(self, key: str) -> Offer | None:
        """One item or life event, or None when it is not offered any more."""
        if key in self._bundles:
            return self._bundle(self._bundles[key], 0)
        item = self._items.get(key)
        return None if item is None else self._offer(item, 0)

    def bundle(self, key: str) -> tuple[str, str] | None:
        """Id and first item of a life event; None for an item."""
        row = self._bundles.get(key)
        return (row.code, row.items[0]) if row else None

    def queue_of(self, key: str) -> str:
        """Name of the queue in which an item's visitors wait."""
        row = self._row(key)
        return self._name(self._queues[row.queue]) if row else ""

    def zone_of(self, key: str) -> tuple[str, int]:
        """Zone and floor where an item is done; ("", 0) when unknown."""
        row = self._row(key)
        zone = self._zones.get(self._queues[row.queue].zone) if row else None
        return (self._name(zone), zone.floor) if zone else ("", 0)

    def _row(self, key: str) -> ItemRow | None:
        return self._bundles.get(key) or self._items.get(key)

    def _name(self, row: ItemRow | QueueRow | ZoneRow) -> str:
        return row.name_en or row.name if self._english else row.name

    def _offers(self, items: list[ItemRow]) -> list[Offer]:
        return [self._offer(item, place) for place, item in enumerate(items)]

    def _offer(self, item: ItemRow, place: int) -> Offer:
        return self._in_queue(self._queues[item.queue], place, item.code, self._name(item))

    def _bundle(self, row: ItemRow, place: int) -> Offer:
        steps = tuple(self._name(self._items[code]) for code in row.items)
        key, name = OF_BUNDLE + row.code, self._name(row)
        return self._in_queue(self._queues[row.queue], place, key, name, steps=steps)

    def _in_queue(
        self,
        queue: QueueRow,
        place: int,
        key: str,
        title: str,
        *,
        items: int = 0,
        steps: tuple[str, ...] = (),
    ) -> Offer:
        return Offer(
            place=place,
            key=key,
            title=title,
            prefix=queue.prefix,
            items=items,
            ahead=queue.ahead,
            wait=queue.wait,
            refused=queue.refused,
            sentence=queue.refused_en or queue.refused_zh if self._english else queue.refused_zh,
            closes=self._closes(queue),
            windows=queue.windows,
            steps=steps,
        )

    def _closes(self, queue: QueueRow) -> str:
        closes = queue.closes_at
        if closes is None or self._now is None or not timedelta(0) < closes - self._now < CLOSES_SOON:
            return ""
        return f"{closes.astimezone(self._timezone):%H:%M}"
