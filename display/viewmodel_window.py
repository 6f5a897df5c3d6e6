"""What the screen of one window shows, as QML binds to it.

The screen keeps what it showed last while the hub is away; ``live`` says that it is waiting.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import CallRow, WindowRow
from display.turns import Turns

QML_IMPORT_NAME = "Display.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class WindowModel(QObject):
    """One window: its number and name, who serves, and whom it calls.

    Signals:
        changed(): some property has another value.
        called(): a call, or a recall, to this window begins.
    """

    changed = Signal()
    called = Signal()

    def __init__(self, window: int, link: HubLink, clock: HallClock, english: bool = False) -> None:
        """Show window ``window`` with the hall's Chinese or English words."""
        super().__init__()
        self._number = window
        self._link = link
        self._clock = clock
        self._speaks_english = english
        self._turns = Turns(link, clock, self)
        link.rowsChanged.connect(self.changed)
        link.liveChanged.connect(self.changed)
        link.refusedChanged.connect(self.changed)
        self._turns.changed.connect(self.changed)
        self._turns.began.connect(self.called)

    def _row(self) -> WindowRow | None:
        row = self._link.rows.get(f"window/{self._number}")
        return row if isinstance(row, WindowRow) else None

    def _is_live(self) -> bool:
        return bool(self._link.property("live"))

    def _why_refused(self) -> str:
        return str(self._link.property("refused"))

    def _window_number(self) -> int:
        return self._number

    def _phase(self) -> str:
        """The phase of the window's row, ``unknown`` before there is one."""
        row = self._row()
        return row.phase if row else "unknown"

    def _name(self) -> str:
        """The window's own words; empty in English, where its type says what it is for."""
        row = self._row()
        return row.name if row and not self._speaks_english else ""

    def _type(self) -> str:
        row = self._row()
        return row.type if row else ""

    def _reason(self) -> str:
        row = self._row()
        if row is None:
            return ""
        return (row.reason_en or row.reason) if self._speaks_english else row.reason

    def _clerk(self) -> str:
        row = self._row()
        return row.clerk if row else ""

    def _clerk_name(self) -> str:
        row = self._row()
        return row.clerk_name if row else ""

    def _ticket_number(self) -> str:
        row = self._row()
        return row.number_shown if row else ""

    def _visitor(self) -> str:
        """Masked name of whom the window calls by it; empty for calls by number."""
        row = self._row()
        if row is None or not row.ticket:
            return ""
        calls = (call for call in self._link.rows.values() if isinstance(call, CallRow))
        mine = [call for call in calls if call.ticket == row.ticket and call.window == self._number]
        return max(mine, key=lambda call: call.id).name if mine else ""

    def _lent_until(self) -> str:
        """Until when the window takes the queues that it is lent, such as 15:30; empty while it is not."""
        row = self._row()
        if row is None or row.lent_until is None:
            return ""
        return f"{row.lent_until.astimezone(ZoneInfo(self._clock.zone)):%H:%M}"

    def _is_draining(self) -> bool:
        row = self._row()
        return row is not None and row.draining

    def _opens_soon(self) -> bool:
        """Whether the window is lent to the crowd while its clerk is still to come."""
        row = self._row()
        return row is not None and row.opens_soon

    def _is_announcing(self) -> bool:
        return self._turns.announcer.calling

    live = Property(bool, _is_live, notify=changed)
    refused = Property(str, _why_refused, notify=changed)
    window = Property(int, _window_number, notify=changed)
    phase = Property(str, _phase, notify=changed)
    name = Property(str, _name, notify=changed)
    type = Property(str, _type, notify=changed)
    reason = Property(str, _reason, notify=changed)
    clerk = Property(str, _clerk, notify=changed)
    clerkName = Property(str, _clerk_name, notify=changed)  # noqa: N815
    number = Property(str, _ticket_number, notify=changed)
    visitor = Property(str, _visitor, notify=changed)
    lentUntil = Property(str, _lent_until, notify=changed)  # noqa: N815
    draining = Property(bool, _is_draining, notify=changed)
    soon = Property(bool, _opens_soon, notify=changed)
    announcing = Property(bool, _is_announcing, notify=changed)
