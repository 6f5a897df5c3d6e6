"""The hall, its zones, queues and items, as everybody sees them."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from devices.link.rows.base import Minutes, Row


class HallRow(Row, frozen=True, kw_only=True, tag="hall"):
    """The hall itself, and how it is doing.

    Attributes:
        sign_in: what a clerk proves at a window: number, pin, card or card_pin.
        undo_s: seconds in which a clerk may take the last step back.
        supplement_due: day on which a supplement notice (补齐补正) that is given now is due.
        deferral_due: day on which papers that are let come later now (容缺) are due.
        items_max: most items that one ticket holds.
    """

    name: str
    name_en: str
    consult_phone: str
    complaint_phone: str
    timezone: str
    waiting: int
    windows_open: int
    wait: Minutes
    call_s: float = 8.0
    sign_in: str = "number"
    undo_s: float = 5.0
    supplement_due: date | None = None
    deferral_due: date | None = None
    items_max: int = 5

    @property
    def key(self) -> str:
        """Always the same: there is one hall."""
        return "hall"


class AwayRange(Struct, frozen=True, kw_only=True):
    """Numbers of a queue that this kiosk gives while the hub is away.

    Attributes:
        width: digits of the number behind the prefix.
        next: the first count that the hub does not know to be used.
        last: the last count; less than ``next`` when none is left.
    """

    queue: str
    prefix: str
    width: int
    next: int
    last: int


class KioskRow(Row, frozen=True, kw_only=True, tag="kiosk"):
    """The kiosk that this session is: where it stands, and how long it waits for a visitor who has gone.

    Attributes:
        day: the hall's day, for which ``ranges`` and the queues' ``open`` hold.
        ranges: the numbers that it may give without the hub.
    """

    id: str
    zone: str
    idle_s: float
    count_s: float
    day: date | None = None
    ranges: tuple[AwayRange, ...] = ()

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
    """A queue as visitors see it before they take a number.

    Attributes:
        refused: code of the refusal when no number is given now; empty when one is.
        refused_zh: its whole sentence, which says when next and where else.
        refused_en: the same in English.
        closes_at: when it stops giving numbers today or for noon, at the latest; None when it gives none
            now or goes on through midnight.
        open: beginnings and ends of today's spans in which numbers are given, for kiosks without the hub.
        real_name: whether a kiosk gives no number without a card.
    """

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
    refused_zh: str = ""
    refused_en: str = ""
    closes_at: datetime | None = None
    open: tuple[tuple[datetime, datetime], ...] = ()
    real_name: bool = False

    @property
    def key(self) -> str:
        """By queue id."""
        return f"queue/{self.id}"


class ItemRow(Row, frozen=True, kw_only=True, tag="item"):
    """An item (事项) that a kiosk or a clerk chooses from, or a life event (一件事) that holds several.

    Attributes:
        code: the item's code; of a life event its id.
        queue: where its visitors wait; of a life event, first of all.
        kind: ``item`` or ``bundle``.
        items: codes of a life event's items, in the order of the steps.
        materials: what to bring, separated by semicolons; only for staff.
    """

    code: str
    name: str
    name_en: str
    queue: str
    department: str = ""
    keywords: str = ""
    elder: bool = False
    featured: int = 0
    materials: str = ""
    kind: str = "item"
    items: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By item code; a life event may have the same one."""
        return f"{self.kind}/{self.code}"


PlaceRow = HallRow | KioskRow | ZoneRow | QueueRow | ItemRow
