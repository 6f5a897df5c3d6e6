"""The consult desk (咨询辅导): advice, rooms, and matters that cannot be served here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Name, Phone, Short, Words

_Point = Annotated[str, Meta(min_length=1, max_length=200)]
_MaybeShort = Annotated[str, Meta(max_length=64)]


class GiveAdvice(Command, frozen=True, kw_only=True, tag="give_advice"):
    """A visitor was told at once all that the item needs (一次告知, 辅导告知单).

    ``told`` are materials of the item's list or codes of ``devices.link.advice``; whatever else was said is
    ``words``. Without a ticket, the slip's number brings the advice to the window.
    """

    item: Short
    told: Annotated[tuple[_Point, ...], Meta(max_length=40)] = ()
    ticket: _MaybeShort = ""
    words: Words = ""
    paper: bool = False


class AttachAdvice(Command, frozen=True, kw_only=True, tag="attach_advice"):
    """The visitor of a ticket brought a slip along: today's number of it (F001) or its id."""

    ticket: Short
    advice: Short


class BookRoom(Command, frozen=True, kw_only=True, tag="book_room"):
    """A counselling room (辅导室) is wanted for a time."""

    room: Short
    starts_at: datetime
    ends_at: datetime
    ticket: _MaybeShort = ""


class FreeRoom(Command, frozen=True, kw_only=True, tag="free_room"):
    """The room is not needed at that time after all."""

    booking: Short


class RegisterMatter(Command, frozen=True, kw_only=True, tag="register_matter"):
    """What cannot be served here is written down, with whom to answer (窗口无否决权)."""

    item: _MaybeShort = ""
    department: _MaybeShort = ""
    words: Words
    name: Name = ""
    phone: Phone = ""


class AnswerMatter(Command, frozen=True, kw_only=True, tag="answer_matter"):
    """The visitor was answered."""

    matter: Short
    words: Words


ConsultCommand = GiveAdvice | AttachAdvice | BookRoom | FreeRoom | RegisterMatter | AnswerMatter
