"""Whom a zone's board calls, as QML binds to it: the large call or several, and those before.

Which call has its turn is the announcer's; here it is only put in the board's words.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtmodel import RowModel
from devices.link.rows import CallRow, WindowRow
from devices.link.words import TicketState
from display.turns import Turns

QML_IMPORT_NAME = "Display.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

QVariantList = list  # as Qt names it, for the tools that read this file

LAST_SHOWN = 4
"""Calls listed below the large one."""

UPCOMING_SHOWN = 4
"""Numbers named that wait for their turn on the large place."""

BETWEEN = "  "
"""Between two numbers in a row of them."""


@QmlElement
class ZoneCalls(QObject):
    """The calls of a zone: the one that is large now, or several of a crowd, and the last ones.

    Signals:
        changed(): some property has another value.
        began(): another call is announced now.
    """

    changed = Signal()
    began = Signal()

    def __init__(
        self, link: HubLink, clock: HallClock, english: bool = False, parent: QObject | None = None
    ) -> None:
        """Follow the hub's calls, with the hall's Chinese or English words for places."""
        super().__init__(parent)
        self._link = link
        self._speaks_english = english
        self._turns = Turns(link, clock, self)
        self._last = self._calls(newest_first=True)
        self._together = self._calls(newest_first=False)
        # Whether the visitor of the large call is still expected is told by the window's row.
        link.rowsChanged.connect(self.changed)
        self._turns.changed.connect(self._look)
        self._turns.began.connect(self.began)
        self._look()

    def _calls(self, *, newest_first: bool) -> RowModel[CallRow]:
        return RowModel[CallRow](
            {
                "number": lambda call: call.number,
                "window": lambda call: call.window,
                "where": self._way_to,
                "name": lambda call: call.name,
            },
            order=lambda call: -call.id if newest_first else call.id,
            key=lambda call: call.key,
            parent=self,
        )

    def _look(self) -> None:
        announcer = self._turns.announcer
        self._last.show(list(announcer.last[:LAST_SHOWN]))
        self._together.show(list(announcer.announced) if len(announcer.announced) > 1 else [])
        self.changed.emit()

    def _way_to(self, call: CallRow) -> str:
        return (call.where_en or call.where) if self._speaks_english else call.where

    def _large(self) -> CallRow | None:
        return self._turns.announcer.large

    # What QML sees --------------------------------------------------------------------------------

    def _called_number(self) -> str:
        large = self._large()
        return large.number if large else ""

    def _called_window(self) -> int:
        large = self._large()
        return large.window if large else 0

    def _called_where(self) -> str:
        large = self._large()
        return self._way_to(large) if large else ""

    def _called_name(self) -> str:
        large = self._large()
        return large.name if large else ""

    def _is_again(self) -> bool:
        large = self._large()
        return large is not None and large.again

    def _is_announcing(self) -> bool:
        return self._turns.announcer.calling

    def _is_expected(self) -> bool:
        """Whether the visitor of the large call is still on the way to the window."""
        large = self._large()
        if large is None:
            return False
        window = self._link.rows.get(f"window/{large.window}")
        on_the_way = (
            isinstance(window, WindowRow)
            and window.ticket == large.ticket
            and window.ticket_state is TicketState.CALLED
        )
        return on_the_way or self._turns.announcer.calling

    def _upcoming_numbers(self) -> str:
        """Whose turn comes next; a recall of the number that is shown large is no news."""
        large = self._large()
        calls = (
            call for call in self._turns.announcer.upcoming if large is None or call.ticket != large.ticket
        )
        return BETWEEN.join(list(dict.fromkeys(call.number for call in calls))[:UPCOMING_SHOWN])

    def _announced_numbers(self) -> list[str]:
        return [call.number for call in self._turns.announcer.announced]

    def _announced_windows(self) -> list[int]:
        return [call.window for call in self._turns.announcer.announced]

    def _at_once(self) -> int:
        return len(self._turns.announcer.announced)

    def _calls_together(self) -> RowModel[CallRow]:
        return self._together

    def _last_calls(self) -> RowModel[CallRow]:
        return self._last

    number = Property(str, _called_number, notify=changed)
    window = Property(int, _called_window, notify=changed)
    where = Property(str, _called_where, notify=changed)
    name = Property(str, _called_name, notify=changed)
    again = Property(bool, _is_again, notify=changed)
    announcing = Property(bool, _is_announcing, notify=changed)
    expected = Property(bool, _is_expected, notify=changed)
    upcoming = Property(str, _upcoming_numbers, notify=changed)
    numbers = Property(QVariantList, _announced_numbers, notify=changed)
    windows = Property(QVariantList, _announced_windows, notify=changed)
    atOnce = Property(int, _at_once, notify=changed)  # noqa: N815
    together = Property(QObject, _calls_together, notify=changed)
    last = Property(QObject, _last_calls, notify=changed)
