"""Where frames come from: a camera, a video file, or a folder of pictures that stands in for a camera.

Only the worker process imports this: OpenCV's wheel brings a Qt of its own.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from devices.base import DeviceFault
from devices.scanners.camera.finder import Frame
from devices.scanners.camera.frames import grey

PNG = b"\x89PNG\r\n\x1a\n"
PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".pgm"}


class Source(Protocol):
    """A thing that shows one frame after another."""

    def grab(self) -> None:
        """Wait for the next frame; the one before is gone.

        Raises:
            DeviceFault: ``unplugged``.
        """
        ...

    def frame(self) -> Frame | None:
        """The frame that was grabbed, or None when it cannot be read."""
        ...

    def close(self) -> None:
        """Let go of the camera or file."""
        ...


class Camera:
    """A camera of the system, by its number; it is grabbed at its own pace, so that no frame grows old."""

    def __init__(self, number: int, size: tuple[int, int]) -> None:
        """Open it.

        Raises:
            DeviceFault: ``absent``, ``denied`` or ``taken``.
        """
        node = Path(f"/dev/video{number}")
        if not node.exists():
            raise DeviceFault("absent", f"there is no {node}")
        if not os.access(node, os.R_OK | os.W_OK):
            raise DeviceFault("denied", f"{node} may not be opened: is this user in the group video?")
        self._capture = cv2.VideoCapture(number)
        if not self._capture.isOpened():
            self._capture.release()
            raise DeviceFault("taken", f"{node} is there and does not open")
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def grab(self) -> None:
        """Wait for the next frame."""
        if not self._capture.grab():
            raise DeviceFault("unplugged", "the camera delivers no more frames")

    def frame(self) -> Frame | None:
        """Decode the grabbed frame."""
        return _retrieved(self._capture)

    def close(self) -> None:
        """Let go of the camera."""
        self._capture.release()


class Video:
    """A video file, shown over and over."""

    def __init__(self, path: Path, pause_s: float, sleep: Callable[[float], None] = time.sleep) -> None:
        """Open it; every frame is shown for ``pause_s``.

        Raises:
            DeviceFault: ``absent``, it is no video.
        """
        self._path = path
        self._pause_s = pause_s
        self._sleep = sleep
        self._capture = cv2.VideoCapture(str(path))
        if not self._capture.isOpened():
            self._capture.release()
            raise DeviceFault("absent", f"{path.name} is no video")

    def grab(self) -> None:
        """Go to the next frame, or back to the first."""
        self._sleep(self._pause_s)
        if self._capture.grab():
            return
        self._capture.release()
        self._capture = cv2.VideoCapture(str(self._path))
        if not self._capture.grab():
            raise DeviceFault("unplugged", f"{self._path.name} shows no more frames")

    def frame(self) -> Frame | None:
        """Decode the frame."""
        return _retrieved(self._capture)

    def close(self) -> None:
        """Close the file."""
        self._capture.release()


class Folder:
    """A folder of pictures, shown in order of their names, over and over; an empty one is a dark room.

    It is looked at anew for every frame: a picture put there is seen like something held before a camera,
    and removing the folder pulls the cable.
    """

    def __init__(self, path: Path, pause_s: float, sleep: Callable[[float], None] = time.sleep) -> None:
        """Open it; every picture is shown for ``pause_s``.

        Raises:
            DeviceFault: ``absent``.
        """
        if not path.is_dir():
            raise DeviceFault("absent", f"there is no folder {path.name}")
        self._path = path
        self._pause_s = pause_s
        self._sleep = sleep
        self._shown: Path | None = None

    def grab(self) -> None:
        """Go to the next picture."""
        self._sleep(self._pause_s)
        try:
            pictures = sorted(path for path in self._path.iterdir() if path.suffix.lower() in PICTURES)
        except OSError as error:
            raise DeviceFault("unplugged", f"the folder {self._path.name} is gone") from error
        later = [path for path in pictures if self._shown is not None and path > self._shown]
        self._shown = next(iter(later or pictures), None)

    def frame(self) -> Frame | None:
        """Read the picture; None for one that is gone, half written, or larger than any camera's."""
        if self._shown is None:
            return None
        try:
            stored = self._shown.read_bytes()
        except OSError:
            return None
        if not stored or not _holds_its_chunks(stored):
            return None
        try:
            picture = cv2.imdecode(np.frombuffer(stored, np.uint8), cv2.IMREAD_GRAYSCALE)
        except cv2.error:
            # More than ``MAX_PIXELS``, or none at all.
            return None
        return None if picture is None else np.asarray(picture, np.uint8)

    def close(self) -> None:
        """Nothing is held open."""


def open_source(place: str, *, pause_s: float, size: tuple[int, int]) -> Source:
    """Open a camera by its number or device file, or a video file or folder by its path.

    Raises:
        DeviceFault: ``absent``, ``denied`` or ``taken``.
    """
    if place.isascii() and place.isdigit():
        return Camera(int(place), size)
    path = Path(place)
    # A stable name below /dev/v4l/by-id is a link to the camera's number.
    if camera := re.fullmatch(r"/dev/video(\d+)", str(path.resolve()), re.ASCII):
        return Camera(int(camera[1]), size)
    return Video(path, pause_s) if path.is_file() else Folder(path, pause_s)


def _holds_its_chunks(stored: bytes) -> bool:
    """Whether a PNG has all the bytes that it says it has; any other picture does.

    OpenCV believes a chunk's length and takes as much memory, up to 2 GB for a file of 100 bytes.
    """
    if not stored.startswith(PNG):
        return True
    at = len(PNG)
    while at < len(stored):
        # ISO/IEC 15948, 5.3: length, type, data, checksum.
        at += 12 + int.from_bytes(stored[at : at + 4], "big")
    return at == len(stored)


def _retrieved(capture: cv2.VideoCapture) -> Frame | None:
    read, picture = capture.retrieve()
    return grey(np.asarray(picture, np.uint8)) if read else None
