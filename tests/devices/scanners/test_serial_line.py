"""The driver, a real serial line and the pretend scanner."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.link.jobs import AnyNews, CodeRead, ReadCode, WorkFailed
from devices.scanners.driver import CodeScanner
from devices.transports.ports import open_port
from devices.virtual.lines import PtyLine
from devices.virtual.scanner import VirtualScanner
from tests.devices.wirebench import Runner


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[PtyLine]:
    line = PtyLine(tmp_path / "scanner")
    line.start()
    yield line
    line.close()


def runner(line: PtyLine, **options: str) -> Runner:
    return Runner(CodeScanner(options), open_port(f"{line.url}?baud=9600", Path()))


def is_code(news: AnyNews) -> bool:
    return isinstance(news, CodeRead)


def is_failed(news: AnyNews) -> bool:
    return isinstance(news, WorkFailed)


@pytest.mark.parametrize("trigger", ["none", "honeywell", "newland"])
@pytest.mark.parametrize("suffix", [b"\r", b""])
async def test_a_code_is_read_over_a_serial_line(line: PtyLine, trigger: str, suffix: bytes) -> None:
    scanner = VirtualScanner(line, suffix=suffix, trigger=trigger)
    async with runner(line, trigger=trigger) as running:
        await running.begin("j1", ReadCode())
        scanner.show("郑州号A001".encode("gbk"))

        assert await running.until(is_code) == CodeRead(job="j1", data="郑州号A001".encode("gbk"))


async def test_an_unplugged_scanner_ends_the_job_and_works_when_it_is_back(line: PtyLine) -> None:
    scanner = VirtualScanner(line)
    async with runner(line) as running:
        await running.begin("j1", ReadCode())
        scanner.say(b"\x00half a co")
        line.unplug()
        assert await running.until(is_failed) == WorkFailed(job="j1", cause="unplugged")

    line.replug()
    async with runner(line) as running:
        await running.begin("j2", ReadCode())
        scanner.show(b"YY-0002")
        assert await running.until(is_code) == CodeRead(job="j2", data=b"YY-0002")
