"""One device running on a bench, with pauses too short to wait for."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from devices import runner as module
from tests.devices.runner.benches import Bench, running


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BACKOFF_S", (0.001,))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with running(Bench()) as bench:
        await bench.until("> hello")
        yield bench
