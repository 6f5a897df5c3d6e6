"""Rows of the vault that no event names: a journal that could not be written, or a hub killed before it was.

A row is kept before its event, so that no event ever names a row that is not there. Until the hub knows that
the event is on the disk, the row is in ``unnamed``; only what is still there a day later is looked for in the
journal, from the first event on, and deleted when nothing names it. A row that is found again meanwhile (the
same card on a reader) begins a new day, so that nothing is taken away under somebody's hands: the hub may
run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from devices.hub.events import AnyEvent
from devices.hub.vault_file import VaultFailed
from devices.hub.vault_tables import connected, deleted, overwrite

RESTS = timedelta(days=1)
"""How long a row may wait for its event: far longer than any command takes."""
_NAMES = ("person", "contact", "words")


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What was found among rows that waited for an event.

    Attributes:
        gone: rows that no event names, deleted.
        named: rows that an event names, which stay.
    """

    gone: int = 0
    named: int = 0


def named_in(events: Iterable[AnyEvent]) -> set[str]:
    """The rows of the vault that events name."""
    found = (getattr(event, name, None) for event in events for name in _NAMES)
    # A notice has words of another kind.
    return {row for row in found if isinstance(row, str) and row}


def sweep(path: Path, events: Callable[[], Iterable[AnyEvent]], now: datetime) -> Swept:
    """Delete rows older than a day that no event names.

    Args:
        path: the vault's database; its keys are not needed.
        events: gives every event there is, from the first archive on; not asked when nothing waits.
        now: the computer's time, with its zone.

    Raises:
        VaultFailed: the database cannot be used.
    """
    before = (now.astimezone(UTC) - RESTS).isoformat(timespec="seconds")
    try:
        with closing(connected(path)) as conn:
            waiting = {row for (row,) in conn.execute("SELECT id FROM unnamed WHERE at < ?", (before,))}
            if not waiting:
                return Swept()
            # Whatever stands in an event counts, in whatever field: rather a row too many than one too few.
            named = {text for event in events() for text in _texts(event) if text in waiting}
            gone = 0
            conn.execute("BEGIN IMMEDIATE")
            with conn:
                conn.executemany("DELETE FROM unnamed WHERE id = ?", [(row,) for row in named])
                rows = conn.execute("SELECT id FROM unnamed WHERE at < ?", (before,)).fetchall()
                gone = sum(deleted(conn, (row for (row,) in rows if row in waiting)).values())
            overwrite(conn)
    except sqlite3.Error as error:
        raise VaultFailed(f"the vault cannot be swept: {error}") from error
    return Swept(gone=gone, named=len(named))


def _texts(event: AnyEvent) -> Iterator[str]:
    for value in msgspec.structs.astuple(event):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, str))
        elif isinstance(value, dict):
            yield from value.values()
