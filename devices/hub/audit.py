"""The audit log: who looked at personal data, who came in, and what was changed, on disk before it counts.

``note`` may be called from any thread and never raises. It hands the note to a writer of its own, which takes
whatever waits into one transaction and one forced write (synchronous=FULL), as the journal does, and answers
each with whether it is on the disk. The rule: **whoever shows personal data waits for that answer, and shows
nothing when it is no** (refusal ``audit_failed``); whoever tells of anything else need not wait.

What is a look: a card that is read, a code or phone by which somebody's appointment or result is found, free
words that are printed, a report or export that holds names. A list that shows masked names (张*) all day long
is a look when its session begins; patches to it are not. Whoever signs in there meanwhile is in the log too,
so that both together say who could see it.

A disk that fails loses nothing it need not: notes that could not be written are kept (as many as ``OWED``)
and written once it can be. A look among them was then not shown, and its note says so.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from devices.hub import audit_chain, audit_file, audit_reading
from devices.hub.audit_file import AuditFailed as AuditFailed
from devices.hub.audit_kinds import LOOKS, Kind, Note, plain
from devices.hub.audit_reading import found as found
from devices.hub.audit_reading import verify as verify
from devices.hub.chain import SHA256, ChainBroken, End

log = logging.getLogger(__name__)

FILE = "audit.db"
INBOX = 4096
"""Notes that may wait for the writer; one more is not taken, and told so."""
OWED = 4096
"""Notes kept while they cannot be written; of more, the oldest are lost."""
AGAIN_S = 5.0
"""Seconds until what could not be written is tried again."""
BATCH = 512
QUICK = 5000
"""Notes whose chain is walked at every start; all of them are each night, and by ``hall audit verify``."""
TECHNICIAN = "technician"
"""Who a note names for what is done at the hub's own keyboard."""


@dataclass(frozen=True)
class _Waiting:
    note: Note
    written: Future[bool]


class Audit:
    """One hall's audit log; several programs may write it at once.

    Attributes:
        failing: whether the newest notes could not be written: until they can, no personal data is shown.
    """

    def __init__(
        self,
        path: Path,
        algorithm: str = SHA256,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open the log, making it when there is none.

        Args:
            path: the file.
            algorithm: what a new log is chained with; one that was begun keeps its own.
            clock: tells the time, with its zone.

        Raises:
            AuditFailed: the file cannot be opened.
        """
        self.path = path
        self.failing = False
        self._clock = clock
        self._conn = audit_file.prepared(path, algorithm)
        self._inbox: queue.Queue[_Waiting | None] = queue.Queue(INBOX)
        self._owed: deque[Note] = deque(maxlen=OWED)
        self._closed = False
        self._taking = threading.Lock()
        self._thread = threading.Thread(target=self._write, name="audit", daemon=True)
        self._thread.start()

    def note(
        self,
        kind: Kind,
        *,
        by: str,
        staff: str = "",
        about: str = "",
        place: str = "",
        why: str = "",
        outcome: str = "done",
    ) -> Future[bool]:
        """Note something; at once, from any thread, and without ever raising.

        Args:
            kind: what.
            by: the principal's name, or ``TECHNICIAN``.
            staff: staff number of whoever is signed in there.
            about: row of the vault, or an object's id; never a name or number of somebody.
            place: where.
            why: for what.
            outcome: what became of it, such as a refusal's code.

        Returns:
            Becomes True once it is on the disk, or False when it could not be written. A coroutine awaits it
            with ``asyncio.wrap_future``, a thread asks for its ``result()``.
        """
        made = Note(
            at=self._now(),
            kind=kind,
            by=plain(by),
            staff=plain(staff),
            about=plain(about),
            place=plain(place),
            why=plain(why),
            outcome=plain(outcome),
        )
        waiting = _Waiting(made, Future())
        # From here on whoever gave up waiting cannot cancel it.
        waiting.written.set_running_or_notify_cancel()
        try:
            with self._taking:
                if self._closed:
                    raise queue.Full
                self._inbox.put_nowait(waiting)
        except queue.Full:
            log.error("The audit log takes no more notes; %s was not noted.", kind.value)
            waiting.written.set_result(False)
        return waiting.written

    def verify(self) -> tuple[int, End]:
        """Walk the whole chain; returns how many notes are good, and where it ends.

        Raises:
            AuditFailed: a note is missing or changed, or the file cannot be read.
        """
        return audit_reading.verify(self.path)

    def verify_newest(self) -> None:
        """Walk the chain of the newest ``QUICK`` notes alone, which takes no time that a start would feel.

        Raises:
            AuditFailed: a note is missing or changed, or the file cannot be read.
        """
        audit_reading.verify(self.path, QUICK)

    def prune(self, keep_days: int) -> int:
        """Take out notes older than so many days; the chain of the others still holds.

        Returns:
            How many were taken out.

        Raises:
            AuditFailed: the chain does not hold, and so nothing was taken out; or the file cannot be changed.
        """
        try:
            with closing(audit_file.prepared(self.path, SHA256)) as conn:
                count = audit_chain.prune(conn, keep_days, self._now())
        except (ChainBroken, sqlite3.Error) as error:
            raise AuditFailed(f"nothing was pruned from the audit log: {error}") from error
        if count:
            why = f"older than {keep_days} days"
            self.note(Kind.AUDIT_PRUNED, by=TECHNICIAN, about=f"{count} notes", why=why).result()
        return count

    def close(self) -> None:
        """Write what waits, and close the file."""
        with self._taking:
            self._closed = True
        self._inbox.put(None)
        self._thread.join()
        self._conn.close()

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def _write(self) -> None:
        """The writer's thread."""
        ended = False
        while not ended:
            batch: list[_Waiting] = []
            with contextlib.suppress(queue.Empty):
                said = self._inbox.get(timeout=AGAIN_S if self._owed else None)
                while said is not None:
                    batch.append(said)
                    if len(batch) == BATCH:
                        break
                    said = self._inbox.get_nowait()
                ended = said is None
            self._written(batch)

    def _written(self, batch: list[_Waiting]) -> None:
        """Write what is owed and what waits, and tell whoever waits."""
        notes = [*self._owed, *(waiting.note for waiting in batch)]
        try:
            if notes:
                audit_file.append(self._conn, notes)
        except Exception as error:  # noqa: BLE001 - whatever it was, it was not written and must be told so
            level = logging.DEBUG if self.failing else logging.ERROR
            log.log(level, "The audit log cannot be written (%s); no personal data is shown.", error)
            self.failing = True
            self._owed.extend(_not_shown(waiting.note) for waiting in batch)
        else:
            if self.failing:
                log.info("The audit log can be written again.")
            self.failing = False
            self._owed.clear()
        for waiting in batch:
            waiting.written.set_result(not self.failing)


def _not_shown(note: Note) -> Note:
    return replace(note, outcome="refused:audit_failed") if note.kind in LOOKS else note
