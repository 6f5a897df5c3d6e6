"""A device agent over a real link: jobs go out, news come in, and what it had in hand is not forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.schema import Device, HallConfig
from devices import runner as runner_module
from devices.agent import Agent
from devices.hub import events as e
from devices.hub import publish
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.identity import Identity
from devices.link.messages import Ask, CardSeen, Done, Job, No, Revoke, TicketResult
from devices.link.session import MAX_UNANSWERED
from devices.link.words import DeviceState, PrintState, Role
from devices.printers import driver, health, proof, questions
from devices.virtual.cards import PEOPLE
from devices.virtual.hardware import PretendHardware, furnish
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import Door, free_port, listening, opened, running
from tests.devices.hub.played import KIOSK, clerk
from tests.halls import small_hall
from tests.hubs.identities import stranger

STOPPING = "The hub ended the session: The hub is stopping"


def hall(printer_port: int) -> HallConfig:
    """A printer, a card reader and a loudspeaker, all at K1."""
    printer = f"tcp://127.0.0.1:{printer_port}"
    return small_hall(
        devices=(
            Device(id="printer", kind="escpos-printer", host="K1", port=printer, kiosk="K1"),
            Device(id="cards", kind="idcard-reader", host="K1", port="serial://cards", kiosk="K1"),
            Device(id="voice", kind="speaker", host="K1", port="folder://spoken", zone="one"),
        )
    )


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules with shorter times."""
    for module, name, value in (
        (driver, "CALM_S", 0.02),
        (health, "SETTLE_S", 0.02),
        (health, "POLL_S", 0.1),
        (proof, "PROBE_S", 0.3),
        (proof, "DRAIN_S", 0.4),
        (questions, "ANSWER_S", 0.4),
        (questions, "QUIET_S", 0.02),
        (publish, "GAP_S", 0.0),
    ):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(runner_module, "BACKOFF_S", (0.02,))


