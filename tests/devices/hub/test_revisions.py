"""What a screen that comes back is shown: what it missed, or everything, and never another topic's past."""

from __future__ import annotations

import pytest

from devices.hub.people import Principal
from devices.hub.publish import TOPIC_KEPT_S
from devices.link import rows as r
from devices.link.messages import (
    Do,
    Have,
    Patch,
    Snapshot,
    Welcome,
)
from devices.link.words import Role
from tests.devices.hub.doors import Door
from tests.devices.hub.lines import WireLine
from tests.devices.hub.test_server import TAKE
from tests.devices.hub.test_sessions import until


class Hours:
    """The publisher's clock, turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def forgotten(door: Door, hours: Hours) -> None:
    """Let the publisher forget what nobody looks at."""
    hours.now += TOPIC_KEPT_S + 1
    door.server.publisher.happened()
    await until(lambda: not door.server.publisher._topics)


async def test_a_screen_that_comes_back_after_its_topic_was_forgotten_is_shown_everything(door: Door) -> None:
    hours = door.server.publisher._clock = Hours()
    identity = door.identity(Role.CLERK, "window-1")
    line = await WireLine().dial(door.server, identity)
    await line.expects(Snapshot)
    await line.hang_up()
    await forgotten(door, hours)
    await door.server.hub.do(Principal(role=Role.KIOSK, place="K1"), "touch-001", TAKE)
    back = await WireLine().dial(door.server, identity, Have(line.epoch, line.rev))
    assert not (await back.expects(Welcome)).resumed
    await back.expects(Snapshot)
    assert sum(isinstance(row, r.TicketRow) for row in back.rows.values()) == 1
    await back.hang_up()


async def test_revisions_of_a_forgotten_topic_mean_nothing_in_the_next_one(door: Door) -> None:
    hours = door.server.publisher._clock = Hours()
    identity = door.identity(Role.CLERK, "window-1")
    kiosk_identity = door.identity(Role.KIOSK, "K1")
    first = await WireLine().dial(door.server, identity)
    await first.expects(Snapshot)
    await first.hang_up()
    await forgotten(door, hours)
    # Another screen of the same place sees more changes than the first one ever had revisions.
    other = await WireLine().dial(door.server, identity)
    await other.expects(Snapshot)
    kiosk = await WireLine().dial(door.server, kiosk_identity)
    await kiosk.expects(Snapshot)
    for n in range(3):
        kiosk.say(Do(id=f"touch-{n:03}", command=TAKE))
        await other.expects(Patch)
    back = await WireLine().dial(door.server, identity, Have(first.epoch, first.rev))
    assert not (await back.expects(Welcome)).resumed
    await back.expects(Snapshot)
    assert back.rows == other.rows
    for line in (other, kiosk, back):
        await line.hang_up()


@pytest.mark.parametrize("rev", [-1, -(10**18), 10**18])
async def test_a_revision_the_hub_never_gave_gets_everything(door: Door, rev: int) -> None:
    identity = door.identity(Role.SCREEN, "zone-one")
    line = await WireLine().dial(door.server, identity, Have(door.server.publisher.epoch, rev))
    assert not (await line.expects(Welcome)).resumed
    await line.hang_up()
