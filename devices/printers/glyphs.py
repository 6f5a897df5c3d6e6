"""Lines that a printer's font cannot write, painted as it would have written them.

Every character stands in the cells it would take in the printer's own font, so that a painted line fits
among written ones. A character that the painter's font lacks too becomes a geta mark.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from devices.printers.layout import CELL_DOTS, Paper, Text
from devices.printers.wrap import GETA, cells, legible

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)
"""Where Debian's packages put fonts with rare characters; the first that is there is taken."""

GLYPH_DOTS = 24
FONT_SHARE = 0.86
BASE_SHARE = 0.82
"""Size and base line as shares of a cell's height, so that nothing of a letter is cut off."""
NO_CHARACTER = "\U0010ffff"
SIMPLIFIED, HALF_WIDTH = "SC", "Mono"


def find_font(chosen: str = "") -> Path | None:
    """Return the font to paint with: the chosen file, or the first known one, or None.

    Raises:
        ValueError: the chosen file is not there.
    """
    if chosen:
        if not Path(chosen).is_file():
            raise ValueError(f'the font "{chosen}" is not there')
        return Path(chosen)
    return next((Path(font) for font in FONTS if Path(font).is_file()), None)


class LinePainter:
    """Paints lines of text in black on white, one bit a dot."""

    def __init__(self, font: Path) -> None:
        """Open a font file.

        Raises:
            ValueError: the file is no font.
        """
        try:
            # The complex layout engine refuses some characters; the basic one draws every one by itself.
            one = ImageFont.truetype(
                font,
                round(GLYPH_DOTS * FONT_SHARE),
                index=_face(font),
                layout_engine=ImageFont.Layout.BASIC,
            )
        except OSError as error:
            raise ValueError(f'"{font}" is no font: {error}') from error
        self._fonts = {1: one}
        self._absent = bytes(self._fonts[1].getmask(NO_CHARACTER))

    def has(self, char: str) -> bool:
        """Whether the font has the character: else it draws the same box for all."""
        return bytes(self._fonts[1].getmask(char)) != self._absent

    def paint(self, line: Text, paper: Paper) -> Image.Image:
        """Paint one line, as wide as the paper."""
        text = "".join(char if self.has(char) or char == " " else legible(char) or GETA for char in line.text)
        # Drawn in the proportions of the font, then squeezed or stretched as the printer would.
        scale = max(line.wide, line.high)
        cell = CELL_DOTS * scale
        size = round(GLYPH_DOTS * scale * FONT_SHARE)
        font = self._fonts.setdefault(scale, self._fonts[1].font_variant(size=size))
        drawn = Image.new("L", (max(1, cells(text) * cell), GLYPH_DOTS * scale), 255)
        pen = ImageDraw.Draw(drawn)
        left = 0
        for char in text:
            taken = cells(char) * cell
            pen.text(
                (left + taken / 2, GLYPH_DOTS * scale * BASE_SHARE),
                char,
                fill=0,
                font=font,
                anchor="ms",
                stroke_width=max(1, scale // 3) if line.bold else 0,
            )
            left += taken
        width, height = cells(text) * CELL_DOTS * line.wide, GLYPH_DOTS * line.high
        if line.inverse:
            drawn = Image.eval(drawn, lambda value: 255 - value)
        drawn = drawn.resize((width, height), Image.Resampling.LANCZOS)
        page = Image.new("L", (paper.dots, height), 255)
        page.paste(drawn, ((paper.dots - width) // 2 if line.align == "center" else 0, 0))
        return page.point(lambda value: 255 if value > 127 else 0).convert("1", dither=Image.Dither.NONE)


def _face(font: Path) -> int:
    """Find a collection's simplified Chinese face, with half-width letters if there is one."""
    found = 0
    for index in range(16):
        try:
            words = (ImageFont.truetype(font, GLYPH_DOTS, index=index).getname()[0] or "").split()
        except OSError:
            break
        if SIMPLIFIED in words:
            found = index
            if HALF_WIDTH in words:
                break
    return found
