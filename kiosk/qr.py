"""A QR code as one path that QML draws: sharp at every size, without a picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M


@dataclass(frozen=True, kw_only=True)
class QrPath:
    """A symbol to draw.

    Attributes:
        path: SVG path data on a grid of one unit a module, without quiet zone.
        modules: modules on each side.
    """

    path: str
    modules: int


def qr_path(text: str) -> QrPath:
    """Encode a text (error correction M); dark modules side by side become one rectangle."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    bars = []
    for y, row in enumerate(code.get_matrix()):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                bars.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return QrPath(path="".join(bars), modules=code.modules_count)
