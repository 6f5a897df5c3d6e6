"""Official papers of a case: its acceptance, and what is lacking, promised or let come later."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short, Words
from devices.link.words import Language, SlipKind, SlipOutcome

Material = Annotated[str, Meta(min_length=1, max_length=120)]
Materials = Annotated[tuple[Material, ...], Meta(max_length=60)]
CaseNumber = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,64}(?!\n)$")]
"""A number of the business system's case (办件编号), empty while it has none."""
Code = Annotated[str, Meta(max_length=64)]
Days = Annotated[int, Meta(ge=0, le=250)]
"""Working days; 0 takes the hall's."""


class Accept(Command, frozen=True, kw_only=True, tag="accept"):
    """The session's window takes the case of the ticket it serves (受理).

    Attributes:
        item: which of the ticket's items; empty for its first one.
        first_pass: whether everything was there at the first try (一次性通过).
        lacking: materials that were not.
        paper: whether the visitor gets the acceptance receipt (业务受理凭证) on paper.
    """

    first_pass: bool
    case_number: CaseNumber = ""
    item: Code = ""
    lacking: Materials = ()
    paper: bool = True
    language: Language = Language.ZH


class IssueSlip(Command, frozen=True, kw_only=True, tag="issue_slip"):
    """The visitor whom the session's window serves gets a slip: 一次性告知单, 补齐补正, 容缺.

    Attributes:
        item: which of the ticket's items; empty for its first one.
        case_number: the case; empty takes the one it was accepted under, if it was.
        materials: what is lacking; a one-time notice without any names the item's own, a deferral notice
            those that were promised.
        words: what else is to be said on the paper.
        days: working days until it is due.
    """

    kind: SlipKind
    item: Code = ""
    case_number: CaseNumber = ""
    materials: Materials = ()
    words: Words = ""
    days: Days = 0
    paper: bool = True
    language: Language = Language.ZH


class SettleSlip(Command, frozen=True, kw_only=True, tag="settle_slip"):
    """What a slip asked for came in, by hand, post or online; or it never will."""

    slip: Short
    outcome: SlipOutcome = SlipOutcome.HANDED_IN


class ReturnWithSlip(Command, frozen=True, kw_only=True, tag="return_with_slip"):
    """Somebody with a supplement or deferral notice is back and wants a number (二次优先).

    Attributes:
        slip: its id, as in its QR code; at a desk also its number.
        person: the vault's row of the card that was read, if one was.
    """

    slip: Short
    person: Short | None = None
    paper: bool = True
    language: Language = Language.ZH


class ReprintPaper(Command, frozen=True, kw_only=True, tag="reprint_paper"):
    """A paper of today, or an open slip, is wanted once more, marked 补打."""

    paper: Short
    language: Language = Language.ZH


PapersCommand = Accept | IssueSlip | SettleSlip | ReturnWithSlip | ReprintPaper
