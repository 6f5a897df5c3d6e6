"""The vault's file with its seal: one connection for all threads, and every field sealed for its own row."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from devices.hub.seal import NAMES, CipherName
from devices.hub.vault_keys import Keys, KeysFailed, new_keys, next_file, read_keys, write_keys
from devices.hub.vault_tables import connected, prepare


class VaultFailed(Exception):
    """The vault cannot be used, or its key does not fit."""


class VaultFile:
    """A vault's database and, beside it, a key file readable by its owner only."""

    def __init__(self, path: Path, key_file: Path, cipher: CipherName | None = None) -> None:
        """Open the vault, making it and its keys when there are none.

        Args:
            path: the database.
            key_file: its keys.
            cipher: what it is to be sealed with ([vault] cipher); None for what its key file says.

        Raises:
            VaultFailed: the key is missing or another's, or of another cipher, or the files cannot be used.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._keys = _keys(path, key_file, cipher)
            self._seal = self._keys.seal()
            prepare(path)
            self._conn = connected(path)
        except KeysFailed as error:
            raise VaultFailed(str(error)) from error
        except (sqlite3.Error, OSError) as error:
            raise VaultFailed(f"{path.name} cannot be opened: {error}") from error
        self._using = threading.Lock()
        self._version = self._data_version()
        try:
            self._prove_key()
        except VaultFailed:
            self._conn.close()
            raise

    @property
    def cipher(self) -> CipherName:
        """What fields are sealed with."""
        return self._keys.cipher

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _data_version(self) -> int:
        """A number that changes whenever another connection has changed the file."""
        (version,) = self._conn.execute("PRAGMA data_version").fetchone()
        return int(version)

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        """Have the file for a reading, or one statement, alone in this process."""
        with self._using:
            try:
                yield self._conn
            except sqlite3.Error as error:
                raise VaultFailed(f"the vault cannot be used: {error}") from error

    @contextmanager
    def _changed(self) -> Iterator[sqlite3.Connection]:
        """Have the file for a change, alone on this machine; an error leaves it as it was."""
        with self._used() as conn:
            conn.execute("BEGIN IMMEDIATE")
            with conn:
                yield conn

    def _prove_key(self) -> None:
        with self._used() as conn:
            found = conn.execute(
                "SELECT id, name FROM people UNION ALL SELECT id, words FROM words "
                "UNION ALL SELECT id, phone FROM contacts LIMIT 1"
            ).fetchone()
        if found is not None:
            self._opened(*found)

    def _sealed(self, row: str, text: str) -> bytes:
        return self._seal.seal(row, text.encode())

    def _opened(self, row: object, sealed: object) -> str:
        # Whoever has an editor may leave anything in a row.
        text = self._seal.open(row, sealed) if isinstance(row, str) and isinstance(sealed, bytes) else None
        if text is None:
            raise VaultFailed(f"row {row} does not open with this key")
        return text.decode()


def now() -> str:
    """The computer's time in UTC, as rows keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _keys(path: Path, key_file: Path, cipher: CipherName | None) -> Keys:
    if path.exists() and not key_file.exists():
        raise VaultFailed(f"{path.name} exists but its key file {key_file.name} does not")
    if next_file(key_file).exists():
        raise VaultFailed("its key is being changed; finish that with hall vault rotate")
    if not key_file.exists():
        # On the disk for good, before anything is sealed with it.
        write_keys(key_file, new_keys(cipher or "aes"))
    keys = read_keys(key_file)
    if cipher is not None and keys.cipher != cipher:
        raise VaultFailed(
            f"the vault is sealed with {NAMES[keys.cipher]} and [vault] cipher says {NAMES[cipher]}: stop "
            f'the hub and say hall vault rotate, which seals every row anew, or set cipher = "{keys.cipher}"'
        )
    return keys
