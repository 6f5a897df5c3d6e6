"""Pretend cables carry bytes, break and stall as real ones do."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import serial

from devices.virtual.lines import Line, PtyLine, TcpLine


class Heard:
    """Collects what a line delivers and lets a test wait for it."""

    def __init__(self, line: Line) -> None:
        self.data = bytearray()
        self._more = asyncio.Event()
        line.on_bytes = self._take

    def _take(self, data: bytes) -> None:
        self.data += data
        self._more.set()

    async def until(self, length: int) -> bytes:
        async with asyncio.timeout(5):
            while len(self.data) < length:
                self._more.clear()
                await self._more.wait()
        return bytes(self.data)


@pytest.fixture
async def pty_line(tmp_path: Path) -> AsyncIterator[PtyLine]:
    line = PtyLine(tmp_path / "printer")
    line.start()
    yield line
    line.close()


@pytest.fixture
async def tcp_line() -> AsyncIterator[TcpLine]:
    line = TcpLine()
    line.start()
    yield line
    line.close()


def open_port(line: PtyLine) -> serial.Serial:
    return serial.Serial(line.url.removeprefix("serial://"), timeout=1, write_timeout=0.2, exclusive=True)


def address(line: TcpLine) -> tuple[str, int]:
    host, port = line.url.removeprefix("tcp://").split(":")
    return host, int(port)


async def test_bytes_cross_a_pty_both_ways_unchanged(pty_line: PtyLine) -> None:
    heard = Heard(pty_line)
    every_byte = bytes(range(256))
    with open_port(pty_line) as port:
        port.write(every_byte)
        assert await heard.until(256) == every_byte
        pty_line.send(every_byte)
        assert port.read(256) == every_byte


async def test_a_host_may_close_a_pty_and_open_it_again(pty_line: PtyLine) -> None:
    heard = Heard(pty_line)
    with open_port(pty_line) as port:
        port.write(b"one")
        await heard.until(3)
    with open_port(pty_line) as port:
        port.write(b"two")
        assert await heard.until(6) == b"onetwo"


async def test_an_unplugged_pty_ends_the_port_and_takes_its_name_away(pty_line: PtyLine) -> None:
    with open_port(pty_line) as port:
        pty_line.unplug()
        with pytest.raises(serial.SerialException):
            port.read(1)
    with pytest.raises(serial.SerialException) as refusal:
        open_port(pty_line)
    assert refusal.value.errno == errno.ENOENT


async def test_a_replugged_pty_is_there_under_the_same_name(pty_line: PtyLine) -> None:
    heard = Heard(pty_line)
    url = pty_line.url
    pty_line.unplug()
    pty_line.replug()
    assert pty_line.url == url
    with open_port(pty_line) as port:
        port.write(b"again")
        assert await heard.until(5) == b"again"


async def test_a_stalled_pty_blocks_the_writer_and_loses_nothing(pty_line: PtyLine) -> None:
    heard = Heard(pty_line)
    pty_line.stall()
    with open_port(pty_line) as port:
        with pytest.raises(serial.SerialTimeoutException):
            port.write(b"x" * 200_000)
        assert heard.data == b""
        pty_line.resume()
        await heard.until(4096)
    assert set(heard.data) == {ord("x")}


async def test_answers_that_nobody_reads_are_lost_and_not_kept_without_end(pty_line: PtyLine) -> None:
    for _ in range(100):
        pty_line.send(b"y" * 4096)
    fd = os.open(pty_line.url.removeprefix("serial://"), os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    got = 0
    with os.fdopen(fd, "rb", buffering=0) as port:
        while chunk := port.read(4096):
            got += len(chunk)
            await asyncio.sleep(0)
    assert 4096 <= got <= 2 * 65536


async def test_bytes_cross_tcp_both_ways(tcp_line: TcpLine) -> None:
    heard = Heard(tcp_line)
    reader, writer = await asyncio.open_connection(*address(tcp_line))
    writer.write(b"\x10\x04\x01")
    assert await heard.until(3) == b"\x10\x04\x01"
    tcp_line.send(b"\x12")
    assert await reader.readexactly(1) == b"\x12"
    writer.close()
    await writer.wait_closed()


async def test_a_second_client_is_served_only_when_the_first_has_gone(tcp_line: TcpLine) -> None:
    heard = Heard(tcp_line)
    _, first = await asyncio.open_connection(*address(tcp_line))
    first.write(b"first")
    await heard.until(5)
    _, second = await asyncio.open_connection(*address(tcp_line))
    second.write(b"second")
    first.write(b"still")
    assert await heard.until(10) == b"firststill"
    first.close()
    await first.wait_closed()
    assert await heard.until(16) == b"firststillsecond"
    second.close()
    await second.wait_closed()


async def test_an_unplugged_tcp_port_ends_the_line_and_refuses_new_ones(tcp_line: TcpLine) -> None:
    heard = Heard(tcp_line)
    reader, writer = await asyncio.open_connection(*address(tcp_line))
    writer.write(b"x")
    await heard.until(1)
    tcp_line.unplug()
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(*address(tcp_line))
    tcp_line.replug()
    _, writer = await asyncio.open_connection(*address(tcp_line))
    writer.write(b"y")
    assert await heard.until(2) == b"xy"
    writer.close()
    await writer.wait_closed()


async def test_a_stalled_tcp_port_backs_up_after_a_few_kilobytes(tcp_line: TcpLine) -> None:
    heard = Heard(tcp_line)
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    client.connect(address(tcp_line))
    client.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(client, b"x")
    await heard.until(1)
    tcp_line.stall()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(loop.sock_sendall(client, b"x" * 500_000), 0.2)
    assert len(heard.data) == 1
    tcp_line.resume()
    await heard.until(1000)
    client.close()
