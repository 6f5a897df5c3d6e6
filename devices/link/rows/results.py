"""Official papers that can be printed, and results that wait to be handed over."""

from __future__ import annotations

from datetime import date, datetime

from devices.link.rows.base import Row
from devices.link.words import Delivery, NoticeWay, PrintState, ResultState


class PaperRow(Row, frozen=True, kw_only=True, tag="paper"):
    """An official paper of a window: of today, or the slip with which its visitor came back.

    Attributes:
        kind: ``acceptance``, ``collection``, or one of ``devices.link.words.SlipKind``.
        materials: what it names as lacking.
        open: whether it is still to be answered.
    """

    id: str
    kind: str
    number: str
    name: str
    name_en: str
    item: str
    item_name: str
    item_name_en: str
    made_at: datetime
    ticket_number: str = ""
    case_number: str = ""
    materials: tuple[str, ...] = ()
    due: date | None = None
    open: bool = False
    print_state: PrintState | None = None
    print_cause: str = ""

    @property
    def key(self) -> str:
        """By the paper's id."""
        return f"paper/{self.id}"


class ResultRow(Row, frozen=True, kw_only=True, tag="result"):
    """A result (办理结果) that issue windows see; whom it is for only as 张*.

    Attributes:
        by_card: whether the applicant's card is known, so that reading it shows whose the result is.
        told: how often the applicant was notified, the last time at ``told_at``.
        overdue: whether nobody came within the days that the hall keeps it.
    """

    id: str
    code: str
    item: str
    item_name: str
    item_name_en: str
    state: ResultState
    delivery: Delivery
    arrived_at: datetime
    person: str = ""
    by_card: bool = False
    case_number: str = ""
    queue: str = ""
    told: int = 0
    told_how: NoticeWay | None = None
    told_at: datetime | None = None
    locker: str = ""
    waybill: str = ""
    ended_at: datetime | None = None
    overdue: bool = False

    @property
    def key(self) -> str:
        """By the result's id."""
        return f"result/{self.id}"


RegisterRow = PaperRow | ResultRow
