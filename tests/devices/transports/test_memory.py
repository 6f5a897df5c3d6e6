"""The in-process line keeps the contract of the real ones."""

from __future__ import annotations

import asyncio

import pytest

from devices.base import DeviceFault
from devices.transports.memory import pair


async def test_each_end_reads_what_the_other_writes() -> None:
    host, device = pair()
    await host.open()
    await device.open()
    await host.write(b"question")
    assert await device.read() == b"question"
    await device.write(b"answer")
    assert await host.read() == b"answer"


async def test_a_closed_end_unplugs_the_other_after_its_last_bytes() -> None:
    host, device = pair()
    await host.open()
    await device.open()
    await device.write(b"last words")
    await device.close()
    assert await host.read() == b"last words"
    with pytest.raises(DeviceFault) as read_fault:
        await host.read()
    with pytest.raises(DeviceFault) as write_fault:
        await host.write(b"x")
    assert (read_fault.value.kind, write_fault.value.kind) == ("unplugged", "unplugged")


async def test_a_full_line_stalls_its_writer() -> None:
    host, device = pair(capacity=8, stall_s=0.05)
    await host.open()
    await device.open()
    with pytest.raises(DeviceFault) as fault:
        await host.write(b"nine bytes and more")
    assert fault.value.kind == "stalled"


async def test_a_writer_goes_on_as_its_reader_does() -> None:
    host, device = pair(capacity=4)
    await host.open()
    await device.open()
    writing = asyncio.ensure_future(host.write(b"0123456789"))
    received = b""
    while len(received) < 10:
        received += await device.read()
    await writing
    assert received == b"0123456789"


async def test_an_end_opened_again_starts_empty() -> None:
    host, device = pair()
    await host.open()
    await device.open()
    await device.write(b"stale")
    await host.close()
    await host.open()
    await device.write(b"fresh")
    assert await host.read() == b"fresh"
