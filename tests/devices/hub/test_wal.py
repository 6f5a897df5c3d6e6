"""The log below journal and vault: it is there, and nobody finds what failed in it unless told so."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from devices.hub.hub import Hub
from devices.hub.journal import Journal, JournalFailed, JournalUnsure
from devices.hub.vault import Vault, VaultFailed
from devices.hub.wal import LOG_BYTES, keep_log, may_hold_more
from devices.link import commands as c
from devices.link.messages import Done, No
from tests.crash import disk as d
from tests.devices.hub.clocks import Clock
from tests.devices.hub.played import BOOKING, KIOSK
from tests.devices.hub.test_hub import code_of, ticket_of
from tests.devices.hub.test_journal import entry, opened, written
from tests.halls import MORNING, small_hall

TAKE = c.TakeTicket(item="a-1", paper=False)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[d.Disk]:
    with d.Disk(tmp_path) as disk:
        yield disk


@pytest.fixture
def journal(disk: d.Disk, tmp_path: Path) -> Iterator[Journal]:
    made = Journal(tmp_path / "journal.db")
    yield made
    made.close()


def syncs_fail(times: int) -> Callable[[d.Step], d.Fault | None]:
    left = [times]

    def fault(step: d.Step) -> d.Fault | None:
        if not isinstance(step, d.Synced) or not left[0]:
            return None
        left[0] -= 1
        return d.Fault(d.IOERR_SYNC)

    return fault


def no_writes(code: int, path: str = "journal.db") -> Callable[[d.Step], d.Fault | None]:
    def fault(step: d.Step) -> d.Fault | None:
        return d.Fault(code) if isinstance(step, d.Wrote) and step.path.startswith(path) else None

    return fault


def after_a_kill(journal: Path) -> Journal:
    """The journal that a hub finds which starts now, when this one is killed now."""
    folder = journal.parent / "next"
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{journal}{suffix}", folder / f"journal.db{suffix}")
    return Journal(folder / "journal.db")


def ids(journal: Journal) -> list[str]:
    found = [row.command_id for row in journal.after(0, 100)]
    journal.close()
    return found


def test_what_failed_for_its_sync_alone_is_not_found_by_the_next_hub(journal: Journal, disk: d.Disk) -> None:
    journal.append([entry("one", opened(1))])
    disk.fault = syncs_fail(1)

    with pytest.raises(JournalFailed) as failed:
        journal.append([entry("two", opened(2))])

    assert not isinstance(failed.value, JournalUnsure)
    assert ids(after_a_kill(journal.path)) == ["one"]


def test_what_no_sync_lets_be_made_sure_is_called_uncertain_and_may_be_found(
    journal: Journal, disk: d.Disk
) -> None:
    journal.append([entry("one", opened(1))])
    synced: list[d.Step] = []

    def fault(step: d.Step) -> d.Fault | None:
        """All is written but not synced; then nothing can be written any more."""
        if isinstance(step, d.Synced):
            synced.append(step)
            return d.Fault(d.IOERR_SYNC)
        return d.Fault(d.IOERR_WRITE) if synced else None

    disk.fault = fault
    with pytest.raises(JournalUnsure):
        journal.append([entry("two", opened(2))])

    assert [row.command_id for row in journal.after(0, 9)] == ["one"], "it counts for nobody now"
    disk.fault = lambda step: None
    assert ids(after_a_kill(journal.path)) == ["one", "two"]


def test_a_doubt_lasts_until_something_is_on_disk_again(journal: Journal, disk: d.Disk) -> None:
    journal.append([entry("zero", opened(1))])
    disk.fault = syncs_fail(2)
    with pytest.raises(JournalUnsure):
        journal.append([entry("one", opened(1))])
    disk.fault = no_writes(d.FULL)
    with pytest.raises(JournalUnsure):
        journal.append([entry("two", opened(2))])

    disk.fault = lambda step: None
    journal.append([entry("three", opened(3))])
    disk.fault = no_writes(d.FULL)
    with pytest.raises(JournalFailed) as failed:
        journal.append([entry("four", opened(4))])

    assert not isinstance(failed.value, JournalUnsure)
    assert ids(after_a_kill(journal.path)) == ["zero", "three"]


@pytest.mark.parametrize("code", [d.FULL, d.IOERR_WRITE])
def test_what_was_never_written_is_certainly_not_there_however_long_the_disk_fails(
    journal: Journal, disk: d.Disk, code: int
) -> None:
    journal.append([entry("one", opened(1))])
    disk.fault = no_writes(code)
    for name in ("two", "three"):
        with pytest.raises(JournalFailed) as failed:
            journal.append([entry(name, opened(2))])
        assert not isinstance(failed.value, JournalUnsure)

    assert ids(after_a_kill(journal.path)) == ["one"]


def test_a_log_begun_anew_is_looked_through_from_its_beginning(journal: Journal, disk: d.Disk) -> None:
    for n in range(1, 5):
        journal.append([entry(f"said-{n}", opened(n))])
    journal._conn.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    assert not may_hold_more(journal.path)
    seen: list[d.Step] = []

    def fault(step: d.Step) -> d.Fault | None:
        # The header's sync is let through, the commit's is not.
        seen.extend([step] if isinstance(step, d.Synced) else [])
        return d.Fault(d.IOERR_SYNC) if len(seen) == 2 and isinstance(step, d.Synced) else None

    disk.fault = fault
    with pytest.raises(JournalFailed):
        journal.append([entry("lost", opened(9))])

    assert len(seen) == 4, "the failed commit was seen and written over"
    assert ids(after_a_kill(journal.path)) == [f"said-{n}" for n in range(1, 5)]


def test_a_log_that_grew_beneath_a_backup_is_cut_back_when_that_is_over(journal: Journal) -> None:
    log = Path(f"{journal.path}-wal")
    written(journal)
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM events").fetchone()
        for n in range(12):
            long = msgspec.structs.replace(opened(1, minutes=9), by="x" * (1 << 20))
            journal.append([entry(f"long-{n}", long)])
        assert log.stat().st_size > 12 << 20
        backup.execute("ROLLBACK")
    journal.append([entry("next", opened(2, minutes=9))])
    journal.append([entry("last", opened(3, minutes=9))])

    assert log.stat().st_size <= LOG_BYTES
    assert ids(after_a_kill(journal.path))[-2:] == ["next", "last"]
    assert journal.verify() == journal.seq == 18


def test_a_log_that_cannot_be_read_may_hold_anything(tmp_path: Path) -> None:
    assert may_hold_more(tmp_path / "nothing.db")
    (tmp_path / "short.db-shm").write_bytes(b"short")
    assert may_hold_more(tmp_path / "short.db")


@pytest.mark.parametrize("code", [d.FULL, d.IOERR_WRITE])
def test_without_a_log_no_hub_begins(disk: d.Disk, tmp_path: Path, code: int) -> None:
    # Python's sqlite3 raises nothing of this unless the pragma's answer is read.
    disk.fault = once("journal.db-journal", code)
    with pytest.raises(JournalFailed):
        Journal(tmp_path / "journal.db")
    disk.fault = once("vault.db-journal", code)
    with pytest.raises(VaultFailed):
        Vault(tmp_path / "vault.db", tmp_path / "vault.key")

    Journal(tmp_path / "journal.db").close()
    Vault(tmp_path / "vault.db", tmp_path / "vault.key").close()


def test_a_database_that_can_have_no_log_is_none_for_a_hub() -> None:
    with closing(sqlite3.connect(":memory:")) as conn, pytest.raises(sqlite3.Error, match="cannot be begun"):
        keep_log(conn)


def once(path: str, code: int) -> Callable[[d.Step], d.Fault | None]:
    """The write by which a rollback journal says how many pages it holds fails the first time."""
    met: list[d.Step] = []

    def fault(step: d.Step) -> d.Fault | None:
        if met or not (isinstance(step, d.Wrote) and step.path == path and len(step.data) == 12):
            return None
        met.append(step)
        return d.Fault(code)

    return fault


@pytest.fixture
def made(disk: d.Disk, tmp_path: Path, clock: Clock) -> Hub:
    vault = Vault(tmp_path / "vault.db", tmp_path / "vault.key")
    return Hub(small_hall(), Journal(tmp_path / "journal.db"), vault, clock)


@pytest.fixture
async def begun(hub: Hub) -> Hub:
    """A hub whose log has been begun; its disk will fail."""
    assert ticket_of(await hub.do(KIOSK, "touch-000", TAKE)).number == "A001"
    return hub


async def test_whoever_hears_that_it_is_not_known_says_it_again_and_knows(
    begun: Hub, disk: d.Disk, expects_log: Callable[[str], None]
) -> None:
    expects_log("could not be written")
    disk.fault = syncs_fail(2)
    assert code_of(await begun.do(KIOSK, "touch-001", TAKE)) == "journal_unsure"
    assert begun.hall.counts == {"a": 1}

    assert ticket_of(await begun.do(KIOSK, "touch-001", TAKE)).number == "A002"
    assert ids(after_a_kill(begun.journal.path))[-1] == "touch-001"


async def test_words_are_kept_where_the_next_hub_may_find_what_names_them(
    begun: Hub, disk: d.Disk, expects_log: Callable[[str], None]
) -> None:
    expects_log("could not be written")
    # The vault's disk is well, the journal's is not.
    disk.fault = lambda step: (
        d.Fault(d.IOERR_SYNC) if isinstance(step, d.Synced) and step.path.startswith("journal") else None
    )
    assert code_of(await begun.do(BOOKING, "booked-01", booked("13900003333"))) == "journal_unsure"
    assert begun.vault.contact_of("13900003333") is not None

    disk.fault = lambda step: None
    assert ticket_of(await begun.do(KIOSK, "touch-001", TAKE)).number == "A002"
    disk.fault = no_writes(d.FULL)
    assert code_of(await begun.do(BOOKING, "booked-02", booked("13900004444"))) == "journal_failed"
    assert begun.vault.contact_of("13900004444") is None
    disk.fault = lambda step: None


async def test_nobody_is_told_while_a_slow_disk_still_syncs(begun: Hub, disk: d.Disk) -> None:
    told: list[bool] = []
    answer: list[asyncio.Task[Done | No]] = []

    def fault(step: d.Step) -> d.Fault | None:
        if isinstance(step, d.Synced) and step.path == "journal.db-wal":
            told.append(answer[0].done())
        return None

    disk.sync_s = 0.05
    disk.fault = fault
    answer.append(asyncio.create_task(begun.do(KIOSK, "touch-001", TAKE)))

    assert ticket_of(await answer[0]).number == "A002"
    assert told == [False]


def booked(phone: str) -> c.BookAppointment:
    at = MORNING + timedelta(hours=2)
    return c.BookAppointment(
        code=f"YY-{phone}",
        item="a-1",
        starts_at=at,
        ends_at=at + timedelta(hours=1),
        name="赵六",
        phone=phone,
    )
