"""The file of the staff register: its tables, who may read it, and the key it was made with.

Several threads and processes use it at once; nothing is remembered between two uses.
"""

from __future__ import annotations

import hmac
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

migrations = Migrations("hall.staff")


class StaffRegisterFailed(Exception):
    """The register cannot be used, or does not do what was asked; the sentence holds no card and no PIN."""


@migrations()
def m001_cards_and_pins(db: sqlite_utils.Database) -> None:
    """Cards by keyed hash, PINs by staff number, and a mark by which the key is known again."""
    db.table("cards").create(
        {"id": str, "mark": bytes, "number": str, "kind": str, "state": str, "since": str, "by": str},
        pk="id",
        not_null={"mark", "number", "kind", "state", "since", "by"},
    )
    db.table("cards").create_index(["mark"], unique=True)
    db.table("pins").create(
        {
            "number": str,
            "hash": str,
            "turn": int,
            "set_at": str,
            "by": str,
            "must_change": int,
            "failures": int,
            "locked_until": str,
        },
        pk="number",
        not_null={"hash", "turn", "set_at", "by", "must_change", "failures"},
    )
    db.table("proofs").create({"mark": bytes}, not_null={"mark"})


@migrations()
def m002_second_factors(db: sqlite_utils.Database) -> None:
    """Admins' second factors with their recovery codes, and how often numbers were tried that have no PIN."""
    db.table("factors").create(
        {
            "number": str,
            "sealed": bytes,
            "turn": int,
            "set_at": str,
            "by": str,
            "last_step": int,
            "failures": int,
            "locked_until": str,
        },
        pk="number",
        not_null={"sealed", "turn", "set_at", "by", "last_step", "failures"},
    )
    db.table("recovery_codes").create({"mark": bytes, "number": str}, pk="mark", not_null={"number"})
    db.table("strangers").create({"id": int, "tries": int}, pk="id", not_null={"tries"})
    db.table("strangers").insert({"id": 1, "tries": 0})


class StaffFile:
    """One hall's file of staff cards and PINs.

    Every use raises ``StaffRegisterFailed`` when the file cannot be used.
    """

    def __init__(self, path: Path, proof: bytes) -> None:
        """Open the file, or make it, readable by its owner only.

        Args:
            path: the file.
            proof: what the hall's key makes of a text that is always the same.

        Raises:
            StaffRegisterFailed: the file cannot be opened, or was made with another key.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=5.0)) as conn:
                path.chmod(0o600)
                conn.execute("PRAGMA journal_mode=WAL")
                migrations.apply(sqlite_utils.Database(conn))
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
            self._conn.execute("PRAGMA synchronous=FULL")
        except (sqlite3.Error, OSError) as error:
            raise StaffRegisterFailed(f"{path.name} cannot be opened: {error}") from error
        self._using = threading.Lock()
        try:
            self._prove_key(path.name, proof)
        except StaffRegisterFailed:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Have the file for a reading, alone in this process."""
        with self._using:
            try:
                yield self._conn
            # Broken characters are no text for SQLite, and a row may hold what no hub wrote.
            except (sqlite3.Error, TypeError, ValueError) as error:
                raise StaffRegisterFailed(f"the staff register cannot be used: {error}") from error

    @contextmanager
    def changed(self) -> Iterator[sqlite3.Connection]:
        """Have the file for a change, alone on this machine; an error leaves it as it was."""
        with self.read() as conn:
            # At once, so that no other process changes what is read in between.
            conn.execute("BEGIN IMMEDIATE")
            with conn:
                yield conn

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _prove_key(self, name: str, proof: bytes) -> None:
        with self.changed() as conn:
            conn.execute("INSERT INTO proofs SELECT ? WHERE NOT EXISTS (SELECT 1 FROM proofs)", (proof,))
            (first,) = conn.execute("SELECT mark FROM proofs").fetchone()
        if not (isinstance(first, bytes) and hmac.compare_digest(first, proof)):
            raise StaffRegisterFailed(f"{name} was made with another key than the hall's key file holds")
