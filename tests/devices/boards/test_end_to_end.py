"""Driver and pretend strip, which share no code, over a real pty with pyserial in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from devices.base import DeviceFault
from devices.boards.driver import StripDriver
from devices.boards.strip import strip
from devices.link.jobs import AnyNews, DeviceIs, ShowText, WorkDone, WorkUnknown
from devices.link.words import DeviceState
from devices.transports.serial import SerialSettings, SerialTransport
from devices.virtual.board import VirtualBoard
from devices.virtual.lines import PtyLine

DEADLINE_S = 10.0
READ_S = 0.02


class Host:
    """Moves bytes between a driver and a serial port as a runner does, with a clock that it moves itself."""

    def __init__(self, driver: StripDriver, port: SerialTransport) -> None:
        self.driver = driver
        self.news: list[AnyNews] = []
        self.now = 0.0
        self._port = port

    async def connect(self) -> None:
        await self._port.open()
        self.driver.connected(self.now)

    async def show(self, job: str, text: str) -> None:
        self.driver.begin(job, ShowText(text=text), self.now)

    async def until(self, reached: Callable[[], bool]) -> None:
        """Go on until something is so; while the strip says nothing, the clock moves to the deadline."""
        async with asyncio.timeout(DEADLINE_S):
            while not reached():
                for frame in self.driver.outbox():
                    await self._port.write(frame)
                try:
                    async with asyncio.timeout(READ_S):
                        self.driver.receive(await self._port.read(), self.now)
                except TimeoutError:
                    self.now = max(self.now, self.driver.deadline or 0.0)
                    self.driver.tick(self.now)
                self.news += self.driver.news()

    async def close(self) -> None:
        await self._port.close()


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[PtyLine]:
    line = PtyLine(tmp_path / "strip")
    line.start()
    yield line
    line.close()


@pytest.fixture
async def host_of(line: PtyLine) -> AsyncIterator[Callable[[str], Host]]:
    hosts: list[Host] = []

    def make(profile: str) -> Host:
        driver = StripDriver(strip({"profile": profile, "address": "7"}))
        path = Path(line.url.removeprefix("serial://"))
        hosts.append(Host(driver, SerialTransport(path, SerialSettings(baud=57600))))
        return hosts[-1]

    yield make
    for host in hosts:
        await host.close()


@pytest.mark.parametrize("profile", ["queue-strip", "eq2013"])
async def test_a_call_stands_on_the_strip(
    line: PtyLine, host_of: Callable[[str], Host], profile: str
) -> None:
    board = VirtualBoard(line, make=profile, address=7)
    host = host_of(profile)
    await host.connect()
    await host.until(lambda: host.driver.idle)
    await host.show("j1", "请A001到3号窗口")
    await host.until(lambda: WorkDone(job="j1") in host.news)
    await host.until(lambda: board.shown == "请A001到3号窗口")
    assert board.refusals == []


async def test_a_strip_that_lost_power_shows_its_text_again_a_minute_later(
    line: PtyLine, host_of: Callable[[str], Host]
) -> None:
    board = VirtualBoard(line, make="queue-strip", address=7)
    host = host_of("queue-strip")
    await host.connect()
    await host.until(lambda: host.driver.idle)
    await host.show("j1", "暂停服务")
    await host.until(lambda: board.shown == "暂停服务")
    board.switch_off()
    board.switch_on()
    await host.until(lambda: board.shown == "暂停服务")
    assert host.now >= 60.0


async def test_a_silent_strip_is_a_fault_until_it_answers_again(
    line: PtyLine, host_of: Callable[[str], Host]
) -> None:
    board = VirtualBoard(line, make="eq2013", address=7)
    host = host_of("eq2013")
    await host.connect()
    await host.until(lambda: DeviceIs(state=DeviceState.READY) in host.news)
    board.silent = True
    await host.show("j1", "请A001")
    await host.until(lambda: DeviceIs(state=DeviceState.FAULT, fault="silent") in host.news)
    assert WorkUnknown(job="j1", cause="silent") in host.news
    board.silent = False
    board.garbage = b"\x00##F"
    await host.until(lambda: host.news[-1] == DeviceIs(state=DeviceState.READY))
    assert board.shown == "请A001"


async def test_a_strip_that_was_unplugged_shows_the_newest_text_when_it_is_back(
    line: PtyLine, host_of: Callable[[str], Host]
) -> None:
    board = VirtualBoard(line, make="eq2013", address=7)
    host = host_of("eq2013")
    await host.connect()
    await host.show("j1", "请A002")
    await host.until(lambda: board.shown == "请A002")
    line.unplug()
    with pytest.raises(DeviceFault, match="unplugged"):
        await host.until(lambda: False)
    host.driver.lost(host.now, "unplugged")
    board.switch_off()
    board.switch_on()
    line.replug()
    await host.connect()
    await host.until(lambda: board.shown == "请A002")


async def test_whatever_the_text_the_strip_refuses_nothing(
    line: PtyLine, host_of: Callable[[str], Host]
) -> None:
    board = VirtualBoard(line, make="eq2013", address=7)
    host = host_of("eq2013")
    await host.connect()
    await host.until(lambda: host.driver.idle)
    for place, text in enumerate(("100%$$!#001%ZD00$$", "龘龘", "\n", "a" * 500, "🙂é\u0301")):
        await host.show(f"j{place}", text)
        done = WorkDone(job=f"j{place}")
        await host.until(partial(host.news.__contains__, done))
    assert board.refusals == []
