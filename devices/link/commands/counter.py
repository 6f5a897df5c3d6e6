"""What a clerk does with tickets at a window."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short
from devices.link.words import TransferPlace, WorkSource

ReasonId = Annotated[str, Meta(max_length=64)]
Items = Annotated[tuple[Short, ...], Meta(min_length=1, max_length=20)]
WindowNumber = Annotated[int, Meta(ge=1)]


class CallNext(Command, frozen=True, kw_only=True, tag="call_next"):
    """A clerk is free and wants the next visitor at the session's window."""


class CallTicket(Command, frozen=True, kw_only=True, tag="call_ticket"):
    """A clerk wants this very ticket; one that is not the next needs a reason of ``[[call_reasons]]``.

    ``by_name`` lets a consult desk call a real-name visitor by the masked name.
    """

    ticket: Short
    reason: ReasonId = ""
    by_name: bool = False


class Recall(Command, frozen=True, kw_only=True, tag="recall"):
    """The called visitor has not come yet: call once more (重呼)."""


class Start(Command, frozen=True, kw_only=True, tag="start"):
    """The called visitor is at the window."""


class Finish(Command, frozen=True, kw_only=True, tag="finish"):
    """The service at the session's window is over; the pad may ask for a rating."""


class MarkNoShow(Command, frozen=True, kw_only=True, tag="mark_no_show"):
    """The called visitor did not come (过号), or ``ticket``, which the window holds, never came back."""

    ticket: Short | None = None


class ReturnTicket(Command, frozen=True, kw_only=True, tag="return_ticket"):
    """A visitor who missed the call is back (过号恢复)."""

    ticket: Short


class Hold(Command, frozen=True, kw_only=True, tag="hold"):
    """The visitor went to copy a form and comes back to this window (挂起)."""


class Resume(Command, frozen=True, kw_only=True, tag="resume"):
    """The held visitor is back at this window."""

    ticket: Short


class Transfer(Command, frozen=True, kw_only=True, tag="transfer"):
    """The visitor goes on to another queue or window (转移), without a new number.

    ``item`` is what they go on for; alone, it means the item's queue.
    """

    queue: Short | None = None
    window: WindowNumber | None = None
    item: Short | None = None
    place: TransferPlace = TransferPlace.BY_TIME


class AddStep(Command, frozen=True, kw_only=True, tag="add_step"):
    """The visit goes on with a next step, without a new number; a ticket still served is finished by it.

    Names a queue or a window, or the item of the step and so its queue.
    """

    ticket: Short
    queue: Short | None = None
    window: WindowNumber | None = None
    item: Short | None = None
    place: TransferPlace = TransferPlace.BY_TIME


class ComeBack(Command, frozen=True, kw_only=True, tag="come_back"):
    """The visitor paid or copied and is back for the same window, or its queue where that has closed."""

    ticket: Short


class ServeDirect(Command, frozen=True, kw_only=True, tag="serve_direct"):
    """A free window serves somebody without a number, or work that came by post, online or by phone."""

    item: Short
    source: WorkSource = WorkSource.COUNTER
    reason: ReasonId = ""


class CorrectItems(Command, frozen=True, kw_only=True, tag="correct_items"):
    """What the visitor at the window is really here for, the main item first."""

    items: Items


class Undo(Command, frozen=True, kw_only=True, tag="undo"):
    """The last step at the session's window was a slip of the hand: take it back."""


CounterCommand = (
    CallNext
    | CallTicket
    | Recall
    | Start
    | Finish
    | MarkNoShow
    | ReturnTicket
    | Hold
    | Resume
    | Transfer
    | AddStep
    | ComeBack
    | ServeDirect
    | CorrectItems
    | Undo
)
