"""The clerk's desk: what the hub's rows say of this window, its tickets and its day.

Reads only, and always the rows as they are now.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import ClerkRow, DayRow, DeviceRow, TicketRow, WindowRow
from devices.link.words import TicketState, VisitorClass


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """A waiting ticket in the calling order, as the panel lists it.

    Attributes:
        minutes: since the ticket was taken; of an appointment since its slot, negative before it.
        slot: time of an appointment, as 09:30.
        why: code of the hub's reason for this place in the order.
    """

    ticket: str
    order: int
    number: str
    visitor_class: str
    slot: str
    minutes: int
    returned: bool
    why: str


class Desk:
    """One window as its clerk sees it."""

    def __init__(self, link: HubLink, clock: HallClock) -> None:
        """Read the rows of ``link`` and count minutes by ``clock``."""
        self._link = link
        self._clock = clock

    @property
    def live(self) -> bool:
        """Whether the rows are kept up to date now."""
        return bool(self._link.property("live"))

    @property
    def number(self) -> int:
        """The window's number, 0 before the hub has said whose session this is."""
        welcome = self._link.welcome
        head, _, number = welcome.place.partition("-") if welcome else ("", "", "")
        return int(number) if head == "window" and number.isdecimal() else 0

    @property
    def window(self) -> WindowRow | None:
        """The window."""
        row = self._link.rows.get(f"window/{self.number}")
        return row if isinstance(row, WindowRow) else None

    @property
    def clerk_name(self) -> str:
        """Full name of the clerk who is signed in here."""
        window = self.window
        clerk = self._link.rows.get(f"clerk/{window.clerk}") if window else None
        return clerk.name if isinstance(clerk, ClerkRow) else ""

    @property
    def current(self) -> TicketRow | None:
        """The ticket that is called or served."""
        window = self.window
        ticket = self._link.rows.get(f"ticket/{window.ticket}") if window and window.ticket else None
        return ticket if isinstance(ticket, TicketRow) else None

    @property
    def held(self) -> list[TicketRow]:
        """Tickets whose visitors went to fetch something, the first held first."""
        return [row for row in self._tickets() if row.state is TicketState.HELD]

    @property
    def missed(self) -> list[TicketRow]:
        """Tickets that missed their call here and may return."""
        return [row for row in self._tickets() if row.state is TicketState.NO_SHOW]

    @property
    def waiting(self) -> list[WaitingLine]:
        """Who waits for this window, in the order in which they will be called."""
        rows = sorted((row for row in self._tickets() if row.order), key=lambda row: row.order)
        return [
            WaitingLine(
                ticket=row.id,
                order=row.order,
                number=row.number,
                visitor_class=row.visitor_class.value,
                slot=self._slot_of(row),
                minutes=self._minutes_of(row),
                returned=row.returns > 0,
                why=row.why,
            )
            for row in rows
        ]

    @property
    def day(self) -> DayRow | None:
        """What the window has done today."""
        row = self._link.rows.get(f"day/{self.number}")
        return row if isinstance(row, DayRow) else None

    @property
    def devices(self) -> list[DeviceRow]:
        """The window's devices."""
        return [row for row in self._link.rows.values() if isinstance(row, DeviceRow)]

    @property
    def waited(self) -> int:
        """Minutes that the current visitor waited until the call."""
        ticket = self.current
        if ticket is None:
            return 0
        until = ticket.called_at or self._clock.now()
        return max(0, int((until - ticket.taken_at).total_seconds() // 60))

    @property
    def seconds(self) -> int:
        """Seconds since the current service began, or since the call while nobody is there yet."""
        window = self.window
        if window is None or window.since is None or not window.ticket:
            return 0
        return max(0, int((self._clock.now() - window.since).total_seconds()))

    def _tickets(self) -> list[TicketRow]:
        return [row for row in self._link.rows.values() if isinstance(row, TicketRow)]

    def _slot_of(self, row: TicketRow) -> str:
        return row.slot.astimezone(self._clock.now().tzinfo).strftime("%H:%M") if row.slot else ""

    def _minutes_of(self, row: TicketRow) -> int:
        since = row.slot if row.slot and row.visitor_class is VisitorClass.APPOINTMENT else row.taken_at
        return int((self._clock.now() - since).total_seconds() // 60)
