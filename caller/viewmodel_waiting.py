"""Who waits for this window, in the order in which it would call them, and which of them is marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller.desk import Desk
from devices.link.qtmodel import RowModel
from devices.link.rows import TicketRow
from devices.link.words import VisitorClass

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """A waiting ticket in the calling order, as the panel lists it.

    Attributes:
        minutes: since the ticket was taken; of an appointment since its slot, negative before it.
        slot: time of an appointment, as 09:30.
        why: code of the hub's reason for this place in the order.
        sentence: the same as one sentence with its numbers.
        marked: whether the arrows stand on it.
    """

    ticket: str
    order: int
    number: str
    visitor_class: str
    ground: str
    slot: str
    minutes: int
    returned: bool
    why: str
    sentence: str
    marked: bool


@QmlElement
class WaitingRoom(QObject):
    """The list of who waits.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Show the waiting tickets of ``desk``."""
        super().__init__(parent)
        self._desk = desk
        self._marked = ""
        self._shown = RowModel[WaitingLine](
            {
                "number": lambda line: line.number,
                "visitorClass": lambda line: line.visitor_class,
                "ground": lambda line: line.ground,
                "slot": lambda line: line.slot,
                "minutes": lambda line: line.minutes,
                "returned": lambda line: line.returned,
                "why": lambda line: line.why,
                "sentence": lambda line: line.sentence,
                "first": lambda line: line.order == 1,
                "marked": lambda line: line.marked,
            },
            order=lambda line: line.order,
            key=lambda line: line.ticket,
            parent=self,
        )

    @property
    def marked(self) -> str:
        """Id of the marked ticket, empty for none."""
        return self._marked

    def look(self) -> None:
        """Show who waits now; a ticket that waits no more is not marked."""
        tickets = self._desk.waiting
        if self._marked not in {row.id for row in tickets}:
            self._marked = ""
        self._shown.show([self._line(row) for row in tickets])
        self.changed.emit()

    @Slot(int)
    def move(self, lines: int) -> None:
        """Mark the ticket so many lines further down; the first one when none is marked."""
        names = [row.id for row in self._desk.waiting]
        if names:
            place = names.index(self._marked) + lines if self._marked in names else 0
            self._marked = names[max(0, min(place, len(names) - 1))]
            self.look()

    @Slot(int)
    def mark(self, line: int) -> None:
        """Mark the ticket at this place."""
        names = [row.id for row in self._desk.waiting]
        if 0 <= line < len(names):
            self._marked = names[line]
            self.look()

    def unmark(self) -> None:
        """Mark none."""
        if self._marked:
            self._marked = ""
            self.look()

    def _line(self, row: TicketRow) -> WaitingLine:
        return WaitingLine(
            ticket=row.id,
            order=row.order,
            number=row.number,
            visitor_class=row.visitor_class.value,
            ground=self._desk.said(row.ground_name, row.ground_name_en),
            slot=self._slot_of(row),
            minutes=self._minutes_of(row),
            returned=row.returns > 0,
            why=row.why,
            sentence=self._desk.said(row.why_zh, row.why_en),
            marked=row.id == self._marked,
        )

    def _slot_of(self, row: TicketRow) -> str:
        zone = self._desk.clock.now().tzinfo
        return row.slot.astimezone(zone).strftime("%H:%M") if row.slot else ""

    def _minutes_of(self, row: TicketRow) -> int:
        since = row.slot if row.slot and row.visitor_class is VisitorClass.APPOINTMENT else row.taken_at
        return int((self._desk.clock.now() - since).total_seconds() // 60)

    def _lines(self) -> RowModel[WaitingLine]:
        return self._shown

    def _place(self) -> int:
        """Place of the marked ticket, -1 for none."""
        names = [row.id for row in self._desk.waiting]
        return names.index(self._marked) if self._marked in names else -1

    def _next_number(self) -> str:
        waiting = self._desk.waiting
        return waiting[0].number if waiting else ""

    def _count(self) -> int:
        day = self._desk.day
        return day.waiting if day else 0

    def _longest(self) -> int:
        day = self._desk.day
        return day.longest_wait_min if day else 0

    lines = Property(QObject, _lines, notify=changed)
    current = Property(int, _place, notify=changed)
    next = Property(str, _next_number, notify=changed)
    count = Property(int, _count, notify=changed)
    longest = Property(int, _longest, notify=changed)
