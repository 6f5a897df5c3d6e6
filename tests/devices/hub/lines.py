"""A line to the hub's link server without a network: what a client would send and get."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from devices.hub.entrance import Gone
from devices.hub.server import LinkServer
from devices.link import codec
from devices.link.identity import Identity
from devices.link.messages import (
    Bye,
    Challenge,
    ClientMessage,
    Have,
    Hello,
    HubMessage,
    Patch,
    Snapshot,
    Welcome,
)
from devices.link.rows import AnyRow

T = TypeVar("T", bound=HubMessage)


class WireLine:
    """Both ends of one line; the test is the client."""

    def __init__(self) -> None:
        self.to_hub: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.to_client: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.stuck = asyncio.Event()
        self.stuck.set()
        self.task: asyncio.Task[None] | None = None
        self.rows: dict[str, AnyRow] = {}
        self.rev = -1
        self.epoch = ""

    # The hub's end (devices.hub.server.Socket)

    async def receive(self) -> bytes:
        frame = await self.to_hub.get()
        if frame is None:
            raise Gone
        return frame

    async def send(self, frame: bytes) -> None:
        await self.stuck.wait()
        self.to_client.put_nowait(frame)

    async def close(self) -> None:
        self.to_client.put_nowait(None)

    # The client's end

    def open(self, server: LinkServer) -> WireLine:
        """Open the line; the hub speaks first."""
        self.task = asyncio.create_task(server.handle(self), name="line")
        return self

    async def dial(self, server: LinkServer, identity: Identity, have: Have | None = None) -> WireLine:
        """Open the line and answer the hub's challenge."""
        self.open(server)
        await self.greet(identity, have)
        return self

    async def greet(self, identity: Identity, have: Have | None = None) -> None:
        challenge = await self.expects(Challenge)
        proof = identity.sign(challenge.nonce)
        self.say(Hello(client=identity.client, proof=proof, app="test", have=have))

    def say(self, message: ClientMessage) -> None:
        self.to_hub.put_nowait(codec.encode(message))

    def raw(self, frame: bytes) -> None:
        self.to_hub.put_nowait(frame)

    async def hears(self) -> HubMessage | None:
        """The next message, or None when the hub closed the line."""
        async with asyncio.timeout(5):
            frame = await self.to_client.get()
        if frame is None:
            return None
        message = codec.from_hub(frame)
        match message:
            case Welcome(epoch=epoch):
                self.epoch = epoch
            case Snapshot(rev=rev, rows=rows):
                self.rev, self.rows = rev, {row.key: row for row in rows}
            case Patch(rev=rev, rows=rows, gone=gone):
                assert rev == self.rev + 1, "a gap or a repeat"
                self.rev = rev
                self.rows.update((row.key, row) for row in rows)
                for key in gone:
                    del self.rows[key]
            case _:
                pass
        return message

    async def expects(self, kind: type[T]) -> T:
        """Hear until a message of this kind comes."""
        while True:
            message = await self.hears()
            assert message is not None, f"the line was closed before a {kind.__name__}"
            if isinstance(message, kind):
                return message
            assert not isinstance(message, Bye), message

    async def hang_up(self) -> None:
        self.to_hub.put_nowait(None)
        await self.ended()

    async def ended(self) -> None:
        assert self.task is not None
        async with asyncio.timeout(5):
            await self.task
