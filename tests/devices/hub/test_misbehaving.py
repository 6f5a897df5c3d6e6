"""Clients that say too much or nonsense: refused, cut off, and let in again later; others go on."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from config.schema import Limits
from devices.hub import entrance, limits, server
from devices.hub.hub import Hub
from devices.hub.limits import CUT_FOR_S
from devices.hub.server import LinkServer
from devices.link import commands as c
from devices.link.identity import Identity
from devices.link.messages import (
    Bye,
    Challenge,
    Do,
    Done,
    Hello,
    HubMessage,
    No,
    Ping,
    Pong,
    Snapshot,
    Welcome,
)
from devices.link.words import Role
from tests.devices.hub.doors import Door
from tests.devices.hub.lines import WireLine
from tests.devices.hub.test_server import TAKE

LITTLE = Limits(
    messages_burst=20, messages_per_s=1e-6, commands_burst=3, commands_per_s=1e-6, sessions_per_client=2
)


class Counted:
    """A line as a door counts it."""

    def __init__(self) -> None:
        self.shut = False
        self.strikes = 0
        self.is_proven = False
        self.expected: list[float] = []

    def proven(self) -> None:
        self.is_proven = True

    def strike(self) -> None:
        self.strikes += 1

    def expect(self, seconds: float) -> None:
        self.expected.append(seconds)


@pytest.fixture
def made(made: Hub) -> Hub:
    made.config = replace(made.config, limits=LITTLE)
    return made


async def entering(link: LinkServer, identity: Identity, counted: Counted) -> WireLine:
    line = WireLine()
    line.task = asyncio.create_task(link.handle(line, counted))
    await line.greet(identity, None)
    return line


async def last_word(line: WireLine) -> Bye:
    heard: HubMessage | None = await line.hears()
    while not isinstance(heard, Bye):
        assert heard is not None, "the line was closed without a word"
        heard = await line.hears()
    return heard


async def test_who_asks_too_often_is_refused_and_hears_the_rest(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")
    for n in range(5):
        line.say(Do(id=f"touch-{n:03}", command=TAKE))
    answers: dict[str, Done | No] = {}
    while len(answers) < 5:
        heard = await line.hears()
        if isinstance(heard, Done | No):
            answers[heard.id] = heard
    assert [type(answers[f"touch-{n:03}"]) for n in range(5)] == [Done, Done, Done, No, No]
    assert {answer.code for answer in answers.values() if isinstance(answer, No)} == {"busy"}
    line.say(Ping(n=1))
    await line.expects(Pong)
    await line.hang_up()


async def test_a_client_is_read_no_faster_than_others_need(door: Door) -> None:
    quick = Limits(messages_per_s=1000)
    door.server.hub.config = replace(door.server.hub.config, limits=quick)
    door.server.entrance.allowances = limits.Allowances(quick)
    line = await door.enter(Role.KIOSK, "K1")
    began = asyncio.get_running_loop().time()
    for n in range(server.PACE_BURST + 100):
        line.say(Ping(n=n))
    for _ in range(server.PACE_BURST + 100):
        await line.expects(Pong)
    assert asyncio.get_running_loop().time() - began >= 99 / (1000 * server.PACE)
    await line.hang_up()


async def test_who_says_far_too_much_is_cut_off_and_not_let_in_for_a_while(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    for module in (entrance, server):
        monkeypatch.setattr(module, "monotonic", lambda: now[0])
    identity, counted = door.identity(Role.PAD, "window-1"), Counted()
    good = await door.enter(Role.KIOSK, "K1")
    flood = await entering(door.server, identity, counted)
    await flood.expects(Snapshot)
    for n in range(100):
        flood.say(Ping(n=n))

    assert (await last_word(flood)).code == "flood"
    await flood.ended()
    assert door.server.hub.tally.floods == 1
    assert counted.strikes == 1
    assert counted.expected, "the door is told to end the line"
    again = await entering(door.server, identity, Counted())
    assert (await last_word(again)).code == "flood"
    await again.ended()
    good.say(Do(id="touch-001", command=TAKE))
    await good.expects(Done)

    now[0] += CUT_FOR_S[0]
    back = await entering(door.server, identity, Counted())
    await back.expects(Snapshot)
    await back.hang_up()
    await good.hang_up()


async def test_a_client_that_is_broken_is_let_in_ever_more_seldom(door: Door) -> None:
    door.server.entrance.allowances = limits.Allowances(replace(LITTLE, messages_burst=250))
    identity, codes = door.identity(Role.PAD, "window-1"), []
    for _ in range(4):
        line = await entering(door.server, identity, Counted())
        line.raw(b"{}")
        codes.append((await last_word(line)).code)
        await line.ended()
    assert codes == ["not_a_message", "not_a_message", "flood", "flood"]


async def test_what_proves_nothing_is_held_against_the_line(door: Door) -> None:
    frames = [
        b"{}",
        b"\xff",
        b'{"type":"ping","n":1}',
        b'{"type":"hello","client":"x","protocol":1,"proof":""}',
    ]
    for frame in frames:
        counted, line = Counted(), WireLine()
        line.task = asyncio.create_task(door.server.handle(line, counted))
        line.raw(frame)
        await last_word(line)
        await line.ended()
        assert (counted.strikes, counted.is_proven) == (1, False)


async def test_a_good_client_is_proven_and_nothing_is_held_against_it(door: Door) -> None:
    counted = Counted()
    line = await entering(door.server, door.identity(Role.PAD, "window-1"), counted)
    await line.expects(Snapshot)
    assert (counted.strikes, counted.is_proven, counted.expected) == (0, True, [])
    await line.hang_up()
    assert counted.expected == [server.CLOSE_S]


async def test_from_a_shut_address_only_those_are_heard_who_were_here_before(door: Door) -> None:
    known, stranger = door.identity(Role.PAD, "window-1"), door.identity(Role.KIOSK, "K1")
    first = await entering(door.server, known, Counted())
    await first.expects(Welcome)
    await first.hang_up()
    shut = Counted()
    shut.shut = True

    refused = await entering(door.server, stranger, shut)
    assert (await last_word(refused)).code == "later"
    await refused.ended()
    assert shut.strikes == 0
    back = await entering(door.server, known, shut)
    await back.expects(Snapshot)
    await back.hang_up()


async def test_one_client_has_so_many_sessions_and_the_silent_one_makes_room(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(server, "monotonic", lambda: now[0])
    identity = door.identity(Role.PAD, "window-1")
    lines = [await entering(door.server, identity, Counted()) for _ in range(2)]
    for line in lines:
        await line.expects(Snapshot)
    third = await entering(door.server, identity, Counted())
    assert (await last_word(third)).code == "full"
    await third.ended()

    now[0] += 7
    lines[1].say(Ping(n=1))
    await lines[1].expects(Pong)
    third = await entering(door.server, identity, Counted())
    await third.expects(Snapshot)
    assert (await last_word(lines[0])).code == "replaced"
    await lines[0].ended()
    await third.hang_up()
    await lines[1].hang_up()


async def test_a_full_hub_says_so(door: Door) -> None:
    door.server.hub.config = replace(door.server.hub.config, limits=replace(LITTLE, sessions=1))
    line = await door.enter(Role.KIOSK, "K1")
    other = WireLine().open(door.server)
    challenge = await other.expects(Challenge)
    identity = door.identity(Role.PAD, "window-1")
    other.say(Hello(client=identity.client, proof=identity.sign(challenge.nonce), app="test"))
    assert (await last_word(other)).code == "full"
    await other.ended()
    await line.hang_up()


async def test_a_client_whose_frames_wait_too_long_is_cut_off_though_it_says_that_it_lives(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = door.server.hub.config
    door.server.hub.config = replace(config, hub=replace(config.hub, heartbeat_s=0.02), limits=Limits())
    line = await door.enter(Role.KIOSK, "K1")
    line.stuck.clear()

    async def lives() -> None:
        while True:
            line.say(Ping(n=1))
            await asyncio.sleep(0.01)

    living = asyncio.create_task(lives())
    await line.ended()
    living.cancel()
    assert door.server.hub.tally.dropped_sessions == 1


async def test_a_slow_client_comes_back_and_sees_what_the_others_see(door: Door) -> None:
    door.server.hub.config = replace(door.server.hub.config, limits=Limits(queue_kb=64))
    identity = door.identity(Role.CLERK, "window-1")
    slow = await entering(door.server, identity, Counted())
    await slow.expects(Snapshot)
    slow.stuck.clear()
    (session,) = door.server._sessions
    for _ in range(3):
        session.send(b"x" * 40_000)
    await slow.ended()
    assert door.server.hub.tally.dropped_sessions == 1
    kiosk = await door.enter(Role.KIOSK, "K1")
    kiosk.say(Do(id="touch-001", command=c.TakeTicket(item="a-1", paper=False)))
    await kiosk.expects(Done)

    slow.stuck.set()
    back = await entering(door.server, identity, Counted())
    await back.expects(Snapshot)
    fresh = await door.enter(Role.CLERK, "window-1")
    assert back.rows == fresh.rows
    for line in (kiosk, back, fresh):
        await line.hang_up()
