"""The vault's tables and values. Tables are only ever added to: vaults of years hold them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from devices.hub.wal import keep_log, write_through

migrations = Migrations("hall.vault")

FIELDS = {"people": ("name", "born"), "contacts": ("name", "phone"), "words": ("words",)}
"""What is sealed, by table."""


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


@migrations()
def m004_erased_rows(db: sqlite_utils.Database) -> None:
    """Ids of all rows that were erased: a backup that is restored forgets them again."""
    db.table("erased").create({"id": str, "at": str}, pk="id", not_null={"at"})


@migrations()
def m005_unnamed(db: sqlite_utils.Database) -> None:
    """Rows that no event of the journal is known to name; of a vault of old, nothing is known of any."""
    db.table("unnamed").create({"id": str, "at": str}, pk="id", not_null={"at"})
    for table in FIELDS:
        db.execute(f"INSERT INTO unnamed SELECT id, made_at FROM {table}")  # noqa: S608 - ours


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


def digits_of(phone: str) -> str:
    """A phone number as its digits, however it was written."""
    return "".join(letter for letter in phone if letter.isascii() and letter.isdecimal())


def connected(path: Path) -> sqlite3.Connection:
    """Open a vault's database for writing; every commit is on the disk, and what is deleted is overwritten.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
    write_through(conn)
    conn.execute("PRAGMA secure_delete=ON")
    return conn


def prepare(path: Path) -> None:
    """Make a vault's database, or migrate it; readable by its owner only.

    Raises:
        sqlite3.Error: it cannot be used.
        OSError: it cannot be made.
    """
    with closing(sqlite3.connect(path, timeout=5.0)) as conn:
        path.chmod(0o600)
        keep_log(conn)
        migrations.apply(sqlite_utils.Database(conn))


def deleted(conn: sqlite3.Connection, rows: Iterable[str]) -> dict[str, int]:
    """Delete rows by their ids, wherever they are; returns how many were, by table."""
    ids = [(row,) for row in set(rows)]
    conn.executemany("DELETE FROM unnamed WHERE id = ?", ids)
    return {
        table: conn.executemany(f"DELETE FROM {table} WHERE id = ?", ids).rowcount  # noqa: S608 - ours
        for table in FIELDS
    }


def overwrite(conn: sqlite3.Connection) -> None:
    """Take what was deleted off the disk: since the last checkpoint it still lies in the log."""
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
