"""Who a program is to its hub: the key that it made itself, and what enrolment gave it.

The private key never leaves this computer; the hub keeps the public half. One file holds everything that a
program needs to find its hub and to prove itself, and only its owner may read it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta, Struct

from devices.link.words import Role

PURPOSE = b"hall link 2 hello\x00"
"""What is signed begins with this, so that no signature means anything elsewhere."""
LARGEST = 64 * 1024
"""Largest file that is read, in bytes."""

Key = Annotated[bytes, Meta(min_length=32, max_length=32)]


class IdentityFailed(Exception):
    """The file is none of a program's identity, or others may read it; says what to do."""


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    hub: str
    client: Annotated[str, Meta(min_length=1, max_length=64)]
    role: Role
    place: str
    hall: str
    key: Key
    ca: str = ""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A program that is enrolled at a hub.

    Attributes:
        hub: address of the link, ``wss://hub.hall:8710/link``.
        client: its id in the hub's register.
        role: what it is there.
        place: the kiosk's id, ``window-5``, ``zone-tax``, a host, or empty.
        hall: the hall's name, for people.
        key: its private Ed25519 key (RFC 8032).
        ca: certificates of the hall's own authority as PEM; empty where the hub is on this computer.
        file: where it was read; None for one that is kept nowhere.
    """

    hub: str
    client: str
    role: Role
    place: str
    hall: str
    key: Ed25519PrivateKey = field(repr=False)
    ca: str = field(default="", repr=False)
    file: Path | None = field(default=None, repr=False, compare=False)

    def believing(self, ca: str) -> Identity:
        """The same program, which knows its hub by these certificates; its file says so too.

        Raises:
            IdentityFailed: the file cannot be written.
        """
        changed = replace(self, ca=ca)
        if self.file is not None:
            changed.save(self.file)
        return changed

    def sign(self, nonce: bytes) -> bytes:
        """Answer the hub's challenge: 64 bytes that only the holder of the key can make."""
        return self.key.sign(signed_text(self.client, nonce))

    def save(self, path: Path) -> None:
        """Write the file anew or for the first time, whole or not at all, readable by its owner only.

        Raises:
            IdentityFailed: it cannot be written.
        """
        content = msgspec.json.encode(
            _File(
                hub=self.hub,
                client=self.client,
                role=self.role,
                place=self.place,
                hall=self.hall,
                key=self.key.private_bytes_raw(),
                ca=self.ca,
            )
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # mkstemp's files are 0600 from their first byte on.
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(msgspec.json.format(content, indent=1) + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise IdentityFailed(f"{path} cannot be written: {error.strerror}") from error

    @classmethod
    def load(cls, path: Path) -> Identity:
        """Read a program's identity.

        Raises:
            IdentityFailed: there is none, others may read it, or it is none.
        """
        try:
            with path.open("rb") as file:
                if os.fstat(file.fileno()).st_mode & 0o077:
                    raise IdentityFailed(f"{path} may be read by others; say: chmod 600 {path}")
                content = file.read(LARGEST + 1)
        except FileNotFoundError as error:
            raise IdentityFailed(
                f"{path} does not exist; enrol this program with:"
                f" hall enrol join --out {path} --hub wss://HUB:8710/link"
            ) from error
        except OSError as error:
            raise IdentityFailed(f"{path} cannot be read: {error.strerror}") from error
        if len(content) > LARGEST:
            raise IdentityFailed(f"{path} is no identity: more than {LARGEST} bytes")
        try:
            known = msgspec.json.decode(content, type=_File)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            # msgspec names the field and the type it should have, never the value.
            raise IdentityFailed(f"{path} is no identity: {error}") from error
        return cls(
            hub=known.hub,
            client=known.client,
            role=known.role,
            place=known.place,
            hall=known.hall,
            key=Ed25519PrivateKey.from_private_bytes(known.key),
            ca=known.ca,
            file=path,
        )


def placeable(path: Path) -> None:
    """Try whether an identity could be saved there, before a code is spent on one.

    Raises:
        IdentityFailed: it could not.
    """
    try:
        if path.is_dir():
            raise IdentityFailed(f"{path} cannot be written: it is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise IdentityFailed(f"{path} cannot be written: {error.strerror}") from error


def signed_text(client: str, nonce: bytes) -> bytes:
    """What a client signs on one line: the purpose, who it says it is, and the hub's challenge."""
    return PURPOSE + client.encode() + b"\x00" + nonce


def holds(key: bytes, client: str, nonce: bytes, proof: bytes) -> bool:
    """Whether a proof was made with the private half of this public key, for this challenge."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(proof, signed_text(client, nonce))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(ca: str) -> str:
    """How a bundle of certificates is named between hub and client: SHA-256 of its PEM, in hex."""
    return hashlib.sha256(ca.encode()).hexdigest()


def fingerprint(key: bytes) -> str:
    """A public key as people compare it: the first 10 bytes of its SHA-256 in base32, in fours."""
    text = base64.b32encode(hashlib.sha256(key).digest()[:10]).decode()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))
