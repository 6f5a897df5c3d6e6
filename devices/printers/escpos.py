"""A paper's elements as ESC/POS bytes, in pieces that a printer's buffer holds.

python-escpos builds the commands; its own text and image paths are not used: it writes Chinese without
``FS &`` or as question marks, and prints remarks about images. No byte sequence here is a real-time command
(DLE EOT, DLE ENQ, DLE DC4), because printers obey those even inside a picture.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from PIL import Image

from devices.printers.glyphs import LinePainter
from devices.printers.layout import Code, Element, Paper, Space, Text
from devices.printers.wrap import in_font, legible

KANJI_ON = b"\x1c\x26"
"""``FS &``: two-byte codes are Chinese characters from here on."""
ASB_ON = b"\x1d\x61\x0e"
"""``GS a``: tell when online state, errors or paper change. ``ESC @`` turns it off."""
FEED_DOTS = b"\x1b\x4a"
RASTER = b"\x1d\x76\x30\x00"
GLYPH_DOTS = 24
LINE_GAP_DOTS = 8
CORRECTION_M = 1
PIECE_BYTES = 2000
"""A ticket is one piece, a long paper several; two are on their way while one is printed."""
PICKLES = "ESCPOS_CAPABILITIES_PICKLE_DIR"

Cut = Literal["part", "full"]


class Builder(Protocol):
    """The part of python-escpos's ``Dummy`` that is used; every call appends to ``output``."""

    @property
    def output(self) -> bytes:
        """All bytes so far."""
        ...

    def clear(self) -> None:
        """Begin anew."""
        ...

    def hw(self, hw: str) -> None:
        """Initialise the printer."""
        ...

    def set(
        self, *, align: str, bold: bool, invert: bool, width: int, height: int, custom_size: bool
    ) -> None:
        """Choose how text looks."""
        ...

    def line_spacing(self, spacing: int | None = None) -> None:
        """Choose the distance of lines in dots."""
        ...

    def qr(self, content: str, ec: int, size: int, *, native: bool) -> None:
        """Print a QR code."""
        ...

    def cut(self, mode: str) -> None:
        """Feed and cut."""
        ...

    def _raw(self, msg: bytes) -> None:
        """Append bytes as they are."""
        ...


@cache
def load_builder() -> Callable[[], Builder]:
    """Import python-escpos (0.3 s) without what it does to its surroundings, once in a process.

    On import it configures the root logger, and makes a folder in the system's temporary one that nobody
    removes, for a pickle unless a variable names another place.
    """
    handlers = list(logging.root.handlers)
    chosen, temporary = os.environ.get(PICKLES), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="hall-escpos-") as folder:
        os.environ[PICKLES] = chosen or folder
        tempfile.tempdir = folder
        try:
            from escpos.printer import Dummy
        finally:
            tempfile.tempdir = temporary
            if chosen is None:
                del os.environ[PICKLES]
            for handler in logging.root.handlers[:]:
                if handler not in handlers:
                    logging.root.removeHandler(handler)
    builder: Callable[[], Builder] = Dummy
    return builder


class Encoder:
    """Writes papers for one model of printer."""

    def __init__(self, paper: Paper, cut: Cut = "part", font: Path | None = None) -> None:
        """Choose paper and cut, and the font that rare characters are painted with.

        Raises:
            ValueError: the file is no font.
        """
        self._paper = paper
        self._cut = cut
        self._painter = LinePainter(font) if font else None
        self._new = load_builder()

    def encode(self, elements: Sequence[Element]) -> bytes:
        """Return a whole page, from the initialisation to the cut."""
        return b"".join(self._parts(elements))

    def pieces(self, pages: Sequence[Sequence[Element]]) -> list[bytes]:
        """Return pages in pieces of about ``PIECE_BYTES``, none of which ends within an element.

        The largest element is a painted line of double size, 3.5 kB.
        """
        pieces: list[bytes] = []
        for page in pages:
            for part in self._parts(page):
                if pieces and len(pieces[-1]) + len(part) <= PIECE_BYTES:
                    pieces[-1] += part
                else:
                    pieces.append(part)
        return pieces

    def _parts(self, elements: Sequence[Element]) -> Iterator[bytes]:
        """Give a page's bytes element by element."""
        builder = self._new()
        builder.hw("INIT")
        builder._raw(ASB_ON + KANJI_ON)
        for element in elements:
            yield builder.output
            builder.clear()
            match element:
                case Text():
                    self._text(builder, element)
                case Space(dots):
                    builder._raw(FEED_DOTS + bytes((dots,)))
                case Code(content=content, module=module):
                    _style(builder, Text(text=""))
                    builder.qr(content, CORRECTION_M, module, native=True)
        builder.line_spacing()
        builder.cut(self._cut.upper())
        yield builder.output

    def _text(self, builder: Builder, line: Text) -> None:
        text = line.text.rstrip() if not line.inverse else line.text
        if self._painter and not all(in_font(char) for char in text):
            _style(builder, Text(text="", align="left"))
            builder._raw(raster(self._painter.paint(line, self._paper)))
            builder._raw(FEED_DOTS + bytes((LINE_GAP_DOTS,)))
            return
        _style(builder, line)
        # GBK's two-byte codes are GB 18030's; four-byte codes do not pass ``legible``.
        builder._raw(legible(text).encode("gb18030") + b"\n")


def _style(builder: Builder, line: Text) -> None:
    builder.set(
        align=line.align,
        bold=line.bold,
        invert=line.inverse,
        width=line.wide,
        height=line.high,
        custom_size=True,
    )
    builder.line_spacing(GLYPH_DOTS * line.high + LINE_GAP_DOTS)


def raster(picture: Image.Image) -> bytes:
    """Return ``GS v 0`` with a picture of one bit a dot, a multiple of eight dots wide, black printed.

    A dot is added wherever the picture would hold a real-time command.
    """
    data = bytearray(byte ^ 0xFF for byte in picture.tobytes())
    for index in range(1, len(data)):
        if data[index - 1] == 0x10 and data[index] in (0x04, 0x05, 0x14):
            data[index] |= 0x02
    width = picture.width // 8
    return RASTER + width.to_bytes(2, "little") + picture.height.to_bytes(2, "little") + bytes(data)
