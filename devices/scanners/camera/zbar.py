"""The second decoder, zbar, in a process of its own: it can abort the whole process on some pictures.

``Zbar`` is the caller's side. A child that dies is started again, one that hangs is killed, and one that
dies again and again, or has no zbar library, is left alone.
"""

from __future__ import annotations

import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO

from devices.scanners.camera import MAX_PIXELS
from devices.scanners.camera.finder import Frame

NO_LIBRARY = 3
CHILD = (sys.executable, "-m", "devices.scanners.camera.zbar")
MAX_CRASHES = 5
MAX_CODES, MAX_CODE_BYTES = 64, 16384
"""What an answer may hold: a child that went mad must not take the memory of whoever asked."""

_SIZE = struct.Struct("!II")
_COUNT = struct.Struct("!I")
_NEGATIVE = bytes(range(255, -1, -1))


class Zbar:
    """Sends grey frames to the child and takes its codes."""

    def __init__(self, command: Sequence[str] = CHILD, *, answer_s: float = 5.0) -> None:
        """Prepare; the child is started with the first frame.

        Args:
            command: how to start it.
            answer_s: longest wait for an answer, the child's start included; a frame takes 0.02 to 0.12 s.
        """
        self._command = command
        self._answer_s = answer_s
        self._child: subprocess.Popen[bytes] | None = None
        self._crashes = 0

    @property
    def usable(self) -> bool:
        """Whether it is worth asking."""
        return self._crashes < MAX_CRASHES

    def decode(self, frame: Frame) -> list[bytes]:
        """What zbar reads in a grey frame or its negative; empty when it cannot be asked."""
        if not self.usable or frame.size > MAX_PIXELS:
            return []
        if self._child is None:
            self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        height, width = frame.shape
        watchdog = threading.Timer(self._answer_s, self._child.kill)
        watchdog.start()
        try:
            codes = _exchange(self._child, _SIZE.pack(width, height) + frame.tobytes())
        except (OSError, EOFError):
            self._buried()
            return []
        finally:
            watchdog.cancel()
        self._crashes = 0
        return codes

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _buried(self) -> None:
        """The child is dead or dying: forget it, and remember how often that happened."""
        if self._child is None:
            return
        self._child.communicate()
        self._crashes = MAX_CRASHES if self._child.returncode == NO_LIBRARY else self._crashes + 1
        self._child = None
        if self._crashes == MAX_CRASHES:
            sys.stderr.write("the second decoder is given up, frames are decoded by zxing-cpp alone\n")


def _exchange(child: subprocess.Popen[bytes], request: bytes) -> list[bytes]:
    if child.stdin is None or child.stdout is None:
        raise EOFError
    child.stdin.write(request)
    child.stdin.flush()
    return codes_in(child.stdout)


def codes_in(answer: IO[bytes]) -> list[bytes]:
    """The codes of an answer: how many, and each with its length in front.

    Raises:
        EOFError: the answer ends too early, or is none.
    """
    return [_exactly(answer, _number(answer, MAX_CODE_BYTES)) for _ in range(_number(answer, MAX_CODES))]


def _number(stream: IO[bytes], most: int) -> int:
    (number,) = _COUNT.unpack(_exactly(stream, _COUNT.size))
    if number > most:
        raise EOFError
    return int(number)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def serve(requests: IO[bytes], answers: IO[bytes]) -> int:
    """The child: decode frames until there are no more; returns the exit status."""
    try:
        from pyzbar import pyzbar
    except ImportError:
        sys.stderr.write(
            "zbar is not installed, frames are decoded by zxing-cpp alone: apt install libzbar0\n"
        )
        return NO_LIBRARY

    def read(pixels: bytes, size: tuple[int, int]) -> list[bytes]:
        seen = pyzbar.decode((pixels, *size), symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [bytes(code.data) for code in seen]

    try:
        while True:
            width, height = _SIZE.unpack(_exactly(requests, _SIZE.size))
            if not 0 < width * height <= MAX_PIXELS:
                return 0
            pixels = _exactly(requests, width * height)
            found = read(pixels, (width, height)) or read(pixels.translate(_NEGATIVE), (width, height))
            answers.write(_COUNT.pack(len(found)) + b"".join(_COUNT.pack(len(code)) + code for code in found))
            answers.flush()
    except (EOFError, BrokenPipeError):
        return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
