"""The vault: what the hall must remember of people, encrypted field by field and erasable row by row.

The journal holds only a row's id. Names and free words are sealed with AES-256-GCM; an ID number is never
kept, only its keyed hash, so that the same card finds the same row. The keys live in a file of their own.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import sqlite_utils
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlite_utils import Migrations

from devices.hub.durable import named
from devices.hub.wal import keep_log
from devices.link.jobs import CardRead

log = logging.getLogger(__name__)

migrations = Migrations("hall.vault")


class VaultFailed(Exception):
    """The vault cannot be used, or its key does not fit."""


@migrations()
def m001_people(db: sqlite_utils.Database) -> None:
    """People by keyed hash, and free words."""
    db.table("people").create(
        {"id": str, "mark": bytes, "name": bytes, "born": bytes, "made_at": str}, pk="id", not_null={"mark"}
    )
    db.table("people").create_index(["mark"], unique=True)
    db.table("words").create({"id": str, "words": bytes, "made_at": str}, pk="id")


@migrations()
def m002_contacts(db: sqlite_utils.Database) -> None:
    """Names and phones to answer to, found again by the phone's keyed hash."""
    db.table("contacts").create(
        {"id": str, "mark": bytes, "name": bytes, "phone": bytes, "made_at": str}, pk="id"
    )
    db.table("contacts").create_index(["mark"])


@migrations()
def m003_erasures(db: sqlite_utils.Database) -> None:
    """Who had whom erased, and when: by the row's random id, which says nothing of the person."""
    db.table("erasures").create(
        {"id": int, "at": str, "by": str, "person": str, "contacts": int, "words": int},
        pk="id",
        not_null={"at", "by", "person", "contacts", "words"},
    )


@dataclass(frozen=True)
class Contact:
    """How to reach somebody; either may be empty, and neither is shown in a ``repr``."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True)
class Person:
    """Somebody of the vault, as far as the hall needs to know."""

    id: str
    masked_name: str
    born: date

    def age_on(self, day: date) -> int:
        """Full years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, kw_only=True)
class Erased:
    """How many rows were erased."""

    people: int
    contacts: int
    words: int


def masked(name: str) -> str:
    """A name as staff and screens may see it: the first character and a star (张*)."""
    return f"{name[0]}*" if name else "*"


