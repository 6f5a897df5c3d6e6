"""Those who mean the hub ill, in a process of their own: ``python -m tests.load.strangers``.

Each sort of ill will goes on for some seconds, from addresses of its own (all of 127.0.0.0/8 is this machine)
and below everybody else in the machine's favour, as if it came from another computer.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import msgspec
from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from devices.link import codec
from devices.link import commands as c
from devices.link.identity import Identity
from devices.link.messages import Bye, Do, HubMessage, Ping
from devices.link.session import ClientSession

GET = b"GET /now HTTP/1.1\r\nHost: hall\r\n"
POST = b"POST /api/v1/commands HTTP/1.1\r\nHost: hall\r\nContent-Type: application/json\r\n"
OPENING = (
    b"GET /link HTTP/1.1\r\nHost: hall\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
GARBAGE = (b"\xff\xfe", b"{}", b"[" * 9000, b'{"type":"do","id":"x"}', b'{"type":"hello","client":"nobody"}')


class Ill(Struct, frozen=True, kw_only=True):
    """What to do, for how long.

    Attributes:
        what: the name of a sort of ill will.
        lines: how many lines at once, where that matters.
        files: identities of enrolled programs that will not behave.
    """

    port: int
    what: str
    seconds: float
    lines: int
    files: list[str] = []


class Came(Struct, frozen=True, kw_only=True):
    """What came of it: counts of what was done and of how it ended."""

    counts: dict[str, int]


class Strangers:
    """One sort of ill will."""

    def __init__(self, ill: Ill) -> None:
        self._ill = ill
        self._ends = monotonic() + ill.seconds
        self.counts = Counter[str]()

    async def go(self) -> None:
        """Do it until the time is over."""
        sorts: dict[str, Callable[[int], Awaitable[None]]] = {
            "connects": self._connects,
            "half_open": self._half_open,
            "slow_heads": self._slow_head,
            "slow_bodies": self._slow_body,
            "garbage": self._garbage,
            "giants": self._giant,
            "pages": self._pages,
            "messages": self._messages,
            "commands": self._commands,
        }
        do = sorts[self._ill.what]
        tasks = [asyncio.create_task(self._again(do, n)) for n in range(self._ill.lines)]
        await asyncio.wait(tasks, timeout=self._ill.seconds)
        for task in tasks:
            task.cancel()
        for how in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(how, Exception):
                raise how

    async def _again(self, do: Callable[[int], Awaitable[None]], number: int) -> None:
        while monotonic() < self._ends:
            try:
                await do(number)
            except (OSError, WebSocketException, EOFError):
                self.counts["refused or cut"] += 1
                await asyncio.sleep(0.02)

    # On bare lines -----------------------------------------------------------------------------------

    @asynccontextmanager
    async def _line(self, host: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._ill.port, local_addr=(host, 0))
        self.counts["lines"] += 1
        try:
            yield reader, writer
        finally:
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _connects(self, number: int) -> None:
        """Open a line, say nothing, and keep it."""
        async with self._line(f"127.0.66.{number % 4 + 1}") as (reader, _):
            await reader.read()
            raise EOFError

    async def _half_open(self, number: int) -> None:
        """A WebSocket that never says hello."""
        async with self._line("127.0.67.1") as (reader, writer):
            writer.write(OPENING)
            while await reader.read(4096):
                pass
            raise EOFError

    async def _slow_head(self, number: int) -> None:
        """A request whose head has no end (slow-loris)."""
        async with self._line("127.0.68.1") as (reader, writer):
            await self._dribble(GET, reader, writer)

    async def _slow_body(self, number: int) -> None:
        """A request whose body comes byte by byte."""
        async with self._line("127.0.68.2") as (reader, writer):
            await self._dribble(POST + b"Content-Length: 60000\r\n\r\n", reader, writer)

    async def _dribble(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not reader.at_eof():
            writer.write(b"X: y\r\n")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):
                    await reader.read(4096)
        raise EOFError

    async def _giant(self, number: int) -> None:
        """Bodies and frames that are far too large."""
        async with self._line("127.0.69.1") as (reader, writer):
            if number % 2:
                writer.write(POST + b"Content-Length: 99999999\r\n\r\n")
            else:
                writer.write(OPENING)
                await reader.readuntil(b"\r\n\r\n")
                # RFC 6455, 5.2: a masked text frame of 2**40 bytes.
                writer.write(b"\x81\xff" + (2**40).to_bytes(8) + b"\0\0\0\0")
            for _ in range(1600):
                writer.write(b"x" * 65536)
                await writer.drain()
                self.counts["kib"] += 64
            raise EOFError

    async def _pages(self, number: int) -> None:
        """Pages, one after another, as fast as they come."""
        async with self._line(f"127.0.70.{number % 100 + 1}") as (reader, writer):
            while monotonic() < self._ends:
                writer.write(GET + b"\r\n")
                status = (await reader.readuntil(b"\r\n")).split()[1].decode()
                self.counts[f"status {status}"] += 1
                head = await reader.readuntil(b"\r\n\r\n")
                if b"content-length: " not in head:
                    raise EOFError
                await reader.readexactly(int(head.partition(b"content-length: ")[2].split()[0]))

    # On the link -------------------------------------------------------------------------------------

    async def _garbage(self, number: int) -> None:
        """What is no hello, again and again."""
        url = f"ws://127.0.0.1:{self._ill.port}/link"
        async with connect(
            url, proxy=None, compression=None, ping_interval=None, local_addr=("127.0.71.1", 0)
        ) as line:
            self.counts["lines"] += 1
            await line.send(GARBAGE[number % len(GARBAGE)])
            async for _ in line:
                pass

    async def _messages(self, number: int) -> None:
        """An enrolled program that says far too much."""

        def much() -> list[bytes]:
            return [codec.encode(Ping(n=n)) for n in range(200)]

        await self._enrolled(number, much)

    async def _commands(self, number: int) -> None:
        """An enrolled program that asks for what it cannot have, without end."""

        def much() -> list[bytes]:
            return [
                codec.encode(Do(id=f"flood-{os.urandom(8).hex()}", command=c.DeclineRating(ticket="none")))
                for _ in range(50)
            ]

        await self._enrolled(number, much)

    async def _enrolled(self, number: int, much: Callable[[], list[bytes]]) -> None:
        identity = Identity.load(Path(self._ill.files[number % len(self._ill.files)]))
        session = ClientSession(identity=identity, app="hall-flood")
        async with connect(
            identity.hub, proxy=None, compression=None, ping_interval=None, local_addr=("127.0.72.1", 0)
        ) as line:
            self.counts["lines"] += 1
            session.opened(monotonic())
            hearing = asyncio.create_task(self._hear(line, session))
            try:
                while not hearing.done():
                    for frame in session.outbox():
                        await line.send(frame.decode())
                    if session.greeted:
                        for frame in much():
                            await line.send(frame.decode())
                            self.counts["said"] += 1
                    await asyncio.sleep(0.001)
            finally:
                hearing.cancel()
                await asyncio.gather(hearing, return_exceptions=True)
        await asyncio.sleep(0.1)

    async def _hear(self, line: ClientConnection, session: ClientSession) -> None:
        decode: Callable[[str | bytes], HubMessage] = codec.from_hub
        async for frame in line:
            session.received(frame, monotonic())
            message = decode(frame)
            if isinstance(message, Bye):
                self.counts[f"bye {message.code}"] += 1


async def serve(ill: Ill) -> Came:
    """Do one sort of ill will."""
    strangers = Strangers(ill)
    await strangers.go()
    return Came(counts=dict(strangers.counts))


async def stranger(ill: Ill) -> Came:
    """Let a process of strangers do something.

    Raises:
        RuntimeError: the process failed.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.load.strangers"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await process.communicate(msgspec.json.encode(ill))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"the strangers failed at {ill.what}; what they said stands above")
    return msgspec.json.decode(said, type=Came)


if __name__ == "__main__":
    os.nice(15)
    came = asyncio.run(serve(msgspec.json.decode(sys.stdin.buffer.read(), type=Ill)))
    print(msgspec.json.encode(came).decode())  # noqa: T201 - the answer
