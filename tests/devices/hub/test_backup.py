"""A backup is whole or is none, is one moment of a hall that goes on, and lets nobody read its vault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from devices.hub.backup import (
    DATABASES,
    JOURNAL,
    KEY,
    MANIFEST,
    BackupFailed,
    Source,
    all_of,
    opened,
    read,
    same_disk,
    take,
)
from devices.hub.durable import sha256_of
from devices.hub.journal import Journal
from tests.devices.hub.data_folders import data_of, entry
from tests.devices.hub.histories import played
from tests.halls import MORNING
from tests.hubs.authorities import hall_pki


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return data_of(tmp_path)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    made = tmp_path / "target"
    made.mkdir()
    return made


def quick() -> None:
    """Piece after piece without a pause."""


def test_a_backup_holds_all_four_databases_and_says_what_they_are(source: Source, target: Path) -> None:
    with closing(Journal(source.data / JOURNAL)) as journal:
        newest = journal.after(journal.seq - 1, 1)[0]

    made = take(source, target, MORNING, pace=quick)

    assert made.path == target / "myhall-20260302T093000"
    assert sorted(path.name for path in made.path.iterdir()) == sorted([*DATABASES, MANIFEST])
    manifest = read(made.path).manifest
    assert (manifest.hall, manifest.made_at, manifest.hash) == ("测试大厅", MORNING, "sha256")
    assert (manifest.seq, manifest.chain_hash) == (newest.seq, newest.hash)
    assert manifest.last_at is not None
    assert manifest.last_at.isoformat() == newest.at
    assert {name: sha256_of(made.path / name) for name in DATABASES} == {
        name: file.sha256 for name, file in manifest.files.items()
    }
    assert manifest.files[JOURNAL].schema == ("m001_events", "m002_archives")


def test_only_its_owner_reads_a_backup(source: Source, target: Path) -> None:
    made = take(source, target, MORNING, pace=quick)

    assert made.path.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in made.path.iterdir()] == [0] * 5


def test_a_backup_is_one_moment_although_the_hub_goes_on_writing(
    source: Source, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.hub.backup.PAGES", 4)
    events = played(list(range(100, 110))).events[:1]
    written = 0
    with closing(Journal(source.data / JOURNAL)) as journal:
        before = journal.seq

        def write() -> None:
            nonlocal written
            written += 1
            journal.append([entry(f"meanwhile-{written}", *events)])

        made = take(source, target, MORNING, pace=write)

        assert written > 2 * len(DATABASES)
        assert journal.seq > before
    assert made.manifest.seq == before, "a write must not begin the copy anew"
    with closing(Journal(made.path / JOURNAL)) as copy:
        assert (copy.seq, copy.verify()) == (before, before)


def test_keys_are_never_beside_a_backup(source: Source, target: Path, tmp_path: Path) -> None:
    for folder in (target, target / "keys"):
        with pytest.raises(BackupFailed, match="do not belong beside"):
            take(source, target, MORNING, keys=folder, pace=quick)
    assert list(target.iterdir()) == []

    made = take(source, target, MORNING, keys=tmp_path / "safe", pace=quick)

    assert [path.read_bytes() for path in (tmp_path / "safe").iterdir()] == [(source.data / KEY).read_bytes()]
    key = (source.data / KEY).read_bytes()
    assert all(key[:32] not in path.read_bytes() for path in made.path.iterdir())


def test_the_halls_authority_goes_with_the_keys_and_never_beside_a_backup(
    source: Source, target: Path, tmp_path: Path
) -> None:
    places = hall_pki(source.data)
    (places.folder / "hub.pem.part").write_text("begun")

    made = take(source, target, MORNING, keys=tmp_path / "safe", pace=quick)
    again = take(source, target, MORNING, keys=tmp_path / "safe", pace=quick)

    kept = sorted(path for path in (tmp_path / "safe").iterdir() if path.is_dir())
    assert [path.name.rpartition("T")[2] for path in kept] == ["093000-pki", "093000-pki-2"]
    for folder in kept:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
            path.name: path.read_bytes() for path in (places.ca, places.ca_key, places.hub)
        }
        assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    for backup in (made, again):
        assert not [path for path in backup.path.rglob("*") if path.suffix in (".key", ".pem")]


def test_the_oldest_backups_of_this_hall_are_removed(source: Source, target: Path) -> None:
    other = Source(data=source.data, name="other", hall="另一大厅")
    take(other, target, MORNING, pace=quick)
    for hours in range(4):
        take(source, target, MORNING + timedelta(hours=hours), keep=2, pace=quick)

    assert [backup.path.name for backup in all_of("myhall", "测试大厅", target)] == [
        "myhall-20260302T113000",
        "myhall-20260302T123000",
    ]
    assert len(all_of("other", "另一大厅", target)) == 1


def test_two_backups_of_one_second_are_both_kept(source: Source, target: Path) -> None:
    names = [take(source, target, MORNING, keep=5, pace=quick).path.name for _ in range(2)]

    assert names == ["myhall-20260302T093000", "myhall-20260302T093000-2"]
    assert [backup.path.name for backup in all_of("myhall", "测试大厅", target)] == names


def test_a_disk_that_is_not_mounted_is_told_and_nothing_is_made_in_its_place(
    source: Source, tmp_path: Path
) -> None:
    with pytest.raises(BackupFailed, match="is its disk mounted"):
        take(source, tmp_path / "mnt", MORNING, pace=quick)

    assert not (tmp_path / "mnt").exists()
    assert same_disk(source.data, tmp_path)


def test_what_breaks_off_leaves_nothing(source: Source, target: Path) -> None:
    def break_off() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(BackupFailed, match="No space left"):
        take(source, target, MORNING, pace=break_off)

    assert list(target.iterdir()) == []


def test_a_target_that_is_too_slow_is_given_up(
    source: Source, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.hub.backup.LONGEST_S", -1.0)

    with pytest.raises(BackupFailed, match="too slow"):
        take(source, target, MORNING, pace=quick)

    assert list(target.iterdir()) == []


def test_only_one_backup_of_a_hall_is_made_at_a_time(source: Source, target: Path) -> None:
    tried: list[bool] = []

    def again() -> None:
        if not tried:
            tried.append(True)
            with pytest.raises(BackupFailed, match="another backup"):
                take(source, target, MORNING, pace=quick)

    take(source, target, MORNING, pace=again)

    assert tried
    assert len(list(target.iterdir())) == 1


def test_a_hall_without_data_has_no_backup(tmp_path: Path, target: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(BackupFailed, match="has the hub ever run here"):
        take(Source(data=tmp_path / "data", name="h", hall="厅"), target, MORNING, pace=quick)

    assert list(target.iterdir()) == []


def test_a_folder_that_is_no_whole_backup_is_not_taken_for_one(source: Source, target: Path) -> None:
    made = take(source, target, MORNING, pace=quick)
    (target / "myhall-20260101T000000").mkdir()
    future = (made.path / MANIFEST).read_bytes().replace(b'"format": 1', b'"format": 2')

    assert [backup.path for backup in all_of("myhall", "测试大厅", target)] == [made.path]
    (made.path / MANIFEST).write_bytes(future)
    with pytest.raises(BackupFailed, match="another version"):
        read(made.path)
    assert all_of("myhall", "测试大厅", target) == []


def test_looking_into_a_backup_leaves_it_as_it_is(source: Source, target: Path) -> None:
    made = take(source, target, MORNING, pace=quick)
    with closing(opened(made.path / JOURNAL)) as conn:
        assert conn.execute("SELECT COUNT(*) FROM events").fetchone() == (made.manifest.seq,)
        with pytest.raises(sqlite3.OperationalError):
            conn.execute("DELETE FROM events")
    assert len(list(made.path.iterdir())) == 5
