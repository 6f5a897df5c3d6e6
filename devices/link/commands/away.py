"""What kiosks and panels that were without the hub hand in.

Both are said with an id made from what they tell, so that the same thing handed in again, however much
later, is answered again and not done again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short
from devices.link.words import AwayOutcome, AwayPaper, Language

Moment = Annotated[datetime, Meta(tz=True)]
TicketName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}(?!\n)$")]


class HandInTicket(Command, frozen=True, kw_only=True, tag="hand_in_ticket"):
    """A kiosk gave this number without the hub, out of its own range.

    ``ticket`` is made by the kiosk, as hard to guess as the hub's own, and is the command's id as well.
    ``count`` is the number without its letter; ``elder`` says that a card showed an age that goes first.
    """

    ticket: TicketName
    item: Short
    also: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()
    count: Annotated[int, Meta(ge=1, le=999_999)]
    taken_at: Moment
    person: Short | None = None
    elder: bool = False
    language: Language = Language.ZH
    paper: AwayPaper = AwayPaper.NONE


class HandInService(Command, frozen=True, kw_only=True, tag="hand_in_service"):
    """The session's window called this ticket without the hub, or went on with it.

    Said once for each ticket, as things stand when the hub is back; its id names ticket, call and outcome.
    """

    ticket: Short
    called_at: Moment
    started_at: Moment | None = None
    ended_at: Moment | None = None
    outcome: AwayOutcome


AwayCommand = HandInTicket | HandInService
