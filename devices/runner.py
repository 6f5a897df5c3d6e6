"""Runs one device: opens its line, feeds its driver, and opens the line again when it breaks.

The promise drivers rely on is kept here: what a driver has learned is told before anything it wants to send
is written, and the beginning of a job is *answered* before its first byte. A line that is down is logged
once, and once when it is back. A bug in a driver or transport costs its own device a pause and no other one
anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from devices.base import DeviceFault, Driver, Transport
from devices.link.jobs import (
    AnyNews,
    DeviceIs,
    ShowText,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.messages import Job
from devices.link.words import DeviceState

log = logging.getLogger(__name__)

BACKOFF_S = (1.0, 2.0, 5.0, 10.0, 30.0)
MOST_JOBS = 64
"""Jobs that may wait for one device; one more fails with ``busy``."""
STARTED_S = 10.0
"""How long the hub may take to answer that a job begins; then it does not begin."""

BUG = "driver_bug"
"""Fault of a device whose driver or transport met a bug of ours."""


class Sink(Protocol):
    """Whom a runner tells what its driver has learned."""

    async def started(self, device: str, news: WorkStarted) -> bool:
        """A job begins. Returns, once the hub keeps it for good, whether it may."""
        ...

    def tell(self, device: str, news: AnyNews) -> None:
        """Everything else, kept in order."""
        ...


class DeviceRunner:
    """One device, its driver and its line."""

    def __init__(
        self,
        device: str,
        driver: Driver,
        transport: Transport,
        sink: Sink,
        *,
        frame_gap_s: float = 0.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Prepare; ``run`` opens the line.

        Args:
            device: the device's id in the hall's file.
            driver: its protocol.
            transport: its line, not yet open.
            sink: who is told.
            frame_gap_s: silence between two frames, as RS485 devices want it.
            clock: monotonic seconds.
        """
        self.device = device
        self._driver = driver
        self._transport = transport
        self._sink = sink
        self._gap_s = frame_gap_s
        self._clock = clock
        self._jobs: deque[Job] = deque()
        self._revoked: deque[str] = deque(maxlen=MOST_JOBS)
        self._received: deque[bytes] = deque()
        self._broken: Exception | None = None
        self._wake = asyncio.Event()
        self._down: str | None = None
        self._attempt = 0
        self._in_hand = ""
        self._unsettled = ""
        self._started = False
        self._state = DeviceIs(state=DeviceState.STARTING)

    @property
    def state(self) -> DeviceIs:
        """The device's state as last told."""
        return self._state

    def give(self, job: Job) -> None:
        """Take a job; a newer text for a board replaces one that waits, a job given twice is one job."""
        if job.id == self._in_hand or any(waiting.id == job.id for waiting in self._jobs):
            return
        if isinstance(job.work, ShowText):
            self._jobs = deque(w for w in self._jobs if not isinstance(w.work, ShowText))
        elif self._down is not None:
            self._sink.tell(self.device, WorkFailed(job=job.id, cause=self._down))
            return
        if len(self._jobs) >= MOST_JOBS:
            self._sink.tell(self.device, WorkFailed(job=job.id, cause="busy"))
            return
        self._jobs.append(job)
        self._wake.set()

    def revoke(self, job: str) -> None:
        """The job is no longer wanted."""
        self._revoked.append(job)
        self._wake.set()

    async def run(self) -> None:
        """Keep the device going until cancelled."""
        while True:
            try:
                try:
                    await self._transport.open()
                    await self._serve()
                finally:
                    await self._transport.close()
            except DeviceFault as fault:
                self._went_down(fault)
            except Exception:
                log.exception("%s: a bug; the device is started again.", self.device)
                self._give_up_job()
                self._went_down(DeviceFault(BUG))
            await asyncio.sleep(BACKOFF_S[min(self._attempt, len(BACKOFF_S) - 1)])
            self._attempt += 1

    async def _serve(self) -> None:
        self._received.clear()
        self._broken = None
        reader = asyncio.create_task(self._read(), name=f"read {self.device}")
        try:
            if self._down is not None:
                log.info("%s: the line is open again.", self.device)
            self._down = None
            self._driver.connected(self._clock())
            await self._settle()
            self._attempt = 0
            while True:
                await self._step()
        except DeviceFault as fault:
            self._lose(fault.kind)
            raise
        finally:
            reader.cancel()
            # Not by suppressing CancelledError: it might be the runner's own.
            await asyncio.gather(reader, return_exceptions=True)

    def _lose(self, fault: str) -> None:
        self._driver.lost(self._clock(), fault)
        for news in self._driver.news():
            # How the device is, the runner says itself in a moment: its line is down.
            if not isinstance(news, DeviceIs):
                self._tell(news)
        self._driver.outbox()

    def _give_up_job(self) -> None:
        """After a bug: the driver says how its job ended if it still can, or it is said for it."""
        try:
            self._lose(BUG)
        except Exception:
            log.exception("%s: a bug, while the driver was told that its line is lost.", self.device)
        if self._unsettled:
            ended = WorkUnknown if self._started else WorkFailed
            self._tell(ended(job=self._unsettled, cause=BUG))

    async def _step(self) -> None:
        deadline = self._driver.deadline
        wait_s = None if deadline is None else max(0.0, deadline - self._clock())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._wake.wait()
        self._wake.clear()
        now = self._clock()
        while self._received:
            self._driver.receive(self._received.popleft(), now)
            await self._settle()
        if self._broken is not None:
            raise self._broken
        while self._revoked:
            self._drop(self._revoked.popleft(), now)
        if self._driver.deadline is not None and self._driver.deadline <= now:
            self._driver.tick(now)
        await self._settle()
        if self._jobs and self._driver.idle:
            job = self._jobs.popleft()
            self._in_hand = self._unsettled = job.id
            self._started = False
            self._driver.begin(job.id, job.work, now)
            await self._settle()
            if self._jobs and self._driver.idle:
                self._wake.set()

    def _drop(self, job: str, now: float) -> None:
        self._jobs = deque(waiting for waiting in self._jobs if waiting.id != job)
        self._driver.revoke(job, now)

    async def _settle(self) -> None:
        while await self._refused():
            self._driver.outbox()
            self._driver.lost(self._clock(), "refused")
            # The driver says how the job ended, but it never began: that has been told already.
            self._driver.news()
            self._unsettled = ""
            self._driver.connected(self._clock())
        for frame in self._driver.outbox():
            await self._transport.write(frame)
            if self._gap_s:
                await asyncio.sleep(self._gap_s)
        if self._jobs and self._driver.idle:
            self._wake.set()

    async def _refused(self) -> bool:
        """Tell everything that was learned; returns whether a job that would begin may not."""
        refused = ""
        for news in self._driver.news():
            if isinstance(news, WorkStarted):
                self._started = await self._may_start(news)
                refused = "" if self._started else news.job
            elif not refused or news.job != refused:
                self._tell(news)
        return bool(refused)

    async def _may_start(self, news: WorkStarted) -> bool:
        try:
            async with asyncio.timeout(STARTED_S):
                return await self._sink.started(self.device, news)
        except TimeoutError:
            self._tell(WorkFailed(job=news.job, cause="hub_away"))
            return False

    def _tell(self, news: AnyNews) -> None:
        if isinstance(news, DeviceIs):
            if (news.state, news.fault) == (self._state.state, self._state.fault):
                return
            self._state = news
        elif isinstance(news, WorkDone | WorkFailed | WorkUnknown) and news.job == self._unsettled:
            self._unsettled = ""
        self._sink.tell(self.device, news)

    async def _read(self) -> None:
        try:
            while True:
                self._received.append(await self._transport.read())
                self._wake.set()
        except Exception as error:  # noqa: BLE001 - raised again in the runner's own task
            self._broken = error
            self._wake.set()

    def _went_down(self, fault: DeviceFault) -> None:
        if self._down is None:
            log.info("%s: the line is down (%s).", self.device, fault)
        self._down = fault.kind
        self._tell(DeviceIs(state=DeviceState.FAULT, fault=fault.kind))
        waiting, self._jobs = self._jobs, deque()
        for job in waiting:
            if isinstance(job.work, ShowText):
                self._jobs.append(job)
            else:
                self._sink.tell(self.device, WorkFailed(job=job.id, cause=fault.kind))
