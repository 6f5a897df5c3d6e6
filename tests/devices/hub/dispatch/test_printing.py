"""A ticket goes to the right printer, at most once; agents come and go."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from devices.hub.dispatch import AGENT_MAY_TAKE, Dispatch
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.words import DeviceState, PrintState, Role
from tests.devices.hub.clocks import Clock
from tests.devices.hub.dispatch.hosts import Host, take
from tests.devices.hub.played import AGENT


async def test_a_ticket_goes_to_the_printer_of_its_kiosk_at_once(hub: Hub, agent: Host) -> None:
    await agent.announce()
    ticket = await take(hub)
    (job,) = agent.jobs(j.PrintSlip)
    assert (job.id, job.device) == (ticket.job, "printer")
    assert isinstance(job.work, j.PrintSlip)
    assert job.work.slip.number == "A001"


async def test_a_ticket_taken_while_the_agent_was_away_is_offered_when_it_comes(
    hub: Hub, agent: Host
) -> None:
    ticket = await take(hub)
    assert agent.got == []
    await agent.announce()
    assert [job.id for job in agent.jobs(j.PrintSlip)] == [ticket.job]


async def test_a_job_is_offered_until_it_begins_and_never_after(hub: Hub, agent: Host) -> None:
    ticket = await take(hub)
    for _ in range(3):
        await agent.announce()
    assert [job.id for job in agent.jobs(j.PrintSlip)] == [ticket.job] * 3
    assert await agent.tell("printer", j.WorkStarted(job=ticket.job)) is None
    await agent.announce(ticket.job)
    await agent.announce()
    assert len(agent.jobs(j.PrintSlip)) == 3


async def test_a_job_begins_once_whoever_asks(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    ticket = await take(hub)
    await agent.announce()
    other = Host(dispatch, AGENT)
    await other.announce()
    assert [job.id for job in other.jobs(j.PrintSlip)] == [ticket.job]
    assert await other.tell("printer", j.WorkStarted(job=ticket.job)) is None
    no = await agent.tell("printer", j.WorkStarted(job=ticket.job))
    assert no is not None
    assert no.code == "wrong_job_state"


async def test_an_agent_that_forgot_a_begun_job_makes_it_doubtful(hub: Hub, agent: Host) -> None:
    kept, forgotten = await take(hub), await take(hub)
    await agent.announce()
    for ticket in (kept, forgotten):
        await agent.tell("printer", j.WorkStarted(job=ticket.job))
    await agent.announce(kept.job)
    assert hub.hall.jobs[kept.job].state is PrintState.STARTED
    assert hub.hall.jobs[forgotten.job].state is PrintState.UNKNOWN
    assert hub.hall.jobs[forgotten.job].cause == "agent_restarted"
    assert await agent.tell("printer", j.WorkDone(job=kept.job)) is None
    assert hub.hall.jobs[kept.job].state is PrintState.CONFIRMED


async def test_the_next_paper_is_told_that_the_one_before_it_is_in_doubt(hub: Hub, agent: Host) -> None:
    forgotten = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=forgotten.job))
    await take(hub)
    await agent.announce()

    await take(hub)

    assert [doubtful(job.work) for job in agent.jobs(j.PrintSlip)] == [False, True, True, True]


async def test_the_paper_behind_a_good_one_is_in_no_doubt(hub: Hub, agent: Host) -> None:
    await agent.announce()
    good = await take(hub)
    await agent.tell("printer", j.WorkStarted(job=good.job))
    await agent.tell("printer", j.WorkDone(job=good.job))

    await take(hub)

    assert [doubtful(job.work) for job in agent.jobs(j.PrintSlip)] == [False, False]


async def test_a_late_word_of_the_printer_settles_a_doubt(hub: Hub, agent: Host) -> None:
    ticket = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=ticket.job))
    await agent.announce()
    assert await agent.tell("printer", j.WorkDone(job=ticket.job)) is None
    assert hub.hall.jobs[ticket.job].state is PrintState.CONFIRMED


@pytest.mark.parametrize(
    ("news", "state"),
    [
        (j.WorkFailed(job="", cause="paper_out"), PrintState.FAILED),
        (j.WorkUnknown(job="", cause="silent"), PrintState.UNKNOWN),
    ],
)
async def test_how_a_job_ended_is_kept_with_its_cause(
    hub: Hub, agent: Host, news: j.WorkFailed | j.WorkUnknown, state: PrintState
) -> None:
    ticket = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=ticket.job))
    await agent.tell("printer", msgspec.structs.replace(news, job=ticket.job))
    job = hub.hall.jobs[ticket.job]
    assert (job.state, job.cause) == (state, news.cause)


async def test_an_agent_speaks_for_its_own_devices_only(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    ticket = await take(hub)
    stranger = Host(dispatch, Principal(role=Role.AGENT, place="K2"))
    await stranger.announce()
    assert stranger.got == []
    for news in (j.WorkStarted(job=ticket.job), j.DeviceIs(state=DeviceState.FAULT, fault="paper_out")):
        no = await stranger.tell("printer", news)
        assert no is not None
        assert no.code == "not_allowed"
    assert hub.hall.devices["printer"].state is DeviceState.STARTING


async def test_a_device_tells_how_it_is(hub: Hub, agent: Host) -> None:
    await agent.announce()
    assert await agent.tell("printer", j.DeviceIs(state=DeviceState.DEGRADED, fault="paper_low")) is None
    now = hub.hall.devices["printer"]
    assert (now.state, now.fault, now.since) == (DeviceState.DEGRADED, "paper_low", hub.hall.last_at)


# Agents come and go ------------------------------------------------------------------------------------


async def test_a_ticket_that_no_agent_comes_to_print_fails_and_may_be_printed_elsewhere(
    hub: Hub, dispatch: Dispatch, agent: Host, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.hub.dispatch.WATCH_S", 0.001)
    late = await take(hub)
    clock.turn(seconds=AGENT_MAY_TAKE.total_seconds() + 1)
    soon = await take(hub)
    failed = asyncio.Event()
    hub.after_commit = lambda events: failed.set()
    watching = asyncio.create_task(dispatch.run())
    try:
        async with asyncio.timeout(5):
            await failed.wait()
        assert hub.hall.jobs[late.job].cause == "agent_away"
        assert hub.hall.jobs[soon.job].state is PrintState.REQUESTED
        # An agent that comes now prints only what is still wanted.
        await agent.announce()
        assert [job.id for job in agent.jobs(j.PrintSlip)] == [soon.job]
        await agent.leave()
        clock.turn(minutes=10)
        # A printer that the hall's file has lost meanwhile stops nobody.
        hub.hall.device_of.pop("printer")
        for _ in range(20):
            await hub.settle()
            await asyncio.sleep(0.001)
        assert not watching.done()
        assert hub.hall.jobs[soon.job].state is PrintState.REQUESTED
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def test_an_agent_that_goes_leaves_its_devices_away(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    await agent.announce()
    await agent.tell("printer", j.DeviceIs(state=DeviceState.READY))
    await agent.leave()
    states = {name: (now.state, now.fault) for name, now in hub.hall.devices.items()}
    away = (DeviceState.AWAY, "agent_away")
    for device in ("printer", "cards", "codes", "strip-2"):
        assert states[device] == away
    assert states["strip-1"] == states["voice-one"] == (DeviceState.STARTING, "")
    await take(hub)
    assert agent.jobs(j.PrintSlip) == []


async def test_a_line_that_ends_late_takes_nothing_from_its_successor(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    again = Host(dispatch, AGENT)
    await again.announce()
    await again.tell("printer", j.DeviceIs(state=DeviceState.READY))
    await agent.leave()
    assert hub.hall.devices["printer"].state is DeviceState.READY
    await take(hub)
    assert len(again.jobs(j.PrintSlip)) == 1
    assert agent.jobs(j.PrintSlip) == []


async def test_an_agent_that_comes_back_while_it_is_reported_away_is_not_away(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    again = Host(dispatch, AGENT)

    async def back() -> None:
        await again.announce()
        for device in ("printer", "cards", "codes", "strip-2"):
            await again.tell(device, j.DeviceIs(state=DeviceState.READY))

    await asyncio.gather(agent.leave(), back())
    assert {hub.hall.devices[device].state for device in ("printer", "cards", "codes", "strip-2")} == {
        DeviceState.READY
    }


async def test_after_a_start_of_the_hub_nobodys_agent_is_here_yet(hub: Hub, dispatch: Dispatch) -> None:
    await hub.do(AGENT, "ready-001", c.ReportDevice(device="printer", state=DeviceState.READY))
    await dispatch.begin()
    assert hub.hall.devices["printer"].state is DeviceState.AWAY
    assert hub.hall.devices["strip-1"].state is DeviceState.STARTING


async def test_an_announcement_broken_off_leaves_nothing_half_done(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    ticket = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=ticket.job))
    cut = Host(dispatch, AGENT)
    cutting = asyncio.create_task(cut.announce())
    await asyncio.sleep(0)
    cutting.cancel()
    await asyncio.gather(cutting, return_exceptions=True)
    await cut.leave()
    assert hub.hall.devices["printer"].state is DeviceState.AWAY
    await agent.announce(ticket.job)
    assert hub.hall.jobs[ticket.job].state is PrintState.STARTED


def doubtful(work: j.AnyWork) -> bool:
    assert isinstance(work, j.PrintSlip)
    return work.doubt
