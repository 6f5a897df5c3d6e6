"""A TCP transport tells absent and unplugged apart, and a slow device from a stalled one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from devices.base import DeviceFault
from devices.transports.tcp import TcpTransport
from devices.virtual.lines import TcpLine


@pytest.fixture
async def line() -> AsyncIterator[TcpLine]:
    line = TcpLine()
    line.start()
    yield line
    line.close()


def transport_to(line: TcpLine, *, stall_s: float = 0.2) -> TcpTransport:
    return TcpTransport("127.0.0.1", int(line.url.rpartition(":")[2]), connect_s=0.3, stall_s=stall_s)


async def test_what_the_device_sends_is_read_and_what_is_written_arrives(line: TcpLine) -> None:
    line.on_bytes = lambda data: line.send(data[::-1])
    port = transport_to(line)
    await port.open()
    await port.write(b"abc")
    assert await port.read() == b"cba"
    await port.close()


async def test_a_port_where_nobody_listens_is_absent(line: TcpLine) -> None:
    port = transport_to(line)
    line.unplug()
    with pytest.raises(DeviceFault) as fault:
        await port.open()
    assert fault.value.kind == "absent"


async def test_a_host_that_does_not_answer_is_absent_when_the_time_is_up() -> None:
    # A listener whose backlog is full drops further connects: nothing answers, nothing refuses.
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        fillers = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
            fillers.append(filler)
        port = TcpTransport("127.0.0.1", full.getsockname()[1], connect_s=0.2)
        with pytest.raises(DeviceFault) as fault:
            await port.open()
        for filler in fillers:
            filler.close()
    assert fault.value.kind == "absent"


async def test_a_device_may_be_named_and_all_addresses_of_its_name_are_tried(line: TcpLine) -> None:
    # On most machines localhost is ::1 first, where nobody listens.
    line.on_bytes = line.send
    port = TcpTransport("localhost", int(line.url.rpartition(":")[2]))
    await port.open()
    await port.write(b"x")
    assert await port.read() == b"x"
    await port.close()
    await asyncio.get_running_loop().shutdown_default_executor()


async def test_a_device_that_hangs_up_is_unplugged_for_reader_and_writer(line: TcpLine) -> None:
    port = transport_to(line)
    await port.open()
    line.on_bytes = lambda data: line.unplug()
    await port.write(b"x")
    with pytest.raises(DeviceFault) as read_fault:
        await port.read()
    with pytest.raises(DeviceFault) as write_fault:
        await port.write(b"y" * 2_000_000)
    assert (read_fault.value.kind, write_fault.value.kind) == ("unplugged", "unplugged")
    await port.close()


async def test_a_slow_device_is_not_taken_for_a_stalled_one(line: TcpLine) -> None:
    # Given a device that takes bytes only every 0.1 s, and a write that lasts longer than the stall limit
    received = bytearray()

    def slowly(data: bytes) -> None:
        received.extend(data)
        line.stall()
        asyncio.get_running_loop().call_later(0.05, line.resume)

    line.on_bytes = slowly
    port = transport_to(line, stall_s=0.3)
    await port.open()
    await port.write(b"x" * 60_000)
    assert len(received) > 20_000
    await port.close()


async def test_the_second_client_of_a_one_client_device_opens_but_hears_nothing(line: TcpLine) -> None:
    line.on_bytes = line.send
    first, second = transport_to(line), transport_to(line)
    await first.open()
    await first.write(b"1")
    assert await first.read() == b"1"
    await second.open()
    await second.write(b"2")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(second.read(), 0.1)
    await first.close()
    assert await second.read() == b"2"
    await second.close()
