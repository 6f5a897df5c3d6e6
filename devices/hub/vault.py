"""The vault: what the hall must remember of people, encrypted field by field and erasable row by row.

The journal holds only a row's id. Names and free words are sealed with AES-256-GCM; an ID number is never
kept, only its keyed hash, so that the same card finds the same row. The keys live in a file of their own.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlite_utils
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlite_utils import Migrations

from devices.link.jobs import CardRead

migrations = Migrations("hall.vault")


class VaultFailed(Exception):
    """The vault cannot be opened, or its key does not fit."""


@migrations()
def m001_people(db: sqlite_utils.Database) -> None:
    """People by keyed hash, and free words."""
    db.table("people").create(
        {"id": str, "mark": bytes, "name": bytes, "born": bytes, "made_at": str}, pk="id", not_null={"mark"}
    )
    db.table("people").create_index(["mark"], unique=True)
    db.table("words").create({"id": str, "words": bytes, "made_at": str}, pk="id")


@dataclass(frozen=True)
class Person:
    """Somebody of the vault, as far as the hall needs to know."""

    id: str
    masked_name: str
    born: date

    def age_on(self, day: date) -> int:
        """Full years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def masked(name: str) -> str:
    """A name as staff and screens may see it: the first character and a star (张*)."""
    return f"{name[0]}*" if name else "*"


class Vault:
    """One hall's vault: a database and, beside it, a key file readable by its owner only."""

    def __init__(self, path: Path, key_file: Path) -> None:
        """Open the vault, making it and its keys when there are none.

        Raises:
            VaultFailed: a key is missing for a vault that exists, or the files cannot be used.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not key_file.exists():
                raise VaultFailed(f"{path.name} exists but its key file {key_file.name} does not")
            keys = _keys(key_file)
            self._seal = AESGCM(keys[:32])
            self._mark_key = keys[32:]
            db = sqlite_utils.Database(path)
            db.conn.execute("PRAGMA journal_mode=WAL")
            migrations.apply(db)
            db.conn.close()
            path.chmod(0o600)
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
            self._conn.execute("PRAGMA synchronous=FULL")
            self._conn.execute("PRAGMA secure_delete=ON")
        except (sqlite3.Error, OSError) as error:
            raise VaultFailed(f"{path.name} cannot be opened: {error}") from error
        self._names: dict[str, str] = {}

    def remember(self, card: CardRead) -> Person:
        """The row of whoever holds this card, made when the card is new to the hall."""
        mark = hmac.digest(self._mark_key, card.id_number.upper().encode(), hashlib.sha256)
        row = self._conn.execute("SELECT id FROM people WHERE mark = ?", (mark,)).fetchone()
        name = secrets.token_urlsafe(12) if row is None else str(row[0])
        self._conn.execute(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, born = excluded.born",
            (
                name,
                mark,
                self._sealed(name, card.name),
                self._sealed(name, card.born.isoformat()),
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )
        self._names[name] = masked(card.name)
        return Person(name, masked(card.name), card.born)

    def masked_name(self, person: str) -> str:
        """A person's name as 张*, or an empty string for a row that was erased."""
        if person not in self._names:
            row = self._conn.execute("SELECT name FROM people WHERE id = ?", (person,)).fetchone()
            self._names[person] = "" if row is None else masked(self._opened(person, row[0]))
        return self._names[person]

    def keep_words(self, words: str) -> str:
        """Keep free words; returns the row's id for the journal."""
        name = secrets.token_urlsafe(12)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._conn.execute("INSERT INTO words VALUES (?, ?, ?)", (name, self._sealed(name, words), made))
        return name

    def words(self, name: str) -> str | None:
        """Free words by their row, or None when they were erased."""
        row = self._conn.execute("SELECT words FROM words WHERE id = ?", (name,)).fetchone()
        return None if row is None else self._opened(name, row[0])

    def erase(self, name: str) -> bool:
        """Erase a row; the journal stays as it is and still replays.

        Returns:
            Whether there was such a row.
        """
        self._names.pop(name, None)
        gone = self._conn.execute("DELETE FROM people WHERE id = ?", (name,)).rowcount
        gone += self._conn.execute("DELETE FROM words WHERE id = ?", (name,)).rowcount
        return gone > 0

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _sealed(self, row: str, text: str) -> bytes:
        nonce = os.urandom(12)
        # The row's id is authenticated: a field moved to another row does not open.
        return nonce + self._seal.encrypt(nonce, text.encode(), row.encode())

    def _opened(self, row: str, sealed: bytes) -> str:
        try:
            return self._seal.decrypt(sealed[:12], sealed[12:], row.encode()).decode()
        except InvalidTag as error:
            raise VaultFailed(f"row {row} does not open with this key") from error


def _keys(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(64))
            file.flush()
            os.fsync(file.fileno())
    keys = path.read_bytes()
    if len(keys) != 64:
        raise VaultFailed(f"{path.name} is not a key file")
    return keys
