"""What may be asked of the hall: the commands of the wire contract.

A command says what somebody wants and never who or where they are: role, window and kiosk are the
session's. Each carries plain values and is refused with a code of ``devices.link.refusals`` or done.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from devices.link.words import DeviceState, Grade, Language, TransferPlace, VisitorClass

Short = Annotated[str, Meta(min_length=1, max_length=64)]
Words = Annotated[str, Meta(max_length=500)]


class Command(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do", omit_defaults=True
):
    """Something that is asked of the hall."""


class TakeTicket(Command, frozen=True, kw_only=True, tag="take_ticket"):
    """A visitor wants a number for an item."""

    item: Short
    person: Short | None = None
    language: Language = Language.ZH
    paper: bool = True


class CheckIn(Command, frozen=True, kw_only=True, tag="check_in"):
    """A booked visitor is here; the appointment's code gives the ticket."""

    code: Short
    language: Language = Language.ZH
    paper: bool = True


class CancelTicket(Command, frozen=True, kw_only=True, tag="cancel_ticket"):
    """The visitor gives the ticket up."""

    ticket: Short


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


class OpenWindow(Command, frozen=True, kw_only=True, tag="open_window"):
    """The session's window begins, or goes on after a pause."""


class PauseWindow(Command, frozen=True, kw_only=True, tag="pause_window"):
    """The session's window pauses (暂停服务) for a reason of the hall's list."""

    reason: Short


class CloseWindow(Command, frozen=True, kw_only=True, tag="close_window"):
    """The session's window closes."""


class SignIn(Command, frozen=True, kw_only=True, tag="sign_in"):
    """A clerk takes the session's window."""

    clerk: Short


class SignOut(Command, frozen=True, kw_only=True, tag="sign_out"):
    """The clerk leaves the session's window, which closes."""


class BookAppointment(Command, frozen=True, kw_only=True, tag="book_appointment"):
    """An appointment made elsewhere (预约) is told to the hall."""

    code: Short
    item: Short
    starts_at: datetime
    ends_at: datetime
    person: Short | None = None


class Rate(Command, frozen=True, kw_only=True, tag="rate"):
    """A visitor rates the service of a ticket (好差评)."""

    ticket: Short
    grade: Grade
    reasons: Annotated[tuple[Short, ...], Meta(max_length=8)] = ()
    words: Words = ""


class DeclineRating(Command, frozen=True, kw_only=True, tag="decline_rating"):
    """The visitor would rather not rate (暂不评价)."""

    ticket: Short


class Reprint(Command, frozen=True, kw_only=True, tag="reprint"):
    """The ticket is wanted on paper once more, marked 补打."""

    ticket: Short
    language: Language = Language.ZH


class PrintStarted(Command, frozen=True, kw_only=True, tag="print_started"):
    """An agent is about to send a print job to its printer."""

    job: Short


class PrintConfirmed(Command, frozen=True, kw_only=True, tag="print_confirmed"):
    """The printer itself said that the job is on paper."""

    job: Short


class PrintFailed(Command, frozen=True, kw_only=True, tag="print_failed"):
    """The job is certainly not on paper."""

    job: Short
    cause: Short


class PrintUnknown(Command, frozen=True, kw_only=True, tag="print_unknown"):
    """Nobody knows whether the job is on paper; it is never repeated by itself."""

    job: Short
    cause: Short


class ReportDevice(Command, frozen=True, kw_only=True, tag="report_device"):
    """An agent tells a device's state."""

    device: Short
    state: DeviceState
    fault: Annotated[str, Meta(max_length=64)] = ""


class IdentifyPerson(Command, frozen=True, kw_only=True, tag="identify_person"):
    """The hub read an ID card and knows the vault's row; said only by the hub itself."""

    person: Short
    visitor_class: VisitorClass


AnyCommand = (
    TakeTicket
    | CheckIn
    | CancelTicket
    | CallNext
    | Recall
    | Start
    | Finish
    | MarkNoShow
    | ReturnTicket
    | Hold
    | Resume
    | Transfer
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | SignIn
    | SignOut
    | BookAppointment
    | Rate
    | DeclineRating
    | Reprint
    | PrintStarted
    | PrintConfirmed
    | PrintFailed
    | PrintUnknown
    | ReportDevice
    | IdentifyPerson
)
