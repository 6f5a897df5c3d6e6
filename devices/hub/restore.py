"""A backup becomes a hall's data again, as it was at the backup or at a moment before it.

Nothing of the backup is believed unseen: every file must be what the manifest says, and the journal's chain
must hold. The data gets its name only when it is whole and on the disk, and never replaces other data. A
moment is cut at a command's boundary: whoever was answered by then is there with everything it made happen.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from config.schema import HallConfig
from devices.hub import archive, durable
from devices.hub.backup import JOURNAL, KEY, VAULT, BackupFailed, archives_of, read
from devices.hub.carried import carry_audit, erase_again, known
from devices.hub.chain import ARCHIVES
from devices.hub.evolve import evolve
from devices.hub.journal import Journal, JournalFailed
from devices.hub.state import Hall
from devices.hub.vault import Vault, VaultFailed


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What of a backup lies behind the wanted moment."""

    events: int = 0
    commands: int = 0
    numbers: int = 0


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A hall's data, restored.

    Attributes:
        seq: number of the newest event, 0 for none.
        last_at: when it happened.
        commands: answered commands that are there.
        verified: events of the backup that were found good, before the cut.
        cut: what is not there because it happened later.
        opened: whether the vault was opened with the key that was given.
        archives: archives that came along, verified with the live journal.
        missing: archives that were not beside the backup.
        erased_again: rows of the backup that were erased since, and are again.
        asked: databases that could be asked who was erased.
        audit_carried: whether the audit log is the newer one of ``newer``.
    """

    seq: int
    last_at: datetime | None
    commands: int
    verified: int
    cut: Cut
    opened: bool
    archives: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    erased_again: int = 0
    asked: int = 0
    audit_carried: bool = False


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What a replay of restored data gives: of the newest day, and how long it took."""

    day: str
    events: int
    tickets: int
    appointments: int
    seconds: float


def restore(
    backup: Path,
    to: Path,
    *,
    until: datetime | None = None,
    key: Path | None = None,
    newer: Path | None = None,
    others: Iterable[Path] = (),
) -> Restored:
    """Restore a backup.

    Args:
        backup: the backup's folder; nothing in it changes.
        to: the new data folder; it must not be there yet, or be empty.
        until: what happened later is cut off; None for all there is. With a zone.
        key: the vault's key file, which gets its place in the data.
        newer: the hall's data folder that is there now, if any: its audit log goes on, and whoever it knows
            to be erased is again.
        others: other backups, which may know of erasures too.

    Raises:
        BackupFailed: the backup is not whole, or the place is taken; nothing was left.
    """
    if to.is_symlink() or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
        raise BackupFailed(f"{to} is there already; nothing is ever written over, name a new folder")
    begun = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        if begun.exists():
            shutil.rmtree(begun)
        begun.mkdir(mode=0o700)
        try:
            done = _restored(backup, begun, until, key)
            done = _carried(done, begun, newer, [*([newer] if newer else []), *others])
            durable.force_all(begun)
            durable.named(begun, to)
        except BaseException:
            shutil.rmtree(begun, ignore_errors=True)
            raise
    except (JournalFailed, VaultFailed, sqlite3.Error, OSError) as error:
        raise BackupFailed(f"{backup.name} cannot be restored: {error}") from error
    return done


def replay(config: HallConfig, data: Path) -> Replayed:
    """Replay restored data as a hub does that starts.

    Raises:
        BackupFailed: an event cannot be read, or is none of this hall's.
    """
    begun = time.monotonic()
    hall, count = Hall(config), 0
    try:
        with closing(Journal(data / JOURNAL)) as journal:
            for event in journal.recent():
                evolve(hall, event)
                count += 1
    except (JournalFailed, LookupError, ValueError) as error:
        raise BackupFailed(f"the restored journal does not replay: {error}") from error
    return Replayed(
        day=hall.day.isoformat() if hall.day else "-",
        events=count,
        tickets=len(hall.tickets),
        appointments=len(hall.appointments),
        seconds=time.monotonic() - begun,
    )


def cut_after(path: Path, until: datetime) -> Cut:
    """Take everything out of a journal that happened after a moment, whole commands at a time.

    Args:
        path: a journal that nobody else has open.
        until: the last moment that stays, with its zone.

    Raises:
        BackupFailed: that moment was archived, or there are events that happened at no time.
        sqlite3.Error: the journal cannot be changed; nothing was.
    """
    try:
        return _cut(path, until)
    except (TypeError, ValueError) as error:
        # When it happened stands in a column of its own, beside the chain.
        raise BackupFailed(f"{path.name} cannot be cut: it has values that no hub writes") from error


