"""What travels to the exchange database: events, batches, the tables they land in, and how it stands.

Values and SQL text only. The remote's own rows are the only truth about how far the copy has come; nothing
on this side remembers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from devices.sync.views import INDEXES, KNOWN_VERSION, VERSION, VIEWS


class JournalRow(Protocol):
    """An event as the journal keeps it; the hub's own rows are such."""

    @property
    def seq(self) -> int:
        """Its number, counting up from 1 without a gap."""
        ...

    @property
    def day(self) -> str:
        """The day of the hall's calendar on which it happened, as ``2026-03-02``."""
        ...

    @property
    def at(self) -> str:
        """When it happened, ISO 8601 with an offset."""
        ...

    @property
    def kind(self) -> str:
        """The event's tag, as ``ticket_taken``."""
        ...

    @property
    def body(self) -> str:
        """The event as JSON."""
        ...

    @property
    def hash(self) -> str:
        """The journal's chained hash up to and with this event, in hex."""
        ...


@dataclass(frozen=True, kw_only=True)
class Mark:
    """The last event before the first gap that the exchange database has; ``seq`` 0 is none at all."""

    seq: int = 0
    hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Events of one hall, in order and without a gap, that are merged together or not at all."""

    hall_id: str
    rows: tuple[JournalRow, ...]

    @property
    def first(self) -> int:
        """Number of its first event."""
        return self.rows[0].seq

    @property
    def last(self) -> int:
        """Number of its last event."""
        return self.rows[-1].seq


class SyncState(StrEnum):
    """How the copy stands.

    ``off``: not configured. ``behind``: events are still to be sent. ``idle``: the exchange has all of them.
    ``unreachable``: it cannot be asked or does not take the events; it is tried again. ``diverged``: it holds
    other events under this hall's numbers; nothing is sent until an operator has decided.
    """

    OFF = "off"
    IDLE = "idle"
    BEHIND = "behind"
    UNREACHABLE = "unreachable"
    DIVERGED = "diverged"


@dataclass(frozen=True, kw_only=True)
class Status:
    """How the copy stands, for the status page and the metrics; holds no password.

    Attributes:
        cursor: Number of the last event the exchange is known to have.
        behind_by: Events of the journal it does not have yet, as far as known.
        last_error: What was last wrong, empty when all is well.
    """

    state: SyncState
    cursor: int = 0
    behind_by: int = 0
    last_error: str = ""


class Unreachable(Exception):
    """The exchange database cannot be asked, or does not take events now; worth another try later."""


class Diverged(Exception):
    """The exchange database holds other events of this hall than the journal; no try mends that."""


def another_event(hall_id: str, seq: int) -> Diverged:
    """Say that the exchange holds another event under a number, and how that comes about."""
    return Diverged(
        f"the exchange holds another event {seq} of hall {hall_id!r} than this journal: an older journal was "
        "restored and went on, or another hall uses this hall_id"
    )


TABLES = """
CREATE TABLE hall_events (
    hall_id text        NOT NULL,
    seq     bigint      NOT NULL CHECK (seq > 0),
    day     date        NOT NULL,
    at      timestamptz NOT NULL,
    kind    text        NOT NULL,
    body    jsonb       NOT NULL,
    hash    text        NOT NULL,
    PRIMARY KEY (hall_id, seq)
);
COMMENT ON TABLE hall_events IS 'The journals of all halls, event by event. Rows are only ever added.';
"""

RENEWAL = INDEXES + VIEWS
"""Brings the indexes and views of an older release up to this one; the events stay as they are."""

SCHEMA = TABLES + RENEWAL
"""Everything that the exchange database needs, for an empty schema."""

OUTDATED = f"SELECT ({KNOWN_VERSION}) < {VERSION}"
"""Asks whether the views are those of an older release."""

MARK = """
WITH ends AS (
    SELECT max(seq) AS last, count(*) AS events FROM hall_events WHERE hall_id = %(hall_id)s
), mark AS (
    SELECT CASE WHEN events = last THEN last ELSE (
        SELECT place - 1
        FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place
              FROM hall_events WHERE hall_id = %(hall_id)s) AS counted
        WHERE seq <> place ORDER BY place LIMIT 1
    ) END AS seq
    FROM ends
)
SELECT e.seq, e.hash FROM mark JOIN hall_events e ON e.hall_id = %(hall_id)s AND e.seq = mark.seq
"""
"""Finds the last event before the first gap; counting tells whether there is one, and is quick."""

MERGE = """
INSERT INTO hall_events (hall_id, seq, day, at, kind, body, hash)
SELECT %(hall_id)s, seq, day::date, at::timestamptz, kind, body::jsonb, hash
FROM unnest(%(seq)s::bigint[], %(day)s::text[], %(at)s::text[], %(kind)s::text[], %(body)s::text[],
            %(hash)s::text[]) AS sent (seq, day, at, kind, body, hash)
ON CONFLICT DO NOTHING
"""
"""Adds the events that are not there yet and never touches one that is."""

OTHER = """
SELECT sent.seq FROM unnest(%(seq)s::bigint[], %(hash)s::text[]) AS sent (seq, hash)
LEFT JOIN hall_events e ON e.hall_id = %(hall_id)s AND e.seq = sent.seq
WHERE e.hash IS DISTINCT FROM sent.hash
ORDER BY sent.seq LIMIT 1
"""
"""Finds the first event of a batch that is not there as it was sent."""
