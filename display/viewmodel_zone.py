"""What a zone's board shows, as QML binds to it: rows of the hub put in the board's words.

The board keeps what it showed last while the hub is away; ``live`` says that it is waiting.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtmodel import RowModel
from devices.link.rows import HallRow, MissedRow, QueueRow, WindowRow, ZoneRow
from display.viewmodel_calls import BETWEEN, ZoneCalls

QML_IMPORT_NAME = "Display.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

CHANGING_SHOWN = 3
"""Windows named at a time that are lent for a while or take nobody any more; further ones take turns."""

QUEUES_SHOWN = 5
"""Queues on one page of the waiting list; further ones take turns."""

PAGE_S = 10.0
"""Seconds a page of the waiting list stays."""

MISSED_ROOM = 24
"""Letters that fit in the two lines of missed numbers; the latest numbers are named, the others counted."""

FULL_BAR_MIN = 60
"""Minutes of waiting that fill a queue's bar, unless some queue waits longer."""


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
        self._calls = ZoneCalls(link, clock, english, self)
        self._changing = RowModel[WindowRow](
            {
                "window": lambda row: row.number,
                "until": lambda row: self._clock_time(row.lent_until),
                "draining": lambda row: row.draining,
                "soon": lambda row: row.opens_soon,
            },
            order=lambda row: row.number,
            key=lambda row: row.key,
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
        self._turned = 0
        self._pages = 1
        link.rowsChanged.connect(self._look)
        link.liveChanged.connect(self.changed)
        link.refusedChanged.connect(self.changed)
        clock.ticked.connect(self._turn_page)
        self._calls.began.connect(self.called)
        self._look()

    # Keeping up -----------------------------------------------------------------------------------

    def _look(self) -> None:
        queues = self._all_queues()
        self._pages = max(1, -(-len(queues) // QUEUES_SHOWN))
        self._page_number = self._page_due()
        first = self._page_number * QUEUES_SHOWN
        self._lines.show(queues[first : first + QUEUES_SHOWN])
        self._show_changing()
        self.changed.emit()

    def _show_changing(self) -> None:
        changing = self._all_changing()
        turns = max(1, -(-len(changing) // CHANGING_SHOWN))
        first = self._turn() % turns * CHANGING_SHOWN
        self._changing.show(changing[first : first + CHANGING_SHOWN])

    def _turn_page(self) -> None:
        if self._turn() != self._turned:
            self._turned = self._turn()
            self._look()

    def _turn(self) -> int:
        return int(self._clock.steady() / PAGE_S)

    def _page_due(self) -> int:
        return self._turn() % self._pages

    # The hall's rows in words ---------------------------------------------------------------------

    def _in_words(self, chinese: str, english: str) -> str:
        return (english or chinese) if self._speaks_english else chinese

    def _hall(self) -> HallRow | None:
        hall = self._link.rows.get("hall")
        return hall if isinstance(hall, HallRow) else None

    def _all_queues(self) -> list[QueueRow]:
        rows = [row for row in self._link.rows.values() if isinstance(row, QueueRow)]
        return sorted(rows, key=lambda row: row.prefix)

    def _all_changing(self) -> list[WindowRow]:
        """Windows that are lent to the crowd for a time, or take nobody any more, in the order of numbers."""
        rows = [row for row in self._link.rows.values() if isinstance(row, WindowRow)]
        # Of a closed window nobody expects anything.
        changing = [
            row
            for row in rows
            if row.opens_soon or (row.phase != "closed" and (row.draining or row.lent_until is not None))
        ]
        return sorted(changing, key=lambda row: row.number)

    def _clock_time(self, moment: datetime | None) -> str:
        return "" if moment is None else f"{moment.astimezone(ZoneInfo(self._clock.zone)):%H:%M}"

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

    def _missed_named(self) -> list[str]:
        numbers = [row.number for row in self._all_missed()]
        longest = max(map(len, numbers), default=1) + len(BETWEEN)
        return numbers[: MISSED_ROOM // longest]

    def _missed_numbers(self) -> str:
        return BETWEEN.join(self._missed_named())

    def _missed_further(self) -> int:
        return len(self._all_missed()) - len(self._missed_named())

    def _zone_calls(self) -> ZoneCalls:
        return self._calls

    def _changing_windows(self) -> RowModel[WindowRow]:
        return self._changing

    def _changing_count(self) -> int:
        return len(self._changing.rows)

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
    missed = Property(str, _missed_numbers, notify=changed)
    further = Property(int, _missed_further, notify=changed)
    calls = Property(ZoneCalls, _zone_calls, notify=changed)
    changing = Property(QObject, _changing_windows, notify=changed)
    changes = Property(int, _changing_count, notify=changed)
    queues = Property(QObject, _queue_lines, notify=changed)
    longest = Property(int, _longest_wait, notify=changed)
    page = Property(int, _shown_page, notify=changed)
    pages = Property(int, _page_count, notify=changed)
