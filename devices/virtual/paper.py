"""A printed ticket as a picture, drawn from the very bytes that the printer received.

Nothing is known of what the host meant: a wrong size, a missing ``FS &`` or a code that does not scan is
seen as it would be on paper.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.exceptions import DataOverflowError

from devices.virtual.escpos import Command, CommandParser

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
GLYPH_DOTS = 24
HALF_DOTS = 12
DEFAULT_SPACING = 30
FILL = 0.86
BASELINE = 0.82
"""Shares of a cell: so large, and so far down, a font's letters fit in with their tails."""
MARGIN_DOTS = 32
EDGE_DOTS = 12
TOP_DOTS = 40
LONGEST_DOTS = 24_000
"""Three metres: what comes behind is not drawn."""
INK = 34
PAPER = 252
TABLE = 226
CORRECTIONS = {
    48: qrcode.constants.ERROR_CORRECT_L,
    49: qrcode.constants.ERROR_CORRECT_M,
    50: qrcode.constants.ERROR_CORRECT_Q,
    51: qrcode.constants.ERROR_CORRECT_H,
}


@dataclass
class _Style:
    """How the printer writes at this moment; ``ESC @`` makes a new one."""

    wide: int = 1
    high: int = 1
    bold: bool = False
    inverse: bool = False
    align: int = 0
    spacing: int = DEFAULT_SPACING


