"""What a cut leaves is what a disk could leave, and the disk below SQLite tells all that is asked of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.disk import FULL, Disk, Fault, Gone, Made, Step, Synced, Wrote
from tests.crash.ruins import SECTOR, Ruins, Survives

OLD, NEW = b"o" * 2 * SECTOR, b"n" * 2 * SECTOR
POWER = [way for way in Survives if way is not Survives.EVERYTHING]


def followed(*steps: Step, lies: bool = False) -> Ruins:
    ruins = Ruins(lies=lies)
    for step in (Made("db"), Wrote("db", 0, OLD), Synced("db", folder=True), *steps):
        ruins.follow(step)
    return ruins


def all_left(ruins: Ruins, survives: Survives) -> set[bytes | None]:
    return {ruins.left(survives, seed).get("db") for seed in range(40)}


@pytest.mark.parametrize("survives", Survives)
def test_what_was_synced_survives_everything(survives: Survives) -> None:
    assert all_left(followed(Wrote("db", 0, NEW), Synced("db", folder=False)), survives) == {NEW}


def test_a_killed_process_leaves_all_it_wrote_and_a_part_of_what_it_was_writing() -> None:
    ruins = followed(Wrote("db", 0, NEW))
    torn = Wrote("db", 2 * SECTOR, b"tor")

    assert ruins.left(Survives.EVERYTHING, 0) == {"db": NEW}
    assert ruins.left(Survives.EVERYTHING, 0, torn) == {"db": NEW + b"tor"}


def test_of_what_was_not_synced_a_power_cut_leaves_any_sectors() -> None:
    ruins = followed(Wrote("db", 0, NEW))
    old, new = OLD[:SECTOR], NEW[:SECTOR]

    assert all_left(ruins, Survives.NOTHING) == {OLD}
    assert all_left(ruins, Survives.PAGES) == {OLD, NEW}
    assert all_left(ruins, Survives.SECTORS) == {old + old, old + new, new + old, new + new}


def test_a_later_write_may_survive_an_earlier_one() -> None:
    ruins = followed(Wrote("db", 0, b"1"), Wrote("db", 1, b"2"))

    assert all_left(ruins, Survives.LATEST) == {b"o2" + OLD[2:]}


def test_no_later_sync_makes_up_for_one_that_failed() -> None:
    failed = followed(Wrote("db", 0, NEW), Synced("db", folder=False, failed=True))
    failed.follow(Synced("db", folder=False))

    assert failed.left(Survives.EVERYTHING, 0) == {"db": NEW}
    assert all_left(failed, Survives.NOTHING) != {NEW}


def test_a_file_that_was_deleted_may_come_back_until_its_folder_is_synced() -> None:
    ruins = followed(Gone("db", folder=False))
    assert all_left(ruins, Survives.PAGES) == {OLD, None}
    assert all_left(ruins, Survives.EVERYTHING) == {None}

    assert all_left(followed(Gone("db", folder=True)), Survives.PAGES) == {None}


@pytest.mark.parametrize("survives", POWER)
def test_a_disk_that_lies_may_lose_what_it_said_was_synced(survives: Survives) -> None:
    assert None in all_left(followed(lies=True), survives)


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[tuple[Disk, sqlite3.Connection]]:
    with Disk(tmp_path) as disk, closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as conn:
        yield disk, conn


def test_the_files_are_what_the_steps_say(conn: tuple[Disk, sqlite3.Connection], tmp_path: Path) -> None:
    disk, db = conn
    db.execute("PRAGMA journal_mode=WAL").fetchone()
    db.execute("CREATE TABLE t (x)")
    db.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(50)])
    ruins = Ruins()
    for step in disk.steps:
        assert isinstance(step, Step)
        ruins.follow(step)

    left = ruins.left(Survives.EVERYTHING, 0)
    assert left.keys() == {"a.db", "a.db-wal"}
    assert all((tmp_path / name).read_bytes() == data for name, data in left.items())


def test_a_step_that_fails_fails_for_sqlite_too(conn: tuple[Disk, sqlite3.Connection]) -> None:
    disk, db = conn
    disk.fault = lambda step: Fault(FULL) if isinstance(step, Wrote) else None
    with pytest.raises(sqlite3.OperationalError, match="full"):
        db.execute("CREATE TABLE t (x)")

    disk.fault = lambda step: None
    db.execute("CREATE TABLE t (x)")
    assert db.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_other_folders_and_other_times_are_not_watched(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with Disk(tmp_path / "here") as disk, closing(sqlite3.connect(tmp_path / "there.db")) as other:
        other.execute("CREATE TABLE t (x)")
    with closing(sqlite3.connect(tmp_path / "here" / "later.db")) as later:
        later.execute("CREATE TABLE t (x)")

    assert disk.steps == []
