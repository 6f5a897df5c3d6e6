"""A camera as a line: the worker process that decodes its frames, with codes coming out like a scanner's.

Nothing of OpenCV is imported here; what the worker promises is in ``devices.scanners.camera.wire``.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from devices.base import DeviceFault
from devices.scanners.camera.wire import READY, fault_of
from devices.transports.pipes import close_stdin

READ_BYTES = 4096
END_S = 2.0
"""Seconds in which a worker that closed its line must have said why."""


def worker_arguments(url: str, base: Path) -> list[str]:
    """The worker's command line for ``camera://0``, ``camera:///folder``, ``camera://folder?fps=5``.

    Raises:
        ValueError: with a sentence that says what is wrong with the URL.
    """
    parts = urlsplit(url)
    place = parts.netloc + parts.path
    if parts.scheme != "camera" or not place.strip("/") or ".." in Path(place).parts or parts.fragment:
        raise ValueError(f'the port "{url}" is not like camera://0 or camera:///folder/of/pictures')
    if not (place.isascii() and place.isdigit()):
        place = str(base / place)
    arguments = ["--camera", place]
    for word, value in parse_qsl(parts.query, keep_blank_values=True):
        if word not in ("fps", "width", "height"):
            raise ValueError(f'the port "{url}" says "{word}"; known are fps, width, height')
        if not (value.isascii() and value.isdigit() and 0 < int(value) <= 10_000):
            raise ValueError(f'the port "{url}" says {word}={value}; it must be a number above 0')
        arguments += [f"--{word}", value]
    return arguments


class CameraTransport:
    """The line to one camera's worker."""

    def __init__(self, url: str, base: Path = Path(), *, open_s: float = 15.0, stall_s: float = 5.0) -> None:
        """Name the camera; nothing is started yet.

        Args:
            url: see ``worker_arguments``.
            base: folder below which relative paths are.
            open_s: seconds until the camera must deliver; OpenCV's start is part of it.
            stall_s: seconds without a byte taken after which a write gives up.

        Raises:
            ValueError: with a sentence that says what is wrong with the URL.
        """
        self._arguments = worker_arguments(url, base)
        self._open_s = open_s
        self._stall_s = stall_s
        self._worker: asyncio.subprocess.Process | None = None
        self._reading = asyncio.Lock()

    async def open(self) -> None:
        """Start the worker and wait until the camera delivers.

        Raises:
            DeviceFault: ``absent``, ``denied``, ``taken``, or ``crashed`` when the worker could not work.
        """
        await self.close()
        self._worker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "devices.scanners.camera.worker",
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={"OPENCV_LOG_LEVEL": "ERROR", **os.environ},
        )
        try:
            async with asyncio.timeout(self._open_s):
                first = await _stdout(self._worker).read(len(READY))
        except TimeoutError as error:
            await self.close()
            raise DeviceFault("absent", f"no frame in {self._open_s:g} s") from error
        except asyncio.CancelledError:
            await self.close()
            raise
        if first != READY:
            fault = await self._ended(self._worker)
            await self.close()
            raise fault

    async def read(self) -> bytes:
        """Wait for the next bytes; see ``Transport``."""
        worker = self._worker
        if worker is None:
            raise DeviceFault("unplugged", "not open")
        async with self._reading:
            data = await _stdout(worker).read(READ_BYTES)
        if self._worker is not worker:
            raise DeviceFault("unplugged", "closed here")
        if not data:
            raise await self._ended(worker)
        return data

    async def write(self, data: bytes) -> None:
        """Hand the worker a trigger; see ``Transport``."""
        if self._worker is None or self._worker.stdin is None:
            raise DeviceFault("unplugged", "not open")
        try:
            self._worker.stdin.write(data)
            async with asyncio.timeout(self._stall_s):
                await self._worker.stdin.drain()
        except ConnectionError as error:
            raise await self._ended(self._worker) from error
        except TimeoutError as error:
            raise DeviceFault("stalled", f"took no byte for {self._stall_s:g} s") from error

    async def close(self) -> None:
        """End the worker; there is nothing that it would have to save."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        with suppress(ProcessLookupError):
            worker.kill()
        await worker.wait()
        await close_stdin(worker)
        async with self._reading:
            # The pipe is read to its end, which closes it.
            while await _stdout(worker).read(READ_BYTES):
                pass

    async def _ended(self, worker: asyncio.subprocess.Process) -> DeviceFault:
        """Why there is no worker any more."""
        try:
            async with asyncio.timeout(END_S):
                status = await worker.wait()
        except TimeoutError:
            return DeviceFault("crashed", "the worker closed its line")
        return DeviceFault(fault_of(status), f"the worker ended with status {status}")


def _stdout(worker: asyncio.subprocess.Process) -> asyncio.StreamReader:
    if worker.stdout is None:
        raise DeviceFault("unplugged", "not open")
    return worker.stdout
