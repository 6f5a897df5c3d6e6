"""What a clerk has shown and typed to sign in: kept until the hub has answered, and in no ``repr``."""

from __future__ import annotations

from devices.link.commands import SignIn

SHORTEST, LONGEST = 4, 8
"""Digits of a PIN."""
CARD_LONGEST = 64


class Proof:
    """Card, PIN and new PIN of one sign-in.

    Attributes:
        clerk: staff number, as far as it is known.
        name: the clerk's name, for the screen.
        voucher: the hub's word for a card that its reader has read.
        card: a card's number, from a reader that acts as a keyboard.
        digits: the PIN that is being typed.
        pin: the PIN that was typed whole.
        new_pin: the one that shall replace it.
    """

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.forget()

    def forget(self) -> None:
        """Forget everything."""
        self.clerk = self.name = ""
        self.card = self.voucher = ""
        self.digits = self.pin = self.new_pin = ""

    def type_card(self, letters: str) -> None:
        """Take what a reader types."""
        self.card = (self.card + "".join(c for c in letters if c.isalnum()))[:CARD_LONGEST]

    def type_digits(self, letters: str) -> bool:
        """Take digits of a PIN; returns whether there were any."""
        digits = "".join(c for c in letters if c.isascii() and c.isdigit())
        self.digits = (self.digits + digits)[:LONGEST]
        return bool(digits)

    @property
    def is_complete(self) -> bool:
        """Whether what is typed can be a PIN."""
        return SHORTEST <= len(self.digits) <= LONGEST

    def command(self) -> SignIn:
        """What is said to the hub."""
        return SignIn(
            clerk=self.clerk, card=self.card, voucher=self.voucher, pin=self.pin, new_pin=self.new_pin
        )
