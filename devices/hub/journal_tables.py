"""The journal's tables, each made and changed by a migration of its own, in this order, for good."""

from __future__ import annotations

import sqlite_utils
from sqlite_utils import Migrations

migrations = Migrations("hall.journal")


@migrations()
def m001_events(db: sqlite_utils.Database) -> None:
    """Events, answered commands, and the day's numbers, each of which exists once."""
    db.table("events").create(
        {
            "seq": int,
            "at": str,
            "day": str,
            "command_id": str,
            "kind": str,
            "body": str,
            "hash": str,
        },
        pk="seq",
        not_null={"at", "day", "command_id", "kind", "body", "hash"},
    )
    db.table("events").create_index(["day", "kind"])
    db.table("commands").create(
        {"id": str, "principal": str, "digest": str, "answer": str, "first_seq": int, "last_seq": int},
        pk="id",
        not_null={"principal", "digest", "answer"},
    )
    db.table("numbers").create({"day": str, "number": str, "seq": int}, pk=("day", "number"))


@migrations()
def m002_archives(db: sqlite_utils.Database) -> None:
    """Months that left for files of their own, the commands that went with them, and the chain's hash."""
    db.table("archives").create(
        {
            "name": str,
            "first_seq": int,
            "last_seq": int,
            "last_hash": str,
            "kept": str,
            "sha256": str,
            "made_at": str,
        },
        pk="name",
        not_null={"first_seq", "last_seq", "last_hash", "kept", "sha256", "made_at"},
    )
    # Kept for ever; sqlite-utils has no word for a table that is its own index, half as large.
    db.execute("CREATE TABLE archived_commands (digest BLOB PRIMARY KEY) WITHOUT ROWID")
    db.table("chain").create({"hash": str}, not_null={"hash"})
