"""What the kiosk draws is a QR code that readers read."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp

from kiosk.qr import qr_path

BAR = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
SCALE = 6
QUIET = 4


@pytest.mark.parametrize("text", ["t-0001", "https://hall.example/t/9f2c81d04be7", "号票 B027"])
def test_the_drawn_path_reads_as_the_text(text: str) -> None:
    code = qr_path(text)
    assert BAR.sub("", code.path) == ""
    size = (code.modules + 2 * QUIET) * SCALE
    picture = np.full((size, size), 255, dtype=np.uint8)
    for x, y, width, back in BAR.findall(code.path):
        assert width == back
        left, top = (int(x) + QUIET) * SCALE, (int(y) + QUIET) * SCALE
        picture[top : top + SCALE, left : left + int(width) * SCALE] = 0
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]
