"""The audit log: on disk before it counts, chained, append-only, and open about what it could not write."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.hub import audit as audits
from devices.hub.audit import Audit, AuditFailed
from devices.hub.audit_file import Wanted
from devices.hub.audit_kinds import WITHHELD, Kind
from devices.hub.audit_reading import found, verify
from devices.hub.chain import SHA256, SM3

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Time:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "audit.db"


@pytest.fixture
def audit(path: Path, time: Time) -> Iterator[Audit]:
    made = Audit(path, clock=time)
    yield made
    made.close()


def changed(path: Path, *statements: str) -> None:
    """Somebody with an editor, who takes the triggers away first."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)


def fill(audit: Audit, count: int) -> None:
    for n in range(count):
        audit.note(Kind.CARD_READ, by="kiosk:K1", about=f"row-{n}").result()


def test_a_note_is_on_the_disk_when_it_is_answered(audit: Audit, path: Path) -> None:
    written = audit.note(
        Kind.CARD_LOOKED_UP, by="clerk:window-5", staff="0105", about="row-1", place="window-5", why="card"
    )

    assert written.result(5)
    (kept,) = found(path, Wanted())
    assert (kept.note.by, kept.note.staff, kept.note.about) == ("clerk:window-5", "0105", "row-1")
    assert kept.note.at == "2026-03-02T09:00:00.000+00:00"
    assert kept.note.outcome == "done"
    assert path.stat().st_mode & 0o077 == 0


async def test_a_coroutine_waits_for_it_and_may_give_up(audit: Audit) -> None:
    given_up = asyncio.ensure_future(asyncio.wrap_future(audit.note(Kind.CARD_READ, by="kiosk:K1")))
    given_up.cancel()

    assert await asyncio.wrap_future(audit.note(Kind.CARD_READ, by="kiosk:K1"))
    assert audit.verify()[0] == 2


def test_many_threads_and_programs_write_one_chain(audit: Audit, path: Path) -> None:
    with closing(Audit(path)) as other, ThreadPoolExecutor(8) as threads:
        made = list(
            threads.map(
                lambda n: (audit, other)[n % 2].note(Kind.CARD_READ, by="hub", about=f"r-{n}"), range(600)
            )
        )
        assert all(written.result(10) for written in made)

    assert verify(path)[0] == 600


@pytest.mark.parametrize("algorithm", [SHA256, SM3])
def test_a_log_keeps_the_hash_that_it_was_begun_with(path: Path, algorithm: str) -> None:
    with closing(Audit(path, algorithm)) as made:
        fill(made, 3)
    with closing(Audit(path, SHA256 if algorithm == SM3 else SM3)) as again:
        fill(again, 2)

    assert verify(path)[0] == 5
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT hash FROM chain").fetchall() == [(algorithm,)]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE notes SET by = 'nobody' WHERE seq = 2", "note 2 is not what was written"),
        ("UPDATE notes SET staff = about, about = staff WHERE seq = 4", "note 4 is not what was written"),
        ("DELETE FROM notes WHERE seq = 3", "note 3 is missing"),
        ("DELETE FROM notes WHERE seq = 1", "note 1 is missing"),
        ("DELETE FROM notes WHERE seq >= 4", "note 4 is missing"),
        ("DELETE FROM notes", "note 1 is missing"),
        ("UPDATE notes SET hash = 'x' WHERE seq = 5", "note 5 is not what was written"),
    ],
)
def test_whatever_is_changed_or_taken_out_is_found(
    audit: Audit, path: Path, statement: str, told: str
) -> None:
    fill(audit, 5)
    assert audit.verify()[0] == 5

    changed(path, statement)

    with pytest.raises(AuditFailed, match=told):
        audit.verify()


@pytest.mark.parametrize("statement", ["UPDATE notes SET by = 'x'", "DELETE FROM notes WHERE seq = 1"])
def test_the_file_itself_refuses_to_be_changed(audit: Audit, path: Path, statement: str) -> None:
    fill(audit, 2)
    with closing(sqlite3.connect(path)) as conn, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        conn.execute(statement)


@pytest.mark.parametrize(
    "said", ["11010519491231002X", "13800000000", "张建国", "clerk 13800000000", "x" * 121, "line\nbreak"]
)
def test_what_could_be_somebodys_name_or_number_is_withheld(audit: Audit, path: Path, said: str) -> None:
    audit.note(
        Kind.SIGN_IN_FAILED, by=said, staff=said, about=said, place=said, why=said, outcome=said
    ).result(5)

    (kept,) = found(path, Wanted())
    note = kept.note
    assert {note.by, note.staff, note.about, note.place, note.why, note.outcome} == {WITHHELD}
    assert said.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_of_a_long_log_no_more_than_the_newest_is_read(audit: Audit, path: Path) -> None:
    fill(audit, 20)
    assert [kept.seq for kept in found(path, Wanted(), 3)] == [18, 19, 20]
    assert [kept.seq for kept in found(path, Wanted(about="row-4"), 3)] == [5]
    assert found(path, Wanted(), 0) == []
    assert len(found(path, Wanted())) == 20


