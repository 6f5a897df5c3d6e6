"""What a card or a code brought: tickets that wait, appointments to check in, results to fetch.

It is forgotten with the visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.messages import AppointmentSeen, CardSeen, CodeSeen, ResultSeen, TicketResult
from devices.link.qtmodel import RowModel
from devices.link.rows import AnyRow, TicketRow
from devices.link.words import TicketState, VisitorClass

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

ON_PAGE = 4
"""Tickets, appointments and results shown of one person; the desk sees them all."""

QVariantList = list  # as Qt names it, for the tools that read this file


@dataclass(frozen=True, kw_only=True)
class Mine:
    """One thing that belongs to the visitor: a waiting ticket, an appointment to check in, or a result."""

    place: int
    sort: str
    key: str
    number: str
    title: str
    ahead: int = -1
    low: int = 0
    high: int = 0
    windows: tuple[int, ...] = ()
    collect: str = ""


@QmlElement
class PersonView(QObject):
    """One visitor who showed a card or a ticket's code; empty while there is none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card: CardSeen | None = None
        self._things: tuple[TicketResult | AppointmentSeen | ResultSeen, ...] = ()
        self._mine: RowModel[Mine] = RowModel(
            {
                "sort": lambda mine: mine.sort,
                "code": lambda mine: mine.key,
                "number": lambda mine: mine.number,
                "title": lambda mine: mine.title,
                "ahead": lambda mine: mine.ahead,
                "low": lambda mine: mine.low,
                "high": lambda mine: mine.high,
                "windows": lambda mine: list(mine.windows),
                "collect": lambda mine: mine.collect,
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
        self._things = (*booked, *card.tickets, *card.results)

    def brings(self, code: CodeSeen) -> None:
        """The code of a ticket or a case was read: nobody is known, but these are."""
        self._card = None
        self._things = (*([code.ticket] if code.ticket else ()), *code.results)

    def told_of(self, ticket: TicketResult) -> TicketResult:
        """The same ticket, with what the card told of it, if it did."""
        seen = (thing for thing in self._things if isinstance(thing, TicketResult))
        known = next((thing for thing in seen if thing.ticket == ticket.ticket), ticket)
        return replace(known, offer=ticket.offer)

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
                case ResultSeen():
                    mine.append(
                        Mine(
                            place=place,
                            sort="result",
                            key=thing.result,
                            number=thing.locker,
                            title=thing.item_name_en if english else thing.item_name,
                            windows=thing.windows,
                            collect=thing.collect,
                        )
                    )
        self._mine.show(mine)
        self.changed.emit()

    @staticmethod
    def _ticket(place: int, ticket: TicketResult, row: AnyRow | None, english: bool) -> Mine:
        if not isinstance(row, TicketRow):
            return Mine(
                place=place,
                sort="ticket",
                key=ticket.ticket,
                number=ticket.number,
                title=ticket.item_name_en if english else ticket.item_name,
                ahead=ticket.ahead,
                low=ticket.wait.low if ticket.wait else 0,
                high=ticket.wait.high if ticket.wait else 0,
            )
        return Mine(
            place=place,
            sort="ticket",
            key=ticket.ticket,
            number=ticket.number,
            title=row.item_name_en if english else row.item_name,
            ahead=row.ahead if row.state is TicketState.WAITING else -1,
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

    def _holds_tickets(self) -> bool:
        return any(isinstance(thing, TicketResult) for thing in self._things)

    def _shown_mine(self) -> QAbstractItemModel:
        return self._mine

    name = Property(str, _name, notify=changed)
    known = Property(bool, _known, notify=changed)
    priority = Property(bool, _priority, notify=changed)
    count = Property(int, _count, notify=changed)
    tickets = Property(bool, _holds_tickets, notify=changed)
    mine = Property(QAbstractItemModel, _shown_mine, notify=changed)
