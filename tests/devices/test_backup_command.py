"""``hall backup`` and ``hall restore``: typed beside a hub that runs, and what they say."""

from __future__ import annotations

import asyncio
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.backup import Source, all_of
from devices.hub.files import Files
from devices.hub.journal import Journal
from devices.hub.restore import restore
from tests.bench.visitors import crowd
from tests.config.conftest import CSV, TOML
from tests.crash.audit import audit
from tests.devices.hub.data_folders import data_of
from tests.hubs.premises import prepare
from tests.hubs.process import ROOT, running


class Technician:
    """Somebody at a keyboard, with a hall that has had some days."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hall = folder / "myhall"
        self.hall.mkdir()
        self.writes(f'{TOML}\n[hub]\ndata = "{folder}/data"\n')
        (self.hall / "items.csv").write_text(CSV, "utf-8")
        self.source: Source = data_of(folder)
        self.target = folder / "target"
        self.target.mkdir()

    def writes(self, toml: str) -> None:
        (self.hall / "hall.toml").write_text(toml, "utf-8")

    def settles(self) -> None:
        """Name the target in the hall's settings."""
        backup = f'\n[backup]\ntarget = "{self.target}"\nkeep = 2\nother_disk = false\n'
        self.writes((self.hall / "hall.toml").read_text("utf-8") + backup)

    def types(self, *words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--hall", str(self.hall)])


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return Technician(tmp_path)


def test_a_backup_is_made_where_it_is_said_and_its_disk_is_told(technician: Technician) -> None:
    result = technician.types("backup", "--to", str(technician.target))

    (made,) = technician.target.iterdir()
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{made}: ")
    assert "It lies on the journal's own disk" in result.stderr


def test_keys_go_to_a_folder_of_their_own_only(technician: Technician) -> None:
    refused = technician.types(
        "backup", "--to", str(technician.target), "--with-keys", str(technician.target)
    )
    done = technician.types(
        "backup", "--to", str(technician.target), "--with-keys", str(technician.folder / "safe")
    )

    assert (refused.exit_code, done.exit_code) == (FAILED, 0)
    assert "do not belong beside" in refused.stderr
    assert len(list((technician.folder / "safe").iterdir())) == 1


def test_without_a_target_nothing_is_made(technician: Technician) -> None:
    assert technician.types("backup").exit_code == BAD_SETTINGS
    assert technician.types("backup", "--to", str(technician.folder / "mnt")).exit_code == FAILED
    assert technician.types("restore", "--drill").exit_code == FAILED
    assert technician.types("restore").exit_code == BAD_SETTINGS


def test_a_drill_tries_the_newest_backup_with_the_key_and_leaves_nothing(
    technician: Technician, monkeypatch: pytest.MonkeyPatch
) -> None:
    drills = technician.folder / "drills"
    drills.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(drills))
    technician.settles()
    for _ in range(3):
        assert technician.types("backup").exit_code == 0
    assert len(list(technician.target.iterdir())) == 2, "as many as [backup] keep"

    result = technician.types("restore", "--drill")

    assert result.exit_code == 0, result.output
    for words in ("events verified", "left out 0 events", "the vault opens with the key", "replayed"):
        assert words in result.stdout
    assert "nothing was left" in result.stdout
    assert list(drills.iterdir()) == []


def test_a_restore_to_a_moment_says_what_it_left_out_and_what_is_still_to_do(technician: Technician) -> None:
    technician.types("backup", "--to", str(technician.target))
    (made,) = technician.target.iterdir()
    new = technician.folder / "new"
    words = ("restore", "--from", str(made), "--data", str(new), "--until", "2026-03-02T09:40")

    result = technician.types(*words)

    assert result.exit_code == 0, result.output
    assert "left out 0 events" not in result.stdout
    assert "put the vault's keys at" in result.stdout
    again = technician.types(*words)
    assert again.exit_code == FAILED
    assert "nothing is ever written over" in again.stderr
    assert technician.types(*words[:5], "--until", "noon").exit_code == BAD_SETTINGS


@pytest.mark.e2e
@pytest.mark.timeout(180)
async def test_a_backup_beside_a_busy_hub_is_whole_and_the_hub_loses_nothing(tmp_path: Path) -> None:
    premises = prepare(tmp_path / "hall", windows=4)
    target = tmp_path / "target"
    target.mkdir()
    done: list[int] = []

    async def typed() -> None:
        for _ in range(4):
            backup = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "devices", "backup", "--hall", str(premises.hall)),
                *("--data", str(premises.data), "--to", str(target)),
                cwd=ROOT,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            await backup.communicate()
            done.append(await backup.wait())

    async with running(premises) as hub:
        # Until the hub has made its files, there is nothing to copy.
        await hub.listens()
        async with asyncio.TaskGroup() as both:
            visits = both.create_task(crowd(premises, 4, rounds=30), name="crowd")
            both.create_task(typed(), name="typed")
        came = visits.result()
        assert await hub.stop() == 0
    found = audit(premises.journal, came.ledger, premises.config)

    assert found.findings == []
    assert hub.complaints() == []
    assert done == [0] * 4
    with closing(Journal(premises.journal)) as journal:
        whole = list(journal.replay())
    for n, backup in enumerate(all_of("hall", premises.config.hall.name, target)):
        new = Files(tmp_path / f"new-{n}")
        restored = restore(backup.path, new.data, key=Files(premises.data).key)
        with closing(Journal(new.journal)) as journal:
            assert list(journal.replay()) == whole[: restored.seq]
    assert len(list(target.iterdir())) == 4


def test_a_spoiled_backup_fails_its_drill(technician: Technician) -> None:
    technician.settles()
    technician.types("backup")
    (made,) = technician.target.iterdir()
    shutil.copyfile(made / "tokens.db", made / "staff.db")

    result = technician.types("restore", "--drill")

    assert result.exit_code == FAILED
    assert "staff.db" in result.stderr
