"""The ticket that a visitor was just given, and whether it is on paper yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.messages import TicketResult
from devices.link.rows import AnyRow, Minutes, QueueRow, TicketRow
from devices.link.words import PrintState, TicketState
from kiosk.qr import QrPath, qr_path

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

QVariantList = list  # as Qt names it, for the tools that read this file

NO_CODE = QrPath(path="", modules=0)

PAPER = {
    PrintState.REQUESTED: "printing",
    PrintState.STARTED: "printing",
    PrintState.CONFIRMED: "confirmed",
    PrintState.FAILED: "failed",
    PrintState.UNKNOWN: "unknown",
}
"""What the visitor is told of the print job; only the printer's own word makes it printed."""


@QmlElement
class TicketView(QObject):
    """One ticket; empty while none is shown."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._result: TicketResult | None = None
        self._row: TicketRow | None = None
        self._open_windows: tuple[int, ...] = ()
        self._english = False
        self._code = NO_CODE

    @property
    def id(self) -> str:
        """The ticket's id, or empty."""
        return self._result.ticket if self._result else ""

    def give(self, result: TicketResult | None, rows: Mapping[str, AnyRow], english: bool) -> None:
        """Show another ticket; None shows none."""
        if result is None:
            self._code = NO_CODE
        elif self._result is None or result.ticket != self._result.ticket:
            self._code = qr_path(result.ticket)
        self._result = result
        self.show(rows, english)

    def show(self, rows: Mapping[str, AnyRow], english: bool) -> None:
        """Show what the rows say of the ticket now."""
        row = rows.get(f"ticket/{self.id}")
        self._row = row if isinstance(row, TicketRow) else None
        queue = rows.get(f"queue/{self._row.queue}") if self._row else None
        self._open_windows = queue.windows if isinstance(queue, QueueRow) else ()
        self._english = english
        self.changed.emit()

    def _number(self) -> str:
        return self._result.number if self._result else ""

    def _item(self) -> str:
        if self._row is None:
            return ""
        return self._row.item_name_en if self._english else self._row.item_name

    def _waits(self) -> bool:
        return self._row is not None and self._row.state is TicketState.WAITING

    def _ahead(self) -> int:
        return self._row.ahead if self._row else 0

    def _wait(self) -> Minutes:
        return (self._row.wait if self._row else None) or Minutes(0, 0)

    def _low(self) -> int:
        return self._wait().low

    def _high(self) -> int:
        return self._wait().high

    def _windows(self) -> list[int]:
        return list(self._open_windows)

    def _called(self) -> int:
        return self._row.window if self._row and self._row.state is TicketState.CALLED else 0

    def _paper(self) -> str:
        if self._result is None or (self._row is None and not self._result.job):
            return ""
        if self._row is None:
            # Given at another kiosk long ago and printed again here: its row is not shown to us.
            return "printing"
        return PAPER[self._row.print_state] if self._row.print_state else ""

    def _cause(self) -> str:
        return self._row.print_cause if self._row else ""

    def _path(self) -> str:
        return self._code.path

    def _modules(self) -> int:
        return self._code.modules

    number = Property(str, _number, notify=changed)
    item = Property(str, _item, notify=changed)
    waits = Property(bool, _waits, notify=changed)
    ahead = Property(int, _ahead, notify=changed)
    low = Property(int, _low, notify=changed)
    high = Property(int, _high, notify=changed)
    windows = Property(QVariantList, _windows, notify=changed)
    called = Property(int, _called, notify=changed)
    paper = Property(str, _paper, notify=changed)
    cause = Property(str, _cause, notify=changed)
    path = Property(str, _path, notify=changed)
    modules = Property(int, _modules, notify=changed)
