"""The hall's journal: what has happened, in order, for good.

Append-only, in SQLite (WAL, synchronous=FULL), chained by SHA-256 or SM3 so that nothing can be changed or
left out unseen. ``append`` returns only when everything it was given is on disk; nobody is told before that.
One transaction, and so one fsync, holds whatever was waiting. A command's answer is kept with its events:
said again, the command is answered again and not done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import sqlite_utils

from devices.hub import chain as links
from devices.hub.events import AnyEvent, TicketTaken
from devices.hub.journal_tables import migrations
from devices.hub.wal import keep_log, may_hold_more, write_through

GENESIS = links.GENESIS
END = 2**63 - 1
"""Behind every event that there can be."""
RECENT_DAYS = 60
"""Days of the journal that a hub reads which does not know how its newest day began."""
LASTING = (
    "appointment_booked",
    "appointment_cancelled",
    "matter_registered",
    "matter_answered",
    "room_booked",
    "room_freed",
    "case_accepted",
    "slip_issued",
    "slip_returned",
    "slip_settled",
    "slip_overdue",
    "result_arrived",
    "delivery_chosen",
    "result_notified",
    "result_in_locker",
    "result_sent",
    "result_handed_over",
    "result_overdue",
)
"""Events of whatever age that it reads too: what they say may hold longer, until another kind ends it."""

UNREADABLE = (msgspec.MsgspecError, TypeError, ValueError, RecursionError)
"""What decoding a body raises that no hub wrote: also of another sort than text, or no UTF-8."""

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


class JournalFailed(Exception):
    """The journal could not be written or read; what was asked for has not happened."""


class JournalUnsure(JournalFailed):
    """What was to be written counts for nobody now, but a hub that starts later may find it.

    It holds until something is written again: that overwrites it.
    """


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One accepted command: who said it, what it was, what it was answered, what it made happen."""

    command_id: str
    principal: str
    digest: str
    answer: bytes
    events: tuple[AnyEvent, ...]


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a command was answered when it was first said."""

    principal: str
    digest: str
    answer: bytes


@dataclass(frozen=True, kw_only=True)
class JournalRow:
    """An event as the journal keeps it."""

    seq: int
    at: str
    day: str
    command_id: str
    kind: str
    body: str
    hash: str


chain = links.link
"""The hash of an event, over the hash before it and everything it says."""


def command_digest(command_id: str) -> bytes:
    """What is kept for ever of an archived command's id: 16 bytes of its SHA-256."""
    return hashlib.sha256(command_id.encode()).digest()[:16]


