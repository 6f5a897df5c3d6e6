"""Cases that windows took, and the slips that visitors hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from devices.link.words import SlipKind, SlipOutcome

PAPERS_KEPT = 20
"""Papers of today that a window is shown, the newest ones; all others are found by ticket or number."""


@dataclass
class Acceptance:
    """A case that a window took today, and so its receipt (业务受理凭证).

    Attributes:
        item: code of the item.
        first_pass: whether everything was there at the first try.
        lacking: what was not.
        advised: whether the visit had advice of the consult desk.
        person: the vault's row of whoever's card the ticket was taken with.
    """

    id: str
    number: str
    ticket: str
    ticket_number: str
    window: int
    clerk: str
    item: str
    at: datetime
    case_number: str = ""
    first_pass: bool = False
    lacking: tuple[str, ...] = ()
    advised: bool = False
    person: str | None = None


@dataclass
class Case:
    """An accepted case until its result is here: whose it is."""

    number: str
    person: str
    at: datetime


@dataclass
class Slip:
    """A slip of today, or one that is still to be answered.

    Attributes:
        words: the vault's row of what else was said.
        due: the last day to answer it; None for one that asks for nothing.
        ticket: the ticket for which it was given, of today or of an earlier day.
        back: the newest ticket that its holder got on coming back.
        overdue: whether staff were told that its day is over.
    """

    id: str
    number: str
    kind: SlipKind
    ticket: str
    ticket_number: str
    window: int
    clerk: str
    item: str
    at: datetime
    case_number: str = ""
    materials: tuple[str, ...] = ()
    words: str | None = None
    due: date | None = None
    person: str | None = None
    back: str = ""
    outcome: SlipOutcome | None = None
    overdue: bool = False

    @property
    def asks(self) -> bool:
        """Whether its holder may come back with it and go first."""
        return self.outcome is None and self.kind in (SlipKind.SUPPLEMENT, SlipKind.DEFERRAL_NOTICE)
