"""A hub on a disk of its own, running while a test runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from config.schema import Hours
from devices.hub import publish
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.vault import Vault
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import Door, opened, running
from tests.halls import small_hall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    """A hub that does not run yet; its hall gives numbers to the end of its hours, however many wait."""
    return Hub(
        small_hall(hours=Hours(closing="end")),
        Journal(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


@pytest.fixture
async def hub(made: Hub) -> AsyncIterator[Hub]:
    async with running(made):
        yield made


@pytest.fixture
async def door(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    monkeypatch.setattr(publish, "GAP_S", 0.0)
    async with opened(hub, tmp_path) as door:
        yield door
