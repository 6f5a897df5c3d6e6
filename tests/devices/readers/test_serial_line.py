"""The driver, a real serial line and the pretend reader."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.link.jobs import AnyNews, CardRead, DeviceIs, ReadCard, WorkFailed
from devices.link.words import DeviceState
from devices.readers.driver import IdCardReader
from devices.transports.ports import open_port
from devices.virtual.cards import LI_ELDER, ZHANG
from devices.virtual.idcard import VirtualIdCardReader
from devices.virtual.lines import PtyLine
from tests.devices.wirebench import Runner


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[PtyLine]:
    line = PtyLine(tmp_path / "reader")
    line.start()
    yield line
    line.close()


def runner(line: PtyLine) -> Runner:
    return Runner(IdCardReader(), open_port(f"{line.url}?baud=115200", Path()))


def is_ready(news: AnyNews) -> bool:
    return isinstance(news, DeviceIs) and news.state is DeviceState.READY


def is_card(news: AnyNews) -> bool:
    return isinstance(news, CardRead)


def is_failed(news: AnyNews) -> bool:
    return isinstance(news, WorkFailed)


async def test_a_card_is_read_over_a_serial_line(line: PtyLine) -> None:
    reader = VirtualIdCardReader(line)
    async with runner(line) as running:
        await running.until(is_ready)
        await running.begin("j1", ReadCard())
        reader.put(ZHANG)

        card = await running.until(is_card)

    assert isinstance(card, CardRead)
    assert card.name == "张样例"


async def test_noise_late_answers_and_a_failed_read_do_not_keep_a_card_from_being_read(line: PtyLine) -> None:
    reader = VirtualIdCardReader(line)
    reader.garbage = b"\x00\xaa\xaa"
    reader.late_s = 0.05
    reader.fail_reads = 1
    reader.echoes = 2
    async with runner(line) as running:
        await running.until(is_ready)
        reader.put(LI_ELDER)
        await running.begin("j1", ReadCard())

        card = await running.until(is_card)

    assert isinstance(card, CardRead)
    assert card.name == "李长者样例"
    assert card.valid_to is None


async def test_a_silent_reader_is_told_within_seconds(line: PtyLine) -> None:
    VirtualIdCardReader(line).silent = True
    async with runner(line) as running:
        await running.begin("j1", ReadCard())

        assert await running.until(is_failed) == WorkFailed(job="j1", cause="silent")


async def test_an_unplugged_reader_ends_the_job_and_works_when_it_is_back(line: PtyLine) -> None:
    reader = VirtualIdCardReader(line)
    async with runner(line) as running:
        await running.until(is_ready)
        await running.begin("j1", ReadCard())
        line.unplug()
        assert await running.until(is_failed) == WorkFailed(job="j1", cause="unplugged")

    line.replug()
    reader.put(ZHANG)
    async with runner(line) as running:
        await running.begin("j2", ReadCard())
        assert (await running.until(is_card)).job == "j2"
