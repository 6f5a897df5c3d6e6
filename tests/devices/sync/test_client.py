"""The whole copy: a journal on disk into a real PostgreSQL, through cuts, long absences and mix-ups."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from config.schema import Sync as Settings
from devices.hub.journal import Journal
from devices.sync.client import SyncClient
from devices.sync.postgres import Address, Exchange, exchange
from devices.sync.protocol import Batch, Mark, SyncState, Unreachable
from tests.devices.sync.conftest import Ask, Server, events, note, with_password

ExpectsLog = Callable[[str], None]


class Enough(Exception):
    """The test has seen what it waited for."""


class Script:
    """Stands for time passing: notes each pause, then does what the test planned for it, and ends at last."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.pauses: list[float] = []
        self._steps = list(steps)

    async def wait(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if not self._steps:
            raise Enough
        self._steps.pop(0)()


def nothing() -> None:
    """Let a pause just pass."""


async def copied(
    journal: Journal, url: str, script: Script | None = None, *, batch: int = 500, hall: str = "demo"
) -> SyncClient:
    """Run the copy until the script ends, or it stops by itself."""
    client = SyncClient(Settings(postgres=url, batch=batch), hall, journal, wait=(script or Script()).wait)
    with suppress(Enough):
        await client.run()
    return client


def seqs(ask: Ask, hall: str = "demo") -> list[object]:
    """What the exchange has of a hall, in the order it came."""
    return [seq for name, seq in ask("SELECT hall_id, seq FROM hall_events ORDER BY ctid") if name == hall]


async def test_it_is_off_unless_configured(journal: Journal) -> None:
    client = SyncClient(Settings(), "demo", journal)
    await client.run()
    assert client.status.state is SyncState.OFF


async def test_a_journal_is_copied_in_batches_without_a_pause_between(
    journal: Journal, database: str, ask: Ask
) -> None:
    note(journal, events(23))
    script = Script()
    client = await copied(journal, database, script, batch=5)
    assert seqs(ask) == list(range(1, 24))
    assert script.pauses == [5.0]
    assert client.status.state is SyncState.IDLE
    assert (client.status.cursor, client.status.behind_by, client.status.last_error) == (23, 0, "")


async def test_what_happens_later_follows(journal: Journal, database: str, ask: Ask) -> None:
    note(journal, events(2))
    await copied(journal, database, Script(nothing, lambda: note(journal, events(3, since=2))))
    assert seqs(ask) == [1, 2, 3, 4, 5]


async def test_a_new_hub_process_goes_on_where_the_exchange_is(
    journal: Journal, database: str, ask: Ask
) -> None:
    note(journal, events(4))
    await copied(journal, database)
    first = ask("SELECT seq, xmin::text FROM hall_events ORDER BY seq")
    note(journal, events(4, since=4))
    await copied(journal, database)
    assert seqs(ask) == list(range(1, 9))
    assert ask("SELECT seq, xmin::text FROM hall_events WHERE seq <= 4 ORDER BY seq") == first


async def test_a_backend_killed_in_the_middle_of_a_batch_leaves_no_gap_and_no_repeat(
    journal: Journal, database: str, ask: Ask, expects_log: ExpectsLog
) -> None:
    # Given a server whose backend dies while it writes event 7, twice.
    note(journal, events(12))
    async with exchange(Address(database)):
        pass
    ask("CREATE SEQUENCE cuts")  # A sequence remembers across the rollback.
    ask("""CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.seq = 7 AND nextval('cuts') <= 2 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
        RETURN NEW; END $$""")
    ask("CREATE TRIGGER cut BEFORE INSERT ON hall_events FOR EACH ROW EXECUTE FUNCTION cut()")
    expects_log("sync of hall demo waits: .*terminat")
    # When the journal is copied in batches of five.
    seen: list[list[object]] = []
    script = Script(lambda: seen.append(seqs(ask)), lambda: seen.append(seqs(ask)))
    await copied(journal, database, script, batch=5)
    # Then nothing of the cut batch stayed, it was tried again, and all is there once.
    assert seen == [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]
    assert script.pauses == [1.0, 2.0, 5.0]
    assert seqs(ask) == list(range(1, 13))


async def test_a_commit_whose_answer_is_lost_is_not_repeated(
    journal: Journal, database: str, ask: Ask, expects_log: ExpectsLog
) -> None:
    class Deaf:
        """An exchange whose first answer to a merge does not come through."""

        lost = 0

        def __init__(self, inner: Exchange) -> None:
            self._inner = inner

        async def mark(self, hall_id: str) -> Mark:
            return await self._inner.mark(hall_id)

        async def merge(self, batch: Batch) -> None:
            await self._inner.merge(batch)
            if not Deaf.lost:
                Deaf.lost += 1
                raise Unreachable("the line broke behind the commit")

    @asynccontextmanager
    async def opener() -> AsyncIterator[Deaf]:
        async with exchange(Address(database)) as inner:
            yield Deaf(inner)

    expects_log("behind the commit")
    note(journal, events(6))
    client = SyncClient(Settings(batch=4), "demo", journal, opener=opener, wait=Script(nothing).wait)
    with pytest.raises(Enough):
        await client.run()
    assert Deaf.lost == 1
    assert seqs(ask) == [1, 2, 3, 4, 5, 6]
    assert ask("SELECT count(DISTINCT xmin::text) FROM hall_events") == [(2,)]


async def test_a_crashed_server_is_waited_for_and_then_gets_days_of_events(
    journal: Journal,
    database: str,
    server: Server,
    ask: Ask,
    expects_log: ExpectsLog,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "devices.sync")
    expects_log("sync of hall demo waits: ")
    note(journal, events(3))
    client = SyncClient(Settings(postgres=database, batch=50), "demo", journal)
    states: list[tuple[SyncState, int, int]] = []

    def look() -> None:
        states.append((client.status.state, client.status.cursor, client.status.behind_by))

    def offline() -> None:
        look()
        server.crash()
        note(journal, events(400, since=3))

    def back() -> None:
        look()
        server.start()

    script = Script(offline, look, back)
    client._wait = script.wait
    with pytest.raises(Enough):
        await client.run()
    assert states == [
        (SyncState.IDLE, 3, 0),
        (SyncState.UNREACHABLE, 3, 400),
        (SyncState.UNREACHABLE, 3, 400),
    ]
    assert script.pauses == [5.0, 1.0, 2.0, 5.0]
    assert seqs(ask) == list(range(1, 404))
    # The way down and the way back are told once each.
    told = [record.levelname for record in caplog.records if record.name.startswith("devices.sync")]
    assert told == ["WARNING", "INFO"]


async def test_a_restored_older_journal_that_went_on_is_diverged_and_overwrites_nothing(
    journal: Journal,
    journals: Callable[[str], Journal],
    database: str,
    ask: Ask,
    expects_log: ExpectsLog,
) -> None:
    # Given a hall copied up to event 6, and a journal restored from event 4 that went its own way.
    note(journal, events(6))
    await copied(journal, database)
    before = ask("SELECT * FROM hall_events ORDER BY seq")
    restored = journals("restored")
    note(restored, events(4))
    note(restored, events(5, since=100))
    expects_log("sync of hall demo stopped: .*another event 6")
    # When it is started, then it stops, says so, and nothing is changed.
    client = await copied(restored, database)
    assert client.status.state is SyncState.DIVERGED
    assert "another event 6 of hall 'demo'" in client.status.last_error
    assert ask("SELECT * FROM hall_events ORDER BY seq") == before


async def test_a_restored_journal_that_is_still_shorter_is_diverged(
    journal: Journal,
    journals: Callable[[str], Journal],
    database: str,
    ask: Ask,
    expects_log: ExpectsLog,
) -> None:
    note(journal, events(6))
    await copied(journal, database)
    restored = journals("restored")
    note(restored, events(4))
    expects_log("stopped: .*has event 6 .*ends at 4")
    client = await copied(restored, database)
    assert client.status.state is SyncState.DIVERGED
    assert seqs(ask) == [1, 2, 3, 4, 5, 6]


async def test_two_halls_with_one_id_are_found_out_while_both_run(
    journal: Journal,
    journals: Callable[[str], Journal],
    database: str,
    ask: Ask,
    expects_log: ExpectsLog,
) -> None:
    # Given two halls that both found the exchange empty and call themselves the same.
    other = journals("other")
    note(journal, events(3))

    def meanwhile() -> None:
        note(other, events(5, since=50))

    expects_log("sync of hall demo stopped: .*another event 1")
    client = SyncClient(Settings(postgres=database), "demo", other)

    async def wait(seconds: float) -> None:
        await copied(journal, database)
        meanwhile()

    client._wait = wait
    await client.run()
    assert client.status.state is SyncState.DIVERGED
    assert ask("SELECT body ->> 'window' FROM hall_events ORDER BY seq") == [("0",), ("1",), ("2",)]


async def test_the_settings_name_the_hall_before_the_folder_does(
    journal: Journal, database: str, ask: Ask
) -> None:
    note(journal, events(1))
    client = SyncClient(Settings(postgres=database, hall_id="east"), "folder", journal, wait=Script().wait)
    with pytest.raises(Enough):
        await client.run()
    assert seqs(ask, "east") == [1]


async def test_a_password_is_in_no_log_no_status_and_no_repr(
    journal: Journal, database: str, caplog: pytest.LogCaptureFixture, expects_log: ExpectsLog
) -> None:
    caplog.set_level(logging.DEBUG)
    expects_log("sync of hall demo waits: ")
    note(journal, events(1))
    # Given a database whose name is the password, so that the server's own answer repeats it.
    url = with_password(database.replace("exchange_", "hunter2_"), "hunter2")
    client = await copied(journal, url)
    assert client.status.state is SyncState.UNREACHABLE
    assert "***" in client.status.last_error
    assert "hunter2" not in f"{client!r} {client.status!r} {caplog.text} {Address(url)!r}"


async def test_an_address_that_cannot_be_read_is_said_at_once_and_without_it(journal: Journal) -> None:
    with pytest.raises(ValueError, match="cannot be read") as caught:
        SyncClient(Settings(postgres="host=x password='hunter2"), "demo", journal)
    assert "hunter2" not in str(caught.value)