def test_notes_are_found_by_time_by_whom_about_what_and_kind(audit: Audit, path: Path, time: Time) -> None:
    audit.note(Kind.CARD_READ, by="kiosk:K1", about="row-1").result()
    time.later(hours=1)
    audit.note(Kind.CARD_LOOKED_UP, by="clerk:window-1", staff="0101", about="row-1").result()
    time.later(hours=1)
    audit.note(Kind.SIGNED_OUT, by="clerk:window-1", staff="0101").result()

    def seqs(**want: str) -> list[int]:
        return [kept.seq for kept in found(path, Wanted(**want))]

    assert seqs() == [1, 2, 3]
    assert seqs(by="0101") == seqs(by="clerk:window-1") == [2, 3]
    assert seqs(about="row-1") == [1, 2]
    assert seqs(kind="signed_out") == [3]
    assert seqs(since="2026-03-02T10:00") == [2, 3]
    assert seqs(until="2026-03-02T11:00") == [1, 2]
    assert seqs(about="row-1", by="0101") == [2]


def test_old_notes_leave_and_the_chain_of_the_others_holds(audit: Audit, path: Path, time: Time) -> None:
    for _ in range(30):
        time.later(days=10)
        fill(audit, 2)

    assert audit.prune(183) == 22
    assert audit.prune(183) == 0

    assert audit.verify()[0] == 38 + 1, "that it was pruned is noted too"
    assert found(path, Wanted())[0].seq == 23
    with closing(sqlite3.connect(path)) as conn, pytest.raises(sqlite3.IntegrityError):
        conn.execute("DELETE FROM notes WHERE seq = 23")
    changed(path, "DELETE FROM notes WHERE seq = 23")
    with pytest.raises(AuditFailed, match="note 23 is missing"):
        audit.verify()


def test_a_clock_that_jumps_ahead_takes_no_notes_with_it(audit: Audit, time: Time) -> None:
    for _ in range(20):
        fill(audit, 1)
        time.later(days=1)
    time.later(days=4000)
    fill(audit, 1)

    assert audit.prune(183) == 0
    assert audit.verify()[0] == 21


def test_nothing_is_pruned_from_a_log_that_was_changed(audit: Audit, path: Path, time: Time) -> None:
    for _ in range(30):
        fill(audit, 1)
        time.later(days=10)
    changed(path, "UPDATE notes SET by = 'nobody' WHERE seq = 20")

    with pytest.raises(AuditFailed, match="note 20 is not what was written"):
        audit.prune(183)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT COUNT(*) FROM notes").fetchone() == (30,)


def test_what_cannot_be_written_is_told_and_written_later_as_what_it_then_was(
    audit: Audit,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expects_log: Callable[[str], None],
) -> None:
    expects_log("The audit log cannot be written")
    monkeypatch.setattr(audits, "AGAIN_S", 0.01)
    fill(audit, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("ALTER TABLE notes RENAME TO hidden")
        look = audit.note(Kind.CARD_LOOKED_UP, by="clerk:window-1", about="row-1")
        event = audit.note(Kind.SIGNED_IN, by="clerk:window-1", staff="0101")
        assert (look.result(5), event.result(5), audit.failing) == (False, False, True)
        other.execute("ALTER TABLE hidden RENAME TO notes")

    assert audit.note(Kind.CARD_READ, by="kiosk:K1").result(5)
    assert not audit.failing
    outcomes = [(kept.note.kind, kept.note.outcome) for kept in found(path, Wanted())]
    assert sorted(outcomes[1:3]) == [
        (Kind.CARD_LOOKED_UP, "refused:audit_failed"),
        (Kind.SIGNED_IN, "done"),
    ]
    assert audit.verify()[0] == 4


def test_a_log_that_takes_no_more_says_no_and_does_not_raise(
    path: Path, expects_log: Callable[[str], None]
) -> None:
    expects_log("The audit log takes no more notes")
    made = Audit(path)
    made.close()

    assert made.note(Kind.CARD_READ, by="kiosk:K1").result(5) is False


def test_what_waits_is_written_before_it_closes(path: Path) -> None:
    made = Audit(path)
    waiting = [made.note(Kind.CARD_READ, by="kiosk:K1", about=f"row-{n}") for n in range(1500)]
    made.close()

    assert all(written.result(0) for written in waiting)
    assert verify(path)[0] == 1500


def test_a_file_that_is_no_log_is_none(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a letter to somebody" * 100)
    with pytest.raises(AuditFailed, match=r"audit\.db cannot be opened"):
        Audit(path)
