"""A hub's audit log from its start to its end, and what is done for it at night."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.hub.audit import Audit, AuditFailed
from devices.hub.audit_file import Wanted
from devices.hub.audit_kinds import Kind
from devices.hub.audit_reading import found, verify
from devices.hub.files import Files
from devices.hub.journal import Journal
from devices.hub.upkeep import EVERY_S, LOOK_S, Kept, Upkeep, log_of_hub, settings_of
from devices.hub.vault import Vault
from tests.config.conftest import CSV, TOML


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    folder = tmp_path / "myhall"
    folder.mkdir()
    (folder / "hall.toml").write_text(TOML, "utf-8")
    (folder / "items.csv").write_text(CSV, "utf-8")
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "data")


def kinds(files: Files) -> list[Kind]:
    return [kept.note.kind for kept in found(files.audit, Wanted())]


def kept(files: Files, days: int = 183) -> Kept:
    return Kept(keep_days=days, vault=files.vault, journal=files.journal)


def test_a_hub_notes_its_start_its_end_and_files_that_were_changed_meanwhile(
    hall: Path, files: Files
) -> None:
    with log_of_hub(files.audit, "sm3", hall):
        pass
    with log_of_hub(files.audit, "sm3", hall):
        pass
    (hall / "items.csv").write_text(CSV + "\n", "utf-8")
    with pytest.raises(OSError, match="the port"), log_of_hub(files.audit, "sm3", hall):
        raise OSError("the port is taken")

    started, stopped = Kind.HUB_STARTED, Kind.HUB_STOPPED
    assert kinds(files) == [started, stopped, started, stopped, Kind.SETTINGS_CHANGED, started, stopped]
    last = found(files.audit, Wanted())
    assert (last[-1].note.outcome, last[-3].note.about) == ("failed", settings_of(hall))
    assert last[-3].note.why == f"was {last[0].note.about}"


def test_the_hash_of_settings_is_never_taken_for_a_number(tmp_path: Path) -> None:
    for n in range(200):
        (tmp_path / "hall.toml").write_text(str(n))
        assert settings_of(tmp_path).removeprefix("files:").isalnum()
        assert not settings_of(tmp_path).removeprefix("files:").isdecimal()


def test_a_broken_log_is_told_loudly_and_the_hub_starts(
    hall: Path, files: Files, expects_log: Callable[[str], None]
) -> None:
    expects_log("THE AUDIT LOG IS BROKEN: note 1 is not what was written")
    with log_of_hub(files.audit, "sha256", hall):
        pass
    with closing(sqlite3.connect(files.audit, isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER notes_stay")
        conn.execute("UPDATE notes SET by = 'nobody' WHERE seq = 1")

    with log_of_hub(files.audit, "sha256", hall):
        pass

    assert Kind.AUDIT_BROKEN in kinds(files)
    with pytest.raises(AuditFailed):
        verify(files.audit)


def test_a_nights_work_prunes_and_sweeps_and_notes_both(
    files: Files, expects_log: Callable[[str], None]
) -> None:
    now = [datetime(2025, 1, 1, tzinfo=UTC)]
    Journal(files.journal).close()
    with closing(Vault(files.vault, files.key)) as vault:
        vault.keep_words("orphan", "谢谢")
        vault._conn.execute("UPDATE unnamed SET at = '2020-01-01T00:00:00+00:00'")
    with closing(Audit(files.audit, clock=lambda: now[0])) as audit:
        for _ in range(30):
            audit.note(Kind.CARD_READ, by="kiosk:K1").result(5)
            now[0] += timedelta(days=10)

        Upkeep(audit, kept(files), lambda: True).work()

    assert kinds(files)[-2:] == [Kind.AUDIT_PRUNED, Kind.VAULT_SWEPT]
    assert verify(files.audit)[0] == 21
    with closing(Vault(files.vault, files.key)) as vault:
        assert vault.words("orphan") is None


def test_a_night_on_which_nothing_can_be_done_is_logged(
    files: Files, expects_log: Callable[[str], None]
) -> None:
    expects_log("THE AUDIT LOG IS BROKEN")
    expects_log("were not looked for")
    with closing(Audit(files.audit)) as audit:
        for _ in range(3):
            audit.note(Kind.CARD_READ, by="kiosk:K1").result(5)
        with closing(sqlite3.connect(files.audit, isolation_level=None)) as conn:
            conn.execute("DROP TRIGGER notes_are_kept")
            conn.execute("DELETE FROM notes WHERE seq = 2")
        files.vault.write_bytes(b"a letter to somebody" * 100)

        Upkeep(audit, kept(files), lambda: True).work()


async def test_it_works_once_a_night_and_only_while_nobody_is_there(files: Files) -> None:
    Journal(files.journal).close()
    Vault(files.vault, files.key).close()
    seconds, nights, empty = [0.0], [0], [False]

    class Counted(Upkeep):
        def work(self) -> None:
            nights[0] += 1

    async def wait(span: float) -> None:
        seconds[0] += span
        empty[0] = seconds[0] >= 10 * LOOK_S
        await asyncio.sleep(0)
        if seconds[0] > 2.5 * EVERY_S:
            raise asyncio.CancelledError

    with closing(Audit(files.audit)) as audit:
        upkeep = Counted(audit, kept(files), lambda: empty[0], lambda: seconds[0], wait)
        with pytest.raises(asyncio.CancelledError):
            await upkeep.run()
        await asyncio.get_running_loop().shutdown_default_executor()

    assert nights == [3]