@dataclass
class Site:
    """A hub, its door, and the hardware of its one kiosk."""

    hub: Hub
    door: Door
    hardware: PretendHardware
    folder: Path
    port: int
    identity: Identity
    news: asyncio.Event
    on_event: Callable[[e.AnyEvent], None] = lambda event: None

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until the hall has become so."""
        async with asyncio.timeout(10):
            while not true():
                self.news.clear()
                await self.news.wait()

    async def device(self, name: str, state: DeviceState) -> None:
        await self.until(lambda: self.hub.hall.devices[name].state is state)

    async def job(self, name: str, state: PrintState) -> None:
        await self.until(lambda: self.hub.hall.jobs[name].state is state)

    async def take(self) -> str:
        """Take a ticket; returns the name of its print job."""
        done = await self.hub.do(KIOSK, f"touch-{self.hub.journal.seq:04}", c.TakeTicket(item="a-1"))
        assert isinstance(done, Done)
        assert isinstance(done.result, TicketResult)
        return done.result.job

    @asynccontextmanager
    async def agent(self) -> AsyncIterator[Agent]:
        agent = Agent(self.hub.config, self.folder, self.folder, self.identity)
        task = asyncio.create_task(agent.run(), name="agent")
        try:
            yield agent
        finally:
            assert not task.done(), task
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    config = hall(free_port())
    hub = Hub(config, Journal(tmp_path / "j.db"), Vault(tmp_path / "v.db", tmp_path / "k" / "key"), Clock())
    hardware = furnish(config, tmp_path, tmp_path / "frames")
    hardware.start()
    async with running(hub), opened(hub, tmp_path) as door:
        port = free_port()
        identity = door.identity(Role.AGENT, "K1", f"ws://127.0.0.1:{port}/link")
        site = Site(hub, door, hardware, tmp_path, port, identity, asyncio.Event())
        follow = hub.after_commit

        def happened(events: list[e.AnyEvent]) -> None:
            for event in events:
                site.on_event(event)
            follow(events)
            site.news.set()

        hub.after_commit = happened
        yield site
    hardware.close()


# Settings -----------------------------------------------------------------------------------------


def agent_at(
    host: str, tmp_path: Path, url: str = "ws://127.0.0.1:8710/link", config: HallConfig | None = None
) -> Agent:
    config = config or hall(9)
    return Agent(config, tmp_path, tmp_path, stranger(url, Role.AGENT, host))


def test_a_computer_without_devices_needs_no_agent(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no device of the hall's file has host = 'K9'"):
        agent_at("K9", tmp_path)


def test_what_is_wrong_with_a_device_or_the_address_is_said(tmp_path: Path) -> None:
    thing = Device(id="thing", kind="escpos-printer", host="K1", port="tcp://nowhere")
    wrong = small_hall(devices=(thing,))
    with pytest.raises(ValueError, match=r"device thing: .* is not like tcp://"):
        agent_at("K1", tmp_path, config=wrong)
    for url in ("http://127.0.0.1:8710/link", "127.0.0.1:8710", ""):
        with pytest.raises(ValueError, match="is not like wss://"):
            agent_at("K1", tmp_path, url)


# Work ---------------------------------------------------------------------------------------------


async def test_an_agent_brings_its_devices_and_takes_them_with_it(site: Site) -> None:
    async with listening(site.door, site.port):
        async with site.agent():
            for name in ("printer", "cards", "voice"):
                await site.device(name, DeviceState.READY)
        for name in ("printer", "cards", "voice"):
            await site.device(name, DeviceState.AWAY)


async def test_a_ticket_is_printed_at_the_agents_printer(site: Site) -> None:
    async with listening(site.door, site.port), site.agent():
        await site.device("printer", DeviceState.READY)
        job = await site.take()
        await site.job(job, PrintState.CONFIRMED)
    assert len(site.hardware.printers["printer"].tickets) == 1


async def test_a_ticket_taken_before_the_agent_came_is_printed_when_it_comes(site: Site) -> None:
    job = await site.take()
    async with listening(site.door, site.port), site.agent():
        await site.job(job, PrintState.CONFIRMED)
    assert len(site.hardware.printers["printer"].tickets) == 1


async def test_a_call_is_spoken_at_the_agents_loudspeaker(site: Site) -> None:
    async with listening(site.door, site.port), site.agent() as agent:
        await site.device("voice", DeviceState.READY)
        await site.take()
        steps: list[c.AnyCommand] = [c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext()]
        for n, command in enumerate(steps):
            assert isinstance(await site.hub.do(clerk(1), f"call-{n:04}", command), Done)
        spoken = site.folder / "spoken"
        async with asyncio.timeout(10):
            while not list(spoken.glob("*.wav")) or agent._in_hand:  # noqa: ASYNC110 - a file tells nobody
                await asyncio.sleep(0.005)
    assert len(list(spoken.glob("*.wav"))) == 1


async def test_a_card_is_read_at_the_agents_reader_or_not_any_more(site: Site) -> None:
    dispatch = site.door.server.dispatch
    async with listening(site.door, site.port), site.agent():
        await site.device("cards", DeviceState.READY)
        dropped = asyncio.create_task(dispatch_ask(site, "ask-00001"))
        await asyncio.sleep(0)
        dispatch.drop(KIOSK, "ask-00001")
        assert isinstance(await dropped, No)
        asking = asyncio.create_task(dispatch_ask(site, "ask-00002"))
        await asyncio.sleep(0)
        site.hardware.readers["cards"].put(PEOPLE["li"])
        async with asyncio.timeout(10):
            done = await asking
    assert isinstance(done, Done)
    assert isinstance(done.result, CardSeen)
    assert done.result.masked_name == "李*"


async def dispatch_ask(site: Site, name: str) -> Done | No:
    # The listening server of this test and the door share one dispatch.
    return await site.door.server.dispatch.ask(KIOSK, Ask(id=name, work=j.ReadCard(timeout_s=20)))


# Links that break ---------------------------------------------------------------------------------


async def test_a_job_in_hand_outlives_a_broken_link(site: Site, expects_log: Callable[[str], None]) -> None:
    expects_log(STOPPING)
    line = site.hardware.lines["printer"]

    def stall(event: e.AnyEvent) -> None:
        if isinstance(event, e.PrintBegan):
            line.stall()

    site.on_event = stall
    async with site.agent() as agent:
        async with listening(site.door, site.port):
            await site.device("printer", DeviceState.READY)
            job = await site.take()
            await site.job(job, PrintState.STARTED)
        assert agent._in_hand == {job}
        async with listening(site.door, site.port):
            # It names the job in its announcement: the hub does not doubt it, and offers it to nobody.
            await site.device("printer", DeviceState.READY)
            assert site.hub.hall.jobs[job].state is PrintState.STARTED
            line.resume()
            await site.job(job, PrintState.CONFIRMED)
    assert len(site.hardware.printers["printer"].tickets) == 1


async def test_a_job_that_an_agent_forgot_is_doubtful(site: Site) -> None:
    line = site.hardware.lines["printer"]

    def stall(event: e.AnyEvent) -> None:
        if isinstance(event, e.PrintBegan):
            line.stall()

    site.on_event = stall
    async with listening(site.door, site.port):
        async with site.agent():
            await site.device("printer", DeviceState.READY)
            job = await site.take()
            await site.job(job, PrintState.STARTED)
        await site.device("printer", DeviceState.AWAY)
        line.unplug()
        async with site.agent():
            await site.job(job, PrintState.UNKNOWN)
    assert site.hub.hall.jobs[job].cause == "agent_restarted"


async def test_health_that_changed_while_the_hub_was_away_is_told_when_it_is_back(
    site: Site, expects_log: Callable[[str], None]
) -> None:
    expects_log(STOPPING)
    async with site.agent() as agent:
        async with listening(site.door, site.port):
            await site.device("printer", DeviceState.READY)
        await site.device("printer", DeviceState.AWAY)
        site.hardware.lines["printer"].unplug()
        async with asyncio.timeout(10):
            while agent._runners["printer"].state.state is not DeviceState.FAULT:  # noqa: ASYNC110 - no hub to hear
                await asyncio.sleep(0.005)
        assert agent._link.session.unanswered == 0
        async with listening(site.door, site.port):
            await site.device("printer", DeviceState.FAULT)
            await site.device("cards", DeviceState.READY)


async def test_a_hub_away_for_too_long_is_no_end_of_an_agent(
    tmp_path: Path, expects_log: Callable[[str], None]
) -> None:
    expects_log("The hub has been away too long; what printer said is not kept")
    agent = agent_at("K1", tmp_path)
    for n in range(MAX_UNANSWERED):
        agent.tell("printer", j.WorkFailed(job=f"p-{n}", cause="paper_out"))
    agent.tell("printer", j.WorkDone(job="p-last"))
    # No ticket may begin that the hub cannot know of.
    assert not await agent.started("printer", j.WorkStarted(job="p-more"))
    assert agent._in_hand == set()


async def test_jobs_of_others_and_jobs_in_hand_are_not_taken(tmp_path: Path) -> None:
    agent = agent_at("K1", tmp_path)
    agent._in_hand.add("p-1")
    work = j.Announce(number="A001", window=1)
    for job in (Job(id="x-1", device="elsewhere", work=work), Job(id="p-1", device="printer", work=work)):
        agent._job(job)
    agent._job(Revoke(id="x-1"))
    assert not agent._runners["printer"]._jobs
