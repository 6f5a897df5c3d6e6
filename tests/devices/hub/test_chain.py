"""The hash of a journal: chosen once, recorded in it, and missing only with a clear word."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from devices.hub import chain
from devices.hub.journal import Journal, JournalFailed
from tests.devices.hub.data_folders import journal_of
from tests.devices.hub.histories import played

EVENTS = played(list(range(30))).events


def test_sm3_is_the_one_of_the_standard() -> None:
    """The first example of GB/T 32905-2016, annex A.1."""
    assert chain.fault("sm3") == ""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert hashlib.new("sm3", b"abc").hexdigest() == expected


def test_a_journal_keeps_the_hash_it_was_begun_with(tmp_path: Path) -> None:
    journal_of(tmp_path / "one.db", EVENTS, "sm3")
    journal_of(tmp_path / "two.db", EVENTS)

    with closing(Journal(tmp_path / "one.db", "sha256")) as one, closing(Journal(tmp_path / "two.db")) as two:
        assert (one.algorithm, two.algorithm) == ("sm3", "sha256")
        assert one.verify() == two.verify() == len(EVENTS)
        assert one.after(0, 1)[0].hash != two.after(0, 1)[0].hash


def test_a_hash_that_openssl_does_not_have_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def new(name: str, *data: bytes) -> object:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", new)

    with pytest.raises(JournalFailed, match="OpenSSL of this computer has no sm3"):
        Journal(tmp_path / "journal.db", "sm3")


def _spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = body || ' ' WHERE seq = (SELECT MAX(seq) FROM events)",
        "DELETE FROM events WHERE seq = (SELECT MAX(seq) FROM events)",
        "DELETE FROM events WHERE seq = (SELECT MAX(seq) - 1 FROM events)",
    ],
)
def test_the_newest_day_is_checked_alone(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "journal.db"
    journal_of(path, EVENTS)
    with closing(Journal(path)) as journal:
        assert 0 < journal.verify_last_day() <= len(EVENTS)
    _spoil(path, statement)

    with closing(Journal(path)) as journal, pytest.raises(JournalFailed):
        journal.verify_last_day()


def test_pages_that_a_disk_lost_are_told_as_a_broken_chain(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    events = [*EVENTS, msgspec.structs.replace(EVENTS[-1], at=EVENTS[-1].at + timedelta(days=1))]
    journal_of(path, events)
    _spoil(path, "UPDATE events SET hash = 'torn' WHERE seq = (SELECT MAX(seq) - 1 FROM events)")

    with closing(Journal(path)) as journal, pytest.raises(JournalFailed, match="the hash of event"):
        journal.verify_last_day()
    _spoil(path, "UPDATE events SET body = x'ff' WHERE seq = 1")
    with closing(Journal(path)) as journal, pytest.raises(JournalFailed, match="event 1 is not"):
        journal.verify()


def test_an_empty_journal_is_whole(tmp_path: Path) -> None:
    with closing(Journal(tmp_path / "journal.db")) as journal:
        assert (journal.verify_last_day(), journal.verify()) == (0, 0)
