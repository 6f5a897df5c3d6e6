"""The hub hands the hall's authority to whoever is here, and keeps that they were."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.hub.clients import Clients
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.vault import Vault
from devices.link.messages import Ping, Pong, Snapshot, Trust, Welcome
from devices.link.words import Role
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import Door, opened, running
from tests.devices.hub.lines import WireLine
from tests.halls import small_hall


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    hub = Hub(
        small_hall(), Journal(tmp_path / "j.db"), Vault(tmp_path / "v.db", tmp_path / "k" / "key"), Clock()
    )
    async with running(hub), opened(hub, tmp_path) as door:
        yield door


async def test_whoever_comes_is_handed_the_authority_behind_the_welcome(door: Door) -> None:
    door.server._authority = lambda: "one"
    line = await WireLine().dial(door.server, door.identity(Role.KIOSK, "K1"))

    heard = [type(await line.hears()) for _ in range(3)]

    assert set(heard) == {Welcome, Snapshot, Trust}
    assert heard.index(Welcome) < heard.index(Trust)
    await line.hang_up()


async def test_whoever_is_here_is_handed_the_new_one_and_seen(door: Door) -> None:
    bundle = ["one"]
    door.server._authority = lambda: bundle[0]
    line = await door.enter(Role.KIOSK, "K1")
    assert await line.expects(Trust) == Trust(ca="one")
    begun_at = datetime.now(UTC)

    bundle[0] = "one and two"
    door.server.hand_out()

    assert await line.expects(Trust) == Trust(ca="one and two")
    (client,) = door.clients.all()
    assert client.seen_at is not None
    assert client.seen_at >= begun_at
    await line.hang_up()


async def test_a_hub_without_tls_hands_out_nothing(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")

    door.server.hand_out()
    line.say(Ping(n=1))

    assert await line.hears() == Pong(n=1)
    await line.hang_up()


async def test_a_register_that_cannot_be_written_is_said_and_the_authority_handed_out(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("Nobody knows who was handed the hall's new authority")
    line = await door.enter(Role.KIOSK, "K1")
    door.clients._conn.execute("PRAGMA query_only=ON")
    door.server._authority = lambda: "two"

    door.server.hand_out()

    assert await line.expects(Trust) == Trust(ca="two")
    door.clients._conn.execute("PRAGMA query_only=OFF")
    await line.hang_up()


def test_all_who_are_here_are_noted_at_once_and_nobody_else(tmp_path: Path) -> None:
    clock = [datetime(2026, 3, 2, 1, 30, tzinfo=UTC)]
    clients = Clients(tmp_path / "clients.db", lambda: clock[0])
    names = [clients.admit(bytes([n]) * 32, Role.KIOSK, f"K{n}", "test") for n in range(3)]
    clock[0] += timedelta(minutes=1)

    clients.still_here(names[:2])

    seen = {client.id: client.seen_at for client in clients.all()}
    assert [seen[name] for name in names] == [clock[0], clock[0], None]
    clients.close()
