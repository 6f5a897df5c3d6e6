"""Sessions that end badly: silent, stuck, revoked, broken by a bug, or two where one should be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from config.schema import Hub as HubSettings
from config.schema import Limits
from devices.hub import server
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.outbox import FRAMES
from devices.hub.vault import Person, Vault
from devices.link import commands as c
from devices.link import jobs as j
from devices.link import rows as r
from devices.link.messages import (
    Announcing,
    Ask,
    Bye,
    Challenge,
    Do,
    Done,
    Drop,
    Heard,
    Job,
    No,
    Patch,
    Ping,
    Pong,
    Revoke,
    Snapshot,
    Tell,
    TicketResult,
)
from devices.link.words import DeviceState, PrintState, Role
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import Door
from tests.devices.hub.lines import WireLine
from tests.devices.hub.test_server import TAKE
from tests.halls import small_hall

BEAT_S = 0.02
CARD = j.CardRead(
    job="", card_type="", name="张建国", id_number="11010519491231002X", born=date(1949, 12, 31)
)


class Buggy(Vault):
    """A vault with a bug that nobody foresaw."""

    def remember(self, card: j.CardRead) -> Person:
        raise IndexError("a bug")


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    return Hub(
        small_hall(),
        Journal(tmp_path / "journal.db"),
        Buggy(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


@pytest.fixture
def quick(door: Door) -> Door:
    """A hub whose heart beats fast, so that silence is noticed soon."""
    door.server.hub.config = small_hall(hub=HubSettings(heartbeat_s=BEAT_S))
    return door


async def until(true: Callable[[], object]) -> None:
    for _ in range(100_000):
        if true():
            return
        await asyncio.sleep(0)
    raise AssertionError("it did not become so")


# Ends ------------------------------------------------------------------------------------------------


async def test_a_client_that_is_silent_for_three_heartbeats_is_gone(quick: Door) -> None:
    line = await quick.enter(Role.SCREEN, "zone-one")
    await line.ended()
    assert quick.server.sessions == []


async def test_nobody_who_says_no_hello_stays(door: Door) -> None:
    door.server.hub.config = small_hall(limits=Limits(hello_s=0.01))
    line = WireLine()
    line.open(door.server)
    await line.ended()
    assert isinstance(await line.hears(), Challenge)
    assert await line.hears() is None


async def test_a_line_that_ends_before_or_right_after_its_hello_leaves_nothing(door: Door) -> None:
    line = WireLine()
    line.task = asyncio.create_task(door.server.handle(line))
    await line.hang_up()
    line = await WireLine().dial(door.server, door.identity(Role.KIOSK, "K1"))
    await line.hang_up()
    assert door.server.sessions == []


async def test_a_revoked_client_ends_within_a_heartbeat(quick: Door) -> None:
    line = await quick.enter(Role.KIOSK, "K1")
    (by,) = quick.server.sessions
    assert quick.clients.revoke(by.credential, "test")
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "revoked"
    await line.ended()


async def test_a_session_that_was_ended_is_heard_no_more_even_when_it_reads_nothing(quick: Door) -> None:
    line = await quick.enter(Role.KIOSK, "K1")
    (session,) = quick.server._sessions
    line.stuck.clear()
    quick.clients.revoke(session.by.credential, "test")
    await until(lambda: session._ended)
    for n in range(20):
        line.say(Do(id=f"touch-{n:03}", command=TAKE))
    await line.ended()
    assert quick.server.hub.hall.tickets == {}


async def test_nothing_is_heard_after_a_bad_message(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")
    line.raw(b"{}")
    line.say(Do(id="touch-001", command=TAKE))
    assert isinstance(await line.hears(), Bye)
    assert await line.hears() is None
    await line.ended()
    assert door.server.hub.hall.tickets == {}


async def test_a_client_that_talks_and_reads_nothing_is_cut_off_at_once(door: Door) -> None:
    door.server.hub.config = small_hall(limits=Limits(messages_per_s=1e6))
    line = await door.enter(Role.KIOSK, "K1")
    line.stuck.clear()
    for n in range(FRAMES + 10):
        line.say(Ping(n=n))
    await line.ended()
    assert door.server.hub.tally.dropped_sessions == 1


async def test_the_last_word_is_said_when_the_outbox_was_nearly_full(door: Door) -> None:
    line = await door.enter(Role.KIOSK, "K1")
    (session,) = door.server._sessions
    line.stuck.clear()
    line.say(Ping(n=0))
    await until(lambda: session._heard_at and line.to_hub.empty())
    await until(session._out.empty)
    for n in range(1, FRAMES):
        session.send(b'{"type":"pong","n":%d}' % n)
    session.end("stopping", "good-bye")
    line.stuck.set()
    heard = [await line.hears() for _ in range(FRAMES + 1)]
    assert [type(message) for message in heard] == [Pong] * FRAMES + [Bye]
    await line.ended()


async def test_a_stopping_hub_lets_nobody_in_any_more(door: Door) -> None:
    await door.server.stop()
    line = await WireLine().dial(door.server, door.identity(Role.KIOSK, "K1"))
    bye = await line.hears()
    assert isinstance(bye, Bye)
    assert bye.code == "stopping"
    await line.ended()


class Clinging(WireLine):
    """A line that does not let itself be closed."""

    async def close(self) -> None:
        await asyncio.Event().wait()


async def test_a_line_that_cannot_be_closed_is_left(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "CLOSE_S", 0.01)
    line = await Clinging().dial(door.server, door.identity(Role.KIOSK, "K1"))
    await line.expects(Snapshot)
    await line.hang_up()
    assert door.server.sessions == []


async def test_a_session_cancelled_by_its_web_server_settles_its_affairs(door: Door) -> None:
    agent = await door.enter(Role.AGENT, "K1")
    agent.say(Announcing(devices=("printer",)))
    agent.say(tell("printer", j.DeviceIs(state=DeviceState.READY), 1))
    await agent.expects(Heard)
    assert agent.task is not None
    agent.task.cancel()
    await asyncio.gather(agent.task, return_exceptions=True)
    assert door.server.sessions == []
    assert door.server.hub.hall.devices["printer"].state is DeviceState.AWAY


# Bugs ------------------------------------------------------------------------------------------------


async def test_rows_that_cannot_be_made_end_the_session_that_wants_them_only(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: the session of clerk:window-1 broke off")
    kiosk = await door.enter(Role.KIOSK, "K1")
    door.server.hub.hall.missed.append("nobody")
    line = await WireLine().dial(door.server, door.identity(Role.CLERK, "window-1"))
    assert await line.hears() is None
    await line.ended()
    kiosk.say(Do(id="touch-001", command=TAKE))
    await kiosk.expects(Done)
    door.server.hub.hall.missed.clear()
    await kiosk.hang_up()


async def test_rows_that_cannot_be_made_stop_no_other_rows_and_come_back(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: rows of clerk:window-1 cannot be made")
    clerk = await door.enter(Role.CLERK, "window-1")
    kiosk = await door.enter(Role.KIOSK, "K1")
    kiosk.say(Do(id="touch-099", command=TAKE))
    await kiosk.expects(Patch)
    await clerk.expects(Patch)
    door.server.hub.hall.windows[1].held.append("nobody")
    for n in range(3):
        kiosk.say(Do(id=f"touch-{n:03}", command=TAKE))
        await kiosk.expects(Patch)
    door.server.hub.hall.windows[1].held.clear()
    kiosk.say(Do(id="touch-100", command=TAKE))
    await clerk.expects(Patch)
    assert sum(isinstance(row, r.TicketRow) for row in clerk.rows.values()) == 5
    await kiosk.hang_up()
    await clerk.hang_up()


async def test_a_bug_behind_a_message_refuses_that_message_only(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: a message of kiosk:K1 could not be carried out")
    kiosk = await door.enter(Role.KIOSK, "K1")
    cards = door.server.hub.hall.device_of.pop("cards")
    kiosk.say(Ask(id="ask-00001", work=j.ReadCard()))
    no = await kiosk.expects(No)
    assert (no.id, no.code) == ("ask-00001", "fault")
    door.server.hub.hall.device_of["cards"] = cards
    kiosk.say(Do(id="touch-001", command=TAKE))
    assert (await kiosk.expects(Done)).id == "touch-001"
    await kiosk.hang_up()


async def test_a_bug_behind_what_an_agent_tells_does_not_end_the_agent(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: a message of agent:K1 could not be carried out")
    agent, kiosk = await door.enter(Role.AGENT, "K1"), await door.enter(Role.KIOSK, "K1")
    agent.say(Announcing(devices=("cards",)))
    agent.say(Ping(n=1))
    await agent.expects(Pong)
    kiosk.say(Ask(id="ask-00001", work=j.ReadCard()))
    job = await agent.expects(Job)
    agent.say(Tell(id="tell-0001", device="cards", news=replace(CARD, job=job.id)))
    assert (await agent.expects(No)).code == "fault"
    agent.say(tell("cards", j.WorkFailed(job=job.id, cause="nobody"), 2))
    await agent.expects(Heard)
    assert (await kiosk.expects(No)).code == "nothing_read"
    await agent.hang_up()
    await kiosk.hang_up()


def tell(device: str, news: j.AnyNews, n: int) -> Tell:
    return Tell(id=f"tell-{n:04}", device=device, news=news)


# Agents ------------------------------------------------------------------------------------------------


async def test_two_agents_of_one_host_print_a_ticket_once(door: Door) -> None:
    first, kiosk = await door.enter(Role.AGENT, "K1"), await door.enter(Role.KIOSK, "K1")
    first.say(Announcing(devices=("printer",)))
    first.say(Ping(n=1))
    await first.expects(Pong)
    kiosk.say(Do(id="touch-001", command=c.TakeTicket(item="a-1")))
    offered = await first.expects(Job)
    second = await door.enter(Role.AGENT, "K1")
    second.say(Announcing(devices=("printer",)))
    assert (await second.expects(Job)).id == offered.id
    second.say(tell("printer", j.WorkStarted(job=offered.id), 1))
    await second.expects(Heard)
    first.say(tell("printer", j.WorkStarted(job=offered.id), 2))
    assert (await first.expects(No)).code == "wrong_job_state"
    # The older one goes; the newer one still is the host's.
    await first.hang_up()
    assert not away(door)
    kiosk.say(Do(id="touch-002", command=c.TakeTicket(item="a-1")))
    done = await kiosk.expects(Done)
    assert done.id == "touch-001"
    job = await second.expects(Job)
    assert door.server.hub.hall.jobs[job.id].state is PrintState.REQUESTED
    await second.hang_up()
    assert away(door)
    await kiosk.hang_up()


def away(door: Door) -> bool:
    return door.server.hub.hall.devices["printer"].state is DeviceState.AWAY


async def test_an_agent_cut_off_while_it_announces_leaves_its_devices_away(door: Door) -> None:
    agent, kiosk = await door.enter(Role.AGENT, "K1"), await door.enter(Role.KIOSK, "K1")
    kiosk.say(Do(id="touch-001", command=c.TakeTicket(item="a-1")))
    done = await kiosk.expects(Done)
    assert isinstance(done.result, TicketResult)
    agent.say(Announcing(devices=("printer",)))
    agent.say(tell("printer", j.WorkStarted(job=done.result.job), 1))
    await agent.expects(Heard)
    await agent.hang_up()
    # It comes back and has forgotten the job, and is gone before the hub has settled that.
    again = await door.enter(Role.AGENT, "K1")
    again.say(Announcing(devices=("printer",)))
    again.to_hub.put_nowait(None)
    await asyncio.sleep(0)
    assert again.task is not None
    again.task.cancel()
    await asyncio.gather(again.task, return_exceptions=True)
    assert door.server.hub.hall.devices["printer"].state is DeviceState.AWAY
    once_more = await door.enter(Role.AGENT, "K1")
    once_more.say(Announcing(devices=("printer",)))
    once_more.say(Ping(n=1))
    await once_more.expects(Pong)
    assert door.server.hub.hall.jobs[done.result.job].state is PrintState.UNKNOWN
    await once_more.hang_up()
    await kiosk.hang_up()


# Asks --------------------------------------------------------------------------------------------------


async def readers(door: Door) -> tuple[WireLine, WireLine]:
    agent, kiosk = await door.enter(Role.AGENT, "K1"), await door.enter(Role.KIOSK, "K1")
    agent.say(Announcing(devices=("cards", "codes")))
    agent.say(Ping(n=1))
    await agent.expects(Pong)
    return agent, kiosk


async def test_an_ask_is_dropped_by_word_or_by_going_away(door: Door) -> None:
    agent, kiosk = await readers(door)
    kiosk.say(Ask(id="ask-00001", work=j.ReadCode()))
    job = await agent.expects(Job)
    kiosk.say(Drop(id="ask-00001"))
    assert (await agent.expects(Revoke)).id == job.id
    assert (await kiosk.expects(No)).code == "dropped"
    kiosk.say(Ask(id="ask-00002", work=j.ReadCode()))
    job = await agent.expects(Job)
    await kiosk.hang_up()
    assert (await agent.expects(Revoke)).id == job.id
    await agent.hang_up()


async def test_an_ask_said_again_on_a_new_line_goes_on_there(door: Door) -> None:
    agent, kiosk = await readers(door)
    kiosk.say(Ask(id="ask-00001", work=j.ReadCode()))
    await agent.expects(Job)
    # The old line is half open: the hub has not noticed that it is gone.
    again = await door.enter(Role.KIOSK, "K1")
    again.say(Ask(id="ask-00001", work=j.ReadCode()))
    job = await agent.expects(Job)
    agent.say(tell("codes", j.CodeRead(job=job.id, data=b"nothing"), 1))
    assert (await again.expects(Done)).id == "ask-00001"
    await kiosk.hang_up()
    await again.hang_up()
    await agent.hang_up()
