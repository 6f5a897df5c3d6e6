"""What a restore takes from data newer than the backup: whom it erases again, and the audit log.

An old backup holds people who were erased since. Whoever knows of it (the data that is there, other backups)
is asked for the ids of erased rows, which are random and say nothing of anybody; they are deleted from the
restored vault as well, for which no key is needed. The audit log is never rolled back: a newer one that
goes on from the backup's takes its place.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from devices.hub import audit_chain, audit_file, audit_reading, durable
from devices.hub.archive import FOLDER, events
from devices.hub.audit_file import AuditFailed
from devices.hub.backup import AUDIT, JOURNAL, VAULT
from devices.hub.chain import ChainBroken
from devices.hub.erasure import links_of
from devices.hub.events import AnyEvent
from devices.hub.journal import Journal, JournalFailed
from devices.hub.vault_file import now
from devices.hub.vault_tables import connected, deleted, overwrite, prepare


@dataclass
class Erasures:
    """Whom some data know to be erased.

    Attributes:
        people: when each person was erased and who had it done, by the row.
        rows: all erased rows that are known by their ids.
        asked: the databases that could be asked.
    """

    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    rows: set[str] = field(default_factory=set)
    asked: list[Path] = field(default_factory=list)


def known(folders: Iterable[Path]) -> Erasures:
    """Ask data folders and backups for erasures; one that cannot be read is passed over."""
    found = Erasures()
    for folder in folders:
        with suppress(sqlite3.Error), closing(_reading(folder / VAULT)) as conn:
            # An old vault knows people alone; their other rows are found by the journal.
            people = {
                str(person): (str(at), str(by))
                for at, by, person in conn.execute("SELECT at, by, person FROM erasures ORDER BY id")
            }
            found.people.update(people)
            found.rows.update(people)
            found.asked.append(folder / VAULT)
            found.rows.update(str(row) for (row,) in conn.execute("SELECT id FROM erased"))
    return found


def erase_again(data: Path, erasures: Erasures) -> int:
    """Erase from restored data what was erased since, and keep that it was.

    Args:
        data: the restored data, which nobody uses yet.
        erasures: what is known.

    Returns:
        How many rows the backup still had.

    Raises:
        sqlite3.Error: the restored vault cannot be changed.
    """
    rows = set(erasures.rows)
    all_events = _events(data) if erasures.people else []
    for person in erasures.people:
        links = links_of(person, all_events)
        rows |= {person} | links.contacts | links.words
    if not rows:
        return 0
    prepare(data / VAULT)
    with closing(connected(data / VAULT)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        with conn:
            gone = sum(deleted(conn, rows).values())
            there = {str(person) for (person,) in conn.execute("SELECT person FROM erasures")}
            conn.executemany(
                "INSERT INTO erasures (at, by, person, contacts, words) VALUES (?, ?, ?, 0, 0)",
                [(at, by, person) for person, (at, by) in erasures.people.items() if person not in there],
            )
            conn.executemany("INSERT OR IGNORE INTO erased VALUES (?, ?)", [(row, now()) for row in rows])
        overwrite(conn)
    return gone


def carry_audit(newer: Path, data: Path) -> bool:
    """Put a newer audit log in the place of the restored one, when it goes on from that.

    Args:
        newer: the data folder that has it, perhaps.
        data: the restored data, which nobody uses yet.

    Returns:
        Whether it was; a log that is broken, or another hall's, is left where it is.

    Raises:
        sqlite3.Error: it cannot be copied.
        OSError: it cannot be copied.
    """
    source, target = newer / AUDIT, data / AUDIT
    if not source.is_file():
        return False
    part = target.with_name(f"{AUDIT}.newer")
    try:
        with closing(_reading(source)) as of, closing(sqlite3.connect(part)) as to:
            part.chmod(0o600)
            of.backup(to)
        with closing(audit_file.prepared(part, "sha256")) as conn:
            audit_chain.verified(conn)
            goes_on = not target.is_file() or audit_chain.goes_on_from(conn, audit_reading.verify(target)[1])
        if goes_on:
            for end in ("-wal", "-shm"):
                target.with_name(f"{AUDIT}{end}").unlink(missing_ok=True)
            durable.named(part, target)
    except (AuditFailed, ChainBroken):
        goes_on = False
    finally:
        for end in ("", "-wal", "-shm"):
            part.with_name(f"{part.name}{end}").unlink(missing_ok=True)
    return goes_on


def _reading(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise sqlite3.OperationalError(f"{path.name} does not exist")
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=5.0)


def _events(data: Path) -> list[AnyEvent]:
    """Every event there is; where archives are missing, those of the live journal."""
    try:
        return list(events(data / JOURNAL, data / FOLDER))
    except JournalFailed:
        with closing(Journal(data / JOURNAL)) as journal:
            return list(journal.replay())
