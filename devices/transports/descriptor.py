"""Bytes over a non-blocking descriptor, as sockets and serial ports share it.

Nothing waits for ever: a read ends with bytes or with the line, a write when all bytes are handed over, or
when the device has taken none of them for a while. How long a whole write lasts is not limited: a raster at
9600 baud is slow, not stalled.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from devices.base import DeviceFault

READ_BYTES = 4096


class Descriptor:
    """An open line. Whoever opened it closes the descriptor, after ``stop``."""

    def __init__(self, fd: int, stall_s: float) -> None:
        """Take a descriptor.

        Args:
            fd: open for reading and writing; it is set to non-blocking.
            stall_s: seconds without a byte taken after which a write gives up.
        """
        os.set_blocking(fd, False)
        self._fd = fd
        self._stall_s = stall_s
        self._waits: set[asyncio.Future[None]] = set()
        self._stopped = False

    async def read(self) -> bytes:
        """Wait for the next bytes.

        Raises:
            DeviceFault: ``unplugged`` when the line ended, or was closed here.
        """
        loop = asyncio.get_running_loop()
        while not self._stopped:
            # Waiting comes first: an idle serial port reads as empty, which after a wait means that it ended.
            if not await self._ready(loop.add_reader, loop.remove_reader, None):
                break
            try:
                data = os.read(self._fd, READ_BYTES)
            except BlockingIOError:
                continue
            except OSError as error:
                raise DeviceFault("unplugged", error.strerror or "read failed") from error
            if not data:
                raise DeviceFault("unplugged", "the other end closed")
            return data
        raise DeviceFault("unplugged", "closed here")

    async def write(self, data: bytes) -> None:
        """Hand over all bytes.

        Raises:
            DeviceFault: ``unplugged``, or ``stalled`` when none were taken for ``stall_s`` seconds.
        """
        loop = asyncio.get_running_loop()
        rest = memoryview(data)
        while rest and not self._stopped:
            try:
                rest = rest[os.write(self._fd, rest) :]
            except BlockingIOError:
                await self._ready(loop.add_writer, loop.remove_writer, self._stall_s)
            except OSError as error:
                raise DeviceFault("unplugged", error.strerror or "write failed") from error
        if rest:
            raise DeviceFault("unplugged", "closed here")

    def stop(self) -> None:
        """Use the descriptor no more; who waits on it is told ``unplugged``."""
        self._stopped = True
        for wait in self._waits:
            if not wait.done():
                wait.set_result(None)
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._fd)
        loop.remove_writer(self._fd)

    async def _ready(
        self,
        watch: Callable[[int, Callable[[], None]], None],
        forget: Callable[[int], bool],
        limit_s: float | None,
    ) -> bool:
        """Wait until the descriptor is ready, or stopped; return whether it may be used."""
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def done() -> None:
            if not ready.done():
                ready.set_result(None)

        self._waits.add(ready)
        watch(self._fd, done)
        try:
            async with asyncio.timeout(limit_s):
                await ready
        except TimeoutError as error:
            raise DeviceFault("stalled", f"took no byte for {limit_s:g} s") from error
        finally:
            self._waits.discard(ready)
            if not self._stopped:
                forget(self._fd)
        return not self._stopped


class DescriptorTransport:
    """Reading and writing for a transport that opens and closes the descriptor itself."""

    def __init__(self, stall_s: float) -> None:
        """Open nothing yet; ``stall_s`` is as of ``Descriptor``."""
        self._stall_s = stall_s
        self._line: Descriptor | None = None

    async def read(self) -> bytes:
        """Wait for the next bytes; see ``Transport``."""
        return await self._opened().read()

    async def write(self, data: bytes) -> None:
        """Hand over all bytes; see ``Transport``."""
        await self._opened().write(data)

    def _begin(self, fd: int) -> None:
        """Take the descriptor that was opened just now."""
        self._line = Descriptor(fd, self._stall_s)

    def _end(self) -> None:
        """Use the descriptor no more; it may be closed after this."""
        if self._line is not None:
            self._line.stop()
            self._line = None

    def _opened(self) -> Descriptor:
        if self._line is None:
            raise DeviceFault("unplugged", "not open")
        return self._line
