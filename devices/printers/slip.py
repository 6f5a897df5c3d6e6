"""A ticket's layout: from what it says to elements of known size, for one width of paper.

Nothing here knows a printer's commands. Every text element fits its line: the printer never breaks one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from devices.link.jobs import Slip
from devices.link.words import Language
from devices.printers.wrap import balanced, cells, clauses, clean, wrap

CELL_DOTS = 12
Align = Literal["left", "center"]


@dataclass(frozen=True)
class Paper:
    """The printable width of a roll.

    Attributes:
        columns: cells of 12 dots a line; 203 dpi give 48 on 80 mm paper and 32 on 58 mm.
    """

    columns: int

    @property
    def dots(self) -> int:
        """Printable dots a line."""
        return self.columns * CELL_DOTS


PAPERS = {"80": Paper(48), "58": Paper(32)}


@dataclass(frozen=True, kw_only=True)
class Text:
    """One line of text, ``wide`` by ``high`` times the size of a 12 by 24 dot cell."""

    text: str
    align: Align = "center"
    wide: int = 1
    high: int = 1
    bold: bool = False
    inverse: bool = False


@dataclass(frozen=True)
class Space:
    """Empty paper."""

    dots: int


@dataclass(frozen=True, kw_only=True)
class Code:
    """A QR code, drawn by the printer, with ``module`` dots a module."""

    content: str
    module: int


Element = Text | Space | Code

WORDS = {
    Language.ZH: {
        "number": "您的号码",
        "windows": "办理窗口",
        "taken": "取号时间",
    },
    Language.EN: {
        "number": "Your number",
        "windows": "Served at",
        "taken": "Taken at",
    },
}

QR_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""What versions 1 to 10 hold in byte mode at error correction M (ISO/IEC 18004, table 7)."""
QR_DOTS = 232
"""About 29 mm: read by any phone from a comfortable distance."""
NUMBER_HIGH = 8
"""24 mm: the largest size there is."""


def qr_module(content: str) -> int:
    """Choose the dots of one module so that the whole code is about ``QR_DOTS`` wide.

    Raises:
        ValueError: the content is longer than version 10 holds, or is not plain text of one line.
    """
    length = len(content.encode())
    if not content.isprintable() or length > QR_BYTES[-1]:
        raise ValueError(f"a ticket's QR code holds one line of at most {QR_BYTES[-1]} bytes")
    version = next(index for index, limit in enumerate(QR_BYTES, 1) if length <= limit)
    return max(4, min(8, QR_DOTS // (17 + 4 * version)))


def lay_out(slip: Slip, paper: Paper) -> list[Element]:
    """Arrange a ticket from top to bottom.

    Raises:
        ValueError: the number is empty or too long for the paper, or the QR code holds too much.
    """
    words = WORDS[slip.language]
    elements: list[Element] = []
    if slip.mark:
        elements += [*_heading(slip.mark, paper, inverse=True), Space(20)]
    elements += [*_heading(slip.hall, paper), Space(4), *_lines(slip.zone, paper)]
    elements += [Space(4), _rule(paper), Space(8), *_lines(words["number"], paper), Space(12)]
    elements += [_number(slip.number, paper), Space(24), *_heading(slip.item, paper)]
    if slip.visitor_class:
        elements += [Space(8), *_heading(slip.visitor_class, paper, inverse=True)]
    elements += [Space(12), _rule(paper), Space(12)]
    elements += [*_heading(slip.ahead, paper), *_heading(slip.wait, paper)]
    elements += [Space(8), _rule(paper), Space(8)]
    elements += _row(words["windows"], slip.windows, paper)
    elements += _row(words["taken"], slip.taken_at, paper)
    if slip.qr:
        elements += [Space(24), Code(content=slip.qr, module=qr_module(slip.qr)), Space(12)]
        if slip.qr_words:
            elements += _lines(slip.qr_words, paper)
    if slip.lines:
        elements += [Space(4), _rule(paper), Space(4)]
    for line in slip.lines:
        elements += _lines(line, paper)
    return elements


def _rule(paper: Paper) -> Text:
    return Text(text="-" * paper.columns, align="left")


def _number(number: str, paper: Paper) -> Text:
    text = clean(number).strip()
    if not text or cells(text) > paper.columns:
        raise ValueError(f'the number "{text}" does not fit on the paper')
    size = min(NUMBER_HIGH, paper.columns // cells(text))
    return Text(text=text, wide=size, high=size, bold=True)


def _heading(text: str, paper: Paper, *, inverse: bool = False) -> list[Element]:
    """Set a line as large as it fits: double, of double height, or broken into a few such lines."""
    text = clean(text)
    large = balanced(text, paper.columns // 2)
    wide = 2
    if len(large) > 2 or (len(large) == 2 and cells(text.strip()) <= paper.columns):
        large, wide = balanced(text, paper.columns), 1
    if inverse:
        large = [f" {line} " if cells(line) + 2 <= paper.columns // wide else line for line in large]
    return [Text(text=line, wide=wide, high=2, bold=True, inverse=inverse) for line in large]


def _lines(text: str, paper: Paper) -> list[Element]:
    return [Text(text=line) for line in clauses(clean(text), paper.columns)]


def _row(label: str, value: str, paper: Paper) -> list[Element]:
    """Set a label to the left and its value to the right, below each other when they do not fit."""
    value = clean(value).strip()
    if not value:
        return []
    if cells(label) + 2 + cells(value) <= paper.columns:
        lines = [label + " " * (paper.columns - cells(label) - cells(value)) + value]
    else:
        below = wrap(value, paper.columns - 2)
        lines = [label, *(" " * (paper.columns - cells(line)) + line for line in below)]
    return [Text(text=line, align="left") for line in lines]
