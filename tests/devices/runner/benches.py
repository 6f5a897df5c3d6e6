"""A device on a bench: a driver that is played, a line in memory, and everything that happens, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from devices.base import DeviceFault
from devices.link.jobs import (
    Announce,
    AnyNews,
    AnyWork,
    DeviceIs,
    PrintSlip,
    ShowText,
    Slip,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.messages import Job
from devices.link.words import DeviceState
from devices.runner import DeviceRunner
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


@asynccontextmanager
async def running(bench: Bench) -> AsyncIterator[Bench]:
    task = asyncio.create_task(bench.runner.run(), name="device")
    try:
        yield bench
    finally:
        assert not task.done(), task
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def printing(job: str) -> Job:
    return Job(id=job, device="thing", work=PrintSlip(slip=SLIP))


def text(job: str) -> Job:
    return Job(id=job, device="thing", work=ShowText(text=job))
