"""The clerk's desk: what the hub's rows say of this window, its tickets and its day.

Reads only, and always the rows as they are now.
"""

from __future__ import annotations

from typing import TypeVar

from caller.steps import Around
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import (
    AnyRow,
    ClerkRow,
    DayRow,
    DeviceRow,
    HallRow,
    HelpRow,
    ItemRow,
    QueueRow,
    TicketRow,
    WindowRow,
)
from devices.link.words import TicketState

R = TypeVar("R")


class Desk:
    """One window as its clerk sees it."""

    def __init__(self, link: HubLink, clock: HallClock, english: bool) -> None:
        """Read the rows of ``link``, count minutes by ``clock``, name things in Chinese or ``english``."""
        self._link = link
        self.clock = clock
        self.english = english

    def said(self, zh: str, en: str) -> str:
        """The hall's own words in the panel's language, as far as it has them."""
        return (en or zh) if self.english else zh

    @property
    def rows(self) -> list[AnyRow]:
        """Every row, as the hub has shown them."""
        return list(self._link.rows.values())

    @property
    def live(self) -> bool:
        """Whether the rows are kept up to date now."""
        return bool(self._link.property("live"))

    @property
    def hall(self) -> HallRow | None:
        """The hall."""
        return self._row("hall", HallRow)

    @property
    def number(self) -> int:
        """The window's number, 0 before the hub has said whose session this is."""
        welcome = self._link.welcome
        head, _, number = welcome.place.partition("-") if welcome else ("", "", "")
        return int(number) if head == "window" and number.isdecimal() else 0

    @property
    def window(self) -> WindowRow | None:
        """The window."""
        return self._row(f"window/{self.number}", WindowRow)

    @property
    def consults(self) -> bool:
        """Whether it is a consult desk, which takes no cases and may call by name."""
        window = self.window
        return window is not None and window.type == "consult"

    @property
    def clerk_name(self) -> str:
        """Full name of the clerk who is signed in here."""
        window = self.window
        return self.name_of_clerk(window.clerk) if window else ""

    def name_of_clerk(self, number: str) -> str:
        """Full name of a colleague, empty for nobody."""
        clerk = self._row(f"clerk/{number}", ClerkRow)
        return clerk.name if clerk else ""

    def item(self, code: str) -> ItemRow | None:
        """An item by its code."""
        return self._row(f"item/{code}", ItemRow)

    def item_name(self, code: str) -> str:
        """An item's name, or its code where the hub does not show it."""
        item = self.item(code)
        return self.said(item.name, item.name_en) if item else code

    def queue(self, name: str) -> QueueRow | None:
        """A queue by its id."""
        return self._row(f"queue/{name}", QueueRow)

    @property
    def current(self) -> TicketRow | None:
        """The ticket that is called or served."""
        window = self.window
        return self._row(f"ticket/{window.ticket}", TicketRow) if window and window.ticket else None

    def ticket(self, name: str) -> TicketRow | None:
        """A ticket by its id, of those that the hub shows here."""
        return self._row(f"ticket/{name}", TicketRow)

    @property
    def items(self) -> tuple[str, ...]:
        """Codes of the items of the current ticket, its main one first."""
        ticket = self.current
        if ticket is None:
            return ()
        return ticket.items or (ticket.item,)

    @property
    def held(self) -> list[TicketRow]:
        """Tickets whose visitors went to fetch something, the first held first."""
        return self._in_state(TicketState.HELD)

    @property
    def missed(self) -> list[TicketRow]:
        """Tickets that missed their call here and may return."""
        return self._in_state(TicketState.NO_SHOW)

    @property
    def served(self) -> list[TicketRow]:
        """Tickets that were finished here, whose visitors may come back, the newest first."""
        done = [row for row in self._in_state(TicketState.FINISHED) if row.ended_at is not None]
        return sorted(done, key=lambda row: (row.ended_at, row.id), reverse=True)

    @property
    def waiting(self) -> list[TicketRow]:
        """Tickets that this window may call, in the order in which it would."""
        return sorted((row for row in self._tickets() if row.order), key=lambda row: row.order)

    @property
    def around(self) -> Around:
        """What lies around the window's own state."""
        ticket = self.current
        return Around(
            held=len(self.held),
            missed=len(self.missed),
            served=len(self.served),
            waiting=len(self.waiting),
            proposed=ticket is not None and bool(ticket.next_queue or ticket.next_item),
        )

    @property
    def day(self) -> DayRow | None:
        """What the window has done today."""
        return self._row(f"day/{self.number}", DayRow)

    @property
    def devices(self) -> list[DeviceRow]:
        """The window's devices."""
        return [row for row in self.rows if isinstance(row, DeviceRow)]

    @property
    def help(self) -> HelpRow | None:
        """The call for help that this window has made and that has not ended."""
        place = f"window-{self.number}"
        return next((row for row in self.rows if isinstance(row, HelpRow) and row.place == place), None)

    def _row(self, key: str, kind: type[R]) -> R | None:
        row = self._link.rows.get(key)
        return row if isinstance(row, kind) else None

    def _in_state(self, state: TicketState) -> list[TicketRow]:
        return [row for row in self._tickets() if row.state is state]

    def _tickets(self) -> list[TicketRow]:
        return [row for row in self.rows if isinstance(row, TicketRow)]
