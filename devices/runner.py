"""Runs one device: opens its line, feeds its driver, and opens the line again when it breaks.

The promise drivers rely on is kept here: what a driver has learned is told before anything it wants to send
is written, and the beginning of a job is *answered* before its first byte. A line that is down is logged
once, and once when it is back.
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
    WorkFailed,
    WorkStarted,
)
from devices.link.messages import Job
from devices.link.words import DeviceState

log = logging.getLogger(__name__)

BACKOFF_S = (1.0, 2.0, 5.0, 10.0, 30.0)
MOST_JOBS = 64
"""Jobs that may wait for one device; one more fails with ``busy``."""
STARTED_S = 10.0
"""How long the hub may take to answer that a job begins; then it does not begin."""


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
        self._revoked: deque[str] = deque()
        self._received: deque[bytes] = deque()
        self._broken: DeviceFault | None = None
        self._wake = asyncio.Event()
        self._down: str | None = None
        self._in_hand = ""
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
        attempt = 0
        while True:
            try:
                try:
                    await self._transport.open()
                    attempt = 0
                    await self._serve()
                finally:
                    await self._transport.close()
            except DeviceFault as fault:
                self._went_down(fault)
            await asyncio.sleep(BACKOFF_S[min(attempt, len(BACKOFF_S) - 1)])
            attempt += 1

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
            while True:
                await self._step()
        except DeviceFault as fault:
            self._driver.lost(self._clock(), fault.kind)
            for news in self._driver.news():
                # How the device is, the runner says itself in a moment: its line is down.
                if not isinstance(news, DeviceIs):
                    self._tell(news)
            self._driver.outbox()
            raise
        finally:
            reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reader

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
            self._in_hand = job.id
            self._driver.begin(job.id, job.work, now)
            await self._settle()
            if self._jobs and self._driver.idle:
                self._wake.set()

    def _drop(self, job: str, now: float) -> None:
        self._jobs = deque(waiting for waiting in self._jobs if waiting.id != job)
        self._driver.revoke(job, now)

    async def _settle(self) -> None:
        refused = False
        for news in self._driver.news():
            if isinstance(news, WorkStarted):
                refused = not await self._may_start(news)
                if refused:
                    break
            else:
                self._tell(news)
        if refused:
            self._driver.outbox()
            self._driver.lost(self._clock(), "refused")
            # The driver says how the job ended, but it never began: that has been told already.
            self._driver.news()
            self._driver.connected(self._clock())
        for frame in self._driver.outbox():
            await self._transport.write(frame)
            if self._gap_s:
                await asyncio.sleep(self._gap_s)
        if self._jobs and self._driver.idle:
            self._wake.set()

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
        self._sink.tell(self.device, news)

    async def _read(self) -> None:
        try:
            while True:
                self._received.append(await self._transport.read())
                self._wake.set()
        except DeviceFault as fault:
            self._broken = fault
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
