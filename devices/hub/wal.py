"""SQLite's write-ahead log: that there is one, how long it may be, and whether what failed is found in it.

A commit can fail when all its bytes are in the log: the sync failed, or the last write came through and was
called a failure. This hub goes on as if nothing had been written, and the next one would find it.
"""

from __future__ import annotations

import sqlite3
import struct
from pathlib import Path

LOG_BYTES = 8 << 20
"""What a log keeps of the disk once it was longer; twice as long as it is while nobody reads for long."""

_HEADER = struct.Struct(">8xI4x8s8x")
"""Of the log (sqlite.org/fileformat2.html, 4.1): page size, salts."""
_FRAME = struct.Struct(">4xI8s8x")
"""Of a frame: pages of the database behind a commit, 0 when it is none; salts."""
_INDEX = struct.Struct("=16xI12x8s")
"""Of the log's index (walformat.html, 2.1), in the machine's own order: newest frame of a commit; salts."""


def keep_log(conn: sqlite3.Connection) -> None:
    """Have a database written through a log from now on.

    Raises:
        sqlite3.Error: it cannot be. Whoever does not read the answer goes on without a word, with a rollback
            journal; and a commit ends by deleting that, which a power cut may undo, and the commit with it.
    """
    (mode,) = conn.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise sqlite3.OperationalError(f"its log cannot be begun (journal mode {mode})")


def write_through(conn: sqlite3.Connection) -> None:
    """Have each commit of a connection on the disk when it returns, and its log cut back to ``LOG_BYTES``.

    A backup reads one moment for as long as it takes, and no page of the log can be used again meanwhile.

    Raises:
        sqlite3.Error: it cannot be.
    """
    conn.execute("PRAGMA synchronous=FULL")
    conn.execute(f"PRAGMA journal_size_limit={LOG_BYTES}")


def may_hold_more(database: Path) -> bool:
    """Whether the log may hold a commit behind the newest that counts for those who have the database open.

    Only reads, and says True when it cannot tell. Checksums are not looked at: a commit that is there in part
    is taken for one.
    """
    try:
        with Path(f"{database}-shm").open("rb") as index:
            newest, salts = _INDEX.unpack(index.read(_INDEX.size))
        with Path(f"{database}-wal").open("rb") as log:
            header = log.read(_HEADER.size)
            if len(header) < _HEADER.size:
                return False
            page, own = _HEADER.unpack(header)
            # A log that was just begun anew has nothing that counts yet.
            frame = newest if own == salts else 0
            while True:
                log.seek(_HEADER.size + frame * (_FRAME.size + page))
                head = log.read(_FRAME.size)
                if len(head) < _FRAME.size:
                    return False
                pages, salt = _FRAME.unpack(head)
                if pages and salt == own:
                    return True
                frame += 1
    except (OSError, struct.error):
        return True
