"""A camera as a transport: its worker's life, and the scanner's driver on top."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.base import DeviceFault
from devices.link.jobs import CodeRead, ReadCode
from devices.scanners.driver import CodeScanner
from devices.transports.camera import CameraTransport, worker_arguments
from tests.devices.scanners.pictures import code, put, seen
from tests.devices.wirebench import Runner


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "camera"
    folder.mkdir()
    return folder


@pytest.fixture
async def camera(folder: Path) -> AsyncIterator[CameraTransport]:
    camera = CameraTransport(f"camera://{folder}?fps=50")
    yield camera
    await camera.close()


async def fault_of_reading(camera: CameraTransport) -> str:
    """Read until the line ends."""
    async with asyncio.timeout(20):
        while True:
            try:
                await camera.read()
            except DeviceFault as fault:
                return fault.kind


def unplug(folder: Path) -> None:
    folder.rmdir()


def worker_of(folder: Path) -> int:
    """The process id of the worker before a folder."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"devices.scanners.camera.worker" in words and os.fsencode(folder) in words:
                return int(entry.name)
    raise AssertionError("no worker")


@pytest.mark.parametrize(
    ("url", "arguments"),
    [
        ("camera://0", ["--camera", "0"]),
        ("camera:///dev/v4l/by-id/eye", ["--camera", "/dev/v4l/by-id/eye"]),
        ("camera://pretend/eye?fps=5", ["--camera", "/hall/pretend/eye", "--fps", "5"]),
        ("camera://1?width=1920&height=1080", ["--camera", "1", "--width", "1920", "--height", "1080"]),
    ],
)
def test_a_url_names_a_camera_or_a_folder(url: str, arguments: list[str]) -> None:
    assert worker_arguments(url, Path("/hall")) == arguments


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("camera://", "not like"),
        ("camera:///", "not like"),
        ("camera://a/../b", "not like"),
        ("tcp://0", "not like"),
        ("camera://0?speed=1", 'says "speed"'),
        ("camera://0?fps=fast", "fps=fast"),
        ("camera://0?fps=0", "fps=0"),
    ],
)
def test_a_url_that_says_something_else_is_refused_whole(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        CameraTransport(url)


async def test_a_code_before_the_camera_is_read_by_the_scanners_driver(
    camera: CameraTransport, folder: Path
) -> None:
    async with Runner(CodeScanner({"trigger": "honeywell"}), camera) as running:
        put(seen(code(b"YY-0001")), folder, "view")
        await running.begin("j1", ReadCode())

        news = await running.until(lambda news: isinstance(news, CodeRead))

    assert news == CodeRead(job="j1", data=b"YY-0001")


async def test_a_camera_that_is_not_there_is_absent() -> None:
    with pytest.raises(DeviceFault) as caught:
        await CameraTransport("camera://63").open()

    assert caught.value.kind == "absent"


async def test_a_camera_that_never_delivers_is_given_up(folder: Path) -> None:
    with pytest.raises(DeviceFault) as caught:
        await CameraTransport(f"camera://{folder}", open_s=0.01).open()

    assert caught.value.kind == "absent"


async def test_opening_that_is_cancelled_leaves_no_worker(camera: CameraTransport, folder: Path) -> None:
    opening = asyncio.create_task(camera.open())
    await asyncio.sleep(0)
    opening.cancel()

    with pytest.raises(asyncio.CancelledError):
        await opening
    with pytest.raises(AssertionError, match="no worker"):
        worker_of(folder)


async def test_an_unplugged_camera_ends_the_line(camera: CameraTransport, folder: Path) -> None:
    await camera.open()

    unplug(folder)

    assert await fault_of_reading(camera) == "unplugged"


async def test_a_worker_that_dies_is_a_fault_and_can_be_opened_again(
    camera: CameraTransport, folder: Path
) -> None:
    await camera.open()
    os.kill(worker_of(folder), signal.SIGKILL)
    assert await fault_of_reading(camera) == "crashed"

    await camera.open()
    put(seen(code(b"YY-0001")), folder, "view")

    assert b"YY-0001" in await camera.read()


async def test_who_reads_while_it_is_closed_is_told(camera: CameraTransport) -> None:
    await camera.open()
    reading = asyncio.create_task(fault_of_reading(camera))
    await asyncio.sleep(0)

    await camera.close()
    await camera.close()

    assert await reading == "unplugged"


async def test_a_line_that_is_not_open_carries_nothing(camera: CameraTransport) -> None:
    for attempt in (camera.read(), camera.write(b"\x16T\r")):
        with pytest.raises(DeviceFault) as caught:
            await attempt
        assert caught.value.kind == "unplugged"


async def test_writing_to_a_worker_that_died_is_a_fault(camera: CameraTransport, folder: Path) -> None:
    await camera.open()
    os.kill(worker_of(folder), signal.SIGKILL)
    assert await fault_of_reading(camera) == "crashed"

    with pytest.raises(DeviceFault) as caught:
        await camera.write(b"\x16T\r")
    assert caught.value.kind == "crashed"


async def test_a_worker_that_takes_no_bytes_is_stalled(folder: Path) -> None:
    camera = CameraTransport(f"camera://{folder}?fps=50", stall_s=0.2)
    await camera.open()
    os.kill(worker_of(folder), signal.SIGSTOP)

    with pytest.raises(DeviceFault) as caught:
        await camera.write(bytes(1_000_000))

    assert caught.value.kind == "stalled"
    await camera.close()
