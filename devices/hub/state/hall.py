"""The hall as it is now: what the events so far have made of it.

Plain values, changed only by ``devices.hub.evolve``. Each line of waiting tickets is kept in calling
order, so that the next call compares only heads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from config.schema import HallConfig, Item
from devices.hub.state.bookings import Appointment
from devices.hub.state.devices import DeviceNow, PrintJob
from devices.hub.state.notices import Notice
from devices.hub.state.tickets import Call, Line, Ticket
from devices.hub.state.visits import Visit
from devices.hub.state.windows import WindowNow
from devices.kinds import FAMILIES
from devices.link.words import VisitorClass


@dataclass
class Hall:
    """Everything that is so in the hall now.

    Attributes:
        day: the hall's day; None before the first event.
        last_at: time of the newest event; time never goes back behind it.
        former: windows that the hall's file no longer has; what happened there is still in the journal.
        lines: waiting tickets by name (queue id, ``@window`` or ``~item``) and standing (ground or class).
        desks: staff number of whoever is signed in at a desk, by its name.
        told: what staff were told of today, by code and subject; forgotten when it is so no more.
        order: counts arrivals in lines, so that equal times keep their order.
    """

    config: HallConfig
    day: date | None = None
    last_at: datetime | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    windows: dict[int, WindowNow] = field(default_factory=dict)
    former: dict[int, WindowNow] = field(default_factory=dict)
    clerks: dict[str, int] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    persons: dict[str, VisitorClass] = field(default_factory=dict)
    tickets_of: dict[str, list[str]] = field(default_factory=dict)
    desks: dict[str, str] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)
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
        self.standings = {c.value: c for c in VisitorClass} | {
            ground.id: VisitorClass(ground.visitor_class) for ground in self.config.grounds
        }
        self.ground_of = {ground.id: ground for ground in self.config.grounds}
        self.bundle_of = {bundle.id: bundle for bundle in self.config.bundles}
        self.kiosk_of = {kiosk.id: kiosk for kiosk in self.config.kiosks}

    def window(self, number: int) -> WindowNow:
        """A window of an event: one of the hall's, or one it had when the event happened."""
        return self.windows.get(number) or self.former.setdefault(number, WindowNow(number))

    def item(self, code: str) -> Item:
        """An item of a ticket or booking; one that the hall's file no longer has is named by its code."""
        return self.item_of.get(code) or Item(code=code, name=code, queue="")

    def queues_of(self, number: int) -> tuple[str, ...]:
        """The queues that a window serves now: those lent to it or its own, as far as its clerk can."""
        window = self.windows[number]
        queues = self.window_of[number].queues if window.lent is None else window.lent
        clerk = self.clerk_of.get(window.clerk)
        if clerk is None or not clerk.skills:
            return queues
        return tuple(queue for queue in queues if queue in clerk.skills)

    def lines_of(self, number: int) -> tuple[str, ...]:
        """Names of the lines that a window calls from, its preferred queues first."""
        own = f"@{number}"
        if self.windows[number].draining:
            return (own,)
        seasons = (
            f"~{season.item}"
            for season in self.config.seasons
            if number in season.windows and self.day is not None and season.first <= self.day <= season.last
        )
        return (*self.queues_of(number), own, *seasons)

    def line(self, name: str, standing: str) -> Line:
        """The line of a queue (its id), of one window (``@5``) or of an item set aside (``~code``)."""
        return self.lines.setdefault((name, standing), Line())

    def line_of(self, ticket: Ticket) -> Line:
        """The line in which a ticket waits, or would."""
        name = ticket.queue
        if ticket.for_window:
            name = f"@{ticket.for_window}"
        elif ticket.only:
            name = f"~{ticket.only}"
        return self.line(name, ticket.standing)

    def waiting(self, queue: str) -> int:
        """How many wait in a queue, of whatever class."""
        return sum(len(self.lines[key]) for s in self.standings if (key := (queue, s)) in self.lines)

    def current(self, window: int) -> Ticket | None:
        """The ticket that a window has called or serves."""
        return self.tickets.get(self.windows[window].ticket)

    def clerk_at(self, place: str) -> str:
        """Staff number of whoever is signed in at a place (``window-5``), empty for nobody."""
        head, _, number = place.partition("-")
        if head == "window" and number.isascii() and number.isdecimal() and int(number) in self.windows:
            return self.windows[int(number)].clerk
        return self.desks.get(place, "")

    def device_for(self, place: str, family: str) -> str | None:
        """The first device of a family that serves a kiosk, or None."""
        for device in self.config.devices:
            if device.kiosk == place and FAMILIES.get(device.kind) == family:
                return device.id
        return None
