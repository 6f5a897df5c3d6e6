"""What all papers are laid out with: elements of known size, and the blocks that papers share.

Nothing here knows a printer's commands. Every text element fits its line: the printer never breaks one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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

QR_BYTES = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""What versions 1 to 10 hold in byte mode at error correction M (ISO/IEC 18004, table 7)."""
QR_DOTS = 232
"""About 29 mm: read by any phone from a comfortable distance."""


def qr_module(content: str) -> int:
    """Choose the dots of one module so that the whole code is about ``QR_DOTS`` wide.

    Raises:
        ValueError: the content is longer than version 10 holds, or is not plain text of one line.
    """
    length = len(content.encode())
    if not content.isprintable() or length > QR_BYTES[-1]:
        raise ValueError(f"a paper's QR code holds one line of at most {QR_BYTES[-1]} bytes")
    version = next(index for index, limit in enumerate(QR_BYTES, 1) if length <= limit)
    return max(4, min(8, QR_DOTS // (17 + 4 * version)))


def rule(paper: Paper) -> Text:
    """Draw a line across the paper."""
    return Text(text="-" * paper.columns, align="left")


def heading(text: str, paper: Paper, *, inverse: bool = False) -> list[Element]:
    """Set a line as large as it fits: double, of double height, or broken into a few such lines."""
    text = clean(text)
    large = balanced(text, paper.columns // 2)
    wide = 2
    if len(large) > 2 or (len(large) == 2 and cells(text.strip()) <= paper.columns):
        large, wide = balanced(text, paper.columns), 1
    if inverse:
        large = [f" {line} " if cells(line) + 2 <= paper.columns // wide else line for line in large]
    return [Text(text=line, wide=wide, high=2, bold=True, inverse=inverse) for line in large]


def centred(text: str, paper: Paper, *, bold: bool = False) -> list[Element]:
    """Set a sentence in the middle, broken where it pauses."""
    return [Text(text=line, bold=bold) for line in clauses(clean(text), paper.columns)]


def facing(label: str, value: str, paper: Paper) -> list[Element]:
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


def scannable(content: str, words: str, paper: Paper) -> list[Element]:
    """Set a QR code, and below it what it is for; nothing without a content.

    Raises:
        ValueError: as of ``qr_module``.
    """
    if not content:
        return []
    code: list[Element] = [Space(24), Code(content=content, module=qr_module(content)), Space(12)]
    return code + centred(words, paper)


def foot(lines: Sequence[str], paper: Paper) -> list[Element]:
    """Set the small lines at the end below a rule; nothing without any."""
    elements: list[Element] = [Space(4), rule(paper), Space(4)] if lines else []
    for line in lines:
        elements += centred(line, paper)
    return elements
