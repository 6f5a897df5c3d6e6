"""Sound and pictures: the voice's clips, what a camera's helpers say to each other, and pictures.

OpenCV may be in no process that runs Qt, and zbar can take its process down: they are tried ``alone``.
"""

from __future__ import annotations

import io
import os
import struct
import wave
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import qrcode
from PIL import Image

from devices.scanners.camera import MAX_PIXELS
from devices.scanners.camera.wire import LOOK, REST, framed
from devices.scanners.camera.zbar import codes_in, serve
from devices.scanners.framing import ScanCollector
from devices.speakers.clips import RATE_HZ, read_clip
from devices.transports.sound import _fault, wav_seconds
from tests.fuzz.target import Target, Try, pieces, plain


def _wav(rate: int = RATE_HZ, channels: int = 1, width: int = 2, frames: int = 1600) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(bytes(range(256)) * (frames * width * channels // 256))
    return file.getvalue()


@contextmanager
def _clips(folder: Path) -> Iterator[Try]:
    """Whatever the file is, it is a clip of a good length or is refused in words."""

    def parse(data: bytes) -> None:
        (folder / "clip.wav").write_bytes(data)
        seconds = None
        try:
            seconds = wav_seconds(data)
        finally:
            samples = read_clip(folder / "clip.wav")
        assert seconds is not None
        assert abs(float(samples.max())) <= 1

    yield parse


def _answers(data: bytes) -> None:
    assert sum(map(len, codes_in(io.BytesIO(data)))) <= len(data)


def _said_by_aplay(data: bytes) -> None:
    assert _fault(data.decode("utf-8", "replace")).kind in ("absent", "denied", "taken", "unplugged")


def _requests(data: bytes) -> None:
    serve(io.BytesIO(data), io.BytesIO())


def _framed(data: bytes) -> None:
    """Any code that a camera sees comes out of its line as it was, and behind any noise."""
    collector = ScanCollector()
    found = [code for piece in pieces(framed(data)) for code in collector.feed(piece, 0.0)]
    assert found == ([data] if 0 < len(data) <= 4096 else [])


@contextmanager
def _commands(_: Path) -> Iterator[Try]:
    """The worker's ear, at the other end of a pipe."""
    # Imported here: it brings OpenCV.
    from devices.scanners.camera.worker import Commands

    def parse(data: bytes) -> None:
        read, write = os.pipe()
        with closing(os.fdopen(read, "rb", buffering=0)) as ear:
            commands = Commands(ear.fileno())
            os.write(write, data)
            commands.poll()
            os.close(write)
            commands.poll()
            assert commands.ended

    yield parse


@contextmanager
def _pictures(folder: Path) -> Iterator[Try]:
    """What is held before a camera: a file that should be a picture, and what is found in it."""
    from devices.scanners.camera.finder import CodeFinder
    from devices.scanners.camera.frames import clearer, zxing
    from devices.scanners.camera.sources import Folder

    source = Folder(folder, 0.0)
    finder = CodeFinder(zxing, clearer, lambda frame: [])

    def parse(data: bytes) -> None:
        (folder / "picture.png").write_bytes(data)
        source.grab()
        frame = source.frame()
        if frame is not None:
            assert frame.size <= MAX_PIXELS
            finder.codes(frame)

    yield parse


def _picture(kind: str) -> bytes:
    file = io.BytesIO()
    code = qrcode.QRCode(box_size=2, border=2)
    code.add_data(b"https://hall.example/t/abcdefgh")
    code.make_image().get_image().convert("L").save(file, kind)
    return file.getvalue()


def _plain_picture(kind: str, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("L", size, 255).save(file, kind)
    return file.getvalue()


TARGETS = (
    Target(
        name="speakers.clips",
        opens=_clips,
        own=(ValueError,),
        seeds=(_wav(), _wav(channels=2), _wav(width=1), _wav(rate=8000, frames=256)),
        reads=("devices.speakers.clips:read_clip", "devices.speakers.clips:samples_of",
               "devices.transports.sound:wav_seconds"),
    ),
    Target(
        name="sound.aplay",
        opens=plain(_said_by_aplay),
        seeds=(b"aplay: main:831: audio open error: No such file or directory\n", b"Device or resource busy"),
        reads=("devices.transports.sound:AlsaTransport",),
    ),
    Target(
        name="camera.line",
        opens=plain(_framed),
        seeds=(b"abc", b"\x10\x03\x10\x02", "号".encode("gbk")),
        reads=("devices.scanners.camera.wire:framed",),
    ),
    Target(
        name="camera.zbar_answers",
        opens=plain(_answers),
        own=(EOFError,),
        seeds=(struct.pack("!II3sI1s", 2, 3, b"abc", 1, b"x"), struct.pack("!I", 0)),
        reads=("devices.scanners.camera.zbar:codes_in", "devices.scanners.camera.zbar:_exactly",
            "devices.scanners.camera.zbar:_number",
               "devices.scanners.camera.zbar:Zbar"),
    ),
    Target(
        name="camera.zbar_requests",
        opens=plain(_requests),
        seeds=(struct.pack("!II", 8, 8) + bytes(64), struct.pack("!II", 16, 4) + b"\xff\x00" * 32),
        reads=("devices.scanners.camera.zbar:serve",),
        alone=True,
    ),
    Target(
        name="camera.commands",
        opens=_commands,
        seeds=(LOOK, REST + LOOK, LOOK * 20 + REST),
        reads=("devices.scanners.camera.worker:Commands",),
        alone=True,
    ),
    Target(
        name="camera.pictures",
        opens=_pictures,
        seeds=(_picture("PNG"), _picture("JPEG"), _picture("BMP"), _picture("PPM"),
               _plain_picture("PNG", (4000, 10))),
        reads=("devices.scanners.camera.sources:Folder", "devices.scanners.camera.sources:_holds_its_chunks"),
        alone=True,
    ),
)  # fmt: skip
