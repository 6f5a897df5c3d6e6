"""Old months leave the journal for files of their own, and the chain still holds over all of them.

An archive is a SQLite file of one month's events, commands and numbers that anybody can read; it begins with
the hash where the month before ended. Events leave the live journal in one transaction, and only after the
archive was read back, verified and forced to the disk. What may hold longer (``journal.LASTING``) stays, and
so does half a year: the law wants records for six months, and a hub that starts reads sixty days.

Of an archived command 16 bytes of its id's hash stay for ever. Said again, it is refused as
``command_id_used``: its answer left with its month, and it must never be done a second time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import msgspec

from devices.hub import chain, durable
from devices.hub.chain import COLUMNS, ChainBroken, End, EventValues
from devices.hub.events import AnyEvent
from devices.hub.journal import LASTING, UNREADABLE, Journal, JournalFailed, command_digest

KEPT_MONTHS = 6
"""Months that stay whole in the live journal: 网络安全法 art. 21 wants logs for no fewer than six."""
FOLDER = chain.ARCHIVES
_TABLES = """
CREATE TABLE events (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, command_id TEXT NOT NULL,
    kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE commands (id TEXT PRIMARY KEY, principal TEXT NOT NULL, digest TEXT NOT NULL,
    answer TEXT NOT NULL, first_seq INTEGER, last_seq INTEGER);
CREATE TABLE numbers (day TEXT, number TEXT, seq INTEGER, PRIMARY KEY (day, number));
CREATE TABLE archive (month TEXT NOT NULL, hash TEXT NOT NULL, before_seq INTEGER NOT NULL,
    before_hash TEXT NOT NULL, last_seq INTEGER NOT NULL, last_hash TEXT NOT NULL);
"""
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_KINDS = ", ".join(f"'{kind}'" for kind in LASTING)


@dataclass(frozen=True, kw_only=True)
class Archived:
    """A month that left the live journal.

    Attributes:
        path: its file.
        events: how many events are in it.
        stayed: how many of these are in the live journal too.
        commands: how many commands went along.
    """

    path: Path
    events: int
    stayed: int
    commands: int


@dataclass(frozen=True, kw_only=True)
class _Span:
    """A month of a journal: the events behind ``start.seq`` up to ``last``."""

    month: str
    start: End
    last: int
    algorithm: str

    @property
    def values(self) -> tuple[int, int]:
        return self.start.seq, self.last


def earliest_kept(newest: date) -> date:
    """The first day that must stay, of a journal whose newest day is this."""
    months = newest.year * 12 + newest.month - 1 - KEPT_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def archive(journal: Path, before: date, folder: Path) -> list[Archived]:
    """Let the months before a day leave the live journal; no hub may run on it.

    Args:
        journal: the live journal.
        before: first day of a month: everything earlier goes.
        folder: where the archives lie; made when it is not there.

    Returns:
        What left, month by month; an empty list when there was nothing.

    Raises:
        JournalFailed: nothing left, or only whole months did: said again, it goes on.
    """
    kept = Journal(journal)
    algorithm = kept.algorithm
    kept.close()
    try:
        with closing(sqlite3.connect(journal, isolation_level=None, timeout=5.0)) as conn:
            conn.execute("PRAGMA synchronous=FULL")
            chain.verified(conn, algorithm)
            _must_be_old(conn, before)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            done = []
            for month, following in pairwise(_months(conn, before)):
                span = _span(conn, month, following, algorithm)
                if span is not None:
                    done.append(_moved(conn, span, folder / f"journal-{span.month}.db"))
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return done
    except (ChainBroken, sqlite3.Error, OSError, TypeError, ValueError) as error:
        # Values of a sort that no hub writes.
        raise JournalFailed(f"the journal cannot be archived: {error}") from error


def verify(journal: Path, folder: Path) -> tuple[int, int]:
    """Walk the whole chain: all archives from the first event on, then the live journal.

    Returns:
        How many events were found good in archives, and in the live journal.

    Raises:
        JournalFailed: an archive is missing or changed, or the live journal is.
    """
    kept = Journal(journal)
    try:
        count, end = 0, End()
        with closing(sqlite3.connect(journal, timeout=5.0)) as conn:
            query = "SELECT name, sha256, last_seq, last_hash FROM archives ORDER BY last_seq"
            for name, digest, last_seq, last_hash in conn.execute(query).fetchall():
                path = folder / chain.archive_name(name)
                if not path.is_file():
                    raise JournalFailed(f"{name} is missing from {folder}")
                begun = end.seq
                end = _walked(path, end, kept.algorithm)
                if durable.sha256_of(path) != digest or (end.seq, end.hash.hex()) != (last_seq, last_hash):
                    raise JournalFailed(f"{name} is not what was archived")
                _same_stayed(conn, path, (begun, end.seq))
                count += end.seq - begun
        return count, kept.verify()
    except ChainBroken as error:
        raise JournalFailed(f"an archive: {error}") from error
    except (sqlite3.Error, OSError, TypeError, ValueError) as error:
        raise JournalFailed(f"the archives cannot be read: {error}") from error
    finally:
        kept.close()


def events(journal: Path, folder: Path) -> Iterator[AnyEvent]:
    """Every event from the first: those of the archives, then those of the live journal behind them.

    Raises:
        JournalFailed: an archive is missing, or an event cannot be read.
    """
    kept = Journal(journal)
    try:
        with closing(sqlite3.connect(journal, timeout=5.0)) as conn:
            rows = conn.execute("SELECT name FROM archives ORDER BY last_seq").fetchall()
            names = [chain.archive_name(name) for (name,) in rows]
            last = chain.archived(conn).seq
        for name in names:
            if not (folder / name).is_file():
                raise JournalFailed(f"{name} is missing from {folder}")
            with closing(sqlite3.connect(folder / name)) as made:
                for (body,) in made.execute("SELECT body FROM events ORDER BY seq"):
                    yield _decoder.decode(body)
        yield from kept.behind(last)
    except (ChainBroken, sqlite3.Error, *UNREADABLE) as error:
        raise JournalFailed(f"the archives cannot be read: {error}") from error
    finally:
        kept.close()


def _must_be_old(conn: sqlite3.Connection, before: date) -> None:
    (newest,) = conn.execute("SELECT MAX(day) FROM events").fetchone()
    if newest is None:
        raise JournalFailed("the journal is empty")
    first = earliest_kept(date.fromisoformat(newest))
    if before > first:
        raise JournalFailed(
            f"{KEPT_MONTHS} months stay in the live journal, whose newest day is {newest}: "
            f"archive before {first:%Y-%m} at the latest"
        )


def _months(conn: sqlite3.Connection, before: date) -> Iterator[date]:
    """First days of the months from the oldest that is not archived to ``before``."""
    (oldest,) = conn.execute(
        "SELECT day FROM events WHERE seq = ?", (chain.archived(conn).seq + 1,)
    ).fetchone()
    month = date.fromisoformat(oldest).replace(day=1)
    while month <= before:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _span(conn: sqlite3.Connection, month: date, following: date, algorithm: str) -> _Span | None:
    """A month's events; a command that runs over its end stays whole, in the month behind."""
    start = chain.archived(conn)
    (first,) = conn.execute(
        "SELECT MIN(seq) FROM events WHERE seq > ? AND day >= ?", (start.seq, following.isoformat())
    ).fetchone()
    (begun,) = conn.execute(
        "SELECT COALESCE(MIN(first_seq), ?1) FROM commands WHERE first_seq <= ?1 AND last_seq >= ?1", (first,)
    ).fetchone()
    if begun - 1 <= start.seq:
        return None
    return _Span(month=f"{month:%Y-%m}", start=start, last=begun - 1, algorithm=algorithm)


def _moved(conn: sqlite3.Connection, span: _Span, path: Path) -> Archived:
    """Write a month's archive, read it back, and only then let it leave the live journal."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    _write(conn, span, part)
    end = _walked(part, span.start, span.algorithm)
    if end.seq != span.last:
        raise JournalFailed(f"{path.name} could not be read back")
    durable.force(part)
    # One that is there already was left by a run that ended before its month had left the journal.
    durable.named(part, path)
    return _let_go(conn, span, end, path)


def _write(conn: sqlite3.Connection, span: _Span, path: Path) -> None:
    with closing(sqlite3.connect(path)) as made:
        path.chmod(0o600)
        made.executescript(_TABLES)
        _copy(conn, made, "events", f"{COLUMNS} FROM events WHERE seq > ? AND seq <= ?", span)
        commands = "id, principal, digest, answer, first_seq, last_seq"
        _copy(conn, made, "commands", f"{commands} FROM commands WHERE last_seq > ? AND last_seq <= ?", span)
        _copy(conn, made, "numbers", "day, number, seq FROM numbers WHERE seq > ? AND seq <= ?", span)
        (last,) = conn.execute("SELECT hash FROM events WHERE seq = ?", (span.last,)).fetchone()
        start = span.start
        made.execute(
            "INSERT INTO archive VALUES (?, ?, ?, ?, ?, ?)",
            (span.month, span.algorithm, start.seq, start.hash.hex(), span.last, last),
        )
        made.commit()


def _copy(of: sqlite3.Connection, to: sqlite3.Connection, table: str, what: str, span: _Span) -> None:
    rows = of.execute(f"SELECT {what}", span.values)
    marks = ", ".join("?" * len(rows.description))
    to.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - ours


def _let_go(conn: sqlite3.Connection, span: _Span, end: End, path: Path) -> Archived:
    """Take a month out of the live journal, all of it or nothing."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        stayed = _stayed(conn, span.values)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        conn.execute(
            "INSERT INTO archives VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                path.name,
                span.start.seq + 1,
                span.last,
                end.hash.hex(),
                chain.digest_of(stayed),
                durable.sha256_of(path),
                made_at,
            ),
        )
        ids = conn.execute("SELECT id FROM commands WHERE last_seq > ? AND last_seq <= ?", span.values)
        conn.executemany(
            "INSERT OR IGNORE INTO archived_commands VALUES (?)",
            [(command_digest(name),) for (name,) in ids.fetchall()],
        )
        commands = conn.execute("DELETE FROM commands WHERE last_seq > ? AND last_seq <= ?", span.values)
        conn.execute("DELETE FROM numbers WHERE seq > ? AND seq <= ?", span.values)
        conn.execute(
            f"DELETE FROM events WHERE seq > ? AND seq <= ? AND kind NOT IN ({_KINDS})",  # noqa: S608 - ours
            span.values,
        )
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    return Archived(
        path=path, events=span.last - span.start.seq, stayed=len(stayed), commands=commands.rowcount
    )


