"""Months that leave the journal: the chain holds over all files, and the hall is the same as before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub.archive import FOLDER, archive, earliest_kept, events, verify
from devices.hub.backup import JOURNAL, BackupFailed, all_of, take
from devices.hub.journal import LASTING, Entry, Journal, JournalFailed
from devices.hub.restore import cut_after, restore
from tests.devices.hub.data_folders import data_of, entries_of, entry, journal_of, long_life, replayed
from tests.devices.hub.histories import go_on
from tests.devices.hub.test_histories import vars_of
from tests.halls import MORNING

BEFORE = date(2026, 5, 1)
"""The history begins in March and goes on in November."""
STRETCH = st.lists(st.integers(0, 2**20), min_size=10, max_size=50)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    p = long_life(list(range(80)), list(range(80, 120)))
    journal_of(tmp_path / JOURNAL, p.events)
    return tmp_path / JOURNAL


def said(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [name for (name,) in conn.execute("SELECT id FROM commands ORDER BY id")]


@settings(max_examples=15, deadline=None)
@given(STRETCH, STRETCH, st.sampled_from(["sha256", "sm3"]))
def test_after_archiving_the_hub_finds_the_same_hall_and_no_event_is_lost(
    first: list[int], then: list[int], algorithm: str
) -> None:
    p = long_life(first, then)
    with TemporaryDirectory() as folder:
        path, archives = Path(folder) / JOURNAL, Path(folder) / FOLDER
        journal_of(path, p.events, algorithm)
        before = replayed(path)

        done = archive(path, BEFORE, archives)

        assert vars_of(replayed(path)) == vars_of(before)
        assert list(events(path, archives)) == p.events
        old, live = verify(path, archives)
        assert old == sum(month.events for month in done)
        assert old + live == len(p.events) + sum(month.stayed for month in done)
        with closing(Journal(path)) as journal:
            assert journal.algorithm == algorithm
            assert journal.seq == len(p.events)
            assert all(event.at.date() >= BEFORE for event in journal.behind(old))


def test_what_may_hold_longer_stays_and_the_rest_leaves(journal: Path, tmp_path: Path) -> None:
    done = archive(journal, BEFORE, tmp_path / FOLDER)

    assert [month.path.name for month in done] == ["journal-2026-03.db"]
    with closing(sqlite3.connect(journal)) as conn:
        kinds = {kind for (kind,) in conn.execute("SELECT kind FROM events WHERE day < '2026-05-01'")}
        numbers = conn.execute("SELECT COUNT(*) FROM numbers WHERE day < '2026-05-01'").fetchone()
    assert kinds
    assert kinds <= set(LASTING)
    assert numbers == (0,)
    assert done[0].path.stat().st_mode & 0o077 == 0


def test_a_command_that_was_archived_is_never_done_again(journal: Path, tmp_path: Path) -> None:
    before = said(journal)

    archive(journal, BEFORE, tmp_path / FOLDER)

    left = set(before) - set(said(journal))
    assert left
    with closing(Journal(journal)) as kept:
        for name in before:
            answered = kept.answered(name)
            assert answered is not None
            # An answer to nobody's command: whoever says it again is told that the id is used.
            assert (answered.principal == "") == (name in left)
        assert kept.answered("never-said") is None


def test_the_journal_goes_on_behind_its_archives(journal: Path, tmp_path: Path) -> None:
    archive(journal, BEFORE, tmp_path / FOLDER)
    more = long_life([1, 2], [3]).events[0]
    with closing(Journal(journal)) as kept:
        seq = kept.seq
        kept.append([Entry(command_id="more", principal="p", digest="", answer=b"null", events=(more,))])

        assert kept.seq == seq + 1
        assert kept.verify_last_day() > 0
    old, live = verify(journal, tmp_path / FOLDER)
    assert old > 0
    assert live > 0


def test_several_months_are_chained_and_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    p = long_life(list(range(30)), list(range(30, 50)), days=35)
    for _ in range(2):
        p.later(days=150)
        go_on(p, list(range(200, 230)))
    path = tmp_path / JOURNAL
    journal_of(path, p.events)
    limit = earliest_kept(max(event.at for event in p.events).date())

    first = archive(path, date(2026, 4, 1), tmp_path / FOLDER)
    second = archive(path, limit, tmp_path / FOLDER)

    assert [month.path.name for month in first] == ["journal-2026-03.db"]
    assert second
    assert archive(path, limit, tmp_path / FOLDER) == []
    assert list(events(path, tmp_path / FOLDER)) == p.events
    assert verify(path, tmp_path / FOLDER)[0] == sum(month.events for month in [*first, *second])


def test_half_a_year_stays(journal: Path, tmp_path: Path) -> None:
    assert earliest_kept(date(2026, 11, 21)) == date(2026, 5, 1)
    assert earliest_kept(date(2026, 3, 31)) == date(2025, 9, 1)

    with pytest.raises(JournalFailed, match="6 months stay in the live journal"):
        archive(journal, date(2026, 6, 1), tmp_path / FOLDER)

    assert not (tmp_path / FOLDER).exists()


def test_an_empty_journal_has_nothing_to_archive(tmp_path: Path) -> None:
    Journal(tmp_path / JOURNAL).close()

    with pytest.raises(JournalFailed, match="empty"):
        archive(tmp_path / JOURNAL, BEFORE, tmp_path / FOLDER)


def test_a_moment_that_was_archived_cannot_be_restored_from_the_live_journal(
    journal: Path, tmp_path: Path
) -> None:
    archive(journal, BEFORE, tmp_path / FOLDER)

    with pytest.raises(BackupFailed, match="lies in the archive"):
        cut_after(journal, MORNING + timedelta(minutes=1))


Spoil = Callable[[Path, Path], None]


def _in_archive(statement: str) -> Spoil:
    return lambda journal, made: _outside(made, statement)


def _in_live(statement: str) -> Spoil:
    return lambda journal, made: _outside(journal, statement)


def _outside(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(statement)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (
            _in_archive("UPDATE events SET body = body || ' ' WHERE seq = 1"),
            "event 1 is not what was written",
        ),
        (_in_archive("DELETE FROM events WHERE seq = 5"), "event 5 is missing"),
        (
            _in_archive("DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)"),
            "not what was archived",
        ),
        (_in_archive("UPDATE commands SET answer = 'false'"), "not what was archived"),
        (lambda journal, made: made.unlink(), "is missing from"),
        (
            _in_live("UPDATE events SET body = body || ' ' WHERE seq = (SELECT MIN(seq) FROM events)"),
            "stayed in the live journal otherwise",
        ),
        (
            _in_live("DELETE FROM events WHERE seq = (SELECT MIN(seq) FROM events)"),
            "what stayed of the events of journal-2026-03.db is not what was written",
        ),
        (
            _in_live("DELETE FROM events WHERE seq = (SELECT last_seq + 1 FROM archives)"),
            "is missing",
        ),
        (_in_live("UPDATE archives SET last_hash = hex(zeroblob(32))"), "not what was archived"),
        (_in_live("UPDATE chain SET hash = 'md5'"), "none of sha256, sm3"),
    ],
)
def test_whatever_is_changed_afterwards_is_found(
    journal: Path, tmp_path: Path, spoil: Spoil, why: str
) -> None:
    (month,) = archive(journal, BEFORE, tmp_path / FOLDER)
    verify(journal, tmp_path / FOLDER)
    spoil(journal, month.path)

    with pytest.raises(JournalFailed, match=why):
        verify(journal, tmp_path / FOLDER)


def test_what_a_killed_run_left_is_made_anew(journal: Path, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "journal-2026-03.db").write_text("half")
    (tmp_path / FOLDER / "journal-2026-03.db.part").write_text("less")

    archive(journal, BEFORE, tmp_path / FOLDER)

    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["journal-2026-03.db"]
    assert verify(journal, tmp_path / FOLDER)[0] > 0


def test_a_broken_journal_is_not_archived(journal: Path, tmp_path: Path) -> None:
    _outside(journal, "UPDATE events SET body = body || ' ' WHERE seq = 3")

    with pytest.raises(JournalFailed, match="event 3 is not what was written"):
        archive(journal, BEFORE, tmp_path / FOLDER)


def test_a_command_that_runs_over_the_end_of_a_month_stays_whole(tmp_path: Path) -> None:
    p = long_life(list(range(40)), list(range(40, 60)))
    entries = entries_of(p.events)
    turn = next(n for n, e in enumerate(entries) if e.events and e.events[-1].at.date() >= BEFORE)
    before = next(e for e in reversed(entries[:turn]) if e.events)
    both = entry("both", *before.events, *entries[turn].events)
    kept = [e for e in entries if e not in (before, entries[turn])]
    at = entries.index(before)
    with closing(Journal(tmp_path / JOURNAL)) as journal:
        journal.append([*kept[:at], both, *kept[at:]])

    archive(tmp_path / JOURNAL, BEFORE, tmp_path / FOLDER)

    assert "both" in said(tmp_path / JOURNAL)
    assert verify(tmp_path / JOURNAL, tmp_path / FOLDER)[0] > 0


def test_archives_go_with_the_backups_once_and_come_back(tmp_path: Path) -> None:
    source = data_of(tmp_path, long_life(list(range(60)), list(range(60, 90))))
    target = tmp_path / "target"
    target.mkdir()
    (month,) = archive(source.data / JOURNAL, BEFORE, source.data / FOLDER)
    for _ in range(2):
        made = take(source, target, MORNING, pace=lambda: None)
    copy = target / "myhall-archive" / month.path.name

    done = restore(made.path, tmp_path / "new")

    assert (done.archives, done.missing) == ((month.path.name,), ())
    assert verify(tmp_path / "new" / JOURNAL, tmp_path / "new" / FOLDER)[0] == month.events
    assert len(all_of(source.name, source.hall, target)) == 2
    copy.write_bytes(copy.read_bytes()[:-1] + b"!")
    with pytest.raises(BackupFailed, match="is not what was archived"):
        restore(made.path, tmp_path / "spoiled")
    copy.unlink()
    assert restore(made.path, tmp_path / "without").missing == (month.path.name,)
