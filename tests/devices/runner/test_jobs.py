"""Told, answered, written: jobs begin once, in order, and only when the hub says so."""

from __future__ import annotations

import asyncio

import pytest

from devices import runner as module
from devices.link.jobs import (
    Announce,
    ReadCard,
)
from devices.link.messages import Job
from devices.runner import MOST_JOBS, DeviceRunner
from tests.devices.runner.benches import Bench, printing, running, text


async def test_what_a_driver_learned_is_told_before_anything_is_written(bench: Bench) -> None:
    assert bench.seen == ["is ready", "> hello"]
    bench.runner.give(printing("p-1"))
    seen = await bench.until("> p-1")
    assert seen[2:] == ["started p-1?", "is degraded paper_low", "> job", "> p-1"]
    await bench.says(b"ok")
    assert (await bench.until("done p-1"))[-1] == "done p-1"


async def test_a_job_the_hub_refuses_is_not_begun_and_the_next_one_is(bench: Bench) -> None:
    bench.answer = False
    bench.runner.give(printing("p-1"))
    seen = await bench.until("> hello", 2)
    # Its health is told all the same; nothing of the job is, for the hub knows.
    assert seen[2:] == ["started p-1?", "is degraded paper_low", "is ready", "> hello"]
    bench.answer = True
    bench.runner.give(printing("p-2"))
    seen = await bench.until("> p-2")
    assert "> p-1" not in seen
    assert not any("p-1" in what for what in seen if not what.startswith("started"))


async def test_a_job_does_not_begin_when_the_hub_is_silent(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STARTED_S", 0.01)
    asked = bench.answers_later()
    bench.runner.give(printing("p-1"))
    await bench.until("failed p-1 hub_away")
    asked.set()
    bench.runner.give(printing("p-2"))
    seen = await bench.until("> p-2")
    assert "> p-1" not in seen
    assert seen.count("> job") == 1


async def test_one_job_after_the_other_in_the_order_they_came(bench: Bench) -> None:
    for n in range(5):
        bench.runner.give(printing(f"p-{n}"))
    for n in range(5):
        await bench.until(f"> p-{n}")
        assert "> job" in bench.seen
        assert bench.seen.count("> job") == n + 1
        await bench.says(b"ok")
        await bench.until(f"done p-{n}")


async def test_a_job_that_fails_at_once_does_not_hold_up_the_next(bench: Bench) -> None:
    bench.runner.give(Job(id="v-1", device="thing", work=Announce(number="A001", window=1)))
    bench.runner.give(printing("p-1"))
    seen = await bench.until("> p-1")
    assert "failed v-1 wrong_work" in seen


async def test_bytes_reach_the_driver_in_order(bench: Bench) -> None:
    for n in range(20):
        await bench.says(f"!f{n};".encode())
    await bench.says(b"!end")
    await bench.waits(lambda: "!end" in "".join(bench.driver.calls))
    heard = "".join(call.removeprefix("receive ") for call in bench.driver.calls if "receive" in call)
    assert heard == "".join(f"!f{n};" for n in range(20)) + "!end"


async def test_a_driver_is_called_when_its_time_has_come(bench: Bench) -> None:
    await bench.says(b"tick")
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")
    assert "tick" in bench.driver.calls


async def test_frames_keep_the_silence_a_line_wants() -> None:
    bench = Bench()
    bench.runner = DeviceRunner("thing", bench.driver, bench, bench, frame_gap_s=0.02)
    async with running(bench):
        await bench.until("> hello")
        began = asyncio.get_running_loop().time()
        bench.runner.give(printing("p-1"))
        await bench.until("> p-1")
        assert asyncio.get_running_loop().time() - began >= 0.02


# Given, given twice, too many, taken back -------------------------------------------------------------------


async def test_a_job_given_twice_is_one_job(bench: Bench) -> None:
    for job in (printing("p-1"), printing("p-2")):
        bench.runner.give(job)
        bench.runner.give(job)
    await bench.until("> p-1")
    bench.runner.give(printing("p-1"))
    await bench.says(b"ok")
    await bench.until("> p-2")
    await bench.says(b"ok")
    await bench.until("done p-2")
    # The last one may come once more from a hub that has not heard of its end yet.
    bench.runner.give(printing("p-2"))
    bench.runner.give(printing("p-3"))
    seen = await bench.until("> p-3")
    assert [seen.count(f"> p-{n}") for n in (1, 2, 3)] == [1, 1, 1]


async def test_more_jobs_than_may_wait_are_told_so(bench: Bench) -> None:
    bench.runner.give(printing("first"))
    await bench.until("> first")
    for n in range(MOST_JOBS + 2):
        bench.runner.give(printing(f"p-{n}"))
    failed = [what for what in bench.seen if what.startswith("failed")]
    assert failed == [f"failed p-{MOST_JOBS} busy", f"failed p-{MOST_JOBS + 1} busy"]


async def test_only_the_newest_text_is_shown(bench: Bench) -> None:
    bench.runner.give(text("b-1"))
    await bench.until("> b-1")
    for n in (2, 3, 4):
        bench.runner.give(text(f"b-{n}"))
    await bench.says(b"ok")
    seen = await bench.until("> b-4")
    assert "> b-2" not in seen
    assert "> b-3" not in seen


async def test_a_text_outlives_a_broken_line(bench: Bench) -> None:
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")
    bench.runner.give(text("b-1"))
    await bench.unplug()
    await bench.until("is fault unplugged")
    bench.runner.give(text("b-2"))
    seen = await bench.until("> b-2")
    assert "> b-1" not in seen
    assert not any(what.startswith("failed b-") for what in seen)


async def test_a_job_taken_back_while_it_waits_never_begins(bench: Bench) -> None:
    bench.runner.give(printing("p-1"))
    await bench.until("> p-1")
    bench.runner.give(Job(id="r-1", device="thing", work=ReadCard()))
    bench.runner.give(printing("p-2"))
    bench.runner.revoke("r-1")
    bench.runner.revoke("nobody's")
    await bench.says(b"ok")
    seen = await bench.until("> p-2")
    assert "begin r-1" not in bench.driver.calls
    assert not any("r-1" in what for what in seen)


async def test_a_job_taken_back_while_it_runs_is_the_drivers_to_end(bench: Bench) -> None:
    bench.runner.give(Job(id="r-1", device="thing", work=ReadCard()))
    await bench.until("> r-1")
    bench.runner.revoke("r-1")
    bench.runner.give(printing("p-2"))
    await bench.says(b"ok")
    await bench.until("> p-2")
    assert "revoke r-1" in bench.driver.calls


async def test_revokes_for_a_device_that_is_away_do_not_pile_up() -> None:
    bench = Bench()
    for n in range(10_000):
        bench.runner.revoke(f"r-{n}")
    assert len(bench.runner._revoked) <= MOST_JOBS
