"""A port with the hub's door and protocols before a small application."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from uvicorn._types import ASGI3Application

from config.schema import Limits
from devices.hub.door import Door
from devices.hub.tally import Tally
from devices.hub.wire import protocols

QUICK = Limits(hello_s=0.2, request_s=0.4, idle_s=0.2)


class _Server(uvicorn.Server):
    """uvicorn that leaves the test's signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def port(
    app: ASGI3Application, limits: Limits = QUICK, certificate: Path | None = None
) -> AsyncIterator[Door]:
    """Serve an application behind a door on a free port of 127.0.0.1."""
    door = Door(socket.create_server(("127.0.0.1", 0)), limits, Tally())
    http, ws = protocols(door)
    web = _Server(
        uvicorn.Config(
            app,
            http=http,
            ws=ws,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws_max_size=65536,
            ws_ping_interval=None,
            ws_per_message_deflate=False,
            timeout_keep_alive=1,
            timeout_graceful_shutdown=1,
            ssl_certfile=certificate,
            ssl_keyfile=certificate,
            ssl_version=ssl.PROTOCOL_TLS_SERVER,
        )
    )
    serving = asyncio.create_task(web.serve(sockets=[door]), name="web")
    try:
        while not web.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.001)
        yield door
    finally:
        web.should_exit = True
        await serving


class Stranger:
    """Whoever opens a line and says bytes on it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def says(self, *said: bytes) -> None:
        """Write, and wait until it is on its way."""
        for each in said:
            self.writer.write(each)
            await self.writer.drain()

    async def hears_all(self) -> bytes:
        """What comes until the hub ends the line."""
        heard = b""
        async with asyncio.timeout(5):
            with contextlib.suppress(ConnectionError):
                while more := await self.reader.read(65536):
                    heard += more
        return heard


@asynccontextmanager
async def stranger(door: Door, host: str = "127.0.0.1") -> AsyncIterator[Stranger]:
    """A line to a port, from a loopback address."""
    reader, writer = await asyncio.open_connection(*door.getsockname(), local_addr=(host, 0), limit=2**16)
    try:
        yield Stranger(reader, writer)
    finally:
        writer.transport.abort()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
