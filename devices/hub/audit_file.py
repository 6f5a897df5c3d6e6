"""The file of the audit log: append-only, chained, and pruned so that what stays is still held.

Each note's hash is made over the hash before it (``chain.link``). SQLite itself refuses to change a note, or
to take one out that pruning has not named first with its hash, from which the chain of the others begins.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from devices.hub import chain
from devices.hub.audit_kinds import Kind, Note
from devices.hub.chain import ChainBroken as ChainBroken
from devices.hub.chain import End
from devices.hub.wal import keep_log

migrations = Migrations("hall.audit")

SILENT_DAYS = 30
"""Most days that a stretch without any note counts for when old ones are taken out."""
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
            if fault := chain.fault(_algorithm(conn)):
                raise AuditFailed(fault.replace("journal", "audit log"))
        conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        conn.execute("PRAGMA synchronous=FULL")
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
        algorithm, end = _algorithm(conn), _end(conn)
        seq, last = end.seq, end.hash
        for note in notes:
            seq += 1
            last = _link(last, seq, _texts(note), algorithm)
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


def prune(conn: sqlite3.Connection, keep_days: int, at: str) -> int:
    """Take out the oldest notes; the last one's hash stays, from which the chain of the others begins.

    Args:
        conn: the file.
        keep_days: days that stay, counted back from the newest note and not from any clock.
        at: now (UTC, ISO 8601).

    Returns:
        How many were taken out.

    Raises:
        ChainBroken: the log is not what was written, and so nothing of it is taken away.
        sqlite3.Error: nothing was taken out.
    """
    conn.execute("BEGIN IMMEDIATE")
    try:
        verified(conn)
        # Up to the first that must stay: clocks of two programs differ, and a chain has no gaps.
        (stays,) = conn.execute(
            "SELECT MIN(seq) FROM notes WHERE at >= ?", (_first_day(conn, keep_days),)
        ).fetchone()
        count = 0 if stays is None else stays - 1 - _pruned(conn).seq
        if count > 0:
            (digest,) = conn.execute("SELECT hash FROM notes WHERE seq = ?", (stays - 1,)).fetchone()
            conn.execute("INSERT INTO pruned VALUES (?, ?, ?, ?)", (stays - 1, digest, at, count))
            conn.execute("DELETE FROM notes WHERE seq < ?", (stays,))
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    return count


def _first_day(conn: sqlite3.Connection, keep_days: int) -> str:
    """The first day that stays.

    A silence of more than ``SILENT_DAYS`` counts as so many: a clock that jumped ahead by years must not
    take all notes with it.
    """
    days = [day for (day,) in conn.execute("SELECT DISTINCT substr(at, 1, 10) FROM notes ORDER BY 1 DESC")]
    age = 0
    for later, day in pairwise(days):
        age += min((date.fromisoformat(later) - date.fromisoformat(day)).days, SILENT_DAYS)
        if age > keep_days:
            return str(later)
    return ""


def verified(conn: sqlite3.Connection, last: int = 0) -> tuple[int, End]:
    """Walk the chain from the first note that was not pruned, or over the newest ones alone.

    Args:
        conn: the file.
        last: how many notes to walk over; 0 for all.

    Returns:
        How many notes were found good, and where the chain ends.

    Raises:
        ChainBroken: a note is missing or changed; says which.
        sqlite3.Error: the file cannot be read.
    """
    algorithm, start = _algorithm(conn), _pruned(conn)
    if last and (first := _end(conn).seq - last) > start.seq:
        row = conn.execute("SELECT seq, hash FROM notes WHERE seq = ?", (first,)).fetchone()
        if row is None:
            raise ChainBroken(f"note {first} is missing")
        start = _as_end(row)
    seq, digest = start.seq, start.hash
    # Also what lies before the start where all are walked: there is nothing there that could be.
    query = f"SELECT {COLUMNS} FROM notes WHERE seq > ? ORDER BY seq"  # noqa: S608 - ours
    for found, *texts, kept in conn.execute(query, (start.seq if last else -1,)):
        seq += 1
        if found != seq:
            raise ChainBroken(f"note {seq} is missing")
        try:
            digest = _link(digest, seq, texts, algorithm)
        except (TypeError, UnicodeError) as error:
            raise ChainBroken(f"note {seq} is not what was written") from error
        if digest.hex() != kept:
            raise ChainBroken(f"note {seq} is not what was written")
    told = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'notes'").fetchone()
    if (told[0] if told else 0) != seq:
        raise ChainBroken(f"note {seq + 1} is missing")
    return seq - start.seq, End(seq=seq, hash=digest)


def newest(conn: sqlite3.Connection, kind: Kind) -> Kept | None:
    """The newest note of a kind.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    query = f"SELECT {COLUMNS} FROM notes WHERE kind = ? ORDER BY seq DESC LIMIT 1"  # noqa: S608 - ours
    row = conn.execute(query, (kind.value,)).fetchone()
    return None if row is None else _kept(row)


def wanted(conn: sqlite3.Connection, want: Wanted) -> Iterator[Kept]:
    """The notes that are asked for, the oldest first.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    query = (
        f"SELECT {COLUMNS} FROM notes WHERE (?1 = '' OR at >= ?1) AND (?2 = '' OR at < ?2) "  # noqa: S608 - ours
        "AND (?3 = '' OR by = ?3 OR staff = ?3) AND (?4 = '' OR about = ?4) AND (?5 = '' OR kind = ?5) "
        "ORDER BY seq"
    )
    for row in conn.execute(query, (want.since, want.until, want.by, want.about, want.kind)):
        yield _kept(row)


def _kept(row: Values) -> Kept:
    seq, at, kind, by, staff, about, place, why, outcome, digest = row
    note = Note(
        at=at, kind=Kind(kind), by=by, staff=staff, about=about, place=place, why=why, outcome=outcome
    )
    return Kept(seq=seq, note=note, hash=digest)


def goes_on_from(conn: sqlite3.Connection, end: End) -> bool:
    """Whether a log has another's last note where that had it, or has pruned it since."""
    if end.seq <= _pruned(conn).seq:
        return True
    row = conn.execute("SELECT hash FROM notes WHERE seq = ?", (end.seq,)).fetchone()
    return row is not None and row[0] == end.hash.hex()


def _texts(note: Note) -> list[str]:
    return [
        note.at, note.kind.value, note.by, note.staff, note.about, note.place, note.why, note.outcome
    ]  # fmt: skip


def _link(before: bytes, seq: int, texts: list[str], algorithm: str) -> bytes:
    at, kind, by, *rest = texts
    return chain.link(before, seq, at, by, kind, "\x1f".join(rest), algorithm)


def _algorithm(conn: sqlite3.Connection) -> str:
    (algorithm,) = conn.execute("SELECT hash FROM chain").fetchone()
    return str(algorithm)


def _pruned(conn: sqlite3.Connection) -> End:
    row = conn.execute("SELECT last_seq, last_hash FROM pruned ORDER BY last_seq DESC LIMIT 1").fetchone()
    return _as_end(row)


def _end(conn: sqlite3.Connection) -> End:
    row = conn.execute("SELECT seq, hash FROM notes ORDER BY seq DESC LIMIT 1").fetchone()
    return _pruned(conn) if row is None else _as_end(row)


def _as_end(row: tuple[int, str] | None) -> End:
    if row is None:
        return End()
    try:
        return End(seq=row[0], hash=bytes.fromhex(row[1]))
    except (TypeError, ValueError) as error:
        raise ChainBroken(f"the hash of note {row[0]} is none") from error