def _stayed(conn: sqlite3.Connection, span: tuple[int, int]) -> list[EventValues]:
    query = f"SELECT {COLUMNS} FROM events WHERE seq > ? AND seq <= ? AND kind IN ({_KINDS}) ORDER BY seq"  # noqa: S608 - ours
    return conn.execute(query, span).fetchall()


def _same_stayed(conn: sqlite3.Connection, path: Path, span: tuple[int, int]) -> None:
    """Compare what stayed in the live journal with the archive itself."""
    query = f"SELECT {COLUMNS} FROM events WHERE seq > ? AND seq <= ? ORDER BY seq"  # noqa: S608 - ours
    live: list[EventValues] = conn.execute(query, span).fetchall()
    with closing(sqlite3.connect(path)) as made:
        whole: dict[int, EventValues] = {row[0]: row for row in made.execute(query, span)}
    for row in live:
        if whole.get(row[0]) != row:
            raise ChainBroken(f"event {row[0]} stayed in the live journal otherwise than in {path.name}")


def _walked(path: Path, start: End, algorithm: str) -> End:
    with closing(sqlite3.connect(path)) as made:
        rows = made.execute(f"SELECT {COLUMNS} FROM events ORDER BY seq")  # noqa: S608 - ours
        return chain.walked(rows, start, algorithm)
