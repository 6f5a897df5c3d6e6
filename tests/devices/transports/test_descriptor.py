"""Whatever the line is, its transport waits for nothing for ever and can be used again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.base import DeviceFault
from devices.transports.serial import SerialSettings, SerialTransport
from devices.transports.tcp import TcpTransport
from devices.virtual.lines import Line, PtyLine, TcpLine

Port = SerialTransport | TcpTransport


@pytest.fixture(params=["serial", "tcp"])
async def line(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Line]:
    line = TcpLine() if request.param == "tcp" else PtyLine(tmp_path / "device")
    line.start()
    yield line
    line.close()


@pytest.fixture
async def port(line: Line) -> AsyncIterator[Port]:
    """An open transport to the device on the line."""
    port: Port
    if isinstance(line, TcpLine):
        port = TcpTransport("127.0.0.1", int(line.url.rpartition(":")[2]), connect_s=0.3, stall_s=0.2)
    else:
        port = SerialTransport(Path(line.url.removeprefix("serial://")), SerialSettings(), stall_s=0.2)
    await port.open()
    yield port
    await port.close()


async def test_a_device_that_takes_no_bytes_is_stalled_and_the_port_still_closes(
    line: Line, port: Port
) -> None:
    line.stall()
    with pytest.raises(DeviceFault) as fault:
        await port.write(b"x" * 2_000_000)
    assert fault.value.kind == "stalled"
    await port.close()


async def test_a_port_can_be_opened_again_after_the_device_came_back(line: Line, port: Port) -> None:
    line.on_bytes = line.send
    line.unplug()
    with pytest.raises(DeviceFault):
        await port.read()
    line.replug()
    await port.open()
    await port.write(b"again")
    assert await port.read() == b"again"


async def test_closing_wakes_a_waiting_reader_and_closing_twice_is_nothing(
    port: Port,
) -> None:
    reading = asyncio.ensure_future(port.read())
    await asyncio.sleep(0)
    await port.close()
    await port.close()
    with pytest.raises(DeviceFault) as fault:
        await reading
    assert fault.value.kind == "unplugged"
    with pytest.raises(DeviceFault):
        await port.write(b"x")


async def test_a_reader_that_gives_up_leaves_the_port_usable(line: Line, port: Port) -> None:
    line.on_bytes = line.send
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(port.read(), 0.01)
    await port.write(b"x")
    assert await port.read() == b"x"
