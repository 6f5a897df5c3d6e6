"""Cases that were accepted, and slips that say what is lacking."""

from __future__ import annotations

from datetime import date

from devices.hub.events.base import Event
from devices.link.words import SlipKind, SlipOutcome


class CaseAccepted(Event, frozen=True, kw_only=True, tag="case_accepted"):
    """A window took a case; whether everything was there at once, and whether there had been advice."""

    paper: str
    number: str
    count: int
    ticket: str
    ticket_number: str
    window: int
    clerk: str
    item: str
    case_number: str = ""
    first_pass: bool = False
    lacking: tuple[str, ...] = ()
    advised: bool = False
    person: str | None = None

    @property
    def made(self) -> str:
        """The receipt's id."""
        return self.paper


class SlipIssued(Event, frozen=True, kw_only=True, tag="slip_issued"):
    """A visitor got a slip; ``words`` is the vault's row of what else was said."""

    slip: str
    number: str
    count: int
    kind: SlipKind
    ticket: str
    ticket_number: str
    window: int
    clerk: str
    item: str
    case_number: str = ""
    materials: tuple[str, ...] = ()
    words: str | None = None
    due: date | None = None
    person: str | None = None

    @property
    def made(self) -> str:
        """The slip's id."""
        return self.slip


class SlipSettled(Event, frozen=True, kw_only=True, tag="slip_settled"):
    """What a slip asked for came in, or never will."""

    slip: str
    outcome: SlipOutcome
    clerk: str = ""


class SlipReturned(Event, frozen=True, kw_only=True, tag="slip_returned"):
    """Whoever holds the slip is back and got this ticket."""

    slip: str
    ticket: str


class SlipOverdue(Event, frozen=True, kw_only=True, tag="slip_overdue"):
    """The day until which a slip could be answered is over; staff are told once."""

    slip: str


PapersEvent = CaseAccepted | SlipIssued | SlipSettled | SlipReturned | SlipOverdue
