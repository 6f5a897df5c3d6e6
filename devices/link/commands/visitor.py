"""What visitors ask for at a kiosk or at the desk."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from devices.link.commands.base import Command, Phone, Short
from devices.link.words import Language


class TakeTicket(Command, frozen=True, kw_only=True, tag="take_ticket"):
    """A visitor wants a number for an item, and perhaps for more.

    ``also`` names more items of the same visit: those of the first one's queue go on the same ticket, the
    others follow as further steps. ``bundle`` names a life event (一件事), whose items come in its own order.
    """

    item: Short
    also: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()
    bundle: Annotated[str, Meta(max_length=64)] = ""
    person: Short | None = None
    language: Language = Language.ZH
    paper: bool = True


class CheckIn(Command, frozen=True, kw_only=True, tag="check_in"):
    """A booked visitor is here; code, card or phone of the appointment gives the ticket.

    Without a code it is the person's or the phone's first appointment of today that has not checked in yet.
    """

    keeps_contact: ClassVar[bool] = False

    code: Annotated[str, Meta(max_length=64)] = ""
    person: Short | None = None
    phone: Phone = ""
    language: Language = Language.ZH
    paper: bool = True


class CancelTicket(Command, frozen=True, kw_only=True, tag="cancel_ticket"):
    """The visitor gives the ticket up."""

    ticket: Short


class Reprint(Command, frozen=True, kw_only=True, tag="reprint"):
    """The ticket is wanted on paper once more, marked 补打."""

    ticket: Short
    language: Language = Language.ZH


VisitorCommand = TakeTicket | CheckIn | CancelTicket | Reprint