@dataclass
class _Roll:
    """The paper while it is printed: pictures in black on white, where they are, and how far it is fed."""

    dots: int
    printed: list[tuple[Image.Image, int, int]] = field(default_factory=list)
    y: int = 0
    style: _Style = field(default_factory=_Style)
    line: list[Image.Image] = field(default_factory=list)
    module: int = 3
    correction: int = 48
    stored: bytes = b""

    def put(self, picture: Image.Image, advance: int) -> None:
        """Print something as it is aligned, and move the paper."""
        room = self.dots - picture.width
        left = (0, max(0, room // 2), max(0, room))[self.style.align]
        self.printed.append((picture, left, self.y))
        self.move(advance)

    def move(self, dots: int) -> None:
        """Feed; a paper without end is cut off."""
        self.y = min(self.y + dots, LONGEST_DOTS)

    def picture(self) -> Image.Image:
        """Draw what is printed so far, one byte a dot."""
        canvas = Image.new("L", (self.dots, max(1, self.y)), 255)
        for picture, left, top in self.printed:
            canvas.paste(picture, (left, top))
        return canvas

    def end_line(self, spacing: int) -> None:
        """Print the characters that are waiting."""
        high = max((glyph.height for glyph in self.line), default=0)
        row = Image.new("L", (max(1, sum(glyph.width for glyph in self.line)), max(1, high)), 255)
        left = 0
        for glyph in self.line:
            row.paste(glyph, (left, high - glyph.height))
            left += glyph.width
        self.line.clear()
        self.put(row, max(spacing, high))


def render(ticket: bytes, dots: int = 576) -> bytes:
    """Draw a ticket as the PNG of a strip of paper on a table.

    Args:
        ticket: all bytes up to and with the cut.
        dots: printable dots a line; 576 on 80 mm paper, 384 on 58 mm.
    """
    roll = _Roll(dots)
    for command in CommandParser().feed(ticket):
        if not command.fault or command.name == "char":
            _obey(roll, command)
    if roll.line:
        roll.end_line(roll.style.spacing)
    image = _as_paper(roll.picture())
    png = io.BytesIO()
    image.save(png, "PNG", optimize=True)
    return png.getvalue()


def codes(ticket: bytes) -> list[bytes]:
    """What a camera would read off a paper: the content of every QR code printed on it, from the top."""
    found, stored = [], b""
    for command in CommandParser().feed(ticket):
        if command.name == "GS ( k" and not command.fault:
            if command.parameters[1] == 80:
                stored = command.parameters[3:]
            elif command.parameters[1] == 81:
                found.append(stored)
    return found


def _obey(roll: _Roll, command: Command) -> None:
    style, parameters = roll.style, command.parameters
    match command.name:
        case "char":
            _write(roll, _text(command.raw))
        case "LF":
            roll.end_line(style.spacing)
        case "ESC @":
            roll.line.clear()
            roll.style = _Style()
        case "ESC 2":
            style.spacing = DEFAULT_SPACING
        case "ESC 3":
            style.spacing = parameters[0]
        case "ESC E":
            style.bold = bool(parameters[0] & 1)
        case "ESC J":
            _feed(roll, parameters[0])
        case "ESC d":
            _feed(roll, parameters[0] * style.spacing)
        case "ESC a" if not roll.line:
            style.align = parameters[0] % 48
        case "GS !":
            style.wide, style.high = 1 + (parameters[0] >> 4), 1 + (parameters[0] & 0x07)
        case "GS B":
            style.inverse = bool(parameters[0] & 1)
        case "GS v 0":
            _picture(roll, parameters)
        case "GS ( k":
            _code(roll, parameters[1], parameters[2:])


def _feed(roll: _Roll, dots: int) -> None:
    if roll.line:
        roll.end_line(0)
    roll.move(dots)


def _text(raw: bytes) -> str:
    """Return the character; a byte that is none outside kanji mode shows as the box it would be."""
    if len(raw) == 1 and raw[0] >= 0x80:
        return "▯"
    return raw.decode("gb18030", "replace")


def _write(roll: _Roll, char: str) -> None:
    style = roll.style
    cells = 1 if char.isascii() or char == "▯" else 2
    if sum(glyph.width for glyph in roll.line) + cells * HALF_DOTS * style.wide > roll.dots:
        roll.end_line(style.spacing)
    scale = max(style.wide, style.high)
    cell = Image.new("L", (cells * HALF_DOTS * scale, GLYPH_DOTS * scale), 255)
    ImageDraw.Draw(cell).text(
        (cell.width / 2, cell.height * BASELINE),
        char,
        fill=0,
        font=_font(round(GLYPH_DOTS * scale * FILL)),
        anchor="ms",
        stroke_width=max(1, scale // 3) if style.bold else 0,
    )
    cell = cell.resize((cells * HALF_DOTS * style.wide, GLYPH_DOTS * style.high), Image.Resampling.LANCZOS)
    roll.line.append(Image.eval(cell, lambda value: 255 - value) if style.inverse else cell)


def _picture(roll: _Roll, parameters: bytes) -> None:
    width, height = (
        int.from_bytes(parameters[1:3], "little") * 8,
        int.from_bytes(parameters[3:5], "little"),
    )
    bits = Image.frombytes("1", (width, height), bytes(byte ^ 0xFF for byte in parameters[5:]))
    roll.put(bits.convert("L"), height)


def _code(roll: _Roll, function: int, rest: bytes) -> None:
    if function == 67:
        roll.module = rest[0]
    elif function == 69:
        roll.correction = rest[0]
    elif function == 80:
        roll.stored = rest[1:]
    elif function == 81 and roll.stored:
        code = qrcode.QRCode(
            error_correction=CORRECTIONS[roll.correction], box_size=roll.module, border=0, mask_pattern=None
        )
        code.add_data(roll.stored)
        try:
            code.make(fit=True)
        except (ValueError, DataOverflowError):
            # More than a symbol of this correction holds: a printer prints nothing for it.
            return
        picture = code.make_image().get_image().convert("L")
        roll.put(picture, picture.height)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the font at a size; without a Chinese one, Pillow's own, in which Chinese shows as boxes."""
    for path in FONTS:
        if Path(path).is_file():
            return ImageFont.truetype(path, size, index=_face(path), layout_engine=ImageFont.Layout.BASIC)
    return ImageFont.load_default(size)


@cache
def _face(path: str) -> int:
    """Find a collection's simplified Chinese face with half-width letters, as printers' fonts have them."""
    for index in range(16):
        try:
            words = (ImageFont.truetype(path, GLYPH_DOTS, index=index).getname()[0] or "").split()
        except OSError:
            break
        if "Mono" in words and "SC" in words:
            return index
    return 0


def _as_paper(printed: Image.Image) -> Image.Image:
    """Lay the print on paper with margins, torn by the cutter's teeth, on a table."""
    ink = printed.point(lambda value: INK + value * (PAPER - INK) // 255)
    width, height = ink.width + 2 * MARGIN_DOTS, ink.height + TOP_DOTS
    paper = Image.new("L", (width, height), PAPER)
    paper.paste(ink, (MARGIN_DOTS, TOP_DOTS))
    mask = Image.new("L", (width, height), 255)
    teeth = ImageDraw.Draw(mask)
    for left in range(0, width, EDGE_DOTS):
        right, middle = left + EDGE_DOTS, left + EDGE_DOTS / 2
        teeth.polygon([(left, 0), (right, 0), (middle, EDGE_DOTS / 2)], fill=0)
        teeth.polygon([(left, height), (middle, height - EDGE_DOTS / 2), (right, height)], fill=0)
    table = Image.new("L", (width + 2 * MARGIN_DOTS, height + 2 * MARGIN_DOTS), TABLE)
    shadow = Image.new("L", (width, height), TABLE - 34)
    table.paste(shadow, (MARGIN_DOTS + 4, MARGIN_DOTS + 6), mask)
    table.paste(paper, (MARGIN_DOTS, MARGIN_DOTS), mask)
    return table
