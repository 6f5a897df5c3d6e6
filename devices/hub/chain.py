"""The chain of hashes that holds a journal together, and what of it is no longer in the live file.

Each event's hash is made over the hash before it and everything the event says, so that nothing can be
changed, left out or put between unseen. Where months were archived, the chain goes on from the last hash of
the newest archive; events that stayed behind (``journal.LASTING``) are held by the archive's ``kept``.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = bytes(32)
ARCHIVES = "archive"
"""Where archives lie, below the data folder."""
SHA256, SM3 = "sha256", "sm3"
"""What a journal may be chained with; SM3 is GB/T 32905-2016. Both give 32 bytes."""

EventValues = tuple[int, str, str, str, str, str, str]
"""An event's row: seq, at, day, command_id, kind, body, hash."""
COLUMNS = "seq, at, day, command_id, kind, body, hash"


_ARCHIVE = re.compile(r"journal-[0-9]{4}-[0-9]{2}\.db")


class ChainBroken(Exception):
    """An event is missing, changed, or out of its place; says which."""


@dataclass(frozen=True, kw_only=True)
class End:
    """Where a chain stands.

    Attributes:
        seq: number of its newest event, 0 for none.
        hash: that event's hash.
    """

    seq: int = 0
    hash: bytes = GENESIS


def link(
    before: bytes, seq: int, day: str, command_id: str, kind: str, body: str, algorithm: str = SHA256
) -> bytes:
    """The hash of an event, over the hash before it and everything it says.

    Raises:
        ValueError: this computer has no such hash.
    """
    text = "\x1f".join((str(seq), day, command_id, kind, body))
    return hashlib.new(algorithm, before + text.encode()).digest()


def fault(algorithm: str) -> str:
    """Why journals cannot be chained with this hash here; empty where they can."""
    if algorithm not in (SHA256, SM3):
        return f"the journal says its hash is {algorithm}, which is none of {SHA256}, {SM3}"
    try:
        hashlib.new(algorithm)
    except ValueError:
        return f"the OpenSSL of this computer has no {algorithm}; most of 1.1.1 and newer have it"
    return ""


def walked(rows: Iterable[EventValues], start: End, algorithm: str) -> End:
    """Walk the chain on from where it stood.

    Raises:
        ChainBroken: an event is missing or is not what was written.
    """
    seq, last = start.seq, start.hash
    for found, _, day, command_id, kind, body, kept in rows:
        seq += 1
        if found != seq:
            raise ChainBroken(f"event {seq} is missing")
        try:
            last = link(last, seq, day, command_id, kind, body, algorithm)
        except (TypeError, UnicodeError) as error:
            raise ChainBroken(f"event {seq} is not what was written") from error
        if last.hex() != kept:
            raise ChainBroken(f"event {seq} is not what was written")
    return End(seq=seq, hash=last)


def _end(seq: int, digest: str) -> End:
    try:
        return End(seq=seq, hash=bytes.fromhex(digest))
    except (TypeError, ValueError) as error:
        raise ChainBroken(f"the hash of event {seq} is none") from error


def digest_of(rows: Iterable[EventValues]) -> str:
    """A hash over events that stay in the live file while the others are archived."""
    whole = hashlib.sha256()
    for row in rows:
        whole.update("\x1f".join(map(str, row)).encode() + b"\x1e")
    return whole.hexdigest()


def archive_name(name: object) -> str:
    """The name of an archive as a journal says it; one that leads elsewhere is none.

    Raises:
        ChainBroken: it is no name of an archive.
    """
    if not (isinstance(name, str) and _ARCHIVE.fullmatch(name)):
        raise ChainBroken("the journal names an archive that cannot be one")
    return name


def archived(conn: sqlite3.Connection) -> End:
    """Where the newest archive of a journal ends."""
    row = conn.execute("SELECT last_seq, last_hash FROM archives ORDER BY last_seq DESC LIMIT 1").fetchone()
    return End() if row is None else _end(*row)


def verified(conn: sqlite3.Connection, algorithm: str) -> int:
    """Check a whole live journal: the chain behind the archives, and what stayed of them.

    Returns:
        How many events were found good.

    Raises:
        ChainBroken: something is missing or changed.
        sqlite3.Error: the journal cannot be read.
    """
    count, before = 0, 0
    archives = conn.execute("SELECT name, last_seq, kept FROM archives ORDER BY last_seq").fetchall()
    for name, last_seq, kept in archives:
        rows: list[EventValues] = conn.execute(
            f"SELECT {COLUMNS} FROM events WHERE seq > ? AND seq <= ? ORDER BY seq",  # noqa: S608 - ours
            (before, last_seq),
        ).fetchall()
        if digest_of(rows) != kept:
            raise ChainBroken(f"what stayed of the events of {name} is not what was written")
        count, before = count + len(rows), last_seq
    start = archived(conn)
    live = conn.execute(
        f"SELECT {COLUMNS} FROM events WHERE seq > ? ORDER BY seq",  # noqa: S608 - ours
        (start.seq,),
    )
    end = walked(live, start, algorithm)
    # A chain cannot tell that its end was cut off; the answered commands can.
    (told,) = conn.execute("SELECT COALESCE(MAX(last_seq), 0) FROM commands").fetchone()
    if told > end.seq:
        raise ChainBroken(f"event {end.seq + 1} is missing")
    return count + end.seq - start.seq


def last_day_verified(conn: sqlite3.Connection, algorithm: str) -> int:
    """Check the events of the newest day alone: what a hub does that starts.

    Returns:
        How many events were found good.

    Raises:
        ChainBroken: something is missing or changed.
        sqlite3.Error: the journal cannot be read.
    """
    (first,) = conn.execute(
        "SELECT min(seq) FROM events WHERE day = (SELECT day FROM events ORDER BY seq DESC LIMIT 1)"
    ).fetchone()
    start = archived(conn)
    if first is not None and first - 1 > start.seq:
        row = conn.execute("SELECT hash FROM events WHERE seq = ?", (first - 1,)).fetchone()
        if row is None:
            raise ChainBroken(f"event {first - 1} is missing")
        start = _end(first - 1, row[0])
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM events WHERE seq > ? ORDER BY seq",  # noqa: S608 - ours
        (start.seq,),
    )
    end = walked(rows, start, algorithm)
    (told,) = conn.execute("SELECT COALESCE(MAX(last_seq), 0) FROM commands").fetchone()
    if told > end.seq:
        raise ChainBroken(f"event {end.seq + 1} is missing")
    return end.seq - start.seq
