"""Journals and backups that somebody else may have had.

Rows and bytes are changed in a copy; whoever reads it afterwards says what is wrong in its own words, or
reads something that is still whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from devices.hub import archive, backup, durable
from devices.hub.backup import DATABASES, MANIFEST, BackupFailed, Source, all_of, read, take
from devices.hub.journal import Journal, JournalFailed
from devices.hub.restore import cut_after, replay, restore
from devices.hub.wal import may_hold_more
from tests.devices.hub.data_folders import data_of
from tests.devices.hub.histories import HALL, played
from tests.fuzz.rows import change, change_bytes, change_rows, content_of, lay
from tests.fuzz.target import Script, Target, Try, piece

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HISTORY = list(range(24))
JOURNAL = {
    "events": ("seq", "at", "day", "command_id", "kind", "body", "hash"),
    "commands": ("id", "principal", "digest", "answer", "first_seq", "last_seq"),
    "archives": ("name", "first_seq", "last_seq", "last_hash", "kept", "sha256", "made_at"),
    "chain": ("hash",),
    "archived_commands": ("digest",),
    "numbers": ("day", "number", "seq"),
}


def _data(folder: Path) -> Source:
    """A hall's data, with an archive that its journal names."""
    source = data_of(folder, played(HISTORY))
    with closing(sqlite3.connect(source.data / "journal.db")) as conn, conn:
        conn.execute(
            "INSERT INTO archives VALUES ('journal-2025-01.db', 0, 0, ?, ?, '00', '2026-01-01')",
            ("00" * 32, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        )
    return source


def _read_journal(path: Path) -> None:
    """Everything that reads a journal: a hub that starts, a report, an archive, a restore."""
    with closing(Journal(path)) as journal:
        steps = (
            journal.verify,
            journal.verify_last_day,
            lambda: list(journal.replay()),
            lambda: list(journal.recent()),
            journal.day_began,
            lambda: journal.hash_of(3),
            lambda: journal.answered("said-00003"),
            lambda: archive.verify(path, path.parent / "archive"),
            lambda: list(archive.events(path, path.parent / "archive")),
            lambda: archive.archive(path, NOON.date().replace(day=1), path.parent / "archive"),
        )
        for step in steps:
            with suppress(JournalFailed):
                step()
        with suppress(sqlite3.Error):
            journal.after(0, 3)
    with suppress(BackupFailed):
        replay(HALL, path.parent)
    may_hold_more(path)
    with suppress(BackupFailed, sqlite3.Error):
        cut_after(path, NOON)


@contextmanager
def _journal(folder: Path, rows: bool) -> Iterator[Try]:
    path = _data(folder).data / "journal.db"
    content = content_of(path)

    def parse(data: bytes) -> None:
        lay(path, content)
        with suppress(sqlite3.Error):
            change_rows(path, JOURNAL, Script(data)) if rows else change_bytes(path, Script(data))
        _read_journal(path)

    yield parse


@contextmanager
def _backup(folder: Path) -> Iterator[Try]:
    """A backup that was changed, and whose manifest was made to fit: only the chain tells."""
    source = _data(folder)
    target = folder / "backups"
    target.mkdir()
    made = take(source, target, NOON, pace=lambda: None)
    content = (made.path / "journal.db").read_bytes()
    manifest = msgspec.structs.replace(made.manifest)
    key = source.data / backup.KEY
    outside = {path: path.stat().st_mtime_ns for path in folder.iterdir()}

    def parse(data: bytes) -> None:
        lay(made.path / "journal.db", content)
        with suppress(sqlite3.Error):
            change_rows(made.path / "journal.db", JOURNAL, Script(data))
        changed = content_of(made.path / "journal.db")
        copied = msgspec.structs.replace(
            manifest.files["journal.db"],
            sha256=durable.sha256_of(made.path / "journal.db"),
            bytes=len(changed),
        )
        files = {**manifest.files, "journal.db": copied}
        fitting = msgspec.structs.replace(manifest, files=files)
        (made.path / MANIFEST).write_bytes(msgspec.json.encode(fitting))
        to = folder / "restored" / "data"
        try:
            restore(made.path, to, until=NOON, key=key)
            replay(HALL, to)
        finally:
            for path in sorted((folder / "restored").rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            here = {path: path.stat().st_mtime_ns for path in folder.iterdir() if path.name != "restored"}
            assert here.keys() == outside.keys(), "something was written outside of its folder"

    yield parse


@contextmanager
def _manifest(folder: Path) -> Iterator[Try]:
    for name in ("myhall-20260302T120000", "myhall-20260303T120000"):
        (folder / name).mkdir()
    good = folder / "myhall-20260303T120000" / MANIFEST
    good.write_bytes(GOOD_MANIFEST)

    def parse(data: bytes) -> None:
        (folder / "myhall-20260302T120000" / MANIFEST).write_bytes(data)
        found = all_of("myhall", "测试大厅", folder)
        assert good.parent in [one.path for one in found]
        read(folder / "myhall-20260302T120000")

    yield parse


GOOD_MANIFEST = msgspec.json.encode(
    backup.Manifest(
        hall="测试大厅",
        made_at=NOON,
        last_at=None,
        seq=0,
        chain_hash="00" * 32,
        hash="sha256",
        files={name: backup.Copied(sha256="00" * 32, bytes=0, schema=("m001",)) for name in DATABASES},
    )
)


TARGETS = (
    Target(
        name="hub.journal_rows",
        opens=partial(_journal, rows=True),
        own=(JournalFailed,),
        seeds=(
            b"",
            change(0, 5, 3, 4, b'"x"', 40),
            change(0, 1, 3, 0, b"2026-03-02T12:00:00"),
            change(0, 5, 3, 2, b"\x01") + change(0, 6, 200, 3, b""),
            change(1, 3, 3, 0, b"[") + change(1, 5, 1, 2, b"\x7f" * 8),
            change(2, 0, 0, 0, b"../journal.db") + change(2, 2, 0, 0, b"x"),
            change(3, 0, 0, 0, b"sm3"),
        ),
        reads=(
            "devices.hub.journal:Journal",
            "devices.hub.chain:_end",
            "devices.hub.archive:events",
            "devices.hub.archive:archive",
            "devices.hub.archive:_must_be_old",
            "devices.hub.archive:_months",
            "devices.hub.archive:verify",
            "devices.hub.archive:_same_stayed",
            "devices.hub.archive:_walked",
            "devices.hub.restore:replay",
            "devices.hub.restore:cut_after",
            "devices.hub.restore:_cut",
            "devices.hub.wal:may_hold_more",
        ),
        examples=15,
        longest=512,
    ),
    Target(
        name="hub.journal_file",
        opens=partial(_journal, rows=False),
        own=(JournalFailed,),
        seeds=(b"", b"\x00\x00\x10" + piece(b"\x00\x00"), b"\x00\x20\x00" + piece(b"\xff" * 40)),
        reads=("devices.hub.journal:Journal",),
        examples=15,
        longest=512,
    ),
    Target(
        name="hub.backup",
        opens=_backup,
        own=(BackupFailed,),
        seeds=(
            b"",
            change(0, 1, 3, 0, b"2026-03-02T12:00:00"),
            change(2, 0, 0, 0, b"../../../../outside"),
            change(0, 4, 3, 0, b"x"),
        ),
        reads=(
            "devices.hub.restore:restore",
            "devices.hub.restore:_restored",
            "devices.hub.restore:_when",
            "devices.hub.backup:opened",
            "devices.hub.backup:_manifest",
            "devices.hub.durable:copied",
        ),
        examples=12,
        longest=512,
    ),
    Target(
        name="hub.manifest",
        opens=_manifest,
        own=(BackupFailed,),
        seeds=(GOOD_MANIFEST, GOOD_MANIFEST.replace(b"2026-03-02T12:00:00Z", b"2026-03-02T12:00:00")),
        reads=("devices.hub.backup:read", "devices.hub.backup:all_of"),
    ),
)
