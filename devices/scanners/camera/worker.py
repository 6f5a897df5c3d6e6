"""The camera's process: grabs frames, decodes them, writes codes as a serial scanner would.

``python -m devices.scanners.camera.worker --camera 0|FILE|FOLDER``. It ends with its standard input; what
else it promises is in ``wire``. A decoder that crashes ends a worker and not a hall.
"""

from __future__ import annotations

import argparse
import io
import os
import select
import signal
import sys
import time
from collections.abc import Sequence

from devices.base import DeviceFault
from devices.scanners.camera.finder import CodeFinder
from devices.scanners.camera.frames import clearer, zxing
from devices.scanners.camera.sources import Source, open_source
from devices.scanners.camera.wire import ENDED, EXITS, LOOK, READY, REST, framed
from devices.scanners.camera.zbar import Zbar


class Commands:
    """What the transport says on standard input."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._last = b""
        self.looking = True
        self.ended = False

    def poll(self) -> None:
        """Take what has been said, without waiting."""
        while not self.ended and select.select([self._fd], [], [], 0)[0]:
            data = os.read(self._fd, 1024)
            self.ended = not data
            self._last = (self._last + data)[-64:]
            look, rest = self._last.rfind(LOOK), self._last.rfind(REST)
            if look != rest:
                self.looking = look > rest


def watch(source: Source, finder: CodeFinder, commands: Commands, out: io.RawIOBase, every_s: float) -> None:
    """Decode frames, at most one in ``every_s``, until there are no more commands to come.

    Raises:
        DeviceFault: ``unplugged``.
        BrokenPipeError: nobody takes the codes.
    """
    source.grab()
    out.write(READY)
    next_at = 0.0
    while True:
        commands.poll()
        if commands.ended:
            return
        source.grab()
        now = time.monotonic()
        if not commands.looking or now < next_at:
            continue
        next_at = now + every_s
        frame = source.frame()
        for code in finder.codes(frame) if frame is not None else ():
            out.write(framed(code))


def main(words: Sequence[str]) -> int:
    """Run until told to end; the exit status says why it ended."""
    chosen = _arguments().parse_args(words)
    # Ctrl-C in a terminal reaches this process too; the end of standard input is the sign to go.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Codes get a descriptor of their own: what a library prints goes to standard error.
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    second = Zbar()
    try:
        size = (chosen.width, chosen.height)
        source = open_source(chosen.camera, pause_s=1 / chosen.fps, size=size)
        try:
            watch(source, CodeFinder(zxing, clearer, second.decode), Commands(0), out, 0.9 / chosen.fps)
        finally:
            source.close()
    except DeviceFault as fault:
        sys.stderr.write(f"camera {chosen.camera}: {fault.text}\n")
        return EXITS[fault.kind]
    except BrokenPipeError:
        return ENDED
    finally:
        second.close()
    return ENDED


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m devices.scanners.camera.worker", description=__doc__)
    parser.add_argument("--camera", required=True, help="number, video file, or folder of pictures")
    parser.add_argument("--fps", type=float, default=10.0, help="frames to decode in a second")
    parser.add_argument("--width", type=int, default=1280, help="pixels asked of a camera")
    parser.add_argument("--height", type=int, default=720, help="pixels asked of a camera")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