class Vault:
    """One hall's vault: a database and, beside it, a key file readable by its owner only.

    Any thread may use it. Every call but ``masked_name``, ``masked_contact`` and ``mark`` raises
    ``VaultFailed`` when the file cannot be used.
    """

    def __init__(self, path: Path, key_file: Path) -> None:
        """Open the vault, making it and its keys when there are none.

        Raises:
            VaultFailed: the key is missing or another's, or the files cannot be used.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not key_file.exists():
                raise VaultFailed(f"{path.name} exists but its key file {key_file.name} does not")
            if next_key(key_file).exists():
                raise VaultFailed("its key is being changed; finish that with hall vault rotate")
            keys = _keys(key_file)
            self._seal = AESGCM(keys[:32])
            self._mark_key = keys[32:]
            self._digest_key = self.mark("digest", "")
            with closing(sqlite3.connect(path, timeout=5.0)) as conn:
                path.chmod(0o600)
                keep_log(conn)
                migrations.apply(sqlite_utils.Database(conn))
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
            self._conn.execute("PRAGMA synchronous=FULL")
            self._conn.execute("PRAGMA secure_delete=ON")
        except (sqlite3.Error, OSError) as error:
            raise VaultFailed(f"{path.name} cannot be opened: {error}") from error
        self._using = threading.Lock()
        self._names: dict[str, str] = {}
        self._version = self._data_version()
        try:
            self._prove_key()
        except VaultFailed:
            self.close()
            raise

    def remember(self, card: CardRead) -> Person:
        """The row of whoever holds this card, made when the card is new to the hall."""
        mark = hmac.digest(self._mark_key, card.id_number.upper().encode(), hashlib.sha256)
        with self._used() as conn:
            row = conn.execute("SELECT id FROM people WHERE mark = ?", (mark,)).fetchone()
            name = secrets.token_urlsafe(12) if row is None else str(row[0])
            conn.execute(
                "INSERT INTO people VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, born = excluded.born",
                (
                    name,
                    mark,
                    self._sealed(name, card.name),
                    self._sealed(name, card.born.isoformat()),
                    _now(),
                ),
            )
            self._names[name] = masked(card.name)
        return Person(name, masked(card.name), card.born)

    def mark(self, kind: str, text: str) -> bytes:
        """The keyed hash by which a text is known again elsewhere, without being kept.

        Args:
            kind: what the text is; equal texts of two kinds have nothing in common.
            text: what to hash, in the one spelling it has.

        Returns:
            32 bytes (HMAC-SHA-256 with a key of the kind's own).
        """
        # People's marks are made of text in capitals: none of them is this key.
        key = hmac.digest(self._mark_key, f"kind:{kind}".encode(), hashlib.sha256)
        return hmac.digest(key, text.encode(), hashlib.sha256)

    def masked_name(self, person: str) -> str:
        """A person's name as 张*, or an empty string for a row that was erased or cannot be opened."""
        if person not in self._names:
            try:
                with self._used() as conn:
                    row = conn.execute("SELECT name FROM people WHERE id = ?", (person,)).fetchone()
                self._names[person] = "" if row is None else masked(self._opened(person, row[0]))
            except VaultFailed as error:
                # Staff can serve somebody without the name; the hall does not stop for it.
                log.error("A name cannot be shown: %s", error)
                self._names[person] = ""
        return self._names[person]

    def digest(self, data: bytes) -> str:
        """A keyed hash of what somebody said, which gives nothing of it away."""
        return hmac.digest(self._digest_key, data, hashlib.sha256).hex()

    def contact_of(self, phone: str) -> str | None:
        """The row of a contact by phone number, or None when there is none."""
        digits = _digits(phone)
        if not digits:
            return None
        with self._used() as conn:
            row = conn.execute(
                "SELECT id FROM contacts WHERE mark = ?", (self.mark("phone", digits),)
            ).fetchone()
        return None if row is None else str(row[0])

    def masked_contact(self, name: str) -> str:
        """A contact's name as 张*, or an empty string where there is none, or none that can be opened."""
        key = f"contact:{name}"
        if key not in self._names:
            try:
                found = self.contact(name)
                self._names[key] = masked(found.name) if found and found.name else ""
            except VaultFailed as error:
                log.error("A name cannot be shown: %s", error)
                self._names[key] = ""
        return self._names[key]

    def keep_contact(self, name: str, contact: Contact) -> bool:
        """Keep a name and a phone in a row of this name, which the journal will hold.

        Returns:
            Whether the row is new; an old one is told the newest name and phone.
        """
        mark = self.mark("phone", digits) if (digits := _digits(contact.phone)) else None
        with self._used() as conn:
            old = conn.execute("SELECT 1 FROM contacts WHERE id = ?", (name,)).fetchone()
            conn.execute(
                "INSERT INTO contacts VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "name = CASE WHEN ? THEN excluded.name ELSE name END, phone = excluded.phone",
                (
                    name,
                    mark,
                    self._sealed(name, contact.name),
                    self._sealed(name, contact.phone),
                    _now(),
                    bool(contact.name),
                ),
            )
            self._names.pop(f"contact:{name}", None)
        return old is None

    def contact(self, name: str) -> Contact | None:
        """A contact by its row, or None when it was erased."""
        with self._used() as conn:
            row = conn.execute("SELECT name, phone FROM contacts WHERE id = ?", (name,)).fetchone()
        return None if row is None else Contact(self._opened(name, row[0]), self._opened(name, row[1]))

    def keep_words(self, name: str, words: str) -> None:
        """Keep free words in a row of this name, which the journal will hold."""
        with self._used() as conn:
            conn.execute("INSERT INTO words VALUES (?, ?, ?)", (name, self._sealed(name, words), _now()))

    def words(self, name: str) -> str | None:
        """Free words by their row, or None when they were erased."""
        with self._used() as conn:
            row = conn.execute("SELECT words FROM words WHERE id = ?", (name,)).fetchone()
        return None if row is None else self._opened(name, row[0])

    def erase(self, name: str) -> bool:
        """Erase a row, on the disk too; the journal stays as it is and still replays.

        Returns:
            Whether there was such a row.
        """
        with self._used() as conn:
            self._names.pop(name, None)
            self._names.pop(f"contact:{name}", None)
            gone = conn.execute("DELETE FROM people WHERE id = ?", (name,)).rowcount
            gone += conn.execute("DELETE FROM words WHERE id = ?", (name,)).rowcount
            gone += conn.execute("DELETE FROM contacts WHERE id = ?", (name,)).rowcount
            # What was written since the last checkpoint still lies in the log beside the database.
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone > 0

    def row_of_card(self, id_number: str) -> str | None:
        """The row of whoever holds the card of this number, or None when there is none."""
        mark = hmac.digest(self._mark_key, id_number.upper().encode(), hashlib.sha256)
        with self._used() as conn:
            row = conn.execute("SELECT id FROM people WHERE mark = ?", (mark,)).fetchone()
        return None if row is None else str(row[0])

    def erase_person(self, person: str, contacts: Iterable[str], words: Iterable[str], by: str) -> Erased:
        """Erase somebody with all rows that are theirs, at once and on the disk too, and log that it was.

        Args:
            person: the row of the person; one that is gone already is logged all the same.
            contacts: rows of how to reach them.
            words: rows of what they said or what was written for them.
            by: who ordered it.
        """
        with self._used() as conn:
            conn.execute("BEGIN IMMEDIATE")
            with conn:
                gone = [
                    sum(conn.execute(f"DELETE FROM {table} WHERE id = ?", (row,)).rowcount for row in rows)  # noqa: S608 - ours
                    for table, rows in (("people", (person,)), ("contacts", contacts), ("words", words))
                ]
                conn.execute(
                    "INSERT INTO erasures (at, by, person, contacts, words) VALUES (?, ?, ?, ?, ?)",
                    (_now(), by, person, gone[1], gone[2]),
                )
            self._names.clear()
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return Erased(people=gone[0], contacts=gone[1], words=gone[2])

    def forget_erased(self) -> None:
        """Forget the names kept in memory when another program changed the file; waits for nobody."""
        if self._using.acquire(blocking=False):
            try:
                version = self._data_version()
                if version != self._version:
                    self._version = version
                    self._names.clear()
            except sqlite3.Error as error:
                log.error("The vault cannot be looked at: %s", error)
            finally:
                self._using.release()

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _data_version(self) -> int:
        """A number that changes whenever another connection has changed the file."""
        (version,) = self._conn.execute("PRAGMA data_version").fetchone()
        return int(version)

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        with self._using:
            try:
                yield self._conn
            except sqlite3.Error as error:
                raise VaultFailed(f"the vault cannot be used: {error}") from error

    def _prove_key(self) -> None:
        with self._used() as conn:
            found = conn.execute(
                "SELECT id, name FROM people UNION ALL SELECT id, words FROM words LIMIT 1"
            ).fetchone()
        if found is not None:
            self._opened(*found)

    def _sealed(self, row: str, text: str) -> bytes:
        nonce = os.urandom(12)
        # The row's id is authenticated: a field moved to another row does not open.
        return nonce + self._seal.encrypt(nonce, text.encode(), row.encode())

    def _opened(self, row: str, sealed: bytes) -> str:
        try:
            return self._seal.decrypt(sealed[:12], sealed[12:], row.encode()).decode()
        except InvalidTag as error:
            raise VaultFailed(f"row {row} does not open with this key") from error


def _digits(phone: str) -> str:
    """A phone number as its digits, however it was written."""
    return "".join(letter for letter in phone if letter.isascii() and letter.isdecimal())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def next_key(key_file: Path) -> Path:
    """Where the next keys lie while rows are sealed anew."""
    return key_file.with_name(f"{key_file.name}.next")


def _keys(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Under its own name only when it is whole: a hub killed meanwhile must not lock itself out.
        begun = path.with_name(f"{path.name}.new")
        begun.unlink(missing_ok=True)
        descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(64))
            file.flush()
            os.fsync(file.fileno())
        # For good, before anything is sealed with it.
        named(begun, path)
    keys = path.read_bytes()
    if len(keys) != 64:
        raise VaultFailed(f"{path.name} is not a key file")
    return keys
