"""A device with a network socket, such as a ticket printer on port 9100.

One connection is kept open for as long as it lasts: cheap print servers serve one client, and their second
one waits in silence. That the connection opened proves nothing; only answers do.
"""

from __future__ import annotations

import asyncio
import socket

from devices.base import DeviceFault
from devices.transports.descriptor import DescriptorTransport

SEND_BUFFER_BYTES = 8192
"""Kept small on purpose: what lies in the system's buffer would hide a device that has stopped reading."""

KEEPALIVE = ((socket.TCP_KEEPIDLE, 10), (socket.TCP_KEEPINTVL, 5), (socket.TCP_KEEPCNT, 3))
"""A cable that was pulled is noticed after 25 s even if nobody writes."""


Address = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]


class TcpTransport(DescriptorTransport):
    """A TCP client for one device."""

    def __init__(self, host: str, port: int, *, connect_s: float = 5.0, stall_s: float = 5.0) -> None:
        """Name the device; nothing is opened yet.

        Args:
            host: name or address.
            port: TCP port.
            connect_s: seconds that opening may take.
            stall_s: seconds without a byte taken after which a write gives up.
        """
        super().__init__(stall_s)
        self._host = host
        self._port = port
        self._connect_s = connect_s
        self._socket: socket.socket | None = None

    async def open(self) -> None:
        """Connect.

        Raises:
            DeviceFault: ``absent``: nobody listens there, or nobody answers in time.
        """
        await self.close()
        try:
            async with asyncio.timeout(self._connect_s):
                connection = await self._connect()
        except TimeoutError as error:
            raise DeviceFault("absent", f"no answer within {self._connect_s:g} s") from error
        except OSError as error:
            raise DeviceFault("absent", error.strerror or str(error)) from error
        self._socket = connection
        self._begin(connection.fileno())

    async def close(self) -> None:
        """Hang up."""
        self._end()
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def _connect(self) -> socket.socket:
        """Try the addresses of the name, one after the other."""
        loop = asyncio.get_running_loop()
        trouble: OSError | None = None
        for family, address in await self._addresses():
            connection = socket.socket(family, socket.SOCK_STREAM)
            try:
                connection.setblocking(False)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for option, seconds in KEEPALIVE:
                    connection.setsockopt(socket.IPPROTO_TCP, option, seconds)
                await loop.sock_connect(connection, address)
            except OSError as error:
                connection.close()
                trouble = error
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise trouble or OSError("the name has no address")

    async def _addresses(self) -> list[tuple[int, Address]]:
        """Find out where the device is; only a name, not an address, needs the resolver and its thread."""
        host, port = self._host, self._port
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [(family, address) for family, _, _, _, address in found]
