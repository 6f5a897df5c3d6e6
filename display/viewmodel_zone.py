"""What a zone's board shows, as QML binds to it: rows of the hub put in the board's words.

The board keeps what it showed last while the hub is away; ``live`` says that it is waiting.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtmodel import RowModel
from devices.link.rows import CallRow, HallRow, MissedRow, QueueRow, WindowRow, ZoneRow
from devices.link.words import TicketState
from display.turns import Turns

QML_IMPORT_NAME = "Display.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

LAST_SHOWN = 4
"""Calls listed below the large one."""

UPCOMING_SHOWN = 4
"""Numbers named that wait for their turn on the large place."""

QUEUES_SHOWN = 5
"""Queues on one page of the waiting list; further ones take turns."""

PAGE_S = 10.0
"""Seconds a page of the waiting list stays."""

MISSED_ROOM = 24
"""Letters that fit in the two lines of missed numbers; the latest numbers are named, the others counted."""

FULL_BAR_MIN = 60
"""Minutes of waiting that fill a queue's bar, unless some queue waits longer."""

BETWEEN = "  "
"""Between two numbers in a row of them."""


@QmlElement
class ZoneModel(QObject):
    """A zone's board: the large call, the last ones, who waits how long, who missed.

    Signals:
        changed(): some property has another value.
        called(): another call is announced now.
    """

    changed = Signal()
    called = Signal()

    def __init__(self, zone: str, link: HubLink, clock: HallClock, english: bool = False) -> None:
        """Show ``zone`` with the hall's Chinese or English names."""
        super().__init__()
        self._zone = zone
        self._link = link
        self._clock = clock
        self._speaks_english = english
        self._turns = Turns(link, clock, self)
        self._last = RowModel[CallRow](
            {
                "number": lambda call: call.number,
                "window": lambda call: call.window,
                "where": self._way_to,
            },
            order=lambda call: -call.id,
            key=lambda call: call.key,
            parent=self,
        )
        self._lines = RowModel[QueueRow](
            {
                "prefix": lambda queue: queue.prefix,
                "name": lambda queue: self._in_words(queue.name, queue.name_en),
                "waiting": lambda queue: queue.waiting,
                "low": lambda queue: queue.wait.low,
                "high": lambda queue: queue.wait.high,
                "refused": lambda queue: queue.refused,
                "open": lambda queue: len(queue.windows) > 0,
            },
            order=lambda queue: queue.prefix,
            key=lambda queue: queue.key,
            parent=self,
        )
        self._page_number = 0
        self._pages = 1
        link.rowsChanged.connect(self._look)
        link.liveChanged.connect(self.changed)
        link.refusedChanged.connect(self.changed)
        clock.ticked.connect(self._turn_page)
        self._turns.changed.connect(self._look_at_calls)
        self._turns.began.connect(self.called)
        self._look()
        self._look_at_calls()

    # Keeping up -----------------------------------------------------------------------------------

    def _look(self) -> None:
        queues = self._all_queues()
        self._pages = max(1, -(-len(queues) // QUEUES_SHOWN))
        self._page_number = self._page_due()
        first = self._page_number * QUEUES_SHOWN
        self._lines.show(queues[first : first + QUEUES_SHOWN])
        self.changed.emit()

    def _look_at_calls(self) -> None:
        self._last.show(list(self._turns.announcer.last[:LAST_SHOWN]))
        self.changed.emit()

    def _turn_page(self) -> None:
        if self._page_number != self._page_due():
            self._look()

    def _page_due(self) -> int:
        return int(self._clock.steady() / PAGE_S) % self._pages

    # The hall's rows in words ---------------------------------------------------------------------

    def _in_words(self, chinese: str, english: str) -> str:
        return (english or chinese) if self._speaks_english else chinese

    def _way_to(self, call: CallRow) -> str:
        return self._in_words(call.where, call.where_en)

    def _hall(self) -> HallRow | None:
        hall = self._link.rows.get("hall")
        return hall if isinstance(hall, HallRow) else None

    def _large(self) -> CallRow | None:
        return self._turns.announcer.large

    def _all_queues(self) -> list[QueueRow]:
        rows = [row for row in self._link.rows.values() if isinstance(row, QueueRow)]
        return sorted(rows, key=lambda row: row.prefix)

    def _all_missed(self) -> list[MissedRow]:
        rows = [row for row in self._link.rows.values() if isinstance(row, MissedRow)]
        return sorted(rows, key=lambda row: row.missed_at, reverse=True)

    # What QML sees --------------------------------------------------------------------------------

    def _is_live(self) -> bool:
        return bool(self._link.property("live"))

    def _why_refused(self) -> str:
        return str(self._link.property("refused"))

    def _is_known(self) -> bool:
        return self._hall() is not None

    def _zone_name(self) -> str:
        zone = self._link.rows.get(f"zone/{self._zone}")
        return self._in_words(zone.name, zone.name_en) if isinstance(zone, ZoneRow) else self._hall_name()

    def _hall_name(self) -> str:
        hall = self._hall()
        return self._in_words(hall.name, hall.name_en) if hall else ""

    def _consult_phone(self) -> str:
        hall = self._hall()
        return hall.consult_phone if hall else ""

    def _called_number(self) -> str:
        large = self._large()
        return large.number if large else ""

    def _called_window(self) -> int:
        large = self._large()
        return large.window if large else 0

    def _called_where(self) -> str:
        large = self._large()
        return self._way_to(large) if large else ""

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

    def _missed_named(self) -> list[str]:
        numbers = [row.number for row in self._all_missed()]
        longest = max(map(len, numbers), default=1) + len(BETWEEN)
        return numbers[: MISSED_ROOM // longest]

    def _missed_numbers(self) -> str:
        return BETWEEN.join(self._missed_named())

    def _missed_further(self) -> int:
        return len(self._all_missed()) - len(self._missed_named())

    def _last_calls(self) -> RowModel[CallRow]:
        return self._last

    def _queue_lines(self) -> RowModel[QueueRow]:
        return self._lines

    def _longest_wait(self) -> int:
        return max([FULL_BAR_MIN, *(queue.wait.high for queue in self._all_queues())])

    def _shown_page(self) -> int:
        return self._page_number

    def _page_count(self) -> int:
        return self._pages

    live = Property(bool, _is_live, notify=changed)
    refused = Property(str, _why_refused, notify=changed)
    known = Property(bool, _is_known, notify=changed)
    title = Property(str, _zone_name, notify=changed)
    hall = Property(str, _hall_name, notify=changed)
    phone = Property(str, _consult_phone, notify=changed)
    number = Property(str, _called_number, notify=changed)
    window = Property(int, _called_window, notify=changed)
    where = Property(str, _called_where, notify=changed)
    again = Property(bool, _is_again, notify=changed)
    announcing = Property(bool, _is_announcing, notify=changed)
    expected = Property(bool, _is_expected, notify=changed)
    upcoming = Property(str, _upcoming_numbers, notify=changed)
    missed = Property(str, _missed_numbers, notify=changed)
    further = Property(int, _missed_further, notify=changed)
    calls = Property(QObject, _last_calls, notify=changed)
    queues = Property(QObject, _queue_lines, notify=changed)
    longest = Property(int, _longest_wait, notify=changed)
    page = Property(int, _shown_page, notify=changed)
    pages = Property(int, _page_count, notify=changed)
