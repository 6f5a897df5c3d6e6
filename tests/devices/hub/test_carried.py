"""A restore takes along what is newer: nobody who was erased comes back, and no note of the audit is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from devices.hub.audit import FILE, Audit
from devices.hub.audit_file import Wanted
from devices.hub.audit_kinds import Kind
from devices.hub.audit_reading import found, verify
from devices.hub.backup import ALSO, AUDIT, Backup, Source, read, take
from devices.hub.files import Files
from devices.hub.restore import restore
from devices.hub.vault import Vault
from tests.devices.hub.data_folders import CARD, data_of
from tests.devices.hub.histories import played
from tests.halls import MORNING


class Hall:
    """A hall with a backup of a morning, and a life after it."""

    def __init__(self, folder: Path) -> None:
        self.source: Source = data_of(folder, played(list(range(10))))
        self.files = Files(self.source.data)
        self.target = folder / "target"
        self.target.mkdir()
        self.new = Files(folder / "new")
        self.note("before")
        self.old = self.backup(0)

    def note(self, about: str) -> None:
        with closing(Audit(self.files.audit)) as audit:
            assert audit.note(Kind.CARD_LOOKED_UP, by="clerk:window-1", about=about).result(5)

    def backup(self, days: int) -> Backup:
        return take(self.source, self.target, MORNING + timedelta(days=days), pace=lambda: None)

    def erase(self) -> str:
        with closing(Vault(self.files.vault, self.files.key)) as vault:
            row = vault.row_of_card(CARD.id_number)
            assert row is not None
            vault.erase_person(row, ["c1"], ["w1"], "0200")
        return row

    def rows(self, files: Files) -> dict[str, int]:
        with closing(sqlite3.connect(files.vault)) as conn:
            return {
                table: conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - ours
                for table in ("people", "contacts", "words", "erasures")
            }


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_whoever_was_erased_since_is_erased_from_a_restored_backup_without_any_key(hall: Hall) -> None:
    row = hall.erase()

    done = restore(hall.old.path, hall.new.data, newer=hall.files.data)

    assert (done.erased_again, done.asked, done.opened) == (3, 1, False)
    assert hall.rows(hall.new) == {"people": 0, "contacts": 0, "words": 0, "erasures": 1}
    with closing(sqlite3.connect(hall.new.vault)) as conn:
        assert conn.execute("SELECT by, person FROM erasures").fetchone() == ("0200", row)
        assert conn.execute("SELECT COUNT(*) FROM erased").fetchone() == (3,)


def test_a_later_backup_knows_it_when_the_data_is_lost(hall: Hall) -> None:
    hall.erase()
    later = hall.backup(1)

    done = restore(hall.old.path, hall.new.data, newer=None, others=[later.path])

    assert (done.erased_again, done.audit_carried) == (3, False)
    assert hall.rows(hall.new)["people"] == 0


def test_a_vault_of_old_knows_the_person_and_the_journal_their_rows(hall: Hall) -> None:
    hall.erase()
    with closing(sqlite3.connect(hall.files.vault)) as conn:
        conn.execute("DROP TABLE erased")
        conn.commit()

    done = restore(hall.old.path, hall.new.data, newer=hall.files.data)

    assert done.erased_again == 1
    assert hall.rows(hall.new)["people"] == 0


def test_nobody_is_erased_where_nobody_was_and_what_cannot_be_asked_is_passed_over(hall: Hall) -> None:
    hall.files.vault.write_bytes(b"a letter to somebody" * 100)

    done = restore(hall.old.path, hall.new.data, newer=hall.files.data, others=[hall.target / "nothing"])

    assert (done.erased_again, done.asked) == (0, 0)
    assert hall.rows(hall.new) == {"people": 1, "contacts": 1, "words": 1, "erasures": 0}


def test_a_backup_holds_the_audit_log_and_its_restore_lets_the_newer_one_go_on(hall: Hall) -> None:
    assert AUDIT in read(hall.old.path).manifest.files
    hall.note("after")

    done = restore(hall.old.path, hall.new.data, newer=hall.files.data)

    assert done.audit_carried
    assert [kept.note.about for kept in found(hall.new.audit, Wanted())] == ["before", "after"]
    assert verify(hall.new.audit)[0] == 2
    assert hall.new.audit.stat().st_mode & 0o077 == 0


def test_without_newer_data_the_backups_own_log_is_there(hall: Hall) -> None:
    hall.note("after")

    restore(hall.old.path, hall.new.data)

    assert [kept.note.about for kept in found(hall.new.audit, Wanted())] == ["before"]


@pytest.mark.parametrize("harm", ["another hall's", "broken"])
def test_a_log_that_does_not_go_on_from_the_backups_is_left_where_it_is(hall: Hall, harm: str) -> None:
    if harm == "broken":
        hall.note("after")
        with closing(sqlite3.connect(hall.files.audit, isolation_level=None)) as conn:
            conn.execute("DROP TRIGGER notes_stay")
            conn.execute("UPDATE notes SET about = 'x' WHERE seq = 2")
    else:
        for path in hall.files.data.glob(f"{FILE}*"):
            path.unlink()
        hall.note("elsewhere")

    done = restore(hall.old.path, hall.new.data, newer=hall.files.data)

    assert not done.audit_carried
    assert [kept.note.about for kept in found(hall.new.audit, Wanted())] == ["before"]
    assert sorted(path.name for path in hall.new.data.glob("audit*"))[:1] == ["audit.db"]


def test_a_backup_of_old_without_these_files_is_still_one(hall: Hall, tmp_path: Path) -> None:
    for name in ALSO:
        (hall.files.data / name).unlink(missing_ok=True)
    old = hall.backup(2)
    assert not set(ALSO) & set(read(old.path).manifest.files)
    hall.note("now")

    done = restore(old.path, hall.new.data, newer=hall.files.data)

    assert done.audit_carried
    assert verify(hall.new.audit)[0] == 1
