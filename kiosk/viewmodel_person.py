"""What a card or a code brought: tickets that wait, appointments to check in.

It is forgotten with the visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.messages import AppointmentSeen, CardSeen, TicketResult
from devices.link.qtmodel import RowModel
from devices.link.rows import AnyRow, TicketRow
from devices.link.words import VisitorClass

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

ON_PAGE = 4
"""Tickets and appointments shown of one person; nobody has had more, and the desk sees them all."""


@dataclass(frozen=True, kw_only=True)
class Mine:
    """One thing that belongs to the visitor: a waiting ticket, or an appointment to check in."""

    place: int
    sort: str
    key: str
    number: str
    title: str
    ahead: int = -1
    low: int = 0
    high: int = 0


@QmlElement
class PersonView(QObject):
    """One visitor who showed a card or a ticket's code; empty while there is none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card: CardSeen | None = None
        self._things: tuple[TicketResult | AppointmentSeen, ...] = ()
        self._mine: RowModel[Mine] = RowModel(
            {
                "sort": lambda mine: mine.sort,
                "code": lambda mine: mine.key,
                "number": lambda mine: mine.number,
                "title": lambda mine: mine.title,
                "ahead": lambda mine: mine.ahead,
                "low": lambda mine: mine.low,
                "high": lambda mine: mine.high,
            },
            order=lambda mine: mine.place,
            key=lambda mine: f"{mine.sort}/{mine.key}",
            parent=self,
        )

    @property
    def person(self) -> str | None:
        """The vault's row of whoever showed a card."""
        return self._card.person if self._card else None

    def met(self, card: CardSeen) -> None:
        """A card was read."""
        self._card = card
        # What is checked in already is among the tickets.
        booked = tuple(appointment for appointment in card.appointments if not appointment.ticket)
        self._things = booked + card.tickets

    def holds(self, ticket: TicketResult) -> None:
        """A ticket's code was read: nobody is known, but the ticket is."""
        self._card = None
        self._things = (ticket,)

    def forget(self) -> None:
        """The visit is over."""
        self._card = None
        self._things = ()
        self._mine.show([])
        self.changed.emit()

    def show(self, rows: Mapping[str, AnyRow], english: bool, timezone: str) -> None:
        """Show what is known, with what the rows say of the tickets now."""
        zone = ZoneInfo(timezone) if timezone else None
        mine = []
        for place, thing in enumerate(self._things[:ON_PAGE]):
            match thing:
                case TicketResult():
                    mine.append(self._ticket(place, thing, rows.get(f"ticket/{thing.ticket}"), english))
                case AppointmentSeen():
                    begin, end = thing.starts_at.astimezone(zone), thing.ends_at.astimezone(zone)
                    mine.append(
                        Mine(
                            place=place,
                            sort="appointment",
                            key=thing.code,
                            number=f"{begin:%H:%M}–{end:%H:%M}",
                            title=thing.item_name_en if english else thing.item_name,
                        )
                    )
        self._mine.show(mine)
        self.changed.emit()

    @staticmethod
    def _ticket(place: int, ticket: TicketResult, row: AnyRow | None, english: bool) -> Mine:
        if not isinstance(row, TicketRow):
            return Mine(place=place, sort="ticket", key=ticket.ticket, number=ticket.number, title="")
        return Mine(
            place=place,
            sort="ticket",
            key=ticket.ticket,
            number=ticket.number,
            title=row.item_name_en if english else row.item_name,
            ahead=row.ahead,
            low=row.wait.low if row.wait else 0,
            high=row.wait.high if row.wait else 0,
        )

    def _name(self) -> str:
        return self._card.masked_name if self._card else ""

    def _known(self) -> bool:
        return self._card is not None

    def _priority(self) -> bool:
        return self._card is not None and self._card.visitor_class is VisitorClass.PRIORITY

    def _count(self) -> int:
        return len(self._things)

    def _shown_mine(self) -> QAbstractItemModel:
        return self._mine

    name = Property(str, _name, notify=changed)
    known = Property(bool, _known, notify=changed)
    priority = Property(bool, _priority, notify=changed)
    count = Property(int, _count, notify=changed)
    mine = Property(QAbstractItemModel, _shown_mine, notify=changed)
