"""The link: proven, patched without gap or repeat, resumed, bounded, and unhurt by others' mistakes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from config.schema import Limits
from devices.hub import publish
from devices.hub.outbox import FRAMES
from devices.hub.server import AT_ONCE
from devices.link import codec
from devices.link import commands as c
from devices.link import rows as r
from devices.link.messages import (
    Announcing,
    Bye,
    Challenge,
    Do,
    Done,
    Enrol,
    Have,
    Hello,
    No,
    Patch,
    Ping,
    Pong,
    Snapshot,
    Welcome,
)
from devices.link.words import Role
from tests.devices.hub.doors import Door
from tests.devices.hub.lines import WireLine

TAKE = c.TakeTicket(item="a-1", paper=False)


async def test_a_key_says_who_somebody_is(door: Door) -> None:
    line = await WireLine().dial(door.server, door.identity(Role.KIOSK, "K1"))
    welcome = await line.expects(Welcome)
    assert (welcome.role, welcome.place, welcome.resumed) == (Role.KIOSK, "K1", False)
    snapshot = await line.expects(Snapshot)
    assert {"hall", "queue/a", "item/a-1", "window/1", "device/printer"} <= {row.key for row in snapshot.rows}
    await line.hang_up()


async def test_a_kiosk_sees_no_strip_and_a_window_screen_no_other_window(door: Door) -> None:
    kiosk = await door.enter(Role.KIOSK, "K1")
    assert "device/strip-1" not in kiosk.rows
    screen = await door.enter(Role.SCREEN, "window-1")
    assert [key for key in screen.rows if key.startswith("window/")] == ["window/1"]
    await kiosk.hang_up()
    await screen.hang_up()


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\xff\xfe", "not_json"),
        (b"{}", "not_a_message"),
        (b'{"type":"ping","n":1}', "not_hello"),
        (codec.encode(Hello(client="x", proof=bytes(64), protocol=99)), "protocol"),
        (codec.encode(Hello(client="x", proof=bytes(64))), "not_enrolled"),
        (codec.encode(Enrol(code="7KQ", key=bytes(32), proof=bytes(32))), "bad_code"),
        (b'{"type":"hello","client":"' + b"x" * 70000 + b'"}', "too_large"),
    ],
)
async def test_a_bad_beginning_gets_a_code_and_the_door(door: Door, frame: bytes, code: str) -> None:
    line = WireLine().open(door.server)
    await line.expects(Challenge)
    line.raw(frame)
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == code
    assert await line.hears() is None
    await line.ended()


async def test_a_bad_message_ends_its_own_session_and_no_other(door: Door) -> None:
    good = await door.enter(Role.KIOSK, "K1")
    bad = await door.enter(Role.KIOSK, "K1")
    bad.raw(b'{"type":"do","id":"abcdefgh","command":{"do":"rob_the_bank"}}')
    bye = await bad.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "not_a_message"
    await bad.ended()
    good.say(Do(id="touch-001", command=TAKE))
    assert isinstance(await good.expects(Done), Done)
    await good.hang_up()


async def test_what_a_role_may_not_say_is_refused_by_code(door: Door) -> None:
    line = await door.enter(Role.SCREEN, "window-1")
    line.say(Do(id="touch-001", command=TAKE))
    assert (await line.expects(No)).code == "not_allowed"
    line.say(Announcing(devices=("printer",)))
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "not_allowed"
    await line.ended()


async def test_everybody_concerned_sees_a_change_and_revisions_have_no_gap(door: Door) -> None:
    kiosk = await door.enter(Role.KIOSK, "K1")
    clerk = await door.enter(Role.CLERK, "window-1")
    kiosk.say(Do(id="touch-001", command=TAKE))
    done = await kiosk.expects(Done)
    await clerk.expects(Patch)
    ticket = next(row for row in clerk.rows.values() if isinstance(row, r.TicketRow))
    assert (ticket.number, ticket.order, ticket.why) == ("A001", 1, "first_come")
    await kiosk.expects(Patch)
    assert f"ticket/{done.result.ticket}" in kiosk.rows  # type: ignore[union-attr]
    await kiosk.hang_up()
    await clerk.hang_up()


async def test_a_session_that_comes_back_gets_only_what_it_missed(door: Door) -> None:
    identity = door.identity(Role.CLERK, "window-1")
    first = await WireLine().dial(door.server, identity)
    await first.expects(Snapshot)
    await first.hang_up()
    kiosk = await door.enter(Role.KIOSK, "K1")
    for n in range(3):
        kiosk.say(Do(id=f"touch-{n:03}", command=TAKE))
        await kiosk.expects(Done)
        await kiosk.expects(Patch)
    back = WireLine()
    back.rev, back.rows = first.rev, first.rows
    await back.dial(door.server, identity, Have(first.epoch, first.rev))
    assert (await back.expects(Welcome)).resumed
    while back.rows.keys() != clerk_rows(door).keys():
        assert isinstance(await back.hears(), Patch)
    fresh = await WireLine().dial(door.server, identity)
    await fresh.expects(Snapshot)
    # The hall's figures come when they may: the newcomer's snapshot can be ahead of the patch with them.
    while back.rows != fresh.rows:
        assert isinstance(await back.hears(), Patch)
    for line in (kiosk, back, fresh):
        await line.hang_up()


def clerk_rows(door: Door) -> dict[str, r.AnyRow]:
    topic = door.server.publisher._topics["clerk", "window-1"]
    return topic.rows


async def test_a_session_of_another_run_of_the_hub_gets_everything(door: Door) -> None:
    line = await WireLine().dial(door.server, door.identity(Role.KIOSK, "K1"), Have("another", 3))
    assert not (await line.expects(Welcome)).resumed
    await line.expects(Snapshot)
    await line.hang_up()


async def test_a_session_that_missed_more_than_is_kept_gets_everything(door: Door) -> None:
    identity = door.identity(Role.KIOSK, "K1")
    line = await WireLine().dial(door.server, identity)
    await line.expects(Snapshot)
    await line.hang_up()
    topic = door.server.publisher._topics["kiosk", "K1"]
    topic.rev += publish.PATCHES_KEPT + 1
    back = await WireLine().dial(door.server, identity, Have(line.epoch, line.rev))
    assert not (await back.expects(Welcome)).resumed
    await back.hang_up()


async def test_a_client_that_reads_nothing_is_cut_off_and_slows_nobody(door: Door) -> None:
    door.server.hub.config = structs.replace(door.server.hub.config, limits=Limits(messages_per_s=1e6))
    slow = await door.enter(Role.KIOSK, "K1")
    slow.stuck.clear()
    for n in range(FRAMES + 10):
        slow.say(Ping(n=n))
    good = await door.enter(Role.KIOSK, "K1")
    good.say(Do(id="touch-001", command=TAKE))
    await good.expects(Done)
    for _ in range(100):
        if door.server.hub.tally.dropped_sessions:
            break
        await asyncio.sleep(0)
    assert door.server.hub.tally.dropped_sessions == 1
    slow.stuck.set()
    await slow.ended()
    await good.hang_up()


async def test_a_client_that_floods_is_refused_what_is_too_much(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")
    for n in range(AT_ONCE + 20):
        line.say(Do(id=f"touch-{n:03}", command=TAKE))
    codes: list[str] = []
    done = 0
    while done + len(codes) < AT_ONCE + 20:
        message = await line.hears()
        if isinstance(message, No):
            codes.append(message.code)
        elif isinstance(message, Done):
            done += 1
    assert done >= AT_ONCE
    assert set(codes) <= {"busy"}
    assert len(door.server.hub.hall.tickets) == done
    await line.hang_up()


async def test_a_heartbeat_is_answered(door: Door) -> None:
    line = await door.enter(Role.SCREEN, "zone-one")
    line.say(Ping(n=7))
    assert (await line.expects(Pong)).n == 7
    await line.hang_up()


async def test_hello_is_said_once(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")
    line.say(Hello(client="c1", proof=bytes(64)))
    assert isinstance(await line.hears(), Bye)
    await line.ended()


async def test_a_revoked_client_enters_no_more(door: Door) -> None:
    identity = door.identity(Role.KIOSK, "K1")
    assert door.clients.revoke(identity.client, "test")
    line = await WireLine().dial(door.server, identity)
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "not_enrolled"
    await line.ended()


async def test_a_proof_of_another_line_lets_nobody_in(door: Door) -> None:
    identity = door.identity(Role.KIOSK, "K1")
    overheard = WireLine().open(door.server)
    proof = identity.sign((await overheard.expects(Challenge)).nonce)
    line = WireLine().open(door.server)
    await line.expects(Challenge)
    line.say(Hello(client=identity.client, proof=proof))
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "not_enrolled"
    await overheard.hang_up()


async def test_somebody_elses_key_lets_nobody_in(door: Door) -> None:
    mine, other = door.identity(Role.KIOSK, "K1"), door.identity(Role.ADMIN)
    forged = replace(mine, client=other.client)
    line = await WireLine().dial(door.server, forged)
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "not_enrolled"


async def test_a_stopping_hub_says_good_bye(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")
    await door.server.stop()
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "stopping"
    await line.ended()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_garbage_ends_one_session_with_a_code(garbage: bytes) -> None:
    from devices.link.codec import BadMessage, from_client

    with pytest.raises(BadMessage) as bad:
        from_client(garbage)
    assert bad.value.code in {"not_json", "not_a_message"}
