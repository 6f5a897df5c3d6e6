"""A ticket's layout: from what it says to elements of known size, for one width of paper.

The number is the largest thing on it, whatever else stands there.
"""

from __future__ import annotations

from devices.link.jobs import Slip
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
from devices.printers.wrap import cells, clean

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

NUMBER_HIGH = 8
"""24 mm: the largest size there is."""


def lay_out(slip: Slip, paper: Paper) -> list[Element]:
    """Arrange a ticket from top to bottom.

    Raises:
        ValueError: the number is empty or too long for the paper, or the QR code holds too much.
    """
    words = WORDS[slip.language]
    elements: list[Element] = []
    if slip.mark:
        elements += [*heading(slip.mark, paper, inverse=True), Space(20)]
    elements += [*heading(slip.hall, paper), Space(4), *centred(slip.zone, paper)]
    elements += [Space(4), rule(paper), Space(8), *centred(words["number"], paper), Space(12)]
    elements += [_number(slip.number, paper), Space(24), *heading(slip.item, paper)]
    if slip.visitor_class:
        elements += [Space(8), *heading(slip.visitor_class, paper, inverse=True)]
    elements += [Space(12), rule(paper), Space(12)]
    elements += [*heading(slip.ahead, paper), *heading(slip.wait, paper)]
    elements += [Space(8), rule(paper), Space(8)]
    elements += facing(words["windows"], slip.windows, paper)
    elements += facing(words["taken"], slip.taken_at, paper)
    elements += scannable(slip.qr, slip.qr_words, paper)
    return elements + foot(slip.lines, paper)


def _number(number: str, paper: Paper) -> Text:
    text = clean(number).strip()
    if not text or cells(text) > paper.columns:
        raise ValueError(f'the number "{text}" does not fit on the paper')
    size = min(NUMBER_HIGH, paper.columns // cells(text))
    return Text(text=text, wide=size, high=size, bold=True)
