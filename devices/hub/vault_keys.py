"""The vault's key file: outside of the database, its owner's alone, and saying itself what its keys are for.

Format 1 is one JSON object: the cipher and its key, the hash and its key, and the id of the sealing key,
which is no secret. A file of 64 bytes is of the time before it (an AES key, then the key of the marks) and
opens as it did; ``hall vault rotate`` makes a new one of it.

The marks, by which a card or a phone is known again, are made of numbers that are kept nowhere: they could
never be made anew. So their key **and their hash stay for a vault's whole life**, also when its fields are
sealed with another cipher; only a vault that is new takes the hash that goes with its cipher.
"""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from devices.hub import durable
from devices.hub.seal import KEY_BYTES, MARK_HASH, NAMES, CipherName, MarkHash, Seal, lacking, marked, seal_of

OLD_BYTES, OLD_SEAL_BYTES = 64, 32
MARK_BYTES = 32
LONGEST = 4096
"""Bytes that are read of what should be a key file."""


class KeysFailed(Exception):
    """The key file is none, is not its owner's alone, or cannot be used here."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What seals a vault, and what marks in it are made with.

    Attributes:
        id: the sealing key's own name, which says nothing of it.
        cipher: what fields are sealed with.
        seal_key: the key of that.
        mark_hash: what marks are made with.
        mark_key: the key of that.
    """

    id: str
    cipher: CipherName
    seal_key: bytes = field(repr=False)
    mark_hash: MarkHash
    mark_key: bytes = field(repr=False)

    def seal(self) -> Seal:
        """What seals and opens with these keys."""
        return seal_of(self.cipher, self.seal_key)

    def mark(self, text: bytes) -> bytes:
        """The keyed hash of a text."""
        return marked(self.mark_key, text, self.mark_hash)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The key file, format 1."""

    format: int
    id: str
    cipher: CipherName
    seal_key: bytes
    mark_hash: MarkHash
    mark_key: bytes

    __repr__ = object.__repr__


def new_keys(cipher: CipherName) -> Keys:
    """Keys for a vault that is new."""
    return Keys(
        id=_new_id(),
        cipher=cipher,
        seal_key=os.urandom(KEY_BYTES[cipher]),
        mark_hash=MARK_HASH[cipher],
        mark_key=os.urandom(MARK_BYTES),
    )


def next_keys(old: Keys, cipher: CipherName) -> Keys:
    """Keys that seal anew what these have sealed; marks go on with theirs."""
    return Keys(
        id=_new_id(),
        cipher=cipher,
        seal_key=os.urandom(KEY_BYTES[cipher]),
        mark_hash=old.mark_hash,
        mark_key=old.mark_key,
    )


def next_file(path: Path) -> Path:
    """Where the next keys lie while rows are sealed anew."""
    return path.with_name(f"{path.name}.next")


def write_keys(path: Path, keys: Keys) -> None:
    """Write a key file, whole or not at all, readable by its owner only, and on the disk when it returns.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = _File(
        format=1,
        id=keys.id,
        cipher=keys.cipher,
        seal_key=keys.seal_key,
        mark_hash=keys.mark_hash,
        mark_key=keys.mark_key,
    )
    durable.write_whole(path, msgspec.json.format(msgspec.json.encode(file)) + b"\n")


def read_keys(path: Path) -> Keys:
    """Read a key file.

    Raises:
        KeysFailed: it is none, others may read it, or this computer cannot do what it says.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        content = file.read(LONGEST + 1)
    if mode & 0o077:
        raise KeysFailed(f"{path.name} may be read by others (mode {mode:o}); say chmod 600 {path}")
    keys = _old(content) if len(content) == OLD_BYTES else _decoded(path.name, content)
    if lacks := lacking(keys.cipher, keys.mark_hash):
        raise KeysFailed(f"the OpenSSL of this computer has no {lacks}, with which {path.name} works")
    return keys


def _old(content: bytes) -> Keys:
    seal_key, mark_key = content[:OLD_SEAL_BYTES], content[OLD_SEAL_BYTES:]
    return Keys(
        id=f"old-{marked(seal_key, b'id', 'sha256').hex()[:8]}",
        cipher="aes",
        seal_key=seal_key,
        mark_hash="sha256",
        mark_key=mark_key,
    )


def _decoded(name: str, content: bytes) -> Keys:
    try:
        file = msgspec.json.decode(content, type=_File)
        good = len(file.seal_key) == KEY_BYTES[file.cipher] and len(file.mark_key) == MARK_BYTES
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Not even as the cause: the decoder's message may quote what it read.
        raise KeysFailed(f"{name} is not a key file") from None
    if file.format != 1:
        raise KeysFailed(f"{name} was made by a later version (format {file.format})")
    if not good:
        raise KeysFailed(f"{name} is not a key file: its keys are none of {NAMES[file.cipher]}")
    return Keys(
        id=file.id,
        cipher=file.cipher,
        seal_key=file.seal_key,
        mark_hash=file.mark_hash,
        mark_key=file.mark_key,
    )


def _new_id() -> str:
    return f"key-{secrets.token_hex(4)}"
