"""Two ends of a line inside one process, for tests of whoever uses a ``Transport``.

It keeps the contract of the real ones: what one end writes the other reads, a closed end unplugs the other,
and a full line stalls its writer.
"""

from __future__ import annotations

import asyncio

from devices.base import DeviceFault


class MemoryTransport:
    """One end; make both with ``pair``."""

    def __init__(self, capacity: int, stall_s: float) -> None:
        """Make an end that is not joined yet; see ``pair``."""
        self._capacity = capacity
        self._stall_s = stall_s
        self._inbox = bytearray()
        self._changed = asyncio.Condition()
        self._open = False
        self._other: MemoryTransport = self

    def join(self, other: MemoryTransport) -> None:
        """Lay the line between two ends."""
        self._other, other._other = other, self
        other._changed = self._changed

    async def open(self) -> None:
        """Be there; bytes from before are forgotten."""
        async with self._changed:
            self._inbox.clear()
            self._open = True
            self._changed.notify_all()

    async def read(self) -> bytes:
        """Wait for bytes; see ``Transport``."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._inbox or not self._open or not self._other._open)
            if not self._open or not self._inbox:
                raise DeviceFault("unplugged", "an end is closed")
            data = bytes(self._inbox)
            self._inbox.clear()
            self._changed.notify_all()
            return data

    async def write(self, data: bytes) -> None:
        """Hand over all bytes; see ``Transport``."""
        rest = data
        async with self._changed:
            while rest:
                await self._room()
                room = self._capacity - len(self._other._inbox)
                self._other._inbox += rest[:room]
                rest = rest[room:]
                self._changed.notify_all()

    async def close(self) -> None:
        """Be gone."""
        async with self._changed:
            self._open = False
            self._changed.notify_all()

    async def _room(self) -> None:
        """Wait until the other end takes bytes."""
        try:
            async with asyncio.timeout(self._stall_s):
                await self._changed.wait_for(
                    lambda: (
                        not self._open or not self._other._open or len(self._other._inbox) < self._capacity
                    )
                )
        except TimeoutError as error:
            raise DeviceFault("stalled", f"took no byte for {self._stall_s:g} s") from error
        if not self._open or not self._other._open:
            raise DeviceFault("unplugged", "an end is closed")


def pair(*, capacity: int = 4096, stall_s: float = 5.0) -> tuple[MemoryTransport, MemoryTransport]:
    """Make a line with two ends, each to be opened by its user."""
    one, other = MemoryTransport(capacity, stall_s), MemoryTransport(capacity, stall_s)
    one.join(other)
    return one, other
