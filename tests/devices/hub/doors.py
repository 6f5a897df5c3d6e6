"""A hub that runs while a test runs, and its door: a link server that has enrolled whoever knocks."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from litestar import Litestar

from devices.hub.clients import Clients
from devices.hub.dispatch import Dispatch
from devices.hub.events import AnyEvent
from devices.hub.hub import Hub
from devices.hub.publish import Publisher
from devices.hub.server import LinkServer
from devices.hub.socket import link_route
from devices.link.identity import Identity
from devices.link.messages import Snapshot
from devices.link.words import Role
from tests.devices.hub.lines import WireLine
from tests.hubs.premises import identity


class Door:
    """A link server that has enrolled whoever knocks."""

    def __init__(self, server: LinkServer, clients: Clients) -> None:
        self.server = server
        self.clients = clients

    def identity(self, role: Role, place: str = "", url: str = "ws://127.0.0.1:1/link") -> Identity:
        return identity(self.clients, url, role, place)

    async def enter(self, role: Role, place: str = "") -> WireLine:
        line = await WireLine().dial(self.server, self.identity(role, place))
        await line.expects(Snapshot)
        return line


@asynccontextmanager
async def running(hub: Hub) -> AsyncIterator[Hub]:
    """Run a hub, and close it."""
    task = asyncio.create_task(hub.run(), name="hub")
    try:
        yield hub
    finally:
        hub.stop()
        if not task.done():
            await hub.settle()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        hub.close()


@asynccontextmanager
async def opened(hub: Hub, folder: Path) -> AsyncIterator[Door]:
    """A running hub's link server, publisher and dispatch, wired as the hub's main does."""
    publisher = Publisher(hub)
    dispatch = Dispatch(hub)

    def happened(events: list[AnyEvent]) -> None:
        publisher.happened(events)
        dispatch.happened(events)

    hub.after_commit = happened
    clients = Clients(folder / "clients.db")
    server = LinkServer(hub, publisher, dispatch, clients)
    publishing = asyncio.create_task(publisher.run(), name="publisher")
    try:
        yield Door(server, clients)
    finally:
        await server.stop()
        publishing.cancel()
        await asyncio.gather(publishing, return_exceptions=True)
        clients.close()


class _Server(uvicorn.Server):
    """uvicorn that leaves the test's signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def listening(door: Door, port: int) -> AsyncIterator[str]:
    """A link server of the hub on a real port; yields the link's address."""
    server = LinkServer(door.server.hub, door.server.publisher, door.server.dispatch, door.clients)
    web = _Server(
        uvicorn.Config(
            Litestar([link_route(server)], openapi_config=None, logging_config=None),
            host="127.0.0.1",
            port=port,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="websockets-sansio",
            ws_ping_interval=None,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(web.serve(), name="web")
    try:
        for _ in range(5000):
            if not web.started:  # uvicorn has no event for it
                await asyncio.sleep(0.001)
        yield f"ws://127.0.0.1:{port}/link"
    finally:
        await server.stop()
        web.should_exit = True
        await serving
