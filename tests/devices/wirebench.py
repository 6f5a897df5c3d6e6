"""Runs a driver against a device: under a pretend clock in memory, or over a real transport."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from devices.base import DeviceFault, Driver, Transport
from devices.link.jobs import AnyNews, AnyWork, DeviceIs


class Bench:
    """A driver, the wire to a pretend device, and the clock of both.

    It is a device's ``Wire`` and keeps the runner's promise: news before bytes.
    """

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.on_bytes: Callable[[bytes], None] = lambda data: None
        self.now = 100.0
        self.delay_s = 0.01
        self.news: list[AnyNews] = []
        self.written: list[bytes] = []
        self._coming: list[tuple[float, bytes]] = []

    def send(self, data: bytes) -> None:
        """The device answers; the bytes come in order, each as late as the line is now."""
        at = max([self.now + self.delay_s, *(at for at, _ in self._coming)])
        self._coming.append((at, data))

    def connect(self) -> None:
        self.driver.connected(self.now)
        self._turn()

    def begin(self, job: str, work: AnyWork) -> None:
        self.driver.begin(job, work, self.now)
        self._turn()

    def revoke(self, job: str) -> None:
        self.driver.revoke(job, self.now)
        self._turn()

    def lose(self, fault: str) -> None:
        self._coming.clear()
        self.driver.lost(self.now, fault)
        self._turn()

    def run(self, seconds: float) -> None:
        """Let time pass."""
        until = self.now + seconds
        while True:
            arrives = self._coming[0][0] if self._coming else until
            due = self.driver.deadline
            at = min(arrives, due if due is not None else until)
            if at >= until:
                break
            self.now = max(self.now, at)
            if self._coming and arrives <= self.now:
                self.driver.receive(self._coming.pop(0)[1], self.now)
            else:
                self.driver.tick(self.now)
                after = self.driver.deadline
                assert after is None or after > self.now, "a driver that asks for a tick at once, for ever"
            self._turn()
        self.now = until

    def of(self, job: str) -> list[AnyNews]:
        """What was told about a job."""
        return [news for news in self.news if news.job == job]

    def states(self) -> list[tuple[str, str]]:
        return [(news.state.value, news.fault) for news in self.news if isinstance(news, DeviceIs)]

    def _turn(self) -> None:
        self.news += self.driver.news()
        for frame in self.driver.outbox():
            self.written.append(frame)
            self.on_bytes(frame)


class Runner:
    """The smallest runner over a real transport; it ends when the line does."""

    def __init__(self, driver: Driver, transport: Transport) -> None:
        self.driver = driver
        self.news: list[AnyNews] = []
        self._transport = transport
        self._changed = asyncio.Event()
        self._heard: asyncio.Queue[bytes | DeviceFault] = asyncio.Queue(100)

    async def __aenter__(self) -> Runner:
        await self._transport.open()
        self.driver.connected(time.monotonic())
        await self._turn()
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._serve())]
        return self

    async def __aexit__(self, *problem: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._transport.close()

    async def begin(self, job: str, work: AnyWork) -> None:
        self.driver.begin(job, work, time.monotonic())
        await self._turn()
        # The deadline is an earlier one now.
        await self._heard.put(b"")

    async def until(self, told: Callable[[AnyNews], bool]) -> AnyNews:
        """The first news of which this is true, once told."""
        async with asyncio.timeout(20):
            while True:
                for news in self.news:
                    if told(news):
                        return news
                self._changed.clear()
                await self._changed.wait()

    async def _read(self) -> None:
        try:
            while True:
                await self._heard.put(await self._transport.read())
        except DeviceFault as fault:
            await self._heard.put(fault)

    async def _serve(self) -> None:
        while True:
            due = self.driver.deadline
            try:
                async with asyncio.timeout(None if due is None else max(0.0, due - time.monotonic())):
                    heard = await self._heard.get()
            except TimeoutError:
                self.driver.tick(time.monotonic())
            else:
                if isinstance(heard, DeviceFault):
                    self.driver.lost(time.monotonic(), heard.kind)
                    await self._turn()
                    return
                self.driver.receive(heard, time.monotonic())
            await self._turn()

    async def _turn(self) -> None:
        fresh = self.driver.news()
        self.news += fresh
        if fresh:
            self._changed.set()
        for frame in self.driver.outbox():
            await self._transport.write(frame)
