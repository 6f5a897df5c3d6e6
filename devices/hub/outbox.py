"""What waits to be read by one client, in frames and bytes, and what waits for all of them together.

A queue is never waited for by whoever fills it: when it is full, its client is given up and begins anew, with
what it missed or a snapshot. When all queues together hold too much, the fullest one is.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

FRAMES = 512
"""Frames that may wait for a slow client."""


class Backlog:
    """What waits for all clients of a hub."""

    def __init__(self, most: int) -> None:
        """At most so many bytes may wait."""
        self._most = most
        self._boxes: set[Outbox] = set()
        self.size = 0

    def box(self, most: int, give_up: Callable[[], None]) -> Outbox:
        """A queue of one client.

        Args:
            most: bytes that may wait in it.
            give_up: told once when too much waits.
        """
        box = Outbox(self, most, give_up)
        self._boxes.add(box)
        return box

    def changed(self, by: int) -> None:
        """So many bytes more, or less, wait."""
        self.size += by
        while self.size > self._most:
            max(self._boxes, key=lambda box: box.size).give_up()

    def gone(self, box: Outbox) -> None:
        """A queue is used no more."""
        self._boxes.discard(box)


class Outbox:
    """What waits for one client.

    Attributes:
        size: bytes that wait, with the frame that is just being written.
    """

    def __init__(self, backlog: Backlog, most: int, give_up: Callable[[], None]) -> None:
        self.size = 0
        self._backlog = backlog
        self._most = most
        self._give_up: Callable[[], None] | None = give_up
        self._frames: deque[tuple[float, bytes]] = deque()
        self._writing = 0
        self._some = asyncio.Event()

    def put(self, frame: bytes, now: float) -> None:
        """Queue a frame; gives the client up when that is too much."""
        if self._give_up is None:
            return
        self._frames.append((now, frame))
        self._some.set()
        self.size += len(frame)
        self._backlog.changed(len(frame))
        # One frame alone is never too much: it may be the snapshot of a large hall.
        if len(self._frames) > FRAMES or (self.size > self._most and len(self._frames) > 1):
            self.give_up()

    async def get(self) -> bytes:
        """Wait for the next frame; the one before it has been written."""
        self._written()
        while not self._frames:
            await self._some.wait()
        _, frame = self._frames.popleft()
        self._writing = len(frame)
        if not self._frames:
            self._some.clear()
        return frame

    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._frames

    def oldest_s(self, now: float) -> float:
        """For how many seconds the first frame has been waiting."""
        return now - self._frames[0][0] if self._frames else 0.0

    def give_up(self) -> None:
        """Forget what waits, take nothing more, and tell so."""
        told = self._give_up
        self.close()
        if told is not None:
            told()

    def close(self) -> None:
        """Forget what waits; nothing is taken any more."""
        if self._give_up is None:
            return
        self._give_up = None
        size, self.size = self.size, 0
        self._frames.clear()
        self._some.clear()
        self._backlog.gone(self)
        self._backlog.changed(-size)

    def _written(self) -> None:
        written, self._writing = self._writing, 0
        if self._give_up is not None:
            self.size -= written
            self._backlog.changed(-written)
