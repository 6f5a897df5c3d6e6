"""Rows that no event names are swept away after a day, and no others ever are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.hub import events as e
from devices.hub.files import Files
from devices.hub.hub import Hub
from devices.hub.people import HUB
from devices.hub.sweep import Swept, named_in, sweep
from devices.hub.vault import Contact, Vault, VaultFailed
from devices.link import commands as c
from devices.link.words import Grade, VisitorClass
from tests.devices.hub.data_folders import CARD
from tests.halls import MORNING

NOW = datetime.now(UTC)
# A long run of tests comes here many minutes after this module was read.
LATER = NOW + timedelta(days=2)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "data")


def rated(words: str) -> e.Rated:
    return e.Rated(
        at=MORNING, by="pad:window-1", ticket="t", window=1, clerk="", grade=Grade.SATISFIED, words=words
    )


def identified(person: str) -> e.PersonIdentified:
    return e.PersonIdentified(at=MORNING, by="hub", person=person, visitor_class=VisitorClass.ORDINARY)


def nobody_asks() -> Iterable[e.AnyEvent]:
    raise AssertionError("the journal is read although nothing waits")


def waiting(files: Files) -> set[str]:
    with closing(sqlite3.connect(files.vault)) as conn:
        return {row for (row,) in conn.execute("SELECT id FROM unnamed")}


def test_only_what_no_event_names_goes_and_only_after_a_day(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as vault:
        person = vault.remember(CARD).id
        vault.keep_words("named", "谢谢")
        vault.keep_words("orphan", "别人的话")
        vault.keep_contact("alone", Contact(name="陈静", phone="13800000000"))
        events: list[e.AnyEvent] = [rated("named"), identified(person)]

        assert sweep(files.vault, nobody_asks, NOW) == Swept()
        assert sweep(files.vault, lambda: events, LATER) == Swept(gone=2, named=2)

        assert (vault.words("named"), vault.words("orphan")) == ("谢谢", None)
        assert vault.contact("alone") is None
        assert vault.row_of_card(CARD.id_number) == person
    assert waiting(files) == set()
    assert sweep(files.vault, nobody_asks, LATER) == Swept(), "what is named is asked for once"


def test_what_is_swept_is_gone_from_the_disk(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as vault:
        vault.keep_words("orphan", "别人的话")
        (sealed,) = vault._conn.execute("SELECT words FROM words").fetchone()

        sweep(files.vault, list, LATER)

        assert not any(sealed in path.read_bytes() for path in files.data.glob("vault.db*"))


def test_an_orphan_that_is_found_again_begins_a_new_day(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as vault:
        person = vault.remember(CARD).id
        vault._conn.execute("UPDATE unnamed SET at = '2020-01-01T00:00:00+00:00'")
        vault.keep_words("orphan", "别人的话")
        vault._conn.execute("UPDATE unnamed SET at = '2020-01-01T00:00:00+00:00'")

        def read_again() -> Iterable[e.AnyEvent]:
            # The same card lies on a reader while the journal is being read.
            vault.remember(CARD)
            return ()

        assert sweep(files.vault, read_again, NOW) == Swept(gone=1)
        assert vault.row_of_card(CARD.id_number) == person


def test_a_vault_of_old_is_asked_about_once(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as vault:
        vault.keep_words("named", "谢谢")
        vault.keep_words("orphan", "别人的话")
    with closing(sqlite3.connect(files.vault, isolation_level=None)) as conn:
        conn.execute("DROP TABLE unnamed")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_unnamed'")

    Vault(files.vault, files.key).close()

    assert waiting(files) == {"named", "orphan"}
    assert sweep(files.vault, lambda: [rated("named")], LATER) == Swept(gone=1, named=1)


def test_a_database_that_is_none_says_so(files: Files) -> None:
    files.data.mkdir()
    files.vault.write_bytes(b"a letter to somebody" * 100)
    with pytest.raises(VaultFailed, match="cannot be swept"):
        sweep(files.vault, list, LATER)


def test_rows_are_named_by_events_of_whatever_part_and_a_notices_words_are_none() -> None:
    notice = e.NoticeRaised(at=MORNING, by="hub", notice="n1", code="x", about="y", words={"window": "1"})
    assert named_in([rated("w1"), identified("p1"), notice]) == {"w1", "p1"}


async def test_a_hub_knows_that_the_journal_names_what_it_keeps(hub: Hub) -> None:
    person = await hub.remember(CARD)
    known = c.IdentifyPerson(person=person.id, visitor_class=VisitorClass.ORDINARY)
    await hub.do(HUB, f"person:{person.id}", known)
    # Written down with the next change of the vault.
    hub.vault.keep_words("next", "谢谢")

    rows = hub.vault._conn.execute("SELECT id FROM unnamed").fetchall()
    assert rows == [("next",)]
