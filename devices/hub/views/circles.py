"""Circles: queues and windows that somebody who waits may have in common.

What happens in one circle changes nobody's place, wait or turn in another one. A circle is taken too large
rather than too small: a window belongs to all queues that it could ever call from today.
"""

from __future__ import annotations

from devices.hub.state import Hall, Ticket

NOWHERE = -1
"""Circle of whoever waits in a queue that the hall's file no longer has."""


class Circles:
    """The circles of a hall as its windows are lent now.

    Attributes:
        all: their numbers.
    """

    def __init__(self, hall: Hall) -> None:
        """Join queues by the windows that may call from them, and by whom those windows wait for."""
        self._root: dict[str | int, str | int] = {queue.id: queue.id for queue in hall.config.queues}
        self._root |= {number: number for number in hall.windows}
        for number, window in hall.windows.items():
            for queue in (*hall.window_of[number].queues, *(window.lent or ())):
                self._join(number, queue)
        for season in hall.config.seasons:
            queue = hall.item(season.item).queue
            for number in season.windows:
                self._join(number, queue)
        for (name, _), line in hall.lines.items():
            # Somebody sent to one window has the free windows of the own queue in the forecast.
            if name[0] == "@" and (number := int(name[1:])) in hall.windows:
                for place in range(len(line)):
                    self._join(number, line[place].queue)
        tops = [self._top(node) for node in self._root]
        ids = {top: n for n, top in enumerate(dict.fromkeys(tops))}
        self._of = {node: ids[top] for node, top in zip(self._root, tops, strict=True)}
        self.all = frozenset((*ids.values(), NOWHERE))
        self._windows: dict[int, list[int]] = {}
        self._queues: dict[int, list[str]] = {}
        for node, circle in self._of.items():
            if isinstance(node, int):
                self._windows.setdefault(circle, []).append(node)
            else:
                self._queues.setdefault(circle, []).append(node)

    def of_queue(self, name: str) -> int:
        """The circle of a queue."""
        return self._of.get(name, NOWHERE)

    def of_window(self, number: int) -> int:
        """The circle of a window."""
        return self._of.get(number, NOWHERE)

    def of_ticket(self, ticket: Ticket) -> int:
        """The circle in which a ticket waits, or would."""
        return self.of_window(ticket.for_window) if ticket.for_window else self.of_queue(ticket.queue)

    def windows(self, circle: int) -> list[int]:
        """Numbers of a circle's windows."""
        return self._windows.get(circle, [])

    def queues(self, circle: int) -> list[str]:
        """Ids of a circle's queues."""
        return self._queues.get(circle, [])

    def same(self, other: Circles) -> bool:
        """Whether these are the same circles under the same numbers."""
        return self._of == other._of

    def _top(self, node: str | int) -> str | int:
        while self._root[node] != node:
            self._root[node] = self._root[self._root[node]]
            node = self._root[node]
        return node

    def _join(self, number: int, queue: str) -> None:
        if queue in self._root:
            self._root[self._top(number)] = self._top(queue)
