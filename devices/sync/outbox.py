"""What to send next, and when to try again.

No clock, no socket: the client tells what it read and what became of it, and is told what to do. The cursor
is whatever the exchange database said last; a journal that does not continue it is never sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from devices.sync.protocol import Batch, Diverged, JournalRow, Mark, Status, SyncState, another_event

RETRY_S = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds until the next try after so many failures; the last one repeats."""


class Outbox:
    """Follows one hall's copy; its ``status`` is always what is known."""

    def __init__(self, hall_id: str, *, batch: int, every_s: float) -> None:
        """Start for a hall that nothing is known of.

        Args:
            hall_id: The hall's name in the exchange database.
            batch: Most events in one batch.
            every_s: Seconds between two looks at the journal when nothing is left to send.
        """
        self._hall_id = hall_id
        self._batch = batch
        self._every_s = every_s
        self._failures = 0
        self._status = Status(state=SyncState.BEHIND)

    @property
    def status(self) -> Status:
        """How the copy stands."""
        return self._status

    @property
    def well(self) -> bool:
        """Whether the last try got through: everything is sent, or a batch has just been committed."""
        return self._failures == 0 and self._status.state in (SyncState.IDLE, SyncState.BEHIND)

    @property
    def cursor(self) -> int:
        """Number of the last event that the exchange is known to have."""
        return self._status.cursor

    @property
    def pause_s(self) -> float:
        """Seconds to wait before the next step."""
        if self._status.state is SyncState.UNREACHABLE:
            return RETRY_S[min(self._failures, len(RETRY_S)) - 1]
        return self._every_s if self._status.state is SyncState.IDLE else 0.0

    def met(self, mark: Mark, mine: JournalRow | None, newest: int) -> None:
        """Take the exchange's word for how far it is, unless its last event is not the journal's.

        Args:
            mark: The exchange's last event before a gap.
            mine: The journal's event of that number, None when it has none.
            newest: Number of the journal's last event, 0 for none.

        Raises:
            Diverged: The journal is not the one that was copied so far. Since the hashes are chained, one
                equal hash vouches for all events before it.
        """
        if mark.seq and (mine is None or mine.seq != mark.seq):
            raise Diverged(
                f"the exchange has event {mark.seq} of hall {self._hall_id!r}, and this journal ends at "
                f"{newest}: an older journal was restored, or another hall uses this hall_id"
            )
        if mine is not None and mark.seq and mine.hash != mark.hash:
            raise another_event(self._hall_id, mark.seq)
        self._status = self._standing(mark.seq, newest)

    def offer(self, rows: Sequence[JournalRow], newest: int) -> Batch | None:
        """Make a batch of what the journal has behind the cursor; None when there is nothing to send.

        Raises:
            Diverged: The journal lacks an event in between.
        """
        rows = rows[: self._batch]
        for expected, row in enumerate(rows, start=self.cursor + 1):
            if row.seq != expected:
                raise Diverged(f"this journal has no event {expected}; it goes on with {row.seq}")
        self._status = self._standing(self.cursor, max(newest, rows[-1].seq if rows else 0))
        if rows:
            return Batch(hall_id=self._hall_id, rows=tuple(rows))
        self._failures = 0
        return None

    def merged(self, batch: Batch) -> None:
        """Move on: the exchange has committed the batch."""
        self._failures = 0
        newest = self.cursor + self._status.behind_by
        self._status = self._standing(batch.last, max(newest, batch.last))

    def failed(self, why: str, newest: int) -> None:
        """Fall back to waiting; the exchange could not be asked or did not take the batch."""
        self._failures += 1
        behind = max(0, newest - self.cursor)
        self._status = Status(
            state=SyncState.UNREACHABLE, cursor=self.cursor, behind_by=behind, last_error=why
        )

    def diverged(self, why: str) -> None:
        """Stop for good; an operator has to decide which events are the hall's."""
        self._status = Status(
            state=SyncState.DIVERGED, cursor=self.cursor, behind_by=self._status.behind_by, last_error=why
        )

    def _standing(self, cursor: int, newest: int) -> Status:
        """Describe a reachable exchange."""
        behind = max(0, newest - cursor)
        state = SyncState.BEHIND if behind else SyncState.IDLE
        return Status(state=state, cursor=cursor, behind_by=behind)
