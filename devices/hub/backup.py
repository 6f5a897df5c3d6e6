"""Backups: copies of a hall's databases, made while the hub writes them.

A backup is a folder with the databases and a manifest (and, once for all of them, the journal's archives
beside it), and has its name only once everything in it is on the disk. Each copy is one moment of its
database, taken over SQLite's backup API in small pieces, from another connection than the hub's: commands
never wait for it. The journal is copied first and the vault after it, so that every row the journal names is
in the vault. The keys are not in it: whoever finds a backup shall not be able to read it, so they are copied,
if at all, to a folder of their own.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import msgspec

from config.schema import HallConfig
from devices.hub import chain, durable

JOURNAL, VAULT, STAFF, TOKENS = "journal.db", "vault.db", "staff.db", "tokens.db"
DATABASES = (JOURNAL, VAULT, STAFF, TOKENS)
"""In the order in which they are copied."""
CLIENTS, AUDIT = "clients.db", "audit.db"
ALSO = (CLIENTS, AUDIT)
"""Copied after these where they are there; backups of old have none."""
KEY = "keys/vault.key"
PKI = "pki"
"""The hall's own authority and the hub's certificate: keys too."""
MANIFEST = "manifest.json"
PAGES = 128
"""Pages (of 4 KiB) that are copied at once."""
PAUSE_S = 0.002
LONGEST_S = 3600.0
"""A copy that takes longer is given up: the journal's log grows as long as it lasts."""
_PART = ".part"


class BackupFailed(Exception):
    """There is no new backup, or this one cannot be used; what was there before is as it was."""


