"""Results of cases: here, notified, and handed over (统一出件)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Name, Phone, Short
from devices.link.commands.papers import CaseNumber
from devices.link.words import Delivery, Evidence, Language, NoticeWay

ResultCode = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}(?!\n)$")]
Waybill = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{5,39}(?!\n)$")]


class RegisterResult(Command, frozen=True, kw_only=True, tag="register_result"):
    """A result (证照, 批文) has come to the issue windows.

    Attributes:
        code: the number by which the result is known, as on its envelope.
        name: whom it is for, kept in the vault like the phone.
        person: the vault's row of a card read here; without one, that of the case's acceptance is taken.
        queue: queue in which it is fetched; empty takes that of the nearest issue window.
    """

    code: ResultCode
    item: Short
    case_number: CaseNumber = ""
    name: Name = ""
    phone: Phone = ""
    person: Short | None = None
    delivery: Delivery = Delivery.COUNTER
    queue: Annotated[str, Meta(max_length=32)] = ""


class ChooseDelivery(Command, frozen=True, kw_only=True, tag="choose_delivery"):
    """The applicant wants it another way; also what came back by post is at the counter again."""

    result: Short
    way: Delivery


class NotifyResult(Command, frozen=True, kw_only=True, tag="notify_result"):
    """The applicant was told that the result is here."""

    result: Short
    how: NoticeWay


class PutInLocker(Command, frozen=True, kw_only=True, tag="put_in_locker"):
    """The result lies in a box of the pick-up locker (自助取件柜)."""

    result: Short
    locker: ResultCode


class SendResult(Command, frozen=True, kw_only=True, tag="send_result"):
    """The result was given to the post."""

    result: Short
    waybill: Waybill


class HandOverResult(Command, frozen=True, kw_only=True, tag="hand_over_result"):
    """The result is given to whoever stands at the session's issue window, or took it from the locker.

    Attributes:
        person: the vault's row of the card that was just read here.
        evidence: what was looked at, where the card is not the applicant's.
    """

    result: Short
    person: Short | None = None
    evidence: Evidence | None = None
    paper: bool = True
    language: Language = Language.ZH


ResultsCommand = RegisterResult | ChooseDelivery | NotifyResult | PutInLocker | SendResult | HandOverResult
