"""Pretend cables: a serial line (pty) and a TCP port on which a pretend device sits.

The device sees only ``on_bytes`` and ``send``; the software under test opens ``url`` through its real
transport and cannot tell. Everything that goes wrong with a cable is a method here, so that no pretend
device needs to know on which sort of line it sits. One thread, the event loop's; nothing here waits.
"""

from __future__ import annotations

import asyncio
import os
import socket
import tty
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

READ_BYTES = 4096
UNREAD_BYTES = 65536
"""What a line keeps of a device's answers while nobody reads; more is lost, as on any wire."""


def _nobody(data: bytes) -> None:
    """Take the bytes of a line on which no device sits."""


class Wire(Protocol):
    """The device's end of a cable, as a device sees it."""

    on_bytes: Callable[[bytes], None]

    def send(self, data: bytes) -> None:
        """Send bytes to the host."""
        ...


class Line(ABC):
    """One end of a cable, the device's.

    Attributes:
        on_bytes: called with what the host wrote, split as the line splits it.
    """

    def __init__(self) -> None:
        self.on_bytes: Callable[[bytes], None] = _nobody
        self._fd: int | None = None
        self._stalled = False
        self._unread = bytearray()

    @property
    @abstractmethod
    def url(self) -> str:
        """The port as a hall's file would name it."""

    @abstractmethod
    def start(self) -> None:
        """Plug the device in; needs the running event loop.

        Raises:
            OSError: the port or the path cannot be had.
        """

    def send(self, data: bytes) -> None:
        """Answer the host; lost when nobody is connected or the line is full."""
        if self._fd is None or len(self._unread) + len(data) > UNREAD_BYTES:
            return
        self._unread += data
        self._flush()

    def stall(self) -> None:
        """Take no more bytes, and stay connected: the host's writes back up."""
        self._stalled = True
        if self._fd is not None:
            asyncio.get_running_loop().remove_reader(self._fd)

    def resume(self) -> None:
        """Take bytes again, first those that backed up."""
        self._stalled = False
        if self._fd is not None:
            asyncio.get_running_loop().add_reader(self._fd, self._ready)

    @abstractmethod
    def unplug(self) -> None:
        """Pull the cable: the host's port ends, and is not there until ``replug``."""

    def replug(self) -> None:
        """Put the cable back under the same ``url``; the host has to open it again."""
        self._stalled = False
        self.start()

    def close(self) -> None:
        """Take device and cable away; closing twice is nothing."""
        self.unplug()

    def _serve(self, fd: int) -> None:
        """Begin to move bytes over a descriptor."""
        os.set_blocking(fd, False)
        self._fd = fd
        self._unread.clear()
        if not self._stalled:
            asyncio.get_running_loop().add_reader(fd, self._ready)

    def _leave(self) -> None:
        """Move no more bytes; the caller closes the descriptor."""
        if self._fd is None:
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._fd)
        loop.remove_writer(self._fd)
        self._fd = None
        self._unread.clear()

    def _ended(self) -> None:
        """The host hung up."""
        self._leave()

    def _ready(self) -> None:
        if self._fd is None:
            return
        try:
            data = os.read(self._fd, READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.on_bytes(data)
        else:
            self._ended()

    def _flush(self) -> None:
        if self._fd is None:
            return
        loop = asyncio.get_running_loop()
        try:
            sent = os.write(self._fd, self._unread)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._ended()
            return
        del self._unread[:sent]
        if self._unread:
            loop.add_writer(self._fd, self._flush)
        else:
            loop.remove_writer(self._fd)


class PtyLine(Line):
    """A serial line: a pty behind a symlink with a stable name, re-pointed at every ``replug``."""

    def __init__(self, path: Path) -> None:
        """Name the port; its folder must exist."""
        super().__init__()
        self._path = path.absolute()
        self._host_fd = -1

    @property
    def url(self) -> str:
        """The port as a hall's file would name it, without a query."""
        return f"serial://{self._path}"

    def start(self) -> None:
        """Make the pty and point the symlink to it."""
        device_fd, self._host_fd = os.openpty()
        # The host's end is held open here too: otherwise every close by the host would look like an unplug.
        tty.setraw(self._host_fd)
        fresh = self._path.with_name(f".{self._path.name}.new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._host_fd))
        fresh.replace(self._path)
        self._serve(device_fd)

    def unplug(self) -> None:
        """Close both ends and remove the name."""
        if self._fd is None:
            return
        fd = self._fd
        self._leave()
        os.close(fd)
        os.close(self._host_fd)
        self._path.unlink(missing_ok=True)

    def _ended(self) -> None:
        self.unplug()


class TcpLine(Line):
    """A device with a network socket that serves one client; others' connects succeed and then hang.

    That is what cheap print servers do: the second client waits in the backlog until the first has gone.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Choose where to listen; port 0 takes a free one at ``start`` and keeps it."""
        super().__init__()
        self._host = host
        self._port = port
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None

    @property
    def url(self) -> str:
        """The port as a hall's file would name it; known from ``start`` on."""
        return f"tcp://{self._host}:{self._port}"

    def start(self) -> None:
        """Listen."""
        listener = socket.socket()
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # A printer's buffer is small. The system's is not, and would hide a stalled device.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, READ_BYTES)
            listener.bind((self._host, self._port))
            listener.listen(4)
        except OSError:
            listener.close()
            raise
        listener.setblocking(False)
        self._port = listener.getsockname()[1]
        self._listener = listener
        asyncio.get_running_loop().add_reader(listener, self._accept)

    def unplug(self) -> None:
        """Hang up and stop listening."""
        self._hang_up()
        if self._listener is not None:
            asyncio.get_running_loop().remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    def _accept(self) -> None:
        if self._listener is None:
            return
        try:
            client, _ = self._listener.accept()
        except OSError:
            return
        asyncio.get_running_loop().remove_reader(self._listener)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._client = client
        self._serve(client.fileno())

    def _hang_up(self) -> None:
        self._leave()
        if self._client is not None:
            self._client.close()
            self._client = None

    def _ended(self) -> None:
        self._hang_up()
        if self._listener is not None:
            asyncio.get_running_loop().add_reader(self._listener, self._accept)
