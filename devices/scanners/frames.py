"""QR codes out of camera frames, byte by byte as the symbol holds them.

zxing-cpp first; if it sees nothing, once more on a smoothed frame stretched to full contrast (dark
screens); every fifth miss is shown to zbar, in its own process. zxing-cpp gives exact bytes; zbar guesses a
charset and re-encodes, so that only its ASCII is believed.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Frame: TypeAlias = NDArray[np.uint8]
"""Rows of grey pixels, or of BGR pixels as OpenCV delivers them."""

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # all formats: 40 ms a frame, not 6
ASK_SECOND_EVERY = 5
_BLUR_SIGMA = 1.2  # measured: recovers frames at 6 % of their brightness, 10 of 10


class SecondDecoder(Protocol):
    """A decoder for what the first one did not see."""

    def decode(self, frame: Frame) -> list[bytes]:
        """The codes in a grey frame; empty when it saw none or is not there."""
        ...


class CodeFinder:
    """Finds the QR codes of one camera's frames."""

    def __init__(self, second: SecondDecoder | None = None) -> None:
        self._second = second
        self._misses = 0

    def codes(self, frame: Frame) -> list[bytes]:
        """What the codes in a frame hold; empty when there is none."""
        grey = np.ascontiguousarray(frame if frame.ndim == 2 else _grey(frame))
        found = _zxing(grey) or _zxing(_stretched(grey))
        if found:
            self._misses = 0
            return found
        self._misses += 1
        if self._second is None or self._misses % ASK_SECOND_EVERY:
            return []
        return [code for code in self._second.decode(grey) if code and code.isascii()]


def _zxing(grey: Frame) -> list[bytes]:
    seen = zxingcpp.read_barcodes(grey, formats=_FORMATS, try_invert=True)
    return [bytes(code.bytes) for code in seen if code.valid and code.bytes]


def _grey(frame: Frame) -> Frame:
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)


def _stretched(grey: Frame) -> Frame:
    smooth = cv2.GaussianBlur(grey, (0, 0), _BLUR_SIGMA)
    return np.asarray(cv2.normalize(smooth, smooth, 0, 255, cv2.NORM_MINMAX), np.uint8)
