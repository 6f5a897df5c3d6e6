"""What a clerk does with tickets at a window."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short
from devices.link.words import TransferPlace


class CallNext(Command, frozen=True, kw_only=True, tag="call_next"):
    """A clerk is free and wants the next visitor at the session's window."""


class Recall(Command, frozen=True, kw_only=True, tag="recall"):
    """The called visitor has not come yet: call once more (重呼)."""


class Start(Command, frozen=True, kw_only=True, tag="start"):
    """The called visitor is at the window."""


class Finish(Command, frozen=True, kw_only=True, tag="finish"):
    """The service at the session's window is over; the pad may ask for a rating."""


class MarkNoShow(Command, frozen=True, kw_only=True, tag="mark_no_show"):
    """The called visitor did not come (过号)."""


class ReturnTicket(Command, frozen=True, kw_only=True, tag="return_ticket"):
    """A visitor who missed the call is back (过号恢复)."""

    ticket: Short


class Hold(Command, frozen=True, kw_only=True, tag="hold"):
    """The visitor went to copy a form and comes back to this window (挂起)."""


class Resume(Command, frozen=True, kw_only=True, tag="resume"):
    """The held visitor is back at this window."""

    ticket: Short


class Transfer(Command, frozen=True, kw_only=True, tag="transfer"):
    """The visitor goes on to another queue or window (转移), without a new number."""

    queue: Short | None = None
    window: Annotated[int, Meta(ge=1)] | None = None
    place: TransferPlace = TransferPlace.BY_TIME


CounterCommand = CallNext | Recall | Start | Finish | MarkNoShow | ReturnTicket | Hold | Resume | Transfer
