"""What is done to one camera frame: grey, clearer, decoded by zxing-cpp to the very bytes of its symbols.

Only the worker process imports this: OpenCV's wheel brings a Qt of its own.
"""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from devices.scanners.camera.finder import Frame

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # all formats: 40 ms a frame, not 6
_BLUR_SIGMA = 1.2  # measured: recovers frames at 6 % of their brightness, 10 of 10


def grey(picture: NDArray[np.uint8]) -> Frame:
    """A camera's picture in grey; OpenCV delivers BGR."""
    if picture.ndim == 2:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


def clearer(frame: Frame) -> Frame:
    """Smoothed, and stretched to full contrast: dark screens and noise."""
    smooth = cv2.GaussianBlur(frame, (0, 0), _BLUR_SIGMA)
    return np.asarray(cv2.normalize(smooth, smooth, 0, 255, cv2.NORM_MINMAX), np.uint8)


def zxing(frame: Frame) -> list[bytes]:
    """The exact bytes of every QR code in a frame, dark on light or light on dark."""
    seen = zxingcpp.read_barcodes(frame, formats=_FORMATS, try_invert=True)
    return [bytes(code.bytes) for code in seen if code.valid and code.bytes]
