"""Staff cards: what one is, what became of it, and how its number is spelt before it is hashed.

A card's number passes through here and is in no value, no ``repr`` and no error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from devices.readers.idnumber import BadNumber, checked, is_foreigner_2017

# Readers write a UID as 04A1B2C3, 04:a1:b2:c3 or 04 A1 B2 C3.
_BETWEEN = re.compile(r"[\s:-]+")
_SPELT = re.compile(r"[0-9A-Z]{4,64}")


class CardKind(Enum):
    """What a staff card is: the clerk's own second-generation ID card, or an IC card by its UID."""

    ID = "id"
    IC = "ic"


class CardState(Enum):
    """What became of a card; only an enrolled one opens."""

    ENROLLED = "enrolled"
    LOST = "lost"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class CardHolder:
    """Whose card it is that lies on the reader."""

    number: str
    state: CardState

    @property
    def opens(self) -> bool:
        """Whether the card may be used to sign in."""
        return self.state is CardState.ENROLLED


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card as staff see it.

    Attributes:
        id: a name for it that has nothing to do with what is on the card.
        number: the clerk's staff number.
        since: when it came to be in this state.
        by: who said so.
    """

    id: str
    number: str
    kind: CardKind
    state: CardState
    since: datetime
    by: str


def spelt(card: str) -> str:
    """A card's number as every reader would give it, or an empty string when it is none."""
    bare = _BETWEEN.sub("", card).upper()
    return bare if _SPELT.fullmatch(bare) else ""


def why_no_card(card: str, kind: CardKind) -> str:
    """Why a text cannot be the number of such a card, or nothing; the sentence holds no part of it."""
    number = spelt(card)
    if not number:
        return "a card's number is 4 to 64 letters and digits"
    if kind is CardKind.ID and not is_foreigner_2017(number):
        try:
            # An old number of 15 digits is on no card that a reader can read.
            if checked(number) != number:
                return "an ID card's number has 18 characters"
        except BadNumber as error:
            return f"this is no ID card's number: {error}"
    return ""
