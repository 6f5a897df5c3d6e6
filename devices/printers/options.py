"""A printer's options in the hall's file, read once and refused when they are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar, get_args

from devices.printers.escpos import Cut, Encoder
from devices.printers.glyphs import find_font
from devices.printers.layout import PAPERS, Paper
from devices.printers.proof import Confirm

OPTIONS = {
    "paper": "Width of the roll in mm: 80 or 58 (default 80).",
    "columns": "Characters a line, where a model differs: even, 24 to 64 (default 48 on 80 mm, 32 on 58 mm).",
    "cut": "How the ticket is cut: part or full (default part: it hangs on until it is taken).",
    "confirm": "How the printer proves that a ticket is printed: auto, process_id or gs_r (default auto).",
    "font": "Font file to paint rare characters with; without it, one of the system's Chinese fonts.",
}

Word = TypeVar("Word")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the options come to."""

    paper: Paper
    encoder: Encoder
    confirm: Confirm


def read_options(options: Mapping[str, str]) -> Chosen:
    """Read a printer's options.

    Raises:
        ValueError: an option is unknown or has a value that it cannot have; says which.
    """
    unknown = sorted(set(options) - set(OPTIONS))
    if unknown:
        raise ValueError(f"unknown option {unknown[0]!r}; known are {', '.join(OPTIONS)}")
    roll = options.get("paper", "80")
    if roll not in PAPERS:
        raise ValueError(f"paper is {roll!r}; it may be {' or '.join(PAPERS)}")
    paper = PAPERS[roll]
    if "columns" in options:
        # An even number of 12 dot cells is a whole number of bytes in a raster.
        columns = options["columns"]
        if not (
            columns.isascii() and columns.isdigit() and 24 <= int(columns) <= 64 and int(columns) % 2 == 0
        ):
            raise ValueError(f"columns is {columns!r}; it must be an even number from 24 to 64")
        paper = Paper(int(columns))
    cut = _one_of(options.get("cut", "part"), "cut", get_args(Cut))
    confirm = _one_of(options.get("confirm", "auto"), "confirm", get_args(Confirm))
    font = find_font(options.get("font", ""))
    return Chosen(paper=paper, encoder=Encoder(paper, cut, font), confirm=confirm)


def _one_of(value: str, name: str, allowed: tuple[Word, ...]) -> Word:
    for known in allowed:
        if value == known:
            return known
    raise ValueError(f"{name} is {value!r}; it may be {', '.join(map(str, allowed))}")
