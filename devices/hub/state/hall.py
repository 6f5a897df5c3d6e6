"""The hall as it is now: what the events so far have made of it.

Plain values, changed only by ``devices.hub.evolve``. Each line of waiting tickets is kept in calling
order, so that the next call compares only heads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from config.schema import HallConfig, Item
from devices.hub.state.away import AwayCall, Merge
from devices.hub.state.bookings import Appointment
from devices.hub.state.consult import Advice, Matter, RoomBooking
from devices.hub.state.desk import Help
from devices.hub.state.devices import DeviceNow, PrintJob
from devices.hub.state.notices import Notice
from devices.hub.state.numbers import reserved
from devices.hub.state.papers import Acceptance, Case, Slip
from devices.hub.state.results import Result
from devices.hub.state.standings import weighings
from devices.hub.state.ticketing import Closing, Reopening
from devices.hub.state.tickets import Call, Line, Ticket
from devices.hub.state.visits import Visit
from devices.hub.state.windows import Posting, WindowNow
from devices.kinds import FAMILIES
from devices.link.words import VisitorClass, WindowState


@dataclass
class Hall:
    """Everything that is so in the hall now.

    Attributes:
        day: the hall's day; None before the first event.
        last_at: time of the newest event; time never goes back behind it.
        counts: last count of each counter of numbers, by queue, or by queue and band.
        issued: numbers given today, by queue.
        issued_in: the same by queue and span of its quotas.
        numbers: every number given today.
        last_numbers: the last number given today, by queue.
        last_given: when that was.
        closings: queues that stopped giving numbers today, with until when.
        reopened: queues that neither forecast nor clock closes, with until when.
        reopenings: queues that were closed today and gave numbers again, with when and how often.
        grounds_of: why a person goes first, by the person; of those whose card told it.
        former: windows that the hall's file no longer has; what happened there is still in the journal.
        lines: waiting tickets by name (queue id, ``@window`` or ``~item``) and standing (ground or class).
        desks: staff number of whoever is signed in at a desk, by its name.
        desks_acted_at: when whoever is signed in at a desk last did something there.
        up_since: since when the hub runs that holds this; no event tells it, and no two hubs agree on it.
        no_shows: days of missed appointments that still count, by the vault's row of whoever missed them.
        restricted: last day on which somebody (a row of the vault) may not book.
        helps: calls for help that have not ended.
        advice: slips of the consult desk of today, by id.
        rooms: bookings of rooms of today and later, by id.
        matters: registered matters that are not answered yet, of whatever day, by id.
        serials: today's counters of numbers that are no tickets', by their letter.
        postings: clerks whom the leader sent outside of their zones, by staff number.
        cards_at: whose card was read last at a window or desk, and when.
        papers_at: ids of the newest papers that a window made today, by its number.
        slips_back: the slip with which a ticket's holder came back, by the ticket.
        paper_jobs: the newest print job of each official paper, by the paper's id.
        paper_counts: how many papers were made today, by the letters of their numbers.
        cases: whose an accepted case is, by its number, until its result is here.
        away_calls: calls that windows made without the hub, or went on with, by ticket.
        beaten_calls: tickets and windows whose call without the hub another window's call came before.
        merge: what is being handed in after an outage; None when nothing is.
        told: what staff were told of today, by code and subject; forgotten when it is so no more.
        order: counts arrivals in lines, so that equal times keep their order.
    """

    config: HallConfig
    day: date | None = None
    last_at: datetime | None = None
    tickets: dict[str, Ticket] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)
    issued_in: dict[tuple[str, str], int] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    last_numbers: dict[str, str] = field(default_factory=dict)
    last_given: dict[str, datetime] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)
    reopened: dict[str, datetime] = field(default_factory=dict)
    reopenings: dict[str, Reopening] = field(default_factory=dict)
    grounds_of: dict[str, str] = field(default_factory=dict)
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    windows: dict[int, WindowNow] = field(default_factory=dict)
    former: dict[int, WindowNow] = field(default_factory=dict)
    clerks: dict[str, int] = field(default_factory=dict)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    no_shows: dict[str, list[date]] = field(default_factory=dict)
    restricted: dict[str, date] = field(default_factory=dict)
    helps: dict[str, Help] = field(default_factory=dict)
    advice: dict[str, Advice] = field(default_factory=dict)
    rooms: dict[str, RoomBooking] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    persons: dict[str, VisitorClass] = field(default_factory=dict)
    tickets_of: dict[str, list[str]] = field(default_factory=dict)
    desks: dict[str, str] = field(default_factory=dict)
    desks_acted_at: dict[str, datetime] = field(default_factory=dict)
    up_since: datetime | None = field(default=None, compare=False)
    postings: dict[str, Posting] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    away_calls: dict[str, AwayCall] = field(default_factory=dict)
    beaten_calls: set[tuple[str, int]] = field(default_factory=set)
    merge: Merge | None = None
    notices: dict[str, Notice] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)
    missed: list[str] = field(default_factory=list)
    jobs: dict[str, PrintJob] = field(default_factory=dict)
    cards_at: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    papers_at: dict[int, list[str]] = field(default_factory=dict)
    slips_back: dict[str, str] = field(default_factory=dict)
    paper_jobs: dict[str, str] = field(default_factory=dict)
    paper_counts: dict[str, int] = field(default_factory=dict)
    acceptances: dict[str, Acceptance] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
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
        self.weighings = weighings(self.config)
        self.ground_of = {ground.id: ground for ground in self.config.grounds}
        self.bundle_of = {bundle.id: bundle for bundle in self.config.bundles}
        self.reserved = reserved(self.config)
        self.kiosk_of = {kiosk.id: kiosk for kiosk in self.config.kiosks}
        self.desk_of = {desk.id: desk for desk in self.config.desks}
        self.room_of = {room.id: room for room in self.config.rooms}
        self.set_aside: dict[str, tuple[str, ...]] = {}
        for item in dict.fromkeys(season.item for season in self.config.seasons):
            queue = self.item(item).queue
            self.set_aside[queue] = (*self.set_aside.get(queue, ()), f"~{item}")

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

    def serves(self, number: int) -> tuple[str, ...]:
        """The queues from which a window calls now; none while it only finishes what it has."""
        return () if self.windows[number].draining else self.queues_of(number)

    def lines_of(self, number: int) -> tuple[str, ...]:
        """Names of the lines that a window calls from, its preferred queues first.

        Items that are set aside for a season wait for its windows alone; a window that the leader lends to
        their queue calls them too, so that nobody is left when the season's windows are empty.
        """
        own = f"@{number}"
        window, queues = self.windows[number], self.queues_of(number)
        if window.draining:
            return (own,)
        seasons = (
            f"~{season.item}"
            for season in self.config.seasons
            if self.day is not None
            and season.first <= self.day <= season.last
            and (
                number in season.windows
                or (window.lent is not None and self.item(season.item).queue in queues)
            )
        )
        return (*queues, own, *dict.fromkeys(seasons))

    def line(self, name: str, standing: str) -> Line:
        """The line of a queue (its id), of one window (``@5``) or of an item set aside (``~code``)."""
        return self.lines.setdefault((name, standing), Line())

    def line_name(self, ticket: Ticket) -> str:
        """Name of the line in which a ticket waits, or would."""
        if ticket.for_window:
            return f"@{ticket.for_window}"
        return f"~{ticket.only}" if ticket.only else ticket.queue

    def line_of(self, ticket: Ticket) -> Line:
        """The line in which a ticket waits, or would."""
        # A ground that the hall's file no longer has leaves its class; nobody waits in a line nobody sees.
        standing = ticket.standing if ticket.standing in self.standings else ticket.visitor_class.value
        return self.line(self.line_name(ticket), standing)

    def lines_for(self, queue: str) -> tuple[str, ...]:
        """Names of the lines of a queue: its own, and those of its items that are set aside for a season."""
        return (queue, *self.set_aside.get(queue, ()))

    def waiting(self, queue: str) -> int:
        """How many wait in a queue, of whatever class, with those whose item is set aside for a season."""
        return sum(
            len(self.lines[key])
            for name in self.lines_for(queue)
            for s in self.standings
            if (key := (name, s)) in self.lines
        )

    def season_item(self, items: Iterable[str]) -> str:
        """The first of these items that only some windows serve today; empty when none is set aside."""
        day = self.day
        return next(
            (
                item
                for item in items
                for season in self.config.seasons
                if season.item == item and day is not None and season.first <= day <= season.last
            ),
            "",
        )

    @property
    def empty(self) -> bool:
        """Whether no window is open or has anybody before it, and nobody waits."""
        return not any(self.lines.values()) and not any(
            window.state is WindowState.OPEN or window.ticket for window in self.windows.values()
        )

    def heard_in(self, window: int, ticket: str) -> set[str]:
        """Zones in which a call is for somebody: the window's, and that in which the ticket's queue waits.

        They differ while a window is lent to another zone's queues, or a visit was sent to a window there.
        """
        zones = {self.window_of[window].zone} if window in self.window_of else set()
        queue = self.queue_of.get(self.tickets[ticket].queue)
        return zones | ({queue.zone} if queue else set())

    def current(self, window: int) -> Ticket | None:
        """The ticket that a window has called or serves."""
        return self.tickets.get(self.windows[window].ticket)

    def clerk_at(self, place: str) -> str:
        """Staff number of whoever is signed in at a place (``window-5``), empty for nobody."""
        head, _, number = place.partition("-")
        if head == "window" and number.isascii() and number.isdecimal() and int(number) in self.windows:
            return self.windows[int(number)].clerk
        return self.desks.get(place, "")

    def next_serial(self, letter: str) -> str:
        """The next number of today that is no ticket's, such as ``F001`` of a slip."""
        return f"{letter}{self.serials.get(letter, 0) + 1:03d}"

    def device_for(self, place: str, family: str) -> str | None:
        """The first device of a family that serves a kiosk, a desk or ``window-5``, or None."""
        for device in self.config.devices:
            serves = (device.kiosk, f"window-{device.window}")
            if place and place in serves and FAMILIES.get(device.kind) == family:
                return device.id
        return None

    def printer_for(self, place: str) -> str | None:
        """The printer for official papers of a place: its own, or one of its zone, or None."""
        zones = {f"window-{window.number}": window.zone for window in self.config.windows}
        zones |= {kiosk.id: kiosk.zone for kiosk in self.config.kiosks}
        zones |= {desk.id: desk.zone for desk in self.config.desks}
        zone = zones.get(place, "")
        printers = (d for d in self.config.devices if FAMILIES.get(d.kind) == "printer")
        near = (device.id for device in printers if zone and device.zone == zone)
        return self.device_for(place, "printer") or next(near, None)
