"""A journal as a killed hub left it, read from a copy.

Opening a SQLite file puts its write-ahead log in order. The hub shall find what the kill left, so nobody
but the hub opens the original, unless to read it while the hub runs.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct, structs


class EventRow(Struct, frozen=True):
    """A row of the table of events."""

    seq: int
    day: str
    command_id: str
    kind: str
    body: str
    hash: str


class CommandRow(Struct, frozen=True):
    """A row of the table of answered commands."""

    id: str
    principal: str
    answer: str
    first_seq: int
    last_seq: int


class NumberRow(Struct, frozen=True):
    """A row of the table of given numbers."""

    day: str
    number: str
    seq: int


class Pages(Struct, frozen=True):
    """All rows of a journal, in order."""

    events: list[EventRow]
    commands: dict[str, CommandRow]
    numbers: list[NumberRow]


@contextmanager
def copied(journal: Path) -> Iterator[Path]:
    """A copy of the journal with its write-ahead log, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="hall-") as folder:
        copy = Path(folder) / journal.name
        for suffix in ("", "-wal"):
            part = journal.with_name(journal.name + suffix)
            if part.exists():
                shutil.copyfile(part, copy.with_name(copy.name + suffix))
        yield copy


@contextmanager
def alive(journal: Path) -> Iterator[Path]:
    """A copy of the journal of a hub that runs, as of one moment; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="hall-") as folder:
        copy = Path(folder) / journal.name
        original = sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", uri=True)
        with closing(original), closing(sqlite3.connect(copy)) as made:
            original.backup(made)
        yield copy


def read(path: Path) -> Pages:
    """Read a journal, without any word of the hub's own code.

    Raises:
        sqlite3.DatabaseError: it is damaged so that no row of it can be believed.
    """
    with closing(sqlite3.connect(path)) as conn:
        events = [
            EventRow(*row)
            for row in conn.execute("SELECT seq, day, command_id, kind, body, hash FROM events ORDER BY seq")
        ]
        commands = {
            row[0]: CommandRow(*row)
            for row in conn.execute("SELECT id, principal, answer, first_seq, last_seq FROM commands")
        }
        numbers = [NumberRow(*row) for row in conn.execute("SELECT day, number, seq FROM numbers")]
    # A torn page may be read as rows of nothing.
    if any(None in structs.astuple(row) for row in (*events, *commands.values(), *numbers)):
        raise sqlite3.DatabaseError("a row is not whole")
    return Pages(events, commands, numbers)
