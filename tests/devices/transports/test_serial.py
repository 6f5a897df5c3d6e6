"""A serial transport is alone on its port and tells absent, denied, taken and unplugged apart."""

from __future__ import annotations

import asyncio
import errno
import os
import termios
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.base import DeviceFault
from devices.transports.serial import SerialSettings, SerialTransport, fault_of
from devices.virtual.lines import PtyLine


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[PtyLine]:
    line = PtyLine(tmp_path / "device")
    line.start()
    yield line
    line.close()


def transport_to(line: PtyLine, settings: SerialSettings | None = None) -> SerialTransport:
    path = Path(line.url.removeprefix("serial://"))
    return SerialTransport(path, settings or SerialSettings(), stall_s=0.2)


async def test_all_bytes_pass_unchanged_both_ways(line: PtyLine) -> None:
    line.on_bytes = line.send
    port = transport_to(line)
    await port.open()
    sent = bytes(range(256))
    await port.write(sent)
    received = b""
    async with asyncio.timeout(5):
        while len(received) < 256:
            received += await port.read()
    assert received == sent
    await port.close()


async def test_the_ports_settings_are_those_asked_for(line: PtyLine) -> None:
    port = transport_to(line, SerialSettings(baud=19200, parity="E", bits=7, stop=2))
    await port.open()
    fd = os.open(line.url.removeprefix("serial://"), os.O_RDWR | os.O_NOCTTY)
    _, _, control, _, _, speed, _ = termios.tcgetattr(fd)
    os.close(fd)
    await port.close()
    assert speed == termios.B19200
    # Linux itself turns 7 bits with parity into 8 without on a pty, so only the stop bits can be seen here.
    assert control & termios.CSTOPB


async def test_a_port_that_is_open_elsewhere_is_taken(line: PtyLine) -> None:
    first, second = transport_to(line), transport_to(line)
    await first.open()
    with pytest.raises(DeviceFault) as fault:
        await second.open()
    assert fault.value.kind == "taken"
    await first.close()
    await second.open()
    await second.close()


async def test_a_port_that_is_not_there_is_absent(line: PtyLine) -> None:
    port = transport_to(line)
    line.unplug()
    with pytest.raises(DeviceFault) as fault:
        await port.open()
    assert fault.value.kind == "absent"


async def test_a_file_that_is_no_serial_port_is_absent(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DeviceFault) as fault:
        await SerialTransport(tmp_path / "file", SerialSettings()).open()
    assert fault.value.kind == "absent"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, "denied"),
        (errno.EPERM, "denied"),
        (errno.EAGAIN, "taken"),
        (errno.EBUSY, "taken"),
        (errno.ENOENT, "absent"),
        (errno.ENXIO, "absent"),
    ],
)
def test_every_reason_for_not_opening_has_its_fault(number: int, kind: str) -> None:
    assert fault_of(OSError(number, os.strerror(number))).kind == kind


async def test_an_unplugged_device_ends_reading_and_writing(line: PtyLine) -> None:
    port = transport_to(line)
    await port.open()
    reading = asyncio.ensure_future(port.read())
    await asyncio.sleep(0)
    line.unplug()
    with pytest.raises(DeviceFault) as read_fault:
        await reading
    with pytest.raises(DeviceFault) as write_fault:
        await port.write(b"x")
    assert (read_fault.value.kind, write_fault.value.kind) == ("unplugged", "unplugged")
    await port.close()


async def test_bytes_from_before_the_opening_are_forgotten(line: PtyLine) -> None:
    line.send(b"stale")
    line.on_bytes = line.send
    port = transport_to(line)
    await port.open()
    await port.write(b"fresh")
    assert await port.read() == b"fresh"
    await port.close()