class Journal:
    """One hall's journal file. ``append`` belongs to one thread; readers may be anywhere."""

    def __init__(self, path: Path, algorithm: str = links.SHA256) -> None:
        """Open the journal, making or migrating it when needed.

        Args:
            path: the file.
            algorithm: what a journal that is new is chained with; one that was begun keeps its own.

        Raises:
            JournalFailed: the file cannot be opened or is no journal, or its hash cannot be had here.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(path, timeout=5.0)) as conn:
                keep_log(conn)
                migrations.apply(sqlite_utils.Database(conn))
                self.algorithm = _algorithm(conn, algorithm)
            with contextlib.ExitStack() as opened:
                self._conn = opened.enter_context(contextlib.closing(_connected(path)))
                write_through(self._conn)
                self._reader = opened.enter_context(contextlib.closing(_connected(path)))
                self._reader.execute("PRAGMA query_only=ON")
                self._seq, self._hash = self._end()
                # From here on they are ``close``'s to close.
                opened.pop_all()
            self._doubt = False
        except (sqlite3.Error, OSError) as error:
            raise JournalFailed(f"{path.name} cannot be opened: {error}") from error

    @property
    def seq(self) -> int:
        """Number of the newest event, 0 for none."""
        return self._seq

    def append(self, entries: list[Entry]) -> None:
        """Write all entries in one transaction and return when they are on disk.

        A commit that fails may yet be whole in the log (its sync failed, say), where the next hub would find
        what this one has refused. So its place is overwritten before anybody is told that it was not written.

        Raises:
            JournalUnsure: nothing of it was written, but the disk would not let that be made sure.
            JournalFailed: nothing of it was written, and no hub will find it.
        """
        seq, last = self._seq, self._hash
        try:
            self._conn.execute("BEGIN IMMEDIATE")
            for entry in entries:
                first = seq + 1
                for event in entry.events:
                    seq += 1
                    last = self._insert(seq, last, entry.command_id, event)
                self._conn.execute(
                    "INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?)",
                    (entry.command_id, entry.principal, entry.digest, entry.answer.decode(), first, seq),
                )
            self._commit()
        except BaseException as error:
            self._roll_back()
            sure = self._made_void()
            if isinstance(error, sqlite3.Error):
                raise (JournalFailed if sure else JournalUnsure)(str(error)) from error
            raise
        self._doubt = False
        self._seq, self._hash = seq, last

    def _insert(self, seq: int, before: bytes, command_id: str, event: AnyEvent) -> bytes:
        kind = str(event.__struct_config__.tag)
        body = _encoder.encode(event).decode()
        day = event.at.date().isoformat()
        digest = chain(before, seq, day, command_id, kind, body, self.algorithm)
        self._conn.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)",
            (seq, event.at.isoformat(), day, command_id, kind, body, digest.hex()),
        )
        if isinstance(event, TicketTaken) and not event.late:
            # The rules never give a number twice; the database would not let them. (A late number is of a day
            # that had ended, and is called no more.)
            self._conn.execute("INSERT INTO numbers VALUES (?, ?, ?)", (day, event.number, seq))
        return digest

    def _roll_back(self) -> None:
        # SQLite rolls back by itself on some errors (a full disk), and may fail to on others.
        with contextlib.suppress(sqlite3.Error):
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")

    def _made_void(self) -> bool:
        """Make sure that what was rolled back is found by nobody; returns whether it is sure."""
        # While in doubt, the disk may hold what the log, as it is read now, no longer does.
        if not self._doubt and not may_hold_more(self.path):
            return True
        self._doubt = True
        with contextlib.suppress(sqlite3.Error):
            # A commit that says nothing. It takes the place of the failed one's first page, and frames behind
            # a page that they do not belong to are none (their checksums run on from it).
            self._conn.execute("PRAGMA user_version = 0")
            self._doubt = False
        return not self._doubt

    def _commit(self) -> None:
        self._conn.execute("COMMIT")

    def answered(self, command_id: str) -> Answered | None:
        """What a command was answered, or None when it is new.

        Of one that was archived only its id is known: its answer is one that no command can have, so that
        the id is refused as used.

        Raises:
            JournalFailed: the journal cannot be read.
        """
        try:
            row = self._reader.execute(
                "SELECT principal, digest, answer FROM commands WHERE id = ?", (command_id,)
            ).fetchone()
            old = (
                row is None
                and self._reader.execute(
                    "SELECT 1 FROM archived_commands WHERE digest = ?", (command_digest(command_id),)
                ).fetchone()
            )
        except sqlite3.Error as error:
            raise JournalFailed(f"the journal cannot be read: {error}") from error
        if row is None:
            return Answered(principal="", digest="", answer=b"null") if old else None
        return Answered(principal=str(row[0]), digest=str(row[1]), answer=str(row[2]).encode())

    def replay(self) -> Iterator[AnyEvent]:
        """Every event of the live journal from the first.

        Raises:
            JournalFailed: an event cannot be read.
        """
        yield from self.behind(0)

    def behind(self, seq: int, through: int = END) -> Iterator[AnyEvent]:
        """Every event behind a sequence number, the last of them of number ``through``.

        Raises:
            JournalFailed: an event cannot be read.
        """
        yield from self._events(
            "SELECT body FROM events WHERE seq > ? AND seq <= ? ORDER BY seq", seq, through
        )

    def recent(self, days: int = RECENT_DAYS, through: int = END) -> Iterator[AnyEvent]:
        """What makes the hall as it is: what may hold long (``LASTING``), and everything of the last days.

        A day's first event leaves nothing of the day before, so a hub that starts need not read its whole
        life; what the forecast has learned fades in these days too.

        Args:
            days: how many.
            through: number of the last event to read.

        Raises:
            JournalFailed: an event cannot be read.
        """
        row = self._one(
            "SELECT min(seq) FROM events WHERE kind = 'day_began' "
            "AND day > (SELECT date(max(day), ?) FROM events)",
            f"-{days} days",
        )
        first = int(row[0]) if row and row[0] else 1
        kinds = ", ".join(f"'{kind}'" for kind in LASTING)
        yield from self._events(
            f"SELECT body FROM events WHERE kind IN ({kinds}) AND seq < ? AND seq <= ? ORDER BY seq",  # noqa: S608 - ours
            first,
            through,
        )
        yield from self.behind(first - 1, through)

    def day_began(self) -> JournalRow | None:
        """The newest day's first event; None while there is none.

        Raises:
            JournalFailed: the journal cannot be read.
        """
        # Read from the end: a day's events at most lie behind it.
        row = self._one(
            "SELECT seq, at, day, command_id, kind, body, hash FROM events WHERE +kind = 'day_began' "
            "ORDER BY seq DESC LIMIT 1"
        )
        if row is None:
            return None
        at, day, command_id, kind, body, digest = (str(value) for value in row[1:])
        return JournalRow(
            seq=int(row[0]), at=at, day=day, command_id=command_id, kind=kind, body=body, hash=digest
        )

    def hash_of(self, seq: int) -> str | None:
        """The hash of an event in the chain, in hexadecimal digits; None where it is not in the journal.

        Raises:
            JournalFailed: the journal cannot be read.
        """
        row = self._one("SELECT hash FROM events WHERE seq = ?", seq)
        return None if row is None else str(row[0])

    def _one(self, query: str, *values: int | str) -> tuple[int | str, ...] | None:
        try:
            row: tuple[int | str, ...] | None = self._reader.execute(query, values).fetchone()
        except sqlite3.Error as error:
            raise JournalFailed(f"the journal cannot be read: {error}") from error
        return row

    def of_day(self, day: date, *also: str) -> Iterator[AnyEvent]:
        """The events of one day in their order, and of every day those of the kinds ``also`` (their tags).

        Raises:
            JournalFailed: an event cannot be read.
        """
        kinds = ", ".join("?" * len(also))
        query = f"SELECT body FROM events WHERE day = ? OR kind IN ({kinds}) ORDER BY seq"  # noqa: S608 - ours
        yield from self._events(query, day.isoformat(), *also)

    def _events(self, query: str, *values: int | str) -> Iterator[AnyEvent]:
        try:
            for (body,) in self._reader.execute(query, values):
                yield _decoder.decode(body)
        except (sqlite3.Error, *UNREADABLE) as error:
            raise JournalFailed(f"the journal cannot be read: {error}") from error

    def after(self, seq: int, limit: int) -> list[JournalRow]:
        """At most ``limit`` events behind a sequence number, for the sync.

        Raises:
            sqlite3.Error: the journal cannot be read.
        """
        with contextlib.closing(sqlite3.connect(self.path, timeout=5.0)) as conn:
            rows: Iterable[tuple[int, str, str, str, str, str, str]] = conn.execute(
                "SELECT seq, at, day, command_id, kind, body, hash FROM events WHERE seq > ? "
                "ORDER BY seq LIMIT ?",
                (seq, limit),
            ).fetchall()
        return [
            JournalRow(seq=s, at=at, day=day, command_id=c, kind=kind, body=body, hash=h)
            for s, at, day, c, kind, body, h in rows
        ]

    def verify(self) -> int:
        """Walk the hash chain from the first event that is not archived, and check what stayed of archives.

        Returns:
            How many events were found good.

        Raises:
            JournalFailed: an event is missing, changed, or out of its place; says which.
        """
        return self._walked(links.verified)

    def verify_last_day(self) -> int:
        """Walk the hash chain of the newest day alone, which is quick.

        Returns:
            How many events were found good.

        Raises:
            JournalFailed: an event is missing, changed, or out of its place; says which.
        """
        return self._walked(links.last_day_verified)

    def _walked(self, walk: Callable[[sqlite3.Connection, str], int]) -> int:
        try:
            # One moment of a journal that a running hub may be writing.
            self._reader.execute("BEGIN")
            try:
                return walk(self._reader, self.algorithm)
            finally:
                self._reader.execute("ROLLBACK")
        except (sqlite3.Error, TypeError, ValueError, links.ChainBroken) as error:
            # A page that a disk lost leaves rows with nothing in them.
            broken = isinstance(error, links.ChainBroken)
            raise JournalFailed(str(error) if broken else f"the journal cannot be read: {error}") from error

    def close(self) -> None:
        """Close the files."""
        self._reader.close()
        self._conn.close()

    def _end(self) -> tuple[int, bytes]:
        row = self._conn.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        try:
            return (0, GENESIS) if row is None else (row[0], bytes.fromhex(row[1]))
        except (TypeError, ValueError) as error:
            # A disk that lost pages it said it had, or somebody with an editor.
            raise JournalFailed("the newest event is not what was written") from error


def _algorithm(conn: sqlite3.Connection, wanted: str) -> str:
    """What the journal is chained with; recorded before its first event.

    Raises:
        JournalFailed: it cannot be had here.
    """
    row = conn.execute("SELECT hash FROM chain").fetchone()
    if row is None:
        begun = conn.execute("SELECT 1 FROM events LIMIT 1").fetchone()
        first = links.SHA256 if begun else wanted
        with conn:
            # In one statement: two processes may open a new journal at once.
            conn.execute("INSERT INTO chain SELECT ? WHERE NOT EXISTS (SELECT 1 FROM chain)", (first,))
        row = conn.execute("SELECT hash FROM chain").fetchone()
    fault = links.fault(row[0])
    if fault:
        raise JournalFailed(fault)
    return str(row[0])
