"""Results that came, were notified, and were handed over: the register (送达登记)."""

from __future__ import annotations

from devices.hub.events.base import Event
from devices.link.words import Delivery, Evidence, NoticeWay


class ResultArrived(Event, frozen=True, kw_only=True, tag="result_arrived"):
    """A result came to the issue windows; contact and person are rows of the vault."""

    result: str
    code: str
    item: str
    case_number: str = ""
    contact: str | None = None
    person: str | None = None
    delivery: Delivery = Delivery.COUNTER
    queue: str = ""
    clerk: str = ""

    @property
    def made(self) -> str:
        """The result's id."""
        return self.result


class DeliveryChosen(Event, frozen=True, kw_only=True, tag="delivery_chosen"):
    """The applicant wants it this way; it is at the counter until then."""

    result: str
    way: Delivery
    clerk: str = ""


class ResultNotified(Event, frozen=True, kw_only=True, tag="result_notified"):
    """The applicant was told."""

    result: str
    how: NoticeWay
    clerk: str = ""


class ResultInLocker(Event, frozen=True, kw_only=True, tag="result_in_locker"):
    """It lies in a box of the locker."""

    result: str
    locker: str
    clerk: str = ""


class ResultSent(Event, frozen=True, kw_only=True, tag="result_sent"):
    """The post has it, under this number."""

    result: str
    waybill: str
    clerk: str = ""


class ResultHandedOver(Event, frozen=True, kw_only=True, tag="result_handed_over"):
    """It was given away: by a card that is the applicant's, or on what else was looked at.

    Attributes:
        paper: id of the receipt to be signed (领取凭证).
        number: the receipt's number.
        person_checked: whether the card read at the window is the applicant's.
        person: the vault's row of whoever's card was read, which may be a delegate's.
    """

    result: str
    paper: str
    number: str
    count: int
    clerk: str = ""
    window: int = 0
    ticket: str = ""
    person_checked: bool = False
    evidence: Evidence | None = None
    person: str | None = None

    @property
    def made(self) -> str:
        """The receipt's id."""
        return self.paper


class ResultOverdue(Event, frozen=True, kw_only=True, tag="result_overdue"):
    """Nobody came for it within the days that the hall keeps it; staff are told once."""

    result: str


ResultsEvent = (
    ResultArrived
    | DeliveryChosen
    | ResultNotified
    | ResultInLocker
    | ResultSent
    | ResultHandedOver
    | ResultOverdue
)
