"""The hall as it is now: what the events so far have made of it.

Plain values, changed only by ``devices.hub.evolve``. Each line of waiting tickets is kept in calling
order, so that the next call compares only heads.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from config.schema import HallConfig, Item
from devices.kinds import FAMILIES
from devices.link.words import (
    DeviceState,
    Grade,
    Language,
    PrintState,
    TicketState,
    VisitorClass,
    WindowState,
)

Place = tuple[datetime, int, int]
"""Where a ticket stands: since when it waits, its order of arrival and, behind another, its return."""


@dataclass
class Ticket:
    """A ticket: one step of one visit."""

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
class WindowNow:
    """A window as it is now; ``streak`` counts priority calls in a row."""

    number: int
    state: WindowState = WindowState.CLOSED
    reason: str = ""
    clerk: str = ""
    ticket: str = ""
    held: list[str] = field(default_factory=list)
    streak: int = 0
    finished: int = 0
    served_s: float = 0.0
    rating: str = ""
    rating_until: datetime | None = None


@dataclass
class Appointment:
    """A booked visit; ``ticket`` is set once it has checked in."""

    code: str
    item: str
    starts_at: datetime
    ends_at: datetime
    person: str | None = None
    ticket: str = ""


@dataclass
class PrintJob:
    """A ticket on its way to paper."""

    id: str
    ticket: str
    device: str
    language: Language
    again: bool
    requested_at: datetime
    state: PrintState = PrintState.REQUESTED
    cause: str = ""


@dataclass
class Call:
    """One call or recall, for the screens and the voice."""

    id: int
    ticket: str
    window: int
    at: datetime
    again: bool


@dataclass
class DeviceNow:
    """A device's health as last told."""

    state: DeviceState = DeviceState.STARTING
    fault: str = ""
    since: datetime | None = None


CALLS_KEPT = 60
"""Calls that screens may still want to show; a zone screen shows the last dozen of its own."""


@dataclass
class Hall:
    """Everything that is so in the hall now.

    Attributes:
        day: the hall's day; None before the first event.
        last_at: time of the newest event; time never goes back behind it.
        former: windows that the hall's file no longer has; what happened there is still in the journal.
        lines: waiting tickets by (queue id or ``@window``) and class.
        order: counts arrivals in lines, so that equal times keep their order.
    """

    config: HallConfig
    day: date | None = None
    last_at: datetime | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)
    lines: dict[tuple[str, VisitorClass], Line] = field(default_factory=dict)
    windows: dict[int, WindowNow] = field(default_factory=dict)
    former: dict[int, WindowNow] = field(default_factory=dict)
    clerks: dict[str, int] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    persons: dict[str, VisitorClass] = field(default_factory=dict)
    tickets_of: dict[str, list[str]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    jobs: dict[str, PrintJob] = field(default_factory=dict)
    devices: dict[str, DeviceNow] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    call_count: int = 0
    order: int = 0

    def __post_init__(self) -> None:
        """Know the windows, queues, items and devices of the hall's file by name."""
        self.windows = {window.number: WindowNow(window.number) for window in self.config.windows}
        self.devices = {device.id: DeviceNow() for device in self.config.devices}
        self.queue_of = {queue.id: queue for queue in self.config.queues}
        self.item_of = {item.code: item for item in self.config.items}
        self.window_of = {window.number: window for window in self.config.windows}
        self.clerk_of = {clerk.number: clerk for clerk in self.config.clerks}
        self.device_of = {device.id: device for device in self.config.devices}
        self.kiosk_of = {kiosk.id: kiosk for kiosk in self.config.kiosks}

    def window(self, number: int) -> WindowNow:
        """A window of an event: one of the hall's, or one it had when the event happened."""
        return self.windows.get(number) or self.former.setdefault(number, WindowNow(number))

    def item(self, code: str) -> Item:
        """An item of a ticket or booking; one that the hall's file no longer has is named by its code."""
        return self.item_of.get(code) or Item(code=code, name=code, queue="")

    def line(self, name: str, visitor_class: VisitorClass) -> Line:
        """The line of a queue (its id) or of one window (``@5``)."""
        return self.lines.setdefault((name, visitor_class), Line())

    def line_of(self, ticket: Ticket) -> Line:
        """The line in which a ticket waits, or would."""
        name = f"@{ticket.for_window}" if ticket.for_window else ticket.queue
        return self.line(name, ticket.visitor_class)

    def waiting(self, queue: str) -> int:
        """How many wait in a queue, of whatever class."""
        return sum(len(self.lines[key]) for c in VisitorClass if (key := (queue, c)) in self.lines)

    def current(self, window: int) -> Ticket | None:
        """The ticket that a window has called or serves."""
        return self.tickets.get(self.windows[window].ticket)

    def device_for(self, place: str, family: str) -> str | None:
        """The first device of a family that serves a kiosk, or None."""
        for device in self.config.devices:
            if device.kiosk == place and FAMILIES.get(device.kind) == family:
                return device.id
        return None


LIVE = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD})
"""States of a ticket that still stands for somebody in the hall."""

RATING_GRACE = timedelta(minutes=30)
"""A rating given in time on a pad without hub is said again when the hub is back, and is still taken."""
