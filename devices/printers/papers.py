"""Every paper a printer can be asked for, as pages to be cut apart."""

from __future__ import annotations

from devices.link.jobs import AnyWork, PrintSheet, PrintSlip
from devices.printers import sheet, slip
from devices.printers.layout import Element, Paper, Space, Text

STRUCK_OUT = (
    Space(24),
    Text(text="以上未打完，作废", bold=True),
    Text(text="The above is incomplete and void", bold=True),
)
"""What goes below a paper whose end will never come."""


def pages(work: AnyWork, paper: Paper) -> list[list[Element]]:
    """Lay out what is to be printed, page by page.

    Raises:
        ValueError: it cannot be laid out, or is no work for a printer.
    """
    match work:
        case PrintSlip():
            return [slip.lay_out(work.slip, paper)]
        case PrintSheet():
            return sheet.lay_out(work.sheet, paper)
        case _:
            raise ValueError("no work for a printer")
