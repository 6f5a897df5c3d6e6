"""A dispatch over a running hub, with an agent at the kiosk and the hub's own devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import HUB
from tests.devices.hub.clocks import Clock
from tests.devices.hub.dispatch.hosts import Full, Host, hall_with_more
from tests.devices.hub.played import AGENT


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    return Hub(
        hall_with_more(),
        Journal(tmp_path / "journal.db"),
        Full(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


@pytest.fixture
def dispatch(hub: Hub) -> Dispatch:
    made = Dispatch(hub)
    hub.after_commit = made.happened
    return made


@pytest.fixture
def agent(dispatch: Dispatch) -> Host:
    return Host(dispatch, AGENT)


@pytest.fixture
def local(dispatch: Dispatch) -> Host:
    return Host(dispatch, HUB)
