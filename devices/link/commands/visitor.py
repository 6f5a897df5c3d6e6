"""What visitors ask for at a kiosk or at the desk."""

from __future__ import annotations

from devices.link.commands.base import Command, Short
from devices.link.words import Language


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


class Reprint(Command, frozen=True, kw_only=True, tag="reprint"):
    """The ticket is wanted on paper once more, marked 补打."""

    ticket: Short
    language: Language = Language.ZH


VisitorCommand = TakeTicket | CheckIn | CancelTicket | Reprint
