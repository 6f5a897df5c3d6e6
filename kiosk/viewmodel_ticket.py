"""The ticket that a visitor was just given, and whether it is on paper yet."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.messages import TicketResult
from devices.link.rows import AnyRow, ItemRow, Minutes, QueueRow, TicketRow
from devices.link.words import PrintState, TicketState, VisitorClass
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
        self._names: dict[str, str] = {}
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
        self._names = {}
        if self._row:
            for code in self._row.items:
                item = rows.get(f"item/{code}")
                if isinstance(item, ItemRow):
                    self._names[code] = item.name_en or item.name if english else item.name
        self.changed.emit()

    def _number(self) -> str:
        return self._result.number if self._result else ""

    def _item(self) -> str:
        one = self._row or self._result
        if one is None:
            return ""
        first = one.item_name_en if self._english else one.item_name
        if self._row is None or len(self._row.items) < 2:
            return first
        return (", " if self._english else "、").join(
            self._names.get(code, first if code == self._row.item else code) for code in self._row.items
        )

    def _bundle(self) -> str:
        if self._row is None:
            return ""
        return self._row.bundle_name_en if self._english else self._row.bundle_name

    def _further(self) -> int:
        """How many items follow in the same visit; the paper names them."""
        return len(self._row.to_do) if self._row else 0

    def _sort(self) -> str:
        if self._row is None or self._row.visitor_class is VisitorClass.ORDINARY:
            return ""
        return self._row.visitor_class.value

    def _ground(self) -> str:
        """On what ground it goes first, without the word itself, which the page adds."""
        if self._row is None:
            return ""
        return self._row.ground_name_en if self._english else self._row.ground_name.removesuffix("优先")

    def _away(self) -> bool:
        return self._row is not None and self._row.away

    def _waits(self) -> bool:
        if self._row is None:
            return self._result is not None and self._result.ahead >= 0
        return self._row.state is TicketState.WAITING

    def _ahead(self) -> int:
        if self._row is None:
            return max(0, self._result.ahead) if self._result else 0
        return self._row.ahead

    def _wait(self) -> Minutes:
        one = self._row or self._result
        return (one.wait if one else None) or Minutes(0, 0)

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
    bundle = Property(str, _bundle, notify=changed)
    further = Property(int, _further, notify=changed)
    sort = Property(str, _sort, notify=changed)
    ground = Property(str, _ground, notify=changed)
    away = Property(bool, _away, notify=changed)
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
