"""The layout of an official paper (告知单, 受理凭证, 通知书, 承诺书, 领取凭证), one page for each copy.

Nothing is left out or cut short however long it is: what does not fit beside something goes below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from devices.link.jobs import Sheet
from devices.link.words import Language
from devices.printers.layout import (
    Element,
    Paper,
    Space,
    Text,
    centred,
    facing,
    foot,
    heading,
    rule,
    scannable,
)
from devices.printers.wrap import balanced, cells, clean, wrap

NUMBER = {Language.ZH: "编号：", Language.EN: "No. "}
MADE = {Language.ZH: "出具时间", Language.EN: "Issued at"}
COLON = {Language.ZH: "：", Language.EN: ": "}
STAYS = {
    Language.ZH: ("第一联　办事人留存", "第二联　窗口留存"),
    Language.EN: ("Copy 1 of 2: yours to keep", "Copy 2 of 2: stays at the window"),
}
"""With whom the first and the second copy stay."""
INDENT = {Language.ZH: 4, Language.EN: 0}
"""Cells before a paragraph's first line; Chinese ones begin two characters in."""

GAP = 2
"""Cells between a label and its value."""
PEN_DOTS = 56
"""With the line's own 24 dots, 10 mm to write in by hand."""
PEN_CELLS = 14
"""The shortest line to sign on: 21 mm."""


def lay_out(sheet: Sheet, paper: Paper) -> list[list[Element]]:
    """Arrange every copy of a paper from top to bottom.

    Raises:
        ValueError: the QR code holds too much.
    """
    stays = STAYS[sheet.language] if sheet.copies > 1 else ("",)
    return [_page(sheet, words, paper) for words in stays]


def _page(sheet: Sheet, stays: str, paper: Paper) -> list[Element]:
    elements: list[Element] = []
    if sheet.mark:
        elements += [*heading(sheet.mark, paper, inverse=True), Space(20)]
    elements += [*centred(sheet.hall, paper), Space(8), *heading(sheet.title, paper), Space(8)]
    if sheet.number:
        elements += centred(NUMBER[sheet.language] + sheet.number, paper)
    elements += [*centred(stays, paper, bold=True), Space(4), rule(paper), Space(4)]
    if sheet.rows:
        elements += [*_table(sheet.rows, paper), Space(4), rule(paper), Space(4)]
    for paragraph in sheet.paragraphs:
        elements += _paragraphs(paragraph, INDENT[sheet.language], paper)
    items = [text for item in sheet.items if (text := clean(item).strip())]
    if items:
        elements += [*_list_title(sheet, len(items), paper), *_numbered(items, paper)]
    for label in sheet.signatures:
        elements += _to_sign(label, COLON[sheet.language], paper)
    elements += scannable(sheet.qr, sheet.qr_words, paper)
    elements += [Space(16), *facing(MADE[sheet.language], sheet.made_at, paper)]
    return elements + foot(sheet.lines, paper)


def _left(lines: Sequence[str], *, bold: bool = False) -> list[Element]:
    return [Text(text=line, align="left", bold=bold) for line in lines]


def _table(rows: Sequence[tuple[str, str]], paper: Paper) -> list[Element]:
    """Set values in one column beside their labels; a label too long for its column stands above."""
    named = [(clean(label).strip(), clean(value).strip()) for label, value in rows]
    widest = paper.columns * 2 // 5
    column = GAP + max((cells(label) for label, _ in named if cells(label) <= widest), default=0)
    elements: list[Element] = []
    for label, value in named:
        if not value:
            elements.append(Space(PEN_DOTS // 2))
        if cells(label) > widest:
            elements += [*_left(balanced(label, paper.columns)), *_hanging(" " * GAP, value, paper)]
        else:
            elements += _hanging(label + " " * (column - cells(label)), value, paper)
    return elements


def _hanging(first: str, text: str, paper: Paper) -> list[Element]:
    """Set a text behind something, all its lines below each other; nothing becomes a line to write on."""
    room = paper.columns - cells(first)
    lines = wrap(text, room) or ["_" * room]
    before = [first, *[" " * cells(first)] * (len(lines) - 1)]
    return [*_left([left + right for left, right in zip(before, lines, strict=True)]), Space(4)]


def _paragraphs(text: str, indent: int, paper: Paper) -> list[Element]:
    elements: list[Element] = []
    for paragraph in text.splitlines():
        lines = wrap(clean(paragraph), paper.columns, indent)
        if lines:
            lines[0] = " " * indent + lines[0]
            elements += [*_left(lines), Space(8)]
    return elements


def _list_title(sheet: Sheet, many: int, paper: Paper) -> list[Element]:
    """Say what the list is and how many there are: the end of a torn paper is missed then."""
    if not sheet.items_title:
        return []
    count = f"（共 {many} 项）" if sheet.language is Language.ZH else f" ({many})"
    return [*_left(wrap(clean(sheet.items_title + count), paper.columns), bold=True), Space(4)]


def _numbered(items: Sequence[str], paper: Paper) -> list[Element]:
    wide = len(str(len(items)))
    elements: list[Element] = []
    for number, item in enumerate(items, 1):
        elements += _hanging(f"{number:>{wide}}. ", item, paper)
    return elements


def _to_sign(label: str, colon: str, paper: Paper) -> list[Element]:
    """Set a line to sign on behind its label, or below it when that leaves too little of it."""
    named = clean(label).strip().rstrip(":：") + colon
    room = paper.columns - cells(named)
    if room >= PEN_CELLS:
        return [Space(PEN_DOTS), *_left([named + "_" * room])]
    return [Space(16), *_left(wrap(named, paper.columns)), Space(PEN_DOTS), *_left(["_" * paper.columns])]
