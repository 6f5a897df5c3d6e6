"""The link for asyncio programs, on real WebSockets: it comes back, says again, and ends when told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from devices.hub import publish
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.vault import Vault
from devices.link import client as module
from devices.link import codec
from devices.link import commands as c
from devices.link.client import LinkClient
from devices.link.jobs import DeviceIs
from devices.link.messages import (
    Announcing,
    Bye,
    ClientMessage,
    Do,
    Done,
    Heard,
    Hello,
    HubMessage,
    Job,
    No,
    Ping,
    Pong,
    Revoke,
    Snapshot,
    Tell,
    TicketResult,
    Welcome,
)
from devices.link.session import MAX_UNANSWERED, TooMuchUnanswered
from devices.link.words import DeviceState, Role
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import Door, free_port, listening, opened, running
from tests.halls import small_hall
from tests.hubs.identities import CHALLENGE, stranger

QUICK = (0.005,)
HERE = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
TAKE = c.TakeTicket(item="a-1", paper=False)


@asynccontextmanager
async def kept(client: LinkClient) -> AsyncIterator[LinkClient]:
    """Run a client while the test lasts."""
    task = asyncio.create_task(client.run(), name="link")
    try:
        yield client
    finally:
        assert not task.done(), task
        task.cancel()
        async with asyncio.timeout(2):
            await asyncio.gather(task, return_exceptions=True)


# With a real hub -------------------------------------------------------------------------------------------


@pytest.fixture
async def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    monkeypatch.setattr(publish, "GAP_S", 0.0)
    hub = Hub(
        small_hall(), Journal(tmp_path / "j.db"), Vault(tmp_path / "v.db", tmp_path / "k" / "key"), Clock()
    )
    async with running(hub), opened(hub, tmp_path) as door:
        yield door


async def test_a_program_takes_tickets_and_sees_them(door: Door) -> None:
    seen = asyncio.Event()
    async with listening(door, free_port()) as url:
        client = LinkClient(
            door.identity(Role.KIOSK, "K1", url), "test", on_rows=lambda rows, gone: seen.set(), retry_s=QUICK
        )
        async with kept(client):
            async with asyncio.timeout(5):
                done = await client.do(TAKE)
                assert isinstance(done, Done)
                assert isinstance(done.result, TicketResult)
                no = await client.do(c.CallNext())
                assert isinstance(no, No)
                while f"ticket/{done.result.ticket}" not in client.session.rows:
                    seen.clear()
                    await seen.wait()
            assert (done.result.number, no.code) == ("A001", "not_allowed")


async def test_a_command_outlives_a_hub_that_goes_and_comes_back(
    door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("The hub ended the session: The hub is stopping")
    port = free_port()
    identity = door.identity(Role.KIOSK, "K1", f"ws://127.0.0.1:{port}/link")
    lives: list[bool] = []
    gone_dark = asyncio.Event()

    def lived(live: bool) -> None:
        lives.append(live)
        if not live:
            gone_dark.set()

    client = LinkClient(identity, "test", on_live=lived, retry_s=QUICK)
    async with kept(client):
        early = asyncio.create_task(client.do(TAKE, "touch-001"))
        async with listening(door, port), asyncio.timeout(5):
            first = await early
        await gone_dark.wait()
        later = asyncio.create_task(client.do(TAKE, "touch-002"))
        again = asyncio.create_task(client.do(TAKE, "touch-001"))
        async with listening(door, port), asyncio.timeout(5):
            assert await again == first
            assert isinstance(await later, Done)
    assert lives[:3] == [True, False, True]
    assert door.server.hub.hall.counts == {"a": 2}


# With a hub that plays a part ------------------------------------------------------------------------------

Part = Callable[["Stage"], Awaitable[None]]


class Stage:
    """One line as a pretend hub sees it."""

    def __init__(self, line: ServerConnection) -> None:
        self.line = line

    async def hears(self) -> ClientMessage:
        return codec.from_client(await self.line.recv())

    async def says(self, *messages: HubMessage) -> None:
        for message in messages:
            await self.line.send(codec.encode(message).decode())

    async def welcomes(self, heartbeat_s: float = 5.0) -> Hello:
        hello = await self.hears()
        assert isinstance(hello, Hello)
        await self.says(
            Welcome(role=Role.AGENT, place="K1", epoch="e1", heartbeat_s=heartbeat_s, now=HERE),
            Snapshot(rev=0, rows=()),
        )
        return hello


@asynccontextmanager
async def playing(*parts: Part) -> AsyncIterator[tuple[str, list[float]]]:
    """A hub that plays one part after the other, one a line, and the last one for ever."""
    times: list[float] = []

    async def meet(line: ServerConnection) -> None:
        times.append(asyncio.get_running_loop().time())
        await line.send(codec.encode(CHALLENGE).decode())
        part = parts[min(len(times), len(parts)) - 1]
        try:
            await part(Stage(line))
        except ConnectionClosed:
            return

    server: Server = await serve(meet, "127.0.0.1", 0, compression=None)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"ws://127.0.0.1:{port}/link", times
    finally:
        server.close()
        await server.wait_closed()


async def stay(stage: Stage) -> None:
    """Welcome, answer everything, until the line ends."""
    await stage.welcomes()
    while True:
        match await stage.hears():
            case Do(id=name):
                await stage.says(Done(id=name))
            case Tell(id=name):
                await stage.says(Heard(id=name))
            case Ping(n=n):
                await stage.says(Pong(n=n))
            case _:
                pass


async def test_an_agents_greeting_comes_first_on_every_line() -> None:
    heard: list[list[ClientMessage]] = []

    async def listens(stage: Stage) -> None:
        await stage.welcomes()
        heard.append([await stage.hears(), await stage.hears()])
        await stage.line.close()

    async def answers(stage: Stage) -> None:
        await stage.welcomes()
        heard.append([await stage.hears(), await stage.hears()])
        await stage.says(Heard(id="tell-0001"))
        await stage.line.wait_closed()

    greeting = Announcing(devices=("printer",))
    tell = Tell(id="tell-0001", device="printer", news=DeviceIs(state=DeviceState.READY))
    async with playing(listens, answers) as (url, _):
        client = LinkClient(stranger(url), "test", greet=lambda: [greeting], retry_s=QUICK)
        async with kept(client), asyncio.timeout(5):
            assert await client.say(tell) == Heard(id="tell-0001")
    assert heard == [[greeting, tell], [greeting, tell]]


async def test_jobs_reach_the_program() -> None:
    got: list[Job | Revoke] = []
    both = asyncio.Event()

    def on_job(job: Job | Revoke) -> None:
        got.append(job)
        if len(got) == 2:
            both.set()

    async def gives(stage: Stage) -> None:
        await stage.welcomes()
        await stage.says(Revoke(id="r-1"), Revoke(id="r-2"))
        await stage.line.wait_closed()

    async with (
        playing(gives) as (url, _),
        kept(LinkClient(stranger(url), "test", on_job=on_job)),
        asyncio.timeout(5),
    ):
        await both.wait()
    assert got == [Revoke(id="r-1"), Revoke(id="r-2")]


async def test_a_hub_that_talks_nonsense_is_left_and_met_again(expects_log: Callable[[str], None]) -> None:
    expects_log(r"what is no message \(not_json\)")

    async def mumbles(stage: Stage) -> None:
        await stage.welcomes()
        await stage.line.send("mumble")
        await stage.line.wait_closed()

    async with playing(mumbles, stay) as (url, _):
        client = LinkClient(stranger(url), "test", retry_s=QUICK)
        async with kept(client), asyncio.timeout(5):
            assert isinstance(await client.do(TAKE), Done)


async def test_a_hub_that_falls_silent_is_left_within_two_heartbeats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TICK_S", 0.01)

    async def silent(stage: Stage) -> None:
        await stage.welcomes(heartbeat_s=0.01)
        await stage.line.wait_closed()

    async with playing(silent, stay) as (url, _):
        client = LinkClient(stranger(url), "test", retry_s=QUICK)
        async with kept(client), asyncio.timeout(5):
            assert isinstance(await client.do(TAKE), Done)


async def test_a_hub_that_will_not_have_us_is_asked_ever_more_rarely_and_it_is_said_once(
    expects_log: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    expects_log("The hub ended the session: this program is not enrolled")

    async def refuses(stage: Stage) -> None:
        await stage.hears()
        await stage.says(Bye(code="not_enrolled", text="this program is not enrolled"))
        await stage.line.close()

    async with playing(refuses, refuses, refuses, stay) as (url, times):
        client = LinkClient(stranger(url), "test", retry_s=(0.0, 0.02, 0.04))
        async with kept(client), asyncio.timeout(5):
            assert isinstance(await client.do(TAKE), Done)
            assert client.session.refused is None
    gaps = [later - before for before, later in pairwise(times)]
    assert gaps[1] >= 0.02
    assert gaps[2] >= 0.04
    assert [record.message for record in caplog.records if "ended the session" in record.message] == [
        "The hub ended the session: this program is not enrolled"
    ]


async def test_after_a_good_session_the_next_attempt_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    async def short(stage: Stage) -> None:
        await stage.welcomes()
        await stage.line.close()

    async with playing(short, short, stay) as (url, times):
        client = LinkClient(stranger(url), "test", retry_s=(0.0, 3600.0))
        async with kept(client), asyncio.timeout(5):
            assert isinstance(await client.do(TAKE), Done)
    assert len(times) == 3


async def test_somebody_there_who_only_hangs_up_is_no_error() -> None:
    met = asyncio.Semaphore(0)

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        met.release()

    other = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    url = f"ws://127.0.0.1:{other.sockets[0].getsockname()[1]}/link"
    async with kept(LinkClient(stranger(url), "test", retry_s=QUICK)) as client, asyncio.timeout(5):
        for _ in range(3):
            await met.acquire()
        assert not client.session.live
    other.close()
    await other.wait_closed()


async def test_too_much_unanswered_is_the_programs_to_handle() -> None:
    client = LinkClient(stranger(), "test")
    for n in range(MAX_UNANSWERED):
        client.say_later(Do(id=f"touch-{n:04}", command=TAKE), lambda answer: None)
    with pytest.raises(TooMuchUnanswered):
        await client.do(TAKE)


async def test_a_caller_that_gives_up_harms_nobody() -> None:
    async with playing(stay) as (url, _):
        client = LinkClient(stranger(url), "test", retry_s=QUICK)
        gone = asyncio.create_task(client.do(TAKE, "touch-001"))
        await asyncio.sleep(0)
        gone.cancel()
        async with kept(client), asyncio.timeout(5):
            assert isinstance(await client.do(TAKE, "touch-002"), Done)
            assert client.session.unanswered == 0


async def test_a_command_answered_as_a_tell_is_an_error() -> None:
    async def confused(stage: Stage) -> None:
        await stage.welcomes()
        message = await stage.hears()
        assert isinstance(message, Do)
        await stage.says(Heard(id=message.id))
        await stage.line.wait_closed()

    async with playing(confused) as (url, _):
        client = LinkClient(stranger(url), "test", retry_s=QUICK)
        async with kept(client), asyncio.timeout(5):
            with pytest.raises(TypeError, match="as if it were a tell"):
                await client.do(TAKE)


async def test_a_program_ends_its_link_whenever_it_likes() -> None:
    async with playing(stay) as (url, _):
        for turns in range(0, 60, 3):
            client = LinkClient(stranger(url), "test", retry_s=QUICK)
            task = asyncio.create_task(client.run())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            async with asyncio.timeout(2):
                await asyncio.gather(task, return_exceptions=True)
            assert not client.session.live
