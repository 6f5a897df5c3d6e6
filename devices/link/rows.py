"""What screens see: the hall as rows, each with a key.

A session is shown a set of rows chosen by its role and place (``devices.hub.views``). The hub sends the set
once and then only rows that changed and keys that went. Rows hold no personal data but a masked name
(张*), and that only where staff see it.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from devices.link.words import DeviceState, PrintState, TicketState, VisitorClass, WindowState


class Row(Struct, frozen=True, kw_only=True, tag_field="row", omit_defaults=True):
    """One thing that a screen may show; each row's ``key`` is its name, unique among those of a session."""


class Minutes(Struct, frozen=True):
    """A forecast wait as a range in whole minutes; both 0 means no wait (无需等候)."""

    low: int
    high: int


class HallRow(Row, frozen=True, kw_only=True, tag="hall"):
    """The hall itself, and how it is doing."""

    name: str
    name_en: str
    consult_phone: str
    complaint_phone: str
    timezone: str
    waiting: int
    windows_open: int
    wait: Minutes
    call_s: float = 8.0

    @property
    def key(self) -> str:
        """Always the same: there is one hall."""
        return "hall"


class KioskRow(Row, frozen=True, kw_only=True, tag="kiosk"):
    """The kiosk that this session is: where it stands, and how long it waits for a visitor who has gone."""

    id: str
    zone: str
    idle_s: float
    count_s: float

    @property
    def key(self) -> str:
        """A session is one kiosk."""
        return "kiosk"


class ZoneRow(Row, frozen=True, kw_only=True, tag="zone"):
    """A zone and its sign."""

    id: str
    name: str
    name_en: str
    floor: int

    @property
    def key(self) -> str:
        """By zone id."""
        return f"zone/{self.id}"


class QueueRow(Row, frozen=True, kw_only=True, tag="queue"):
    """A queue as visitors see it before they take a number."""

    id: str
    prefix: str
    name: str
    name_en: str
    zone: str
    waiting: int
    ahead: int
    wait: Minutes
    windows: tuple[int, ...] = ()
    refused: str = ""

    @property
    def key(self) -> str:
        """By queue id."""
        return f"queue/{self.id}"


class ItemRow(Row, frozen=True, kw_only=True, tag="item"):
    """An item (事项) that a kiosk offers."""

    code: str
    name: str
    name_en: str
    queue: str
    department: str = ""
    keywords: str = ""
    elder: bool = False
    featured: int = 0

    @property
    def key(self) -> str:
        """By item code."""
        return f"item/{self.code}"


class WindowRow(Row, frozen=True, kw_only=True, tag="window"):
    """A window with its clerk and the ticket it has before it."""

    number: int
    zone: str
    name: str
    type: str
    state: WindowState
    queues: tuple[str, ...] = ()
    where: str = ""
    where_en: str = ""
    reason: str = ""
    reason_en: str = ""
    clerk: str = ""
    clerk_name: str = ""
    ticket: str = ""
    number_shown: str = ""
    ticket_state: TicketState | None = None
    since: datetime | None = None

    @property
    def key(self) -> str:
        """By window number."""
        return f"window/{self.number}"

    @property
    def phase(self) -> str:
        """What the window does, in one word: closed, paused, free, called or serving."""
        if self.ticket_state in (TicketState.CALLED, TicketState.SERVING):
            return self.ticket_state.value
        return "free" if self.state is WindowState.OPEN else self.state.value


class TicketRow(Row, frozen=True, kw_only=True, tag="ticket"):
    """A ticket (号票)."""

    id: str
    number: str
    queue: str
    item: str
    item_name: str
    item_name_en: str
    visitor_class: VisitorClass
    state: TicketState
    taken_at: datetime
    window: int = 0
    ahead: int = 0
    wait: Minutes | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    recalls: int = 0
    returns: int = 0
    person: str = ""
    slot: datetime | None = None
    order: int = 0
    why: str = ""
    print_state: PrintState | None = None
    print_cause: str = ""

    @property
    def key(self) -> str:
        """By ticket id."""
        return f"ticket/{self.id}"


class CallRow(Row, frozen=True, kw_only=True, tag="call"):
    """One call, or recall, of a ticket to a window; screens queue them by id, which only grows."""

    id: int
    ticket: str
    number: str
    window: int
    zone: str
    where: str
    where_en: str
    called_at: datetime
    again: bool = False

    @property
    def key(self) -> str:
        """By call id."""
        return f"call/{self.id}"


class MissedRow(Row, frozen=True, kw_only=True, tag="missed"):
    """A number that was called and not seen, still to be restored."""

    ticket: str
    number: str
    window: int
    missed_at: datetime

    @property
    def key(self) -> str:
        """By ticket id."""
        return f"missed/{self.ticket}"


class RatingRow(Row, frozen=True, kw_only=True, tag="rating"):
    """A rating that the pad of a window may take now."""

    ticket: str
    number: str
    item_name: str
    item_name_en: str
    until: datetime

    @property
    def key(self) -> str:
        """One pad asks about one service at a time."""
        return "rating"


class DayRow(Row, frozen=True, kw_only=True, tag="day"):
    """What a window has done today."""

    window: int
    finished: int
    mean_minutes: float
    waiting: int
    longest_wait_min: int

    @property
    def key(self) -> str:
        """By window number."""
        return f"day/{self.window}"


class DeviceRow(Row, frozen=True, kw_only=True, tag="device"):
    """A device and its health."""

    id: str
    kind: str
    host: str
    state: DeviceState
    serves: str = ""
    fault: str = ""
    since: datetime | None = None

    @property
    def key(self) -> str:
        """By device id."""
        return f"device/{self.id}"


class ReasonRow(Row, frozen=True, kw_only=True, tag="reason"):
    """A reason for a pause."""

    id: str
    name: str
    name_en: str

    @property
    def key(self) -> str:
        """By reason id."""
        return f"reason/{self.id}"


class ClerkRow(Row, frozen=True, kw_only=True, tag="clerk"):
    """A clerk who may sign in at this window."""

    number: str
    name: str

    @property
    def key(self) -> str:
        """By staff number."""
        return f"clerk/{self.number}"


AnyRow = (
    HallRow
    | KioskRow
    | ZoneRow
    | QueueRow
    | ItemRow
    | WindowRow
    | TicketRow
    | CallRow
    | MissedRow
    | RatingRow
    | DayRow
    | DeviceRow
    | ReasonRow
    | ClerkRow
)