_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """A database of a backup: its SHA-256, its size, and the migrations that made its tables."""

    sha256: str
    bytes: int
    schema: tuple[str, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup is.

    Attributes:
        format: 1; a later one says what it changed.
        hall: the hall's name.
        made_at: when it was begun, in the hall's zone.
        last_at: when the newest event happened, None for a journal without any.
        seq: number of the newest event, 0 for none.
        chain_hash: its hash in the journal's chain.
        hash: what the journal is chained with.
        files: the databases by name.
    """

    format: int = 1
    hall: str
    made_at: _Moment
    last_at: _Moment | None
    seq: int
    chain_hash: str
    hash: str
    files: dict[str, Copied]


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup on its disk."""

    path: Path
    manifest: Manifest

    @property
    def bytes(self) -> int:
        """How much room its databases take."""
        return sum(file.bytes for file in self.manifest.files.values())


@dataclass(frozen=True, kw_only=True)
class Source:
    """What is to be copied.

    Attributes:
        data: the hall's data folder.
        name: first part of the backups' names: several halls may share a target.
        hall: the hall's name.
    """

    data: Path
    name: str
    hall: str


def source_of(config: HallConfig, folder: Path, data: Path) -> Source:
    """A hall's data, named after the folder of its settings."""
    return Source(data=data, name=folder.resolve().name, hall=config.hall.name)


def take(
    source: Source,
    target: Path,
    now: datetime,
    *,
    keep: int = 0,
    keys: Path | None = None,
    pace: Callable[[], None] = lambda: time.sleep(PAUSE_S),
) -> Backup:
    """Make a backup; the hub may run.

    Args:
        source: what of.
        target: folder that gets it; it must be there, since a disk that is not mounted has none.
        now: the hall's time.
        keep: how many of this hall's backups stay in the target, the new one among them; 0 for all.
        keys: folder that gets the vault's keys; None to leave them where they are.
        pace: called after each piece.

    Raises:
        BackupFailed: nothing that looks like a backup was left.
    """
    if not target.is_dir():
        raise BackupFailed(f"{target} is no folder: is its disk mounted?")
    if keys is not None and _inside(keys, target):
        raise BackupFailed("the keys do not belong beside the backup: whoever finds it could read the vault")
    part = target / f".{source.name}-{now:%Y%m%dT%H%M%S}{_PART}"
    try:
        with _alone(source.data):
            _sweep(source.name, target)
            part.mkdir(mode=0o700)
            try:
                made = _made(source, part, now, pace)
                _copy_archives(source, part, target)
                if keys is not None:
                    _copy_keys(source, keys, now)
                path = _free_name(target, f"{source.name}-{now:%Y%m%dT%H%M%S}")
                durable.named(part, path)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
            if keep:
                _prune(source, target, keep)
    except (sqlite3.Error, OSError) as error:
        raise BackupFailed(f"no backup could be made in {target}: {error}") from error
    return Backup(path=path, manifest=made)


def read(path: Path) -> Backup:
    """Read a backup's manifest.

    Raises:
        BackupFailed: it is no backup, or of a later version.
    """
    try:
        manifest = msgspec.json.decode((path / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BackupFailed(f"{path} is no whole backup: {error}") from error
    if manifest.format != 1 or not set(DATABASES) <= set(manifest.files) <= {*DATABASES, *ALSO}:
        raise BackupFailed(f"{path} was made by another version (format {manifest.format})")
    return Backup(path=path, manifest=manifest)


def all_of(name: str, hall: str, target: Path) -> list[Backup]:
    """A hall's whole backups in a target, the oldest first."""
    found = []
    for path in target.iterdir() if target.is_dir() else ():
        if re.fullmatch(rf"{re.escape(name)}-\d{{8}}T\d{{6}}(-\d+)?", path.name):
            with suppress(BackupFailed):
                found.append(read(path))
    mine = [backup for backup in found if backup.manifest.hall == hall]
    return sorted(mine, key=lambda backup: (backup.manifest.made_at, backup.path.name))


def archives_of(folder: Path) -> list[tuple[str, str]]:
    """Names and SHA-256 of the archives that belong to the journal of a backup.

    Raises:
        BackupFailed: the journal names a file that is no archive.
    """
    with closing(opened(folder / JOURNAL)) as conn:
        rows = conn.execute("SELECT name, sha256 FROM archives ORDER BY last_seq").fetchall()
    try:
        return [(chain.archive_name(name), str(digest)) for name, digest in rows]
    except chain.ChainBroken as error:
        raise BackupFailed(str(error)) from error


def same_disk(data: Path, target: Path) -> bool:
    """Whether a target lies on the disk that it shall outlive, as one does that is not mounted.

    Raises:
        OSError: one of them cannot be looked at.
    """
    return data.stat().st_dev == target.stat().st_dev


def opened(path: Path) -> sqlite3.Connection:
    """A database of a backup, to be read and left as it is."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)


def _made(source: Source, part: Path, now: datetime, pace: Callable[[], None]) -> Manifest:
    until = time.monotonic() + LONGEST_S
    files = {}
    for name in (*DATABASES, *(name for name in ALSO if (source.data / name).is_file())):
        _copy(source.data / name, part / name, until, pace)
        files[name] = Copied(
            sha256=durable.sha256_of(part / name),
            bytes=(part / name).stat().st_size,
            schema=_schema(part / name),
        )
    manifest = _manifest(source, part, now, files)
    durable.write_whole(part / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
    return manifest


def _copy(source: Path, target: Path, until: float, pace: Callable[[], None]) -> None:
    """Copy one moment of a database and force it to the disk."""
    if not source.is_file():
        raise BackupFailed(f"{source} is not there; has the hub ever run here?")

    def piece(status: int, remaining: int, total: int) -> None:
        if time.monotonic() > until:
            raise BackupFailed(
                f"{target.parent.parent} is too slow: given up after {LONGEST_S / 60:.0f} minutes"
            )
        pace()

    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    address = f"file:{quote(str(source))}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=5.0)) as of,
        closing(sqlite3.connect(target, isolation_level=None)) as to,
    ):
        to.execute("PRAGMA synchronous=OFF")
        # One moment, held while it is copied: otherwise every write of the hub would begin it anew.
        of.execute("BEGIN")
        of.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        of.backup(to, pages=PAGES, progress=piece)
        of.execute("ROLLBACK")
    durable.force(target)


def _schema(path: Path) -> tuple[str, ...]:
    with closing(opened(path)) as conn:
        rows = conn.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()
    return tuple(str(name) for (name,) in rows)


def _manifest(source: Source, part: Path, now: datetime, files: dict[str, Copied]) -> Manifest:
    with closing(opened(part / JOURNAL)) as conn:
        row = conn.execute("SELECT seq, at, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        (algorithm,) = conn.execute("SELECT hash FROM chain").fetchone()
    seq, at, digest = row or (0, None, chain.GENESIS.hex())
    return Manifest(
        hall=source.hall,
        made_at=now,
        last_at=datetime.fromisoformat(at) if at else None,
        seq=seq,
        chain_hash=digest,
        hash=algorithm,
        files=files,
    )


def _copy_archives(source: Source, part: Path, target: Path) -> None:
    """Copy months that have left the journal, once: an archive never changes."""
    for name, _ in archives_of(part):
        of, to = source.data / chain.ARCHIVES / name, target / f"{source.name}-archive" / name
        if of.is_file() and not (to.is_file() and to.stat().st_size == of.stat().st_size):
            to.parent.mkdir(mode=0o700, exist_ok=True)
            begun = to.with_name(f"{name}{_PART}")
            durable.copied(of, begun)
            durable.force(begun)
            durable.named(begun, to)


def _copy_keys(source: Source, keys: Path, now: datetime) -> None:
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{source.name}-{now:%Y%m%dT%H%M%S}"
    durable.write_whole(keys / f"{name}.key", (source.data / KEY).read_bytes())
    authority = source.data / PKI
    if authority.is_dir():
        # Without it a new box has another authority, and every screen must be enrolled again.
        part = keys / f".{name}-pki{_PART}"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        for path in authority.iterdir():
            if path.suffix in (".key", ".pem"):
                durable.write_whole(part / path.name, path.read_bytes())
        durable.named(part, _free_name(keys, f"{name}-pki"))


def _inside(path: Path, folder: Path) -> bool:
    here, there = path.resolve(), folder.resolve()
    return here == there or there in here.parents


def _free_name(target: Path, name: str) -> Path:
    """A name of this second that no backup has yet: the hall's time may stand."""
    path, again = target / name, 1
    while path.exists():
        again += 1
        path = target / f"{name}-{again}"
    return path


def _sweep(name: str, target: Path) -> None:
    """Remove what a killed backup left."""
    for path in target.glob(f".{name}-*{_PART}"):
        shutil.rmtree(path)


def _prune(source: Source, target: Path, keep: int) -> None:
    """Remove the oldest; each loses its name before its files."""
    for old in all_of(source.name, source.hall, target)[:-keep]:
        begun = target / f".{old.path.name}{_PART}"
        old.path.rename(begun)
        shutil.rmtree(begun)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the one lock for backups of a hall."""
    descriptor = os.open(data / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupFailed("another backup of this hall is under way") from error
        yield
    finally:
        os.close(descriptor)