def _cut(path: Path, until: datetime) -> Cut:
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous=FULL")
        (archived,) = conn.execute("SELECT COALESCE(MAX(last_seq), 0) FROM archives").fetchone()
        rows: Iterable[tuple[int, str]] = conn.execute(
            "SELECT seq, at FROM events WHERE seq > ? ORDER BY seq", (archived,)
        )
        first = next((seq for seq, at in rows if datetime.fromisoformat(at) > until), None)
        if first is None:
            return Cut()
        (begun,) = conn.execute(
            "SELECT COALESCE(MIN(first_seq), ?1) FROM commands WHERE first_seq <= ?1 AND last_seq >= ?1",
            (first,),
        ).fetchone()
        if begun == archived + 1 and archived:
            raise BackupFailed("that moment lies in the archive; the live journal begins after it")
        conn.execute("BEGIN IMMEDIATE")
        # A command that changed nothing has first_seq behind last_seq.
        gone = Cut(
            events=conn.execute("DELETE FROM events WHERE seq >= ?", (begun,)).rowcount,
            commands=conn.execute(
                "DELETE FROM commands WHERE last_seq >= ?1 OR first_seq > ?1", (begun,)
            ).rowcount,
            numbers=conn.execute("DELETE FROM numbers WHERE seq >= ?", (begun,)).rowcount,
        )
        conn.execute("COMMIT")
    return gone


def _restored(backup: Path, begun: Path, until: datetime | None, key: Path | None) -> Restored:
    _copy_whole(backup, begun)
    verified = _verify(backup, begun)
    cut = Cut() if until is None else cut_after(begun / JOURNAL, until)
    if key is not None:
        (begun / KEY).parent.mkdir(mode=0o700)
        durable.copied(key, begun / KEY)
        Vault(begun / VAULT, begun / KEY).close()
    came, missing = _bring_archives(backup, begun)
    with closing(Journal(begun / JOURNAL)) as journal:
        journal.verify()
        rows = journal.after(journal.seq - 1, 1)
        seq = journal.seq
    with closing(sqlite3.connect(begun / JOURNAL)) as conn:
        (commands,) = conn.execute("SELECT COUNT(*) FROM commands").fetchone()
    return Restored(
        seq=seq,
        last_at=_when(rows[0].at) if rows else None,
        commands=commands,
        verified=verified,
        cut=cut,
        opened=key is not None,
        archives=came,
        missing=missing,
    )


def _carried(done: Restored, begun: Path, newer: Path | None, folders: list[Path]) -> Restored:
    """Take along what is newer than the backup."""
    erasures = known(folders)
    return replace(
        done,
        erased_again=erase_again(begun, erasures),
        asked=len(erasures.asked),
        audit_carried=newer is not None and carry_audit(newer, begun),
    )


def _when(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at)
    except (TypeError, ValueError) as error:
        raise BackupFailed("the newest event happened at no time") from error


def _copy_whole(backup: Path, begun: Path) -> None:
    """Copy the databases, each of them what the manifest says."""
    files = read(backup).manifest.files
    for name in files:
        if durable.copied(backup / name, begun / name) != files[name].sha256:
            raise BackupFailed(f"{name} of {backup.name} is not what was copied then")


def _bring_archives(backup: Path, begun: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Copy the archives from beside the backup; returns which came, and which were not there."""
    named = re.sub(r"-\d{8}T\d{6}(-\d+)?$", "-archive", backup.resolve().name)
    place, folder = backup.resolve().parent / named, begun / ARCHIVES
    came, missing = [], []
    for name, digest in archives_of(begun):
        if not (place / name).is_file():
            missing.append(name)
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        if durable.copied(place / name, folder / name) != digest:
            raise BackupFailed(f"{name} beside {backup.name} is not what was archived")
        came.append(name)
    if came and not missing:
        archive.verify(begun / JOURNAL, folder)
    return tuple(came), tuple(missing)


def _verify(backup: Path, begun: Path) -> int:
    """Check the journal's chain, and that it ends where the manifest says."""
    manifest = read(backup).manifest
    with closing(Journal(begun / JOURNAL)) as journal:
        verified = journal.verify()
        rows = journal.after(manifest.seq - 1, 2)
        if manifest.seq and [(row.seq, row.hash) for row in rows] != [(manifest.seq, manifest.chain_hash)]:
            raise BackupFailed(f"the journal of {backup.name} does not end as its manifest says")
    return verified
