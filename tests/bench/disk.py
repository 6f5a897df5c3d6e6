"""The disk below a bench: what kind of file system it is, and how fast it makes one commit after another.

Durable means on a disk: a file system that lives in memory is refused; what it says of fsync means nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from time import monotonic

IN_MEMORY = frozenset({"tmpfs", "ramfs", "devtmpfs", "hugetlbfs"})


class NoDisk(Exception):
    """The folder is not on a disk; says what it is on."""


def file_system(folder: Path, mounts: str) -> str:
    """The type of the file system that a folder is on.

    Args:
        folder: an absolute path, without links.
        mounts: the text of ``/proc/self/mountinfo`` (proc(5)).
    """
    best, kind = -1, "unknown"
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        # proc(5): the fifth field is where it is mounted; blanks in it are written as \\040.
        point = Path(fields.split()[4].replace("\\040", " "))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), rest.split()[0]
    return kind


def mounted() -> str:
    """What is mounted here."""
    return Path("/proc/self/mountinfo").read_text()


def on_disk(folder: Path, mounts: str) -> str:
    """The type of the file system that a folder is on.

    Raises:
        NoDisk: it lives in memory.
    """
    kind = file_system(folder, mounts)
    if kind in IN_MEMORY:
        raise NoDisk(f"{folder} is on {kind}, which is memory and no disk; choose another by --out")
    return kind


def bare_commits(folder: Path, seconds: float) -> float:
    """Commits a second of a bare loop: one row, one fsync, nothing else (WAL, synchronous=FULL)."""
    path = folder / "bare.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        began, count = monotonic(), 0
        while (passed := monotonic() - began) < seconds:
            conn.execute("BEGIN IMMEDIATE")
            conn.execute("INSERT INTO events (body) VALUES (?)", ("x" * 400,))
            conn.execute("COMMIT")
            count += 1
    return count / passed
