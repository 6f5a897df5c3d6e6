"""What somebody who signs in has proved; the hub finds out before the rules, which only judge it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused


class CardProof(Enum):
    """What the staff register says of the card that was shown."""

    NOT_GIVEN = "not_given"
    GOOD = "good"
    LOST = "lost"
    UNKNOWN = "unknown"


class PinProof(Enum):
    """What the staff register says of the PIN."""

    NOT_GIVEN = "not_given"
    GOOD = "good"
    WRONG = "wrong"
    LOCKED = "locked"
    NONE_SET = "none_set"


class NewPin(Enum):
    """What became of a PIN that the clerk chose at sign-in."""

    NOT_GIVEN = "not_given"
    KEPT = "kept"
    TOO_EASY = "too_easy"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was proved, without card and PIN themselves.

    Attributes:
        clerk: staff number of the card's holder; empty without a good card.
        must_change: whether somebody else chose the PIN, and the clerk must choose another.
        held_off: too much was wrong at this place of late; nothing was looked at.
    """

    card: CardProof = CardProof.NOT_GIVEN
    clerk: str = ""
    pin: PinProof = PinProof.NOT_GIVEN
    must_change: bool = False
    new_pin: NewPin = NewPin.NOT_GIVEN
    held_off: bool = False


NOTHING = Proof()

_CARD = {CardProof.LOST: "card_lost", CardProof.UNKNOWN: "card_unknown"}
_PIN = {
    PinProof.NOT_GIVEN: "pin_needed",
    PinProof.WRONG: "pin_wrong",
    PinProof.LOCKED: "pin_locked",
    PinProof.NONE_SET: "pin_none",
}


def proven(hall: Hall, command: c.SignIn, proof: Proof) -> str:
    """Staff number of whoever signs in, proved as [staff] sign_in asks.

    Raises:
        Refused: because something is missing or wrong.
    """
    how = hall.config.staff.sign_in
    if proof.held_off:
        raise Refused("place_locked")
    if proof.card in _CARD:
        raise Refused(_CARD[proof.card])
    if how in ("card", "card_pin") and proof.card is not CardProof.GOOD:
        raise Refused("card_needed")
    if command.clerk and proof.clerk and command.clerk != proof.clerk:
        raise Refused("card_not_yours")
    number = command.clerk or proof.clerk
    if number not in hall.clerk_of:
        raise Refused("unknown_clerk")
    if how in ("pin", "card_pin"):
        if proof.pin in _PIN:
            raise Refused(_PIN[proof.pin])
        if proof.must_change and proof.new_pin is not NewPin.KEPT:
            raise Refused("pin_too_easy" if proof.new_pin is NewPin.TOO_EASY else "pin_change_needed")
    return number
