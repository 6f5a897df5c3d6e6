"""PINs: which are too easy, how one is kept, and what is said to one that is tried.

A PIN is short, so a stolen file alone must not do: it is hashed with Argon2id only after the hall's key has
gone over it together with the staff number. Nothing here keeps, logs or names a PIN.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_PIN = re.compile(r"[0-9]{4,12}")
_CLERKS = range(4, 9)
_ADMINS = range(8, 13)
_ADMINS_KINDS = 5


class PinAnswer(Enum):
    """What the register says to a PIN."""

    GOOD = "good"
    WRONG = "wrong"
    LOCKED = "locked"
    NONE_SET = "none_set"


@dataclass(frozen=True, kw_only=True)
class PinCheck:
    """The answer to a PIN.

    Attributes:
        must_change: a good PIN that somebody else chose: the clerk sets another before anything else.
        tries_left: after a wrong one, how many more before the lock.
        locked_until: when the next PIN is looked at; None while the number is not locked.
    """

    answer: PinAnswer
    must_change: bool = False
    tries_left: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PinStatus:
    """What may be known of a clerk's PIN; ``locked_until`` is None while it is not locked."""

    is_set: bool
    must_change: bool = False
    locked_until: datetime | None = None


def weakness(number: str, pin: str, *, admin: bool = False) -> str:
    """Why a PIN cannot be taken for a staff number, or an empty string; the sentence holds no digit of it.

    A clerk's has 4 to 8 digits, an admin's 8 to 12 with at least five different ones: GB/T 22239-2019
    asks for complexity, and the code of the second factor comes on top of it.
    """
    if not _PIN.fullmatch(pin) or len(pin) not in (_ADMINS if admin else _CLERKS):
        return "an admin's PIN is 8 to 12 digits" if admin else "a PIN is 4 to 8 digits"
    if admin and len(set(pin)) < _ADMINS_KINDS:
        return f"an admin's PIN has at least {_ADMINS_KINDS} different digits"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        return "the PIN is one digit over and over, or counts up or down"
    if pin == (pin[:2] * len(pin))[: len(pin)]:
        return "the PIN is two digits over and over"
    if pin in number or (len(number) >= 4 and number in pin):
        return "the PIN is part of the staff number, or the staff number of it"
    return ""


class PinHashes:
    """Makes and checks what is kept of a PIN; each check costs the same, whoever is asked for."""

    def __init__(self, mark: Callable[[str], bytes], hasher: PasswordHasher) -> None:
        """Make the hash that stands in for whoever has no PIN.

        Args:
            mark: a keyed hash of a text, with a key that lies outside of the register's file.
            hasher: Argon2id with the hall's cost.
        """
        self._mark = mark
        self._hasher = hasher
        self._nobody = hasher.hash(secrets.token_bytes(32))

    def made(self, number: str, pin: str) -> str:
        """What to keep of a PIN: Argon2id in PHC form, with its salt and cost."""
        return self._hasher.hash(self._keyed(number, pin))

    def fits(self, kept: str | None, number: str, pin: str) -> bool:
        """Whether a PIN is the kept one; with None the same work is done and the answer is no.

        Raises:
            argon2.exceptions.Argon2Error: there is not the memory for it.
            argon2.exceptions.InvalidHashError: what is kept is no hash.
        """
        # What is no PIN is never kept, so the empty text in its place fits nothing.
        offered = pin if _PIN.fullmatch(pin) else ""
        try:
            if kept is None:
                self._hasher.verify(self._nobody, self._keyed("", offered))
            else:
                self._hasher.verify(kept, self._keyed(number, offered))
        except VerifyMismatchError:
            return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether a PIN was kept at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _keyed(self, number: str, pin: str) -> bytes:
        # No card is spelt with a colon: a PIN's mark is never a card's.
        return self._mark(f"pin:{number}:{pin}")
