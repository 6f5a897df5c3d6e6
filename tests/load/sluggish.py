"""Enrolled programs that come in and then read nothing: ``python -m tests.load.sluggish``.

They go on saying that they are alive, or, when whoever started them stops their process, not even that.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path
from time import monotonic

import msgspec
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from devices.link import codec
from devices.link.identity import Identity
from devices.link.messages import Ping
from devices.link.session import ClientSession

ALIVE_S = 2.0


class Sluggish(Struct, frozen=True, kw_only=True):
    """Who comes in.

    Attributes:
        reads: whether lines are read for as long as the process runs.
    """

    files: list[str]
    reads: bool


async def _come(file: str, reads: bool, live: asyncio.Semaphore) -> str:
    """Come in, and stay as told; returns how it ended."""
    identity = Identity.load(Path(file))
    session = ClientSession(identity=identity, app="hall-slow")
    async with connect(identity.hub, proxy=None, compression=None, ping_interval=None, max_size=None) as line:
        session.opened(monotonic())
        while not session.live:
            session.received(await line.recv(), monotonic())
            for frame in session.outbox():
                await line.send(frame.decode())
        live.release()
        if not reads:
            line.transport.pause_reading()
        with contextlib.suppress(ConnectionClosed, ConnectionError):
            for n in range(10**9):
                await line.send(codec.encode(Ping(n=n)).decode())
                if reads:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(ALIVE_S):
                            while True:
                                session.received(await line.recv(), monotonic())
                else:
                    await asyncio.sleep(ALIVE_S)
    return session.refused.code if session.refused else "cut"


async def serve(who: Sluggish) -> None:
    """Bring them in, say so, and stay until all are cut off or the input ends."""
    live = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(_come(file, who.reads, live)) for file in who.files]
    for _ in tasks:
        await live.acquire()
    print("live", flush=True)  # noqa: T201 - the answer
    await asyncio.gather(*tasks)


class Process:
    """The process of those who do not read."""

    def __init__(self, who: Sluggish) -> None:
        self._who = who
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until all of them are live."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.load.sluggish"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(self._who) + b"\n")
        await self._process.stdout.readline()

    def signal(self, number: int) -> None:
        """Stop it, or let it go on."""
        assert self._process is not None
        self._process.send_signal(number)

    async def end(self) -> None:
        """End it."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


if __name__ == "__main__":
    asyncio.run(serve(msgspec.json.decode(sys.stdin.buffer.readline(), type=Sluggish)))
