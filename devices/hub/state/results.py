"""Results (办理结果) from the day they come until they are handed over, and a while longer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from devices.link.words import Delivery, Evidence, NoticeWay, ResultState


@dataclass
class Result:
    """A result, and what became of it.

    Attributes:
        code: the number by which it is known, as on its envelope.
        contact: the vault's row of name and phone.
        person: the vault's row of the applicant, as far as a card was ever read.
        queue: queue in which it is fetched; empty where no issue window has one.
        told: how and when the applicant was notified.
        ended_at: when it was handed over or sent.
        receipt: id of the receipt that is signed at the window (领取凭证), with its ``number``.
        overdue: whether staff were told that nobody comes for it.
    """

    id: str
    code: str
    item: str
    at: datetime
    case_number: str = ""
    contact: str | None = None
    person: str | None = None
    delivery: Delivery = Delivery.COUNTER
    queue: str = ""
    state: ResultState = ResultState.ARRIVED
    told: list[tuple[NoticeWay, datetime]] = field(default_factory=list)
    locker: str = ""
    waybill: str = ""
    ended_at: datetime | None = None
    receipt: str = ""
    number: str = ""
    clerk: str = ""
    window: int = 0
    person_checked: bool = False
    evidence: Evidence | None = None
    overdue: bool = False

    @property
    def here(self) -> bool:
        """Whether the hall still has it, at the counter or in the locker."""
        return self.state in (ResultState.ARRIVED, ResultState.IN_LOCKER)
