"""Enrolment: how a new program and its hub come to know each other's keys by one short code.

The hub shows the code to an admin, who types it at the program. Both prove that they know it, over the keys
that they tell each other, so nobody between them can put in keys of their own. The code itself is never sent.
It has 40 random bits and holds for minutes; Argon2id makes each guess cost so much that what was overheard
cannot be guessed in that time.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw

from devices.link.messages import Enrolled
from devices.link.words import Role

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code read aloud or off a screen is typed right."""
NAME_LETTERS, SECRET_LETTERS = 3, 8


class BadCode(ValueError):
    """What was typed is no code."""


@dataclass(frozen=True)
class Code:
    """A short code: the part that names it, and the part that only the two sides know."""

    name: str
    secret: str = field(repr=False)

    @classmethod
    def new(cls) -> Code:
        """A random code."""
        letters = "".join(secrets.choice(LETTERS) for _ in range(NAME_LETTERS + SECRET_LETTERS))
        return cls(letters[:NAME_LETTERS], letters[NAME_LETTERS:])

    @classmethod
    def typed(cls, text: str) -> Code:
        """A code as somebody typed it: capitals, hyphens and spaces do not matter.

        Raises:
            BadCode: it has not 11 letters of the alphabet.
        """
        letters = "".join(text.upper().replace("-", "").split())
        letters = letters.replace("I", "1").replace("L", "1").replace("O", "0")
        if len(letters) != NAME_LETTERS + SECRET_LETTERS or not set(letters) <= set(LETTERS):
            raise BadCode("a code has 11 letters and digits, like 7KQ-4XRM-92TB")
        return cls(letters[:NAME_LETTERS], letters[NAME_LETTERS:])

    def shown(self) -> str:
        """The code as people read it: 7KQ-4XRM-92TB."""
        half = SECRET_LETTERS // 2
        return f"{self.name}-{self.secret[:half]}-{self.secret[half:]}"

    def key(self) -> bytes:
        """The key that both sides make of the code: 32 bytes of Argon2id (RFC 9106), a tenth of a second."""
        return hash_secret_raw(
            self.secret.encode(),
            b"hall enrolment 1 " + self.name.encode(),
            time_cost=3,
            memory_cost=64 * 1024,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        )


def client_proof(key: bytes, nonce: bytes, public: bytes) -> bytes:
    """What a program says to be taken: it knows the code, and this is its public key."""
    return hmac.digest(key, _joined(b"client", nonce, public), hashlib.sha256)


def hub_proof(key: bytes, nonce: bytes, public: bytes, enrolled: Enrolled) -> bytes:
    """What the hub answers: it knows the code too, took this key, and these are its certificates."""
    said = (enrolled.client, enrolled.role.value, enrolled.place, enrolled.hall, enrolled.ca)
    return hmac.digest(key, _joined(b"hub", nonce, public, *(text.encode() for text in said)), hashlib.sha256)


def code_letters(text: str) -> str:
    """The letters of a code among what somebody typed, as they are meant; all else is left out."""
    meant = text.upper().replace("I", "1").replace("L", "1").replace("O", "0")
    return "".join(letter for letter in meant if letter in LETTERS)


def fits(wanted: Role | None, wanted_place: str, role: Role, place: str) -> bool:
    """Whether a program that can be one thing (None: anything) in one place (empty: any) may be this."""
    return (wanted is None or wanted is role) and wanted_place in ("", place)


def _joined(*parts: bytes) -> bytes:
    """The parts with their lengths, so that no two lists are the same text."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
