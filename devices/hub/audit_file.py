"""The file of the audit log: append-only, chained, and pruned so that what stays is still held.

Each note's hash is made over the hash before it (``chain.link``). SQLite itself refuses to change a note, or
to take one out that pruning has not named first with its hash, from which the chain of the others begins.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from devices.hub import chain
from devices.hub.audit_kinds import Kind, Note
from devices.hub.chain import ChainBroken, End
from devices.hub.wal import keep_log, write_through

migrations = Migrations("hall.audit")

COLUMNS = "seq, at, kind, by, staff, about, place, why, outcome, hash"
Values = tuple[int, str, str, str, str, str, str, str, str, str]


class AuditFailed(Exception):
    """The audit log cannot be used, or is not what was written."""


@migrations()
def m001_notes(db: sqlite_utils.Database) -> None:
    """Notes that nobody changes, what they are chained with, and where pruning ended."""
    # AUTOINCREMENT remembers the last number: without it nobody could tell that a chain's end was cut off.
    db.execute(
        "CREATE TABLE notes (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, "
        "by TEXT NOT NULL, staff TEXT NOT NULL, about TEXT NOT NULL, place TEXT NOT NULL, why TEXT NOT NULL, "
        "outcome TEXT NOT NULL, hash TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX notes_at ON notes (at)")
    db.execute("CREATE TABLE chain (hash TEXT NOT NULL)")
    db.execute(
        "CREATE TABLE pruned (last_seq INTEGER PRIMARY KEY, last_hash TEXT NOT NULL, at TEXT NOT NULL, "
        "notes INTEGER NOT NULL)"
    )
    for table in ("notes", "chain", "pruned"):
        db.execute(
            f"CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
    db.execute(
        "CREATE TRIGGER notes_are_kept BEFORE DELETE ON notes "
        "WHEN OLD.seq > (SELECT COALESCE(MAX(last_seq), 0) FROM pruned) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    )


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A note as the file keeps it."""

    seq: int
    note: Note
    hash: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which notes are asked for; an empty word stands for all.

    Attributes:
        since: earliest time in UTC (ISO 8601).
        until: first time in UTC that is too late.
        by: principal or staff number.
        about: row or object.
        kind: what was done.
    """

    since: str = ""
    until: str = ""
    by: str = ""
    about: str = ""
    kind: str = ""


def prepared(path: Path, algorithm: str) -> sqlite3.Connection:
    """Open the file for writing, making it (readable by its owner only) or migrating it when needed.

    Raises:
        AuditFailed: it cannot be opened, or its hash cannot be had here.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=5.0)) as conn:
            path.chmod(0o600)
            keep_log(conn)
            migrations.apply(sqlite_utils.Database(conn))
            with conn:
                # In one statement: two processes may open a new file at once.
                conn.execute(
                    "INSERT INTO chain SELECT ? WHERE NOT EXISTS (SELECT 1 FROM chain)", (algorithm,)
                )
            if fault := chain.fault(algorithm_of(conn)):
                raise AuditFailed(fault.replace("journal", "audit log"))
        conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        write_through(conn)
    except (sqlite3.Error, OSError) as error:
        raise AuditFailed(f"{path.name} cannot be opened: {error}") from error
    return conn


def append(conn: sqlite3.Connection, notes: list[Note]) -> End:
    """Write notes behind the last one, in one transaction; returns where the chain ends now.

    Raises:
        sqlite3.Error: nothing was written.
    """
    conn.execute("BEGIN IMMEDIATE")
    try:
        # Read anew each time: the hub and the commands of ``hall`` write into the same chain.
        algorithm, end = algorithm_of(conn), end_of(conn)
        seq, last = end.seq, end.hash
        for note in notes:
            seq += 1
            last = linked(last, seq, _texts(note), algorithm)
            conn.execute(
                f"INSERT INTO notes ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
                (seq, *_texts(note), last.hex()),
            )
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    return End(seq=seq, hash=last)


def newest(conn: sqlite3.Connection, kind: Kind) -> Kept | None:
    """The newest note of a kind.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    query = f"SELECT {COLUMNS} FROM notes WHERE kind = ? ORDER BY seq DESC LIMIT 1"  # noqa: S608 - ours
    row = conn.execute(query, (kind.value,)).fetchone()
    return None if row is None else _kept(row)


def wanted(conn: sqlite3.Connection, want: Wanted, newest: int = -1) -> Iterator[Kept]:
    """The notes that are asked for, the oldest first.

    Args:
        conn: the file.
        want: which.
        newest: no more than so many, the newest of them; all when it is less than 0.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    query = (
        f"SELECT {COLUMNS} FROM notes WHERE (?1 = '' OR at >= ?1) AND (?2 = '' OR at < ?2) "  # noqa: S608 - ours
        "AND (?3 = '' OR by = ?3 OR staff = ?3) AND (?4 = '' OR about = ?4) AND (?5 = '' OR kind = ?5) "
    )
    asked = (want.since, want.until, want.by, want.about, want.kind)
    if newest < 0:
        rows: Iterable[Values] = conn.execute(f"{query} ORDER BY seq", asked)
    else:
        last = conn.execute(f"{query} ORDER BY seq DESC LIMIT ?6", (*asked, newest)).fetchall()
        rows = reversed(last)
    for row in rows:
        yield _kept(row)


def _kept(row: Values) -> Kept:
    seq, at, kind, by, staff, about, place, why, outcome, digest = row
    note = Note(
        at=at, kind=Kind(kind), by=by, staff=staff, about=about, place=place, why=why, outcome=outcome
    )
    return Kept(seq=seq, note=note, hash=digest)


def _texts(note: Note) -> list[str]:
    return [
        note.at, note.kind.value, note.by, note.staff, note.about, note.place, note.why, note.outcome
    ]  # fmt: skip


def linked(before: bytes, seq: int, texts: list[str], algorithm: str) -> bytes:
    """The hash of a note, over the hash before it and everything it says."""
    at, kind, by, *rest = texts
    return chain.link(before, seq, at, by, kind, "\x1f".join(rest), algorithm)


def algorithm_of(conn: sqlite3.Connection) -> str:
    """What a log is chained with."""
    (algorithm,) = conn.execute("SELECT hash FROM chain").fetchone()
    return str(algorithm)


def pruned_to(conn: sqlite3.Connection) -> End:
    """Where pruning ended."""
    row = conn.execute("SELECT last_seq, last_hash FROM pruned ORDER BY last_seq DESC LIMIT 1").fetchone()
    return as_end(row)


def end_of(conn: sqlite3.Connection) -> End:
    """Where a log ends."""
    row = conn.execute("SELECT seq, hash FROM notes ORDER BY seq DESC LIMIT 1").fetchone()
    return pruned_to(conn) if row is None else as_end(row)


def as_end(row: tuple[int, str] | None) -> End:
    """An end as the file keeps it.

    Raises:
        ChainBroken: its hash is none.
    """
    if row is None:
        return End()
    try:
        return End(seq=row[0], hash=bytes.fromhex(row[1]))
    except (TypeError, ValueError) as error:
        raise ChainBroken(f"the hash of note {row[0]} is none") from error
