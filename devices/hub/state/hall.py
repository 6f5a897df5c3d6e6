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
from devices.hub.state.tickets import Call, Line, Ticket
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
