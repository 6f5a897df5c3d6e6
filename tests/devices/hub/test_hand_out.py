"""The hub hands the hall's authority to whoever is here, and keeps what they say to have kept."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.vault import Vault
from devices.link.identity import fingerprint_of
from devices.link.messages import Believing, Ping, Pong, Snapshot, Trust, Welcome
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


async def test_whoever_comes_is_handed_the_authority_before_anything_else(door: Door) -> None:
    door.server._authority = lambda: "one"
    line = await WireLine().dial(door.server, door.identity(Role.KIOSK, "K1"))

    heard = [type(await line.hears()) for _ in range(3)]

    assert heard == [Trust, Welcome, Snapshot]
    await line.hang_up()


async def test_whoever_is_here_is_handed_the_new_one_and_what_they_keep_is_known(door: Door) -> None:
    bundle = ["one"]
    door.server._authority = lambda: bundle[0]
    identity = door.identity(Role.KIOSK, "K1")
    line = await WireLine().dial(door.server, identity)
    assert await line.expects(Trust) == Trust(ca="one")
    await line.expects(Snapshot)

    bundle[0] = "one and two"
    door.server.hand_out()

    assert await line.expects(Trust) == Trust(ca="one and two")
    assert [client.authority for client in door.clients.all()] == [""]
    line.say(Believing(authority=fingerprint_of("one and two")))
    line.say(Ping(n=1))
    await line.expects(Pong)
    assert [client.authority for client in door.clients.all()] == [fingerprint_of("one and two")]
    await line.hang_up()


async def test_a_hub_without_tls_hands_out_nothing(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")

    door.server.hand_out()
    line.say(Ping(n=1))

    assert await line.hears() == Pong(n=1)
    await line.hang_up()


async def test_a_register_that_cannot_be_written_is_said_and_the_session_goes_on(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("What a client believes cannot be kept")
    line = await door.enter(Role.KIOSK, "K1")
    door.clients._conn.execute("PRAGMA query_only=ON")

    line.say(Believing(authority=fingerprint_of("two")))
    line.say(Ping(n=1))

    await line.expects(Pong)
    door.clients._conn.execute("PRAGMA query_only=OFF")
    await line.hang_up()
