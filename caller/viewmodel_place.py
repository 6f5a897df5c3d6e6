"""Where the rating pad stands: its window, who serves there, and whose turn it is.

The pad keeps what it showed last while the hub is away; ``live`` says that it is waiting.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qt import HubLink
from devices.link.rows import HallRow, WindowRow

QML_IMPORT_NAME = "Pad.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class Place(QObject):
    """The window of a rating pad, as the hall shows it to its visitors.

    Signals:
        changed(): some property has another value.
        visitorChanged(): another visitor is called to this window.
    """

    changed = Signal()
    visitorChanged = Signal()  # noqa: N815

    def __init__(self, link: HubLink, english: bool, parent: QObject | None = None) -> None:
        """Read the rows of ``link``; say the hall's own words in Chinese or English."""
        super().__init__(parent)
        self._link = link
        self._english = english
        self._ticket = ""
        link.rowsChanged.connect(self._look)
        link.liveChanged.connect(self.changed)
        link.welcomed.connect(self.changed)
        link.refusedChanged.connect(self.changed)

    def use(self, english: bool) -> None:
        """Say the hall's own words in the other language."""
        self._english = english
        self.changed.emit()

    def _look(self) -> None:
        row = self._row()
        ticket = row.ticket if row else ""
        came = ticket not in ("", self._ticket)
        self._ticket = ticket
        self.changed.emit()
        if came:
            self.visitorChanged.emit()

    def _window_number(self) -> int:
        """The window's number, 0 before the hub has said whose session this is."""
        welcome = self._link.welcome
        head, _, number = welcome.place.partition("-") if welcome else ("", "", "")
        return int(number) if head == "window" and number.isdecimal() else 0

    def _row(self) -> WindowRow | None:
        row = self._link.rows.get(f"window/{self._window_number()}")
        return row if isinstance(row, WindowRow) else None

    def _hall(self) -> HallRow | None:
        row = self._link.rows.get("hall")
        return row if isinstance(row, HallRow) else None

    def _is_live(self) -> bool:
        return bool(self._link.property("live"))

    def _why_refused(self) -> str:
        return str(self._link.property("refused"))

    def _hall_name(self) -> str:
        hall = self._hall()
        if hall is None:
            return ""
        return (hall.name_en or hall.name) if self._english else hall.name

    def _complaints(self) -> str:
        hall = self._hall()
        return hall.complaint_phone if hall else ""

    def _phase(self) -> str:
        """The phase of the window's row, ``unknown`` before there is one."""
        row = self._row()
        return row.phase if row else "unknown"

    def _reason(self) -> str:
        row = self._row()
        if row is None:
            return ""
        return (row.reason_en or row.reason) if self._english else row.reason

    def _clerk(self) -> str:
        row = self._row()
        return row.clerk if row else ""

    def _clerk_name(self) -> str:
        row = self._row()
        return row.clerk_name if row else ""

    def _number_shown(self) -> str:
        row = self._row()
        return row.number_shown if row else ""

    live = Property(bool, _is_live, notify=changed)
    refused = Property(str, _why_refused, notify=changed)
    hall = Property(str, _hall_name, notify=changed)
    complaints = Property(str, _complaints, notify=changed)
    window = Property(int, _window_number, notify=changed)
    phase = Property(str, _phase, notify=changed)
    reason = Property(str, _reason, notify=changed)
    clerk = Property(str, _clerk, notify=changed)
    clerkName = Property(str, _clerk_name, notify=changed)  # noqa: N815
    number = Property(str, _number_shown, notify=changed)
