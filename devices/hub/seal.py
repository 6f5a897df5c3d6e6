"""How fields of the vault are sealed, and by which hash texts are known again: with AES or SM4.

A sealed field is a nonce of 12 random bytes, then what the cipher made of the text, then its tag of 16 bytes;
the row's id is authenticated, so that a field moved to another row does not open. AES-256-GCM is NIST SP
800-38D; SM4 is GB/T 32907-2016, with GCM as in RFC 8998; SM3 is GB/T 32905-2016.
"""

from __future__ import annotations

import hmac
import os
from typing import Literal, Protocol

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CipherName = Literal["aes", "sm4"]
MarkHash = Literal["sha256", "sm3"]
NAMES: dict[CipherName, str] = {"aes": "AES-256-GCM", "sm4": "SM4-GCM"}
KEY_BYTES: dict[CipherName, int] = {"aes": 32, "sm4": 16}
MARK_HASH: dict[CipherName, MarkHash] = {"aes": "sha256", "sm4": "sm3"}
"""Which hash goes with which cipher, in a vault that is new."""
NONCE_BYTES, TAG_BYTES = 12, 16


class Seal(Protocol):
    """Seals and opens fields with one key."""

    def seal(self, row: str, text: bytes) -> bytes:
        """Seal a field of a row."""
        ...

    def open(self, row: str, sealed: bytes) -> bytes | None:
        """Open a field of a row; None when it was sealed with another key, for another row, or changed."""
        ...


class AesSeal:
    """AES-256-GCM."""

    def __init__(self, key: bytes) -> None:
        """Seal with 32 bytes."""
        self._cipher = AESGCM(key)

    def seal(self, row: str, text: bytes) -> bytes:
        """Seal a field of a row."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text, row.encode())

    def open(self, row: str, sealed: bytes) -> bytes | None:
        """Open a field of a row, or None."""
        if len(sealed) < NONCE_BYTES + TAG_BYTES:
            return None
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], row.encode())
        except InvalidTag:
            return None


class Sm4Seal:
    """SM4-GCM, which ``cryptography`` has as a cipher and a mode."""

    def __init__(self, key: bytes) -> None:
        """Seal with 16 bytes."""
        self._key = algorithms.SM4(key)

    def seal(self, row: str, text: bytes) -> bytes:
        """Seal a field of a row."""
        nonce = os.urandom(NONCE_BYTES)
        encryptor = Cipher(self._key, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(row.encode())
        return nonce + encryptor.update(text) + encryptor.finalize() + encryptor.tag

    def open(self, row: str, sealed: bytes) -> bytes | None:
        """Open a field of a row, or None."""
        if len(sealed) < NONCE_BYTES + TAG_BYTES:
            return None
        mode = modes.GCM(sealed[:NONCE_BYTES], sealed[-TAG_BYTES:])
        decryptor = Cipher(self._key, mode).decryptor()
        decryptor.authenticate_additional_data(row.encode())
        try:
            return decryptor.update(sealed[NONCE_BYTES:-TAG_BYTES]) + decryptor.finalize()
        except InvalidTag:
            return None


def seal_of(cipher: CipherName, key: bytes) -> Seal:
    """A seal with this key.

    Raises:
        ValueError: the key has another length.
    """
    if len(key) != KEY_BYTES[cipher]:
        raise ValueError(f"a key of {NAMES[cipher]} has {KEY_BYTES[cipher]} bytes")
    return AesSeal(key) if cipher == "aes" else Sm4Seal(key)


def marked(key: bytes, text: bytes, algorithm: MarkHash) -> bytes:
    """A keyed hash (HMAC, RFC 2104) of 32 bytes.

    Raises:
        ValueError: this computer has no such hash.
    """
    return hmac.digest(key, text, algorithm)


def lacking(cipher: CipherName, algorithm: MarkHash) -> str:
    """What of these this computer's OpenSSL does not have; empty when it has both."""
    try:
        seal_of(cipher, bytes(KEY_BYTES[cipher])).seal("", b"")
    except UnsupportedAlgorithm:
        return NAMES[cipher]
    try:
        marked(b"", b"", algorithm)
    except ValueError:
        return algorithm
    return ""
