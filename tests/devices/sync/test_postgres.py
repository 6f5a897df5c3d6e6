"""The adapter against a real PostgreSQL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.hub.journal import Journal, JournalRow
from devices.sync.postgres import Address, Exchange, exchange, storable
from devices.sync.protocol import OUTDATED, Batch, Diverged, Mark, Unreachable
from tests.devices.sync.conftest import Ask, events, note, until, with_password

VIEWS = [
    "hall_bookings",
    "hall_class_waits",
    "hall_grants",
    "hall_matters",
    "hall_papers",
    "hall_ratings",
    "hall_results",
    "hall_services",
    "hall_tickets",
    "hall_waits",
]


def batch_of(journal: Journal, after: int = 0, limit: int = 1000, hall: str = "demo") -> Batch:
    return Batch(hall_id=hall, rows=tuple(journal.after(after, limit)))


async def test_an_empty_database_gets_its_tables_and_knows_of_nothing(database: str, ask: Ask) -> None:
    async with exchange(Address(database)) as remote:
        assert await remote.mark("demo") == Mark()
    views = ask("SELECT table_name FROM information_schema.views WHERE table_schema = 'public' ORDER BY 1")
    assert [name for (name,) in views] == VIEWS


async def test_views_of_the_first_release_are_renewed_and_rights_on_them_stay(
    database: str, ask: Ask, journal: Journal
) -> None:
    # Given a database of the first release, with a reader of one of its views.
    ask((Path(__file__).parent / "first_release.sql").read_text("utf-8"))
    ask("CREATE ROLE office LOGIN")
    ask("GRANT SELECT ON hall_tickets TO office")
    try:
        # When a hub of this release comes, and another one after it.
        for _ in range(2):
            async with exchange(Address(database)) as remote:
                await remote.merge(batch_of(journal))
        # Then all views are there, and the reader still reads.
        found = ask("SELECT viewname FROM pg_views WHERE schemaname = 'public' ORDER BY 1")
        assert [name for (name,) in found] == VIEWS
        with psycopg.connect(psycopg.conninfo.make_conninfo(database, user="office")) as reader:
            assert reader.execute("SELECT items, case_number FROM hall_tickets").fetchall() == []
        assert ask(OUTDATED) == [(False,)]
    finally:
        ask("DROP OWNED BY office")
        ask("DROP ROLE office")


async def test_a_hub_that_may_not_renew_the_views_still_sends_its_events(
    database: str, ask: Ask, journal: Journal, expects_log: Callable[[str], None]
) -> None:
    ask((Path(__file__).parent / "first_release.sql").read_text("utf-8"))
    ask("REVOKE CREATE ON SCHEMA public FROM public")
    ask("CREATE ROLE hall_west LOGIN")
    ask("GRANT SELECT, INSERT ON hall_events TO hall_west")
    note(journal, events(2))
    try:
        async with exchange(Address(psycopg.conninfo.make_conninfo(database, user="hall_west"))) as remote:
            await remote.merge(batch_of(journal))
        assert ask("SELECT count(*) FROM hall_events") == [(2,)]
        assert ask(OUTDATED) == [(True,)]
        expects_log(
            "WARNING devices.sync.postgres: the views of the exchange database are of an older release"
        )
    finally:
        ask("DROP OWNED BY hall_west")
        ask("DROP ROLE hall_west")


async def test_two_hubs_that_find_an_empty_database_at_once_make_its_tables_once(database: str) -> None:
    async def look() -> Mark:
        async with exchange(Address(database)) as remote:
            return await remote.mark("demo")

    assert await asyncio.gather(*(look() for _ in range(4))) == [Mark()] * 4


async def test_events_arrive_as_they_were_written(database: str, ask: Ask, journal: Journal) -> None:
    note(journal, events(3))
    async with exchange(Address(database)) as remote:
        await remote.merge(batch_of(journal))
    stored = ask("SELECT hall_id, seq, day::text, kind, body, hash FROM hall_events ORDER BY seq")
    assert stored == [
        ("demo", row.seq, "2026-03-02", "window_opened", json.loads(row.body), row.hash)
        for row in journal.after(0, 10)
    ]


async def test_merging_twice_is_the_same_as_once(database: str, ask: Ask, journal: Journal) -> None:
    note(journal, events(5))
    async with exchange(Address(database)) as remote:
        await remote.merge(batch_of(journal))
        once = ask("SELECT *, xmin::text FROM hall_events ORDER BY seq")
        await remote.merge(batch_of(journal))
        # Also when a batch is half known and half new.
        note(journal, events(2, since=5))
        await remote.merge(batch_of(journal, after=3))
    assert ask("SELECT *, xmin::text FROM hall_events WHERE seq <= 5 ORDER BY seq") == once
    assert ask("SELECT count(*) FROM hall_events") == [(7,)]


async def test_the_mark_is_the_last_event_before_the_first_gap(
    database: str, ask: Ask, journal: Journal
) -> None:
    note(journal, events(6))
    hashes = [row.hash for row in journal.after(0, 10)]
    async with exchange(Address(database)) as remote:
        await remote.merge(batch_of(journal))
        assert await remote.mark("demo") == Mark(seq=6, hash=hashes[5])
        ask("DELETE FROM hall_events WHERE seq = 4")
        assert await remote.mark("demo") == Mark(seq=3, hash=hashes[2])
        ask("DELETE FROM hall_events WHERE seq = 1")
        assert await remote.mark("demo") == Mark()


async def test_halls_share_the_tables_and_not_their_events(database: str, journal: Journal) -> None:
    note(journal, events(2))
    async with exchange(Address(database)) as remote:
        await remote.merge(batch_of(journal, hall="east"))
        await remote.merge(batch_of(journal, hall="west", limit=1))
        assert (await remote.mark("east")).seq == 2
        assert (await remote.mark("west")).seq == 1


async def test_another_event_under_a_number_stops_the_whole_batch(
    database: str, ask: Ask, journal: Journal
) -> None:
    note(journal, events(4))
    async with exchange(Address(database)) as remote:
        await remote.merge(batch_of(journal, limit=2))
        before = ask("SELECT * FROM hall_events ORDER BY seq")
        first, second, *rest = journal.after(0, 10)
        forged = JournalRow(
            seq=second.seq,
            at=second.at,
            day=second.day,
            command_id=second.command_id,
            kind=second.kind,
            body=second.body,
            hash="00" * 32,
        )
        with pytest.raises(Diverged, match="another event 2"):
            await remote.merge(Batch(hall_id="demo", rows=(first, forged, *rest)))
    assert ask("SELECT * FROM hall_events ORDER BY seq") == before


async def test_a_missing_right_is_said_and_nothing_is_half_made(database: str, ask: Ask) -> None:
    ask("REVOKE CREATE ON SCHEMA public FROM public")
    ask("CREATE ROLE stranger LOGIN")
    try:
        with pytest.raises(Unreachable, match="permission denied"):
            async with exchange(Address(psycopg.conninfo.make_conninfo(database, user="stranger"))):
                pass
        assert ask("SELECT count(*) FROM pg_tables WHERE tablename = 'hall_events'") == [(0,)]
    finally:
        ask("DROP ROLE stranger")


async def test_a_connection_that_breaks_is_unreachable(database: str, ask: Ask, journal: Journal) -> None:
    note(journal, events(1))
    async with exchange(Address(database)) as remote:
        ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hall-sync'")
        with pytest.raises(Unreachable, match="terminat"):
            await remote.merge(batch_of(journal))
    assert ask("SELECT count(*) FROM hall_events") == [(0,)]


async def test_a_cancelled_merge_leaves_nothing_and_no_connection(
    database: str, ask: Ask, journal: Journal
) -> None:
    note(journal, events(2))
    async with exchange(Address(database)) as remote:
        await remote.mark("demo")
    with psycopg.connect(database) as other:
        # Given somebody who keeps the table locked.
        other.execute("LOCK TABLE hall_events")

        async def merge() -> None:
            async with exchange(Address(database)) as remote:
                await remote.merge(batch_of(journal))

        task = asyncio.create_task(merge(), name="merge")
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        await until(ask, waiting, [(1,)])
        # When the merge that waits for it is cancelled.
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert ask("SELECT count(*) FROM hall_events") == [(0,)]
    gone = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hall-sync'"
    await until(ask, gone, [(0,)])


async def test_a_body_with_a_nul_is_stored_without_it(database: str, ask: Ask, journal: Journal) -> None:
    [row] = [
        JournalRow(
            seq=1,
            at="2026-03-02T09:00:00+08:00",
            day="2026-03-02",
            command_id="c",
            kind="appointment_booked",
            body=json.dumps({"code": "a\0b", "item": "\\u0000"}),
            hash="aa",
        )
    ]
    async with exchange(Address(database)) as remote:
        await remote.merge(Batch(hall_id="demo", rows=(row,)))
    assert ask("SELECT body FROM hall_events") == [({"code": "a\ufffdb", "item": "\\u0000"},)]


@given(st.text())
def test_storing_changes_nothing_but_nul(text: str) -> None:
    assert json.loads(storable(json.dumps(text))) == text.replace("\0", "\ufffd")


@pytest.mark.parametrize(
    "bad", ["host=hall password='hunter2", "nonsense hunter2", "postgresql://u:hunter2@[::1/x"]
)
def test_a_connection_string_that_cannot_be_read_is_not_repeated(bad: str) -> None:
    with pytest.raises(ValueError, match="cannot be read") as caught:
        Address(bad)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_an_error_that_repeats_the_password_does_not_leave_the_adapter(database: str) -> None:
    # Given a user whose name is the password, so that the server's own answer holds it.
    address = Address(psycopg.conninfo.make_conninfo(with_password(database, "hunter2"), user="hunter2"))
    with pytest.raises(Unreachable, match=r"role \"\*\*\*\" does not exist") as caught:
        async with exchange(address):
            pass
    assert "hunter2" not in f"{caught.value!r} {address!r} {vars(Exchange)}"


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        ("host=db.example dbname=x", "verify-full"),
        ("postgresql://u@db.example/x", "verify-full"),
        ("host=10.1.2.3,127.0.0.1 dbname=x", "verify-full"),
        ("host=localhost hostaddr=10.1.2.3 dbname=x", "verify-full"),
        ("host=db.example sslmode=verify-ca", "verify-ca"),
        ("host=127.0.0.1 dbname=x", None),
        ("host=/run/postgresql dbname=x", None),
        ("dbname=x", None),
    ],
)
def test_a_database_elsewhere_must_prove_who_it_is(given: str, mode: str | None) -> None:
    parts = psycopg.conninfo.conninfo_to_dict(Address(given)._text)

    assert parts.get("sslmode") == mode
