"""A telephone number that a visitor types with a finger. Pure; nothing of it is ever written down."""

from __future__ import annotations

LONGEST = 12
"""Digits: a mobile number has 11, a number with its area code at most 12."""

MOBILE = 11
SHORTEST = 7


class Dial:
    """Digits typed so far."""

    def __init__(self) -> None:
        self.digits = ""

    def __repr__(self) -> str:
        """Show no digit."""
        return f"Dial({len(self.digits)} digits)"

    def type(self, digit: str) -> None:
        """Add one digit; what is no digit, or too much, is left out."""
        if len(digit) == 1 and digit in "0123456789" and len(self.digits) < LONGEST:
            self.digits += digit

    def erase(self) -> None:
        """Take the last digit back."""
        self.digits = self.digits[:-1]

    def clear(self) -> None:
        """Forget all of them."""
        self.digits = ""

    @property
    def complete(self) -> bool:
        """Whether it may be a whole number: a mobile one, or one with or without an area code."""
        if self.digits.startswith("1"):
            return len(self.digits) == MOBILE
        return SHORTEST <= len(self.digits) <= LONGEST

    @property
    def shown(self) -> str:
        """What others may read over the shoulder: the first three and the last four digits."""
        hidden = max(0, len(self.digits) - 3 - 4)
        return self.digits[:3] + "*" * hidden + self.digits[3 + hidden :]
