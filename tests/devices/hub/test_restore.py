"""A restore gives the hall of the wanted moment, believes nothing unseen and writes over nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from devices.hub.backup import DATABASES, JOURNAL, KEY, MANIFEST, BackupFailed, Source, take
from devices.hub.evolve import evolve
from devices.hub.files import Files
from devices.hub.journal import Journal
from devices.hub.restore import cut_after, replay, restore
from devices.hub.state import Hall
from devices.hub.vault import Vault
from tests.devices.hub.data_folders import CARD, data_of, journal_of, replayed
from tests.devices.hub.histories import HALL, HISTORIES, Lived
from tests.devices.hub.test_histories import vars_of
from tests.halls import MORNING


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return data_of(tmp_path)


@pytest.fixture
def backup(source: Source, tmp_path: Path) -> Path:
    (tmp_path / "target").mkdir()
    return take(source, tmp_path / "target", MORNING, pace=lambda: None).path


def test_everything_comes_back(source: Source, backup: Path, tmp_path: Path) -> None:
    new = Files(tmp_path / "new")

    done = restore(backup, new.data, key=source.data / KEY)

    with closing(Journal(source.data / JOURNAL)) as old, closing(Journal(new.journal)) as journal:
        assert list(journal.replay()) == list(old.replay())
        assert (done.seq, done.verified, done.opened) == (old.seq, old.seq, True)
    assert (done.cut.events, done.cut.commands, done.cut.numbers) == (0, 0, 0)
    with closing(Vault(new.vault, new.key)) as vault:
        assert vault.words("w1") == "谢谢"
        assert vault.remember(CARD).masked_name == "陈*"
    assert new.key.stat().st_mode & 0o077 == 0
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_replay_tells_the_hall_of_the_newest_day(backup: Path, tmp_path: Path) -> None:
    restore(backup, tmp_path / "new")

    found = replay(HALL, tmp_path / "new")

    hall = replayed(tmp_path / "new" / JOURNAL)
    assert hall.day is not None
    assert (found.day, found.tickets) == (hall.day.isoformat(), len(hall.tickets))
    assert found.events > 0


@settings(max_examples=12, deadline=None)
@given(HISTORIES)
def test_at_every_command_the_restored_hall_is_the_replay_of_what_was_said_until_then(p: Lived) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / JOURNAL
        entries = journal_of(path, p.events)
        # From the newest moment to the oldest: each cut is the next one's beginning.
        for moment in sorted({event.at for entry in entries for event in entry.events}, reverse=True)[::3]:
            cut_after(path, moment)
            stays = [entry for entry in entries if all(event.at <= moment for event in entry.events)]
            events = [event for entry in stays for event in entry.events]
            with closing(Journal(path)) as journal:
                assert list(journal.replay()) == events
                assert journal.verify() == len(events)
                assert all(journal.answered(entry.command_id) for entry in stays if entry.events)
                later = [entry for entry in entries if entry.events and entry not in stays]
                assert not any(journal.answered(entry.command_id) for entry in later)
            hall = Hall(HALL)
            for event in events:
                evolve(hall, event)
            assert vars_of(replayed(path)) == vars_of(hall)


def test_a_command_is_cut_as_a_whole(tmp_path: Path) -> None:
    source = data_of(tmp_path)
    path = source.data / JOURNAL
    with closing(sqlite3.connect(path)) as conn:
        first, last = conn.execute(
            "SELECT first_seq, last_seq FROM commands WHERE last_seq > first_seq AND first_seq > 10 LIMIT 1"
        ).fetchone()
        (at,) = conn.execute("SELECT at FROM events WHERE seq = ?", (last,)).fetchone()
        (body,) = conn.execute("SELECT body FROM events WHERE seq = ?", (last,)).fetchone()
    assert at in body
    moment = MORNING.fromisoformat(at) - timedelta(microseconds=1)

    cut = cut_after(path, moment)

    with closing(Journal(path)) as journal:
        assert journal.seq < first
        assert journal.verify() == journal.seq
    assert cut.events > 0
    assert cut_after(path, moment).events == 0


def test_a_moment_before_everything_leaves_an_empty_hall(backup: Path, tmp_path: Path) -> None:
    done = restore(backup, tmp_path / "new", until=MORNING - timedelta(days=1))

    assert (done.seq, done.last_at) == (0, None)
    assert done.cut.events == done.verified


def _changed(name: str) -> Callable[[Path], None]:
    def change(backup: Path) -> None:
        content = bytearray((backup / name).read_bytes())
        content[len(content) // 2] ^= 1
        (backup / name).write_bytes(content)

    return change


def _cut_short(backup: Path) -> None:
    content = (backup / JOURNAL).read_bytes()
    (backup / JOURNAL).write_bytes(content[:-4096])


def _other_end(backup: Path) -> None:
    manifest = (backup / MANIFEST).read_text("utf-8")
    start = manifest.index('"chain_hash": "') + 15
    (backup / MANIFEST).write_text(manifest[:start] + "0" * 64 + manifest[start + 64 :], "utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        *(_changed(name) for name in DATABASES),
        _cut_short,
        _other_end,
        lambda backup: (backup / MANIFEST).unlink(),
        lambda backup: (backup / "tokens.db").unlink(),
    ],
)
def test_a_backup_that_was_changed_is_not_restored(
    backup: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(backup)

    with pytest.raises(BackupFailed):
        restore(backup, tmp_path / "new")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "target"]


def test_nothing_is_written_over(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "journal.db").write_text("somebody's")

    with pytest.raises(BackupFailed, match="nothing is ever written over"):
        restore(backup, tmp_path / "new")

    assert (tmp_path / "new" / "journal.db").read_text() == "somebody's"


def test_another_halls_key_is_told_before_anything_is_there(backup: Path, tmp_path: Path) -> None:
    other = Files(tmp_path / "other")
    Vault(other.vault, other.key).close()

    with pytest.raises(BackupFailed, match="does not open with this key"):
        restore(backup, tmp_path / "new", key=other.key)

    assert not (tmp_path / "new").exists()
