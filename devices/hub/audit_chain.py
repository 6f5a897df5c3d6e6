"""The audit log's chain: is it whole, does it go on from another, and pruning that leaves it whole."""

from __future__ import annotations

import sqlite3
from datetime import date
from itertools import pairwise

from devices.hub.audit_file import COLUMNS, algorithm_of, as_end, end_of, linked, pruned_to
from devices.hub.chain import ChainBroken, End

SILENT_DAYS = 30
"""Most days that a stretch without any note counts for when old ones are taken out."""


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
        count = 0 if stays is None else stays - 1 - pruned_to(conn).seq
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
    algorithm, start = algorithm_of(conn), pruned_to(conn)
    if last and (first := end_of(conn).seq - last) > start.seq:
        row = conn.execute("SELECT seq, hash FROM notes WHERE seq = ?", (first,)).fetchone()
        if row is None:
            raise ChainBroken(f"note {first} is missing")
        start = as_end(row)
    seq, digest = start.seq, start.hash
    # Also what lies before the start where all are walked: there is nothing there that could be.
    query = f"SELECT {COLUMNS} FROM notes WHERE seq > ? ORDER BY seq"  # noqa: S608 - ours
    for found, *texts, kept in conn.execute(query, (start.seq if last else -1,)):
        seq += 1
        if found != seq:
            raise ChainBroken(f"note {seq} is missing")
        try:
            digest = linked(digest, seq, texts, algorithm)
        except (TypeError, UnicodeError) as error:
            raise ChainBroken(f"note {seq} is not what was written") from error
        if digest.hex() != kept:
            raise ChainBroken(f"note {seq} is not what was written")
    told = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'notes'").fetchone()
    if (told[0] if told else 0) != seq:
        raise ChainBroken(f"note {seq + 1} is missing")
    return seq - start.seq, End(seq=seq, hash=digest)


def goes_on_from(conn: sqlite3.Connection, end: End) -> bool:
    """Whether a log has another's last note where that had it, or has pruned it since."""
    if end.seq <= pruned_to(conn).seq:
        return True
    row = conn.execute("SELECT hash FROM notes WHERE seq = ?", (end.seq,)).fetchone()
    return row is not None and row[0] == end.hash.hex()
