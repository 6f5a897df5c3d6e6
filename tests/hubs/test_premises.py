"""The hall made for a hub process."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from devices.link.identity import Identity
from tests.hubs.premises import free_port, noon_zone, prepare


@pytest.mark.parametrize("hour", range(24))
def test_the_halls_clock_stands_around_noon(hour: int) -> None:
    now = datetime(2026, 3, 2, hour, 59, tzinfo=UTC)

    assert now.astimezone(ZoneInfo(noon_zone(now))).hour == 12


def test_the_hall_is_good_and_everybody_is_enrolled(tmp_path: Path) -> None:
    premises = prepare(tmp_path / "hall", windows=2)

    assert [kiosk.id for kiosk in premises.config.kiosks] == ["K1", "K2"]
    assert list(premises.windows) == [1, 2]
    assert {"desk:desk-1", "integration", "kiosk:K2", "clerk:window-2", "pad:window-1"} < set(
        premises.identities
    )
    assert all(Identity.load(file).hub == premises.link for file in premises.identities.values())


def test_the_port_is_free_and_none_that_the_system_gives_away() -> None:
    port = free_port()

    assert port < int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(("127.0.0.1", port))
