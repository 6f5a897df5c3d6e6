"""Lines that break and drivers with bugs: tried again, told once, and no harm to other devices."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest

from devices import runner as module
from devices.link.jobs import (
    DeviceIs,
)
from devices.link.words import DeviceState
from devices.runner import BUG
from tests.devices.runner.benches import Bench, printing, running


async def test_jobs_given_before_the_line_is_open_wait_for_it() -> None:
    bench = Bench()
    bench.runner.give(printing("p-1"))
    assert bench.seen == []
    assert bench.runner.state.state is DeviceState.STARTING
    async with running(bench):
        await bench.until("> p-1")


async def test_a_device_that_is_not_there_fails_its_jobs_and_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "devices.runner")
    bench = Bench()
    bench.absent = 4
    bench.runner.give(printing("p-1"))
    async with running(bench):
        seen = await bench.until("> hello")
        assert seen == ["is fault absent", "failed p-1 absent", "is ready", "> hello"]
        assert bench.opened == 5
    said = [record.message for record in caplog.records if record.name == "devices.runner"]
    assert said == ["thing: the line is down (absent: nothing there).", "thing: the line is open again."]


async def test_what_waits_and_what_comes_while_the_line_is_down_fails_with_its_cause(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACKOFF_S", (3600.0,))
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")
    bench.runner.give(printing("p-2"))
    await bench.unplug()
    await bench.until("failed p-2 unplugged")
    bench.runner.give(printing("p-3"))
    assert bench.seen[-4:] == [
        "unknown p-1 unplugged",
        "is fault unplugged",
        "failed p-2 unplugged",
        "failed p-3 unplugged",
    ]
    assert bench.runner.state == DeviceIs(state=DeviceState.FAULT, fault="unplugged")


async def test_a_device_that_is_back_says_how_it_is(bench: Bench) -> None:
    for times in (1, 2, 3):
        await bench.unplug()
        await bench.until("is fault unplugged", times)
        await bench.until("is ready", times + 1)
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")


async def test_a_state_is_told_when_it_changes(bench: Bench) -> None:
    for n, fault in enumerate(("paper_out", "paper_out", "cover_open", "paper_out"), start=1):
        await bench.says(f"!{fault}".encode())
        await bench.waits(lambda heard=n: sum("receive" in call for call in bench.driver.calls) == heard)  # type: ignore[misc]
    await bench.until("is fault paper_out", 2)
    assert bench.seen[2:] == ["is fault paper_out", "is fault cover_open", "is fault paper_out"]


async def test_pauses_between_attempts_grow_and_begin_anew_after_success(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses = (0.001, 0.03, 0.06)
    monkeypatch.setattr(module, "BACKOFF_S", pauses)
    bench = Bench()
    bench.absent = 4
    async with running(bench):
        await bench.until("> hello")
        gaps = [later - before for before, later in zip(bench.times, bench.times[1:], strict=False)]
        assert all(gap >= pause for gap, pause in zip(gaps, (0.001, 0.03, 0.06, 0.06), strict=True))
        await bench.unplug()
        await bench.waits(lambda: bench.opened == 6)
        assert bench.runner._attempt <= 1


async def test_a_line_that_breaks_while_the_hub_is_asked_sends_nothing_when_it_is_back(bench: Bench) -> None:
    asked = bench.answers_later()
    bench.runner.give(printing("p-1"))
    await bench.until("started p-1?")
    await bench.unplug()
    asked.set()
    seen = await bench.until("is ready", 2)
    # The first frame broke on the line, and whatever the driver makes of that, it is not sent again.
    assert seen.count("> job") <= 1
    assert "> p-1" not in seen
    assert any(what.endswith("p-1 unplugged") for what in seen)


# Bugs ------------------------------------------------------------------------------------------------


async def test_a_bug_in_a_driver_costs_it_a_pause_and_its_job_is_not_forgotten(
    bench: Bench, expects_log: Callable[[str], None]
) -> None:
    expects_log("thing: a bug; the device is started again")
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")
    bench.driver.bugs.add("receive")
    await bench.says(b"ok")
    await bench.until(f"unknown p-1 {BUG}")
    bench.driver.bugs.clear()
    seen = await bench.until("is ready", 2)
    assert f"is fault {BUG}" in seen
    bench.runner.give(printing("p-2"))
    await bench.until("> p-2")


async def test_a_bug_before_the_first_byte_fails_the_job(
    bench: Bench, expects_log: Callable[[str], None]
) -> None:
    expects_log("a bug")
    bench.driver.bugs.add("begin")
    bench.runner.give(printing("p-1"))
    bench.runner.give(printing("p-2"))
    seen = await bench.until(f"failed p-2 {BUG}")
    assert f"failed p-1 {BUG}" in seen
    assert "> job" not in seen


async def test_a_driver_that_cannot_even_be_told_is_spoken_for(
    bench: Bench, expects_log: Callable[[str], None]
) -> None:
    expects_log("the device is started again")
    expects_log("while the driver was told that its line is lost")
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")
    bench.driver.bugs |= {"receive", "lost"}
    await bench.says(b"ok")
    await bench.until(f"unknown p-1 {BUG}")
    await bench.until(f"is fault {BUG}")


async def test_a_bug_in_a_transport_is_noticed(bench: Bench, expects_log: Callable[[str], None]) -> None:
    expects_log("a bug in the transport|the device is started again")
    bench.bug = True
    await bench.says(b"ok")
    await bench.until(f"is fault {BUG}")
    bench.bug = False
    await bench.until("is ready", 2)


async def test_a_bug_that_stays_is_tried_ever_more_rarely(
    monkeypatch: pytest.MonkeyPatch, expects_log: Callable[[str], None]
) -> None:
    expects_log("a bug; the device is started again")
    monkeypatch.setattr(module, "BACKOFF_S", (0.0, 0.0, 3600.0))
    bench = Bench()
    bench.driver.bugs.add("connected")
    async with running(bench):
        await bench.waits(lambda: bench.opened == 3)
        await bench.until(f"is fault {BUG}")
        assert bench.opened == 3


async def test_a_bug_in_one_device_leaves_the_others_of_its_host_alone(
    expects_log: Callable[[str], None],
) -> None:
    expects_log("a bug; the device is started again")
    broken, sound = Bench(), Bench()
    broken.driver.bugs.add("begin")
    async with running(broken), running(sound):
        broken.runner.give(printing("p-1"))
        await broken.until(f"failed p-1 {BUG}")
        sound.runner.give(printing("p-2"))
        await sound.until("> p-2")


async def test_a_runner_ends_when_it_is_told_to_whatever_it_does(
    expects_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expects_log("a bug; the device is started again")
    monkeypatch.setattr(module, "BACKOFF_S", (3600.0,))
    for turns in range(12):
        bench = Bench()
        bench.driver.bugs.add("connected")
        task = asyncio.create_task(bench.runner.run())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        async with asyncio.timeout(2):
            await asyncio.gather(task, return_exceptions=True)
