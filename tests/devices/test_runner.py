"""The device runner: told before written, answered before begun, back after whatever breaks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from devices import runner as module
from devices.base import DeviceFault
from devices.link.jobs import (
    Announce,
    AnyNews,
    AnyWork,
    DeviceIs,
    PrintSlip,
    ReadCard,
    ShowText,
    Slip,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.messages import Job
from devices.link.words import DeviceState
from devices.runner import BUG, MOST_JOBS, DeviceRunner
from devices.transports.memory import MemoryTransport

SLIP = Slip(hall="厅", zone="区", number="A001", item="事", ahead="", wait="", taken_at="", qr="x")
READY = DeviceIs(state=DeviceState.READY)


class Script:
    """A driver as simple as one can be: a job is its id as bytes, ``ok`` ends it, ``!x`` is fault x."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.noticed: Callable[[], None] = lambda: None
        self.bugs: set[str] = set()
        self.job = ""
        self.sent = False
        self.open = False
        self.deadline: float | None = None
        self._news: list[AnyNews] = []
        self._out: list[bytes] = []

    @property
    def idle(self) -> bool:
        return self.open and not self.job

    def _called(self, name: str, what: str = "") -> None:
        self.calls.append(f"{name} {what}".strip())
        self.noticed()
        if name in self.bugs:
            raise ZeroDivisionError(f"a bug in {name}")

    def connected(self, now: float) -> None:
        self._called("connected")
        self.open = True
        self._news.append(READY)
        self._out.append(b"hello")

    def lost(self, now: float, fault: str) -> None:
        self._called("lost", fault)
        if self.job:
            self._news.append((WorkUnknown if self.sent else WorkFailed)(job=self.job, cause=fault))
        self._news.append(DeviceIs(state=DeviceState.AWAY, fault=fault))
        self.job = ""
        self.open = self.sent = False

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        self._called("begin", job)
        if isinstance(work, Announce):
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        self.job = job
        self._news += [WorkStarted(job=job), DeviceIs(state=DeviceState.DEGRADED, fault="paper_low")]
        self._out += [b"job", job.encode()]

    def revoke(self, job: str, now: float) -> None:
        self._called("revoke", job)

    def receive(self, data: bytes, now: float) -> None:
        self._called("receive", data.decode())
        if data.startswith(b"!"):
            self._news.append(DeviceIs(state=DeviceState.FAULT, fault=data[1:].decode()))
        elif data == b"tick":
            self.deadline = now
        elif self.job:
            self._news.append(WorkDone(job=self.job))
            self.job, self.sent = "", False

    def tick(self, now: float) -> None:
        self._called("tick")
        self.deadline = None

    def news(self) -> list[AnyNews]:
        news, self._news = self._news, []
        return news

    def outbox(self) -> list[bytes]:
        out, self._out = self._out, []
        self.sent = self.sent or (bool(self.job) and bool(out))
        return out


class Bench(MemoryTransport):
    """The device's end of a line in memory; what passes is noted in order, beside what the hub hears."""

    def __init__(self) -> None:
        super().__init__(4096, 1.0)
        self.seen: list[str] = []
        self.absent = 0
        self.bug = False
        self.opened = 0
        self.times: list[float] = []
        self.hub = MemoryTransport(4096, 1.0)
        self.hub.join(self)
        self.answer = True
        self.answering = asyncio.Event()
        self.answering.set()
        self.happened = asyncio.Event()
        self.driver = Script()
        self.driver.noticed = self.happened.set
        self.runner = DeviceRunner("thing", self.driver, self, self)

    # The transport, as the runner sees it

    async def open(self) -> None:
        self.opened += 1
        self.times.append(asyncio.get_running_loop().time())
        self.happened.set()
        if self.absent:
            self.absent -= 1
            raise DeviceFault("absent", "nothing there")
        await super().open()
        await self.hub.open()

    async def read(self) -> bytes:
        data = await super().read()
        if self.bug:
            raise ZeroDivisionError("a bug in the transport")
        return data

    async def write(self, data: bytes) -> None:
        self._saw(f"> {data.decode()}")
        await super().write(data)

    # The sink, as the runner sees it

    async def started(self, device: str, news: WorkStarted) -> bool:
        assert device == "thing"
        self._saw(f"started {news.job}?")
        await self.answering.wait()
        return self.answer

    def tell(self, device: str, news: AnyNews) -> None:
        assert device == "thing"
        match news:
            case DeviceIs():
                self._saw(f"is {news.state.value} {news.fault}".strip())
            case WorkFailed() | WorkUnknown():
                self._saw(f"{type(news).__name__[4:].lower()} {news.job} {news.cause}")
            case _:
                self._saw(f"{type(news).__name__[4:].lower()} {news.job}")

    def _saw(self, what: str) -> None:
        self.seen.append(what)
        self.happened.set()

    # The device, as the test is it

    async def until(self, what: str, times: int = 1) -> list[str]:
        """Wait until something was seen so many times; returns all that was seen up to there."""
        await self.waits(lambda: self.seen.count(what) >= times)
        return list(self.seen)

    async def waits(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not true():
                self.happened.clear()
                await self.happened.wait()

    def answers_later(self) -> asyncio.Event:
        """Let the hub be silent until the event is set."""
        self.answering = asyncio.Event()
        return self.answering

    async def says(self, data: bytes) -> None:
        await self.hub.write(data)

    async def unplug(self) -> None:
        await self.hub.close()


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BACKOFF_S", (0.001,))


@asynccontextmanager
async def running(bench: Bench) -> AsyncIterator[Bench]:
    task = asyncio.create_task(bench.runner.run(), name="device")
    try:
        yield bench
    finally:
        assert not task.done(), task
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with running(Bench()) as bench:
        await bench.until("> hello")
        yield bench


def printing(job: str) -> Job:
    return Job(id=job, device="thing", work=PrintSlip(slip=SLIP))


def text(job: str) -> Job:
    return Job(id=job, device="thing", work=ShowText(text=job))


# Told, answered, written ---------------------------------------------------------------------------------


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


# Down and up ------------------------------------------------------------------------------------------------


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
