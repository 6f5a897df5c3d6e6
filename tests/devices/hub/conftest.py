"""A hub on a disk of its own, running while a test runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.hub import publish
from devices.hub.dispatch import Dispatch
from devices.hub.events import AnyEvent
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.publish import Publisher
from devices.hub.server import LinkServer
from devices.hub.tokens import Tokens
from devices.hub.vault import Vault
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import Door
from tests.halls import small_hall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    """A hub that does not run yet."""
    return Hub(
        small_hall(),
        Journal(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


@pytest.fixture
async def hub(made: Hub) -> AsyncIterator[Hub]:
    running = asyncio.create_task(made.run(), name="hub")
    yield made
    made.stop()
    if not running.done():
        await made.settle()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    made.close()


@pytest.fixture
async def door(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    """The running hub's link server, publisher and dispatch, wired as the hub's main does."""
    monkeypatch.setattr(publish, "GAP_S", 0.0)
    publisher = Publisher(hub)
    dispatch = Dispatch(hub)

    def happened(events: list[AnyEvent]) -> None:
        publisher.happened()
        dispatch.happened(events)

    hub.after_commit = happened
    tokens = Tokens(tmp_path / "tokens.db")
    server = LinkServer(hub, publisher, dispatch, tokens)
    publishing = asyncio.create_task(publisher.run(), name="publisher")
    yield Door(server, tokens)
    await server.stop()
    publishing.cancel()
    await asyncio.gather(publishing, return_exceptions=True)
    tokens.close()
