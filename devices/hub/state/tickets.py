"""Tickets, the lines they wait in, and the calls that were made."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from devices.hub.events.counter import Reckoning
from devices.link.words import Grade, TicketState, VisitorClass, WorkSource

Place = tuple[datetime, int, int]
"""Where a ticket stands: since when it waits, its order of arrival and, behind another, its return."""

FIRST_OF_ALL = datetime(1, 1, 1, tzinfo=UTC)
"""Since when somebody waits who was put in front of all."""


@dataclass
class Ticket:
    """A ticket: one step of one visit.

    Attributes:
        items: all items of the ticket, the first one being ``item``; of one queue.
        bundle: the life event (一件事) it was taken for, or empty.
        ground: why it goes first, of the hall's table; empty for its class alone.
        only: the item for which some windows are set aside this season; empty for none.
        printed: the number on its paper, where a kiosk without the hub gave one that was used already.
        away: whether a kiosk gave it without the hub.
        reckoning: why it was called, with the numbers that decided.
        announced_at: when it was called or recalled last.
        stands_as: the standing by which it waits since it missed its call; empty for its own.
        by_name: whether it was called by its holder's masked name.
        source: how it came to a window that served it without a number.
        before_grant: class and ground it had before the desk granted one; None while nothing is granted.
    """

    id: str
    visit: str
    number: str
    queue: str
    item: str
    visitor_class: VisitorClass
    taken_at: datetime
    kiosk: str
    place: Place
    state: TicketState = TicketState.WAITING
    for_window: int = 0
    window: int = 0
    clerk: str = ""
    person: str | None = None
    slot: datetime | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    why: str = ""
    recalls: int = 0
    returns: int = 0
    job: str = ""
    rating: Grade | None = None
    rating_closed: bool = False
    items: tuple[str, ...] = ()
    bundle: str = ""
    ground: str = ""
    only: str = ""
    printed: str = ""
    away: bool = False
    reckoning: Reckoning | None = None
    announced_at: datetime | None = None
    stands_as: str = ""
    by_name: bool = False
    source: WorkSource = WorkSource.COUNTER
    before_grant: tuple[VisitorClass, str] | None = None

    @property
    def standing(self) -> str:
        """The line it stands in within its queue: its ground's, or its class's.

        Who missed a call stands among those behind whom they returned, until they are called again.
        """
        return self.stands_as or self.ground or self.visitor_class.value


class Line:
    """Waiting tickets of one class in one queue, or for one window, in calling order."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._tickets: list[Ticket] = []

    def __len__(self) -> int:
        return len(self._tickets)

    def __getitem__(self, index: int) -> Ticket:
        return self._tickets[index]

    def add(self, ticket: Ticket) -> None:
        """Let a ticket wait at its place."""
        index = bisect.bisect_right(self._places, ticket.place)
        self._places.insert(index, ticket.place)
        self._tickets.insert(index, ticket)

    def before(self, place: Place) -> int:
        """How many wait before this place."""
        return bisect.bisect_left(self._places, place)

    def remove(self, ticket: Ticket) -> None:
        """Take a ticket out, because it is called or gone."""
        index = bisect.bisect_left(self._places, ticket.place)
        while self._tickets[index] is not ticket:
            index += 1
        del self._places[index]
        del self._tickets[index]


@dataclass
class Call:
    """One call or recall, for the screens and the voice."""

    id: int
    ticket: str
    window: int
    at: datetime
    again: bool
    by_name: bool = False


CALLS_KEPT = 60
"""Calls that screens may still want to show; in a hall with more windows ``CALLS_EACH`` for each."""
CALLS_EACH = 2
"""All windows may call at once: none of these calls is forgotten before its screens were told of it."""

LIVE = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD})
"""States of a ticket that still stands for somebody in the hall."""

RATING_GRACE = timedelta(minutes=30)
"""A rating given in time on a pad without hub is said again when the hub is back, and is still taken."""
