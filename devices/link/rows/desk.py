"""What guides and the shift leader look after: calls for help, rooms, and matters that wait for an answer."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from devices.link.rows.base import Row
from devices.link.words import HelpTopic


class HelpRow(Row, frozen=True, kw_only=True, tag="help"):
    """A call for help, for the desk and for whoever called.

    Attributes:
        place: the kiosk's id, or ``window-5``.
        accepted: whether somebody is on the way.
        accepted_by: their name, where the hall tells it; empty while nobody is.
        rings: whether it rings at this session's desk.
    """

    id: str
    place: str
    zone: str
    about: HelpTopic
    since: datetime
    accepted: bool = False
    accepted_by: str = ""
    rings: bool = False

    @property
    def key(self) -> str:
        """By the call's id."""
        return f"help/{self.id}"


class RoomTime(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A time at which a room is taken; ``number`` is the number of the ticket it was taken for, if any."""

    booking: str
    starts_at: datetime
    ends_at: datetime
    number: str = ""


class RoomRow(Row, frozen=True, kw_only=True, tag="room"):
    """A counselling room (辅导室) and when it is taken from today on."""

    id: str
    name: str
    zone: str
    seats: int
    taken: tuple[RoomTime, ...] = ()

    @property
    def key(self) -> str:
        """By room id."""
        return f"room/{self.id}"


class MatterRow(Row, frozen=True, kw_only=True, tag="matter"):
    """A matter that could not be served and waits for its answer; what and for whom stays in the vault.

    Attributes:
        number: its number of the day on which it was registered.
        contact: whether a name or a phone was left.
        overdue: whether the day by which it was to be answered is over.
    """

    id: str
    number: str
    registered_at: datetime
    reply_by: date
    item: str = ""
    item_name: str = ""
    department: str = ""
    contact: bool = False
    overdue: bool = False

    @property
    def key(self) -> str:
        """By the matter's id."""
        return f"matter/{self.id}"


class NoticeRow(Row, frozen=True, kw_only=True, tag="notice"):
    """Something that staff must know or do, as a sentence; it goes when it is settled or so no more.

    Attributes:
        code: a key of ``devices.link.notices``.
        window: window that it is about; 0 for none.
    """

    id: str
    code: str
    zh: str
    en: str
    since: datetime
    zone: str = ""
    window: int = 0

    @property
    def key(self) -> str:
        """By the notice's id."""
        return f"notice/{self.id}"


DeskRow = HelpRow | RoomRow | MatterRow | NoticeRow
