"""The journal: what is written stays, in order, once, and nothing can be changed unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from devices.hub import events as e
from devices.hub.journal import Answered, Entry, Journal, JournalFailed
from devices.link.words import VisitorClass
from tests.halls import MORNING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "below" / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    made = Journal(path)
    yield made
    made.close()


def opened(window: int = 1, **later: float) -> e.WindowOpened:
    return e.WindowOpened(at=MORNING + timedelta(**later), by=f"clerk:window-{window}", window=window)


def taken(number: str, **later: float) -> e.TicketTaken:
    at = MORNING + timedelta(**later)
    return e.TicketTaken(
        at=at,
        by="kiosk:K1",
        ticket=f"id-{number}-{at.isoformat()}",
        number=number,
        count=int(number[1:]),
        queue="a",
        item="a-1",
        visitor_class=VisitorClass.ORDINARY,
        place="K1",
        order_at=at,
    )


def entry(name: str, *events: e.AnyEvent) -> Entry:
    return Entry(command_id=name, principal="kiosk:K1", digest="d", answer=b"null", events=events)


def written(journal: Journal, count: int = 4) -> None:
    for n in range(1, count + 1):
        journal.append([entry(f"said-{n}", opened(n, minutes=n))])


def outside(path: Path, *statements: str) -> None:
    """Somebody with an editor for databases."""
    conn = sqlite3.connect(path)
    for statement in statements:
        conn.execute(statement)
    conn.commit()
    conn.close()


def test_an_empty_journal_has_nothing_to_tell(journal: Journal) -> None:
    assert (journal.seq, journal.verify(), list(journal.replay()), journal.after(0, 9)) == (0, 0, [], [])
    assert journal.answered("anything") is None


def test_what_was_appended_is_replayed_as_it_was_in_order(journal: Journal) -> None:
    events: list[e.AnyEvent] = [opened(1), taken("A001", minutes=1), opened(2, minutes=2)]
    journal.append([entry("one", events[0], events[1]), entry("two", events[2])])
    assert list(journal.replay()) == events
    assert (journal.seq, journal.verify()) == (3, 3)


def test_a_journal_opened_again_goes_on_where_it_was(journal: Journal, path: Path) -> None:
    written(journal, 3)
    journal.close()
    again = Journal(path)
    again.append([entry("later", opened(9, minutes=9))])
    assert (again.seq, again.verify()) == (4, 4)
    assert again.answered("said-2") == Answered(principal="kiosk:K1", digest="d", answer=b"null")
    again.close()


def test_another_process_finds_what_append_returned_from(journal: Journal, path: Path) -> None:
    written(journal, 2)
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert conn.execute("SELECT COUNT(*) FROM events").fetchone() == (2,)
    conn.close()


def test_after_gives_so_many_events_behind_a_number(journal: Journal) -> None:
    written(journal, 5)
    rows = journal.after(2, 2)
    assert [row.seq for row in rows] == [3, 4]
    assert [row.kind for row in rows] == ["window_opened"] * 2
    assert rows[0].day == MORNING.date().isoformat()
    assert journal.after(5, 10) == []


def test_a_command_without_events_is_kept_with_its_answer(journal: Journal) -> None:
    journal.append([entry("nothing-new"), entry("something", opened(1))])
    assert journal.answered("nothing-new") is not None
    assert journal.verify() == 1


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        (
            "UPDATE events SET body = replace(body, 'window', 'widow') WHERE seq = 2",
            "event 2 is not what was written",
        ),
        ("UPDATE events SET kind = 'window_closed' WHERE seq = 3", "event 3 is not what was written"),
        ("UPDATE events SET day = '2026-03-01' WHERE seq = 1", "event 1 is not what was written"),
        ("UPDATE events SET command_id = 'said-9' WHERE seq = 4", "event 4 is not what was written"),
        ("UPDATE events SET hash = hex(zeroblob(32)) WHERE seq = 2", "event 2 is not what was written"),
        ("DELETE FROM events WHERE seq = 2", "event 2 is missing"),
        ("DELETE FROM events WHERE seq = 1", "event 1 is missing"),
        ("DELETE FROM events WHERE seq = 4", "event 4 is missing"),
    ],
)
def test_what_is_changed_or_left_out_is_seen(journal: Journal, path: Path, tampering: str, said: str) -> None:
    written(journal)
    outside(path, tampering)
    with pytest.raises(JournalFailed, match=said):
        journal.verify()


def test_two_events_that_changed_places_are_seen(journal: Journal, path: Path) -> None:
    written(journal)
    outside(
        path,
        "UPDATE events SET seq = 99 WHERE seq = 2",
        "UPDATE events SET seq = 2 WHERE seq = 3",
        "UPDATE events SET seq = 3 WHERE seq = 99",
    )
    with pytest.raises(JournalFailed, match="event 2 is not what was written"):
        journal.verify()


def test_an_event_that_nobody_wrote_is_seen(journal: Journal, path: Path) -> None:
    written(journal)
    outside(
        path,
        "INSERT INTO events SELECT 5, at, day, command_id, kind, body, hash FROM events WHERE seq = 4",
    )
    with pytest.raises(JournalFailed, match="event 5 is not what was written"):
        journal.verify()


def test_the_database_itself_gives_no_number_twice_in_a_day(journal: Journal) -> None:
    journal.append([entry("one", taken("A001"))])
    with pytest.raises(JournalFailed, match="UNIQUE"):
        journal.append([entry("two", opened(1)), entry("three", taken("A001", minutes=5))])
    assert [event.by for event in journal.replay()] == ["kiosk:K1"]
    assert journal.answered("two") is None
    journal.append([entry("four", taken("A001", days=1))])
    assert journal.verify() == 2


def test_the_database_itself_keeps_a_command_id_once(journal: Journal) -> None:
    journal.append([entry("one", opened(1))])
    with pytest.raises(JournalFailed, match="UNIQUE"):
        journal.append([entry("one", opened(2))])
    assert journal.seq == journal.verify() == 1


def test_a_failure_leaves_no_transaction_open(journal: Journal) -> None:
    journal.append([entry("one", opened(1))])
    with pytest.raises(UnicodeEncodeError):
        # A text no encoding takes, as only a bug of ours could bring it here.
        journal.append([entry("two", e.ClerkSignedIn(at=MORNING, by="x", clerk="\ud800", window=1))])
    journal.append([entry("three", opened(3))])
    assert journal.seq == journal.verify() == 2


def test_a_journal_that_another_writer_holds_fails_and_recovers(journal: Journal, path: Path) -> None:
    journal._conn.execute("PRAGMA busy_timeout=0")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalFailed, match="locked"):
        journal.append([entry("one", opened(1))])
    holder.execute("ROLLBACK")
    holder.close()
    journal.append([entry("one", opened(1))])
    assert journal.verify() == 1


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only text\n" * 50, b"SQLite format 3\0" * 9]
)
def test_a_file_that_is_no_database_is_no_journal(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalFailed, match=r"journal\.db cannot be opened"):
        Journal(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_journal(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(JournalFailed, match="cannot be opened"):
        Journal(path)


def test_a_database_of_somebody_else_is_no_journal(path: Path) -> None:
    path.parent.mkdir()
    outside(path, "CREATE TABLE events (song TEXT)")
    with pytest.raises(JournalFailed, match="already exists"):
        Journal(path)


def test_a_journal_whose_end_is_damaged_is_opened_by_nobody(journal: Journal, path: Path) -> None:
    written(journal)
    outside(path, "UPDATE events SET hash = 'torn' WHERE seq = 4")
    with pytest.raises(JournalFailed, match="newest event is not what was written"):
        Journal(path)


def test_an_event_nobody_can_read_fails_the_replay(journal: Journal, path: Path) -> None:
    written(journal)
    outside(path, 'UPDATE events SET body = \'{"event":"moon_landing"}\' WHERE seq = 3')
    with pytest.raises(JournalFailed, match="cannot be read"):
        list(journal.replay())


def test_a_journal_whose_tables_went_fails_and_says_so(journal: Journal, path: Path) -> None:
    written(journal)
    outside(path, "DROP TABLE commands", "DROP TABLE events")
    with pytest.raises(JournalFailed, match="cannot be read"):
        journal.answered("said-1")
    with pytest.raises(JournalFailed, match="cannot be read"):
        journal.verify()
    with pytest.raises(JournalFailed, match="cannot be read"):
        list(journal.replay())


def test_migrations_are_applied_once_and_remembered(journal: Journal, path: Path) -> None:
    journal.close()
    Journal(path).close()
    conn = sqlite3.connect(path)
    done = conn.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'hall.journal'").fetchall()
    conn.close()
    assert done == [("m001_events",), ("m002_archives",)]


def test_reading_for_the_sync_leaves_no_file_open_even_when_it_fails(journal: Journal, path: Path) -> None:
    written(journal)
    journal.after(0, 10)
    before = open_files()
    for _ in range(5):
        journal.after(0, 10)
    assert open_files() == before
    outside(path, "ALTER TABLE events RENAME TO hidden")
    errors = [failure(journal) for _ in range(5)]
    # Each error still holds the frames it came through.
    assert all("no such table" in str(error) for error in errors)
    assert open_files() == before


def failure(journal: Journal) -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as raised:
        journal.after(0, 10)
    return raised.value


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
