"""Killed, or on a full disk: a backup, a restore, an archive and a change of keys leave nothing half."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from devices.hub.archive import FOLDER, archive, events, verify
from devices.hub.backup import JOURNAL, Source, all_of, take
from devices.hub.journal import Journal
from devices.hub.restore import restore
from devices.hub.rotation import rotate
from devices.hub.seal import CipherName
from devices.hub.vault import Vault
from devices.hub.vault_keys import read_keys
from tests.devices.hub.data_folders import data_of, long_life
from tests.devices.hub.test_archive import BEFORE
from tests.halls import MORNING
from tests.hubs.process import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]
KILLS = 25
LIFE = long_life(list(range(40)), list(range(40, 60)))
FULL = """
import json, resource, sys
from pathlib import Path
from devices.hub.backup import BackupFailed, Source, take
from tests.halls import MORNING
data, target, limit = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
try:
    take(Source(data=Path(data), name="myhall", hall="厅"), Path(target), MORNING)
except BackupFailed as error:
    print(json.dumps(str(error)))
"""


def killed(work: str, folder: Path) -> list[Path]:
    """The folders in which the work was killed; in ``case-0`` it was done."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.devices.hub.dying", work, str(folder), str(KILLS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [folder / f"case-{n}" for n in range(1, KILLS + 1)]


@pytest.fixture
def start(tmp_path: Path) -> Source:
    (tmp_path / "start" / "target").mkdir(parents=True)
    return data_of(tmp_path / "start", LIFE)


def test_a_killed_backup_looks_like_none_and_the_next_one_is_whole(start: Source, tmp_path: Path) -> None:
    for case in killed("backup", tmp_path):
        whole = all_of("myhall", "厅", case / "target")
        for backup in whole:
            restore(backup.path, case / "new")
        named = [path for path in (case / "target").iterdir() if not path.name.startswith(".")]
        assert named == [backup.path for backup in whole]

        take(
            Source(data=case / "data", name="myhall", hall="厅"), case / "target", MORNING, pace=lambda: None
        )

        assert not [path for path in (case / "target").iterdir() if path.name.startswith(".")]
        with closing(Journal(case / "data" / JOURNAL)) as journal:
            assert journal.verify() == len(LIFE.events)


def test_a_killed_restore_leaves_no_data_that_a_hub_would_take(start: Source, tmp_path: Path) -> None:
    take(start, tmp_path / "start" / "target", MORNING, pace=lambda: None)
    whole = 0
    for case in killed("restore", tmp_path):
        if (case / "new").exists():
            whole += 1
            shutil.rmtree(case / "new")
        (made,) = (case / "target").iterdir()

        assert restore(made, case / "new").seq == len(LIFE.events)

        assert sorted(path.name for path in case.iterdir()) == ["data", "new", "target"]
    assert whole < KILLS


def test_a_killed_archive_loses_no_event_and_goes_on(start: Source, tmp_path: Path) -> None:
    left = 0
    for case in killed("archive", tmp_path):
        journal, folder = case / "data" / JOURNAL, case / "data" / FOLDER
        with closing(Journal(journal)) as kept:
            assert kept.verify() > 0
        assert list(events(journal, folder)) == LIFE.events

        left += bool(archive(journal, BEFORE, folder))

        assert list(events(journal, folder)) == LIFE.events
        assert verify(journal, folder)[0] > 0
        assert [path.name for path in folder.iterdir()] == ["journal-2026-03.db"]
    assert left > 0


@pytest.mark.parametrize(("was", "wanted"), [("aes", "sm4"), ("sm4", "aes"), ("sm4", "sm4")])
def test_a_killed_change_of_keys_is_gone_on_with(
    start: Source, tmp_path: Path, was: CipherName, wanted: CipherName
) -> None:
    rotate(start.data / "vault.db", start.data / "keys" / "vault.key", was)
    old = read_keys(start.data / "keys" / "vault.key")
    for case in killed(f"rotate-{wanted}", tmp_path):
        vault, key = case / "data" / "vault.db", case / "data" / "keys" / "vault.key"

        rotate(vault, key, wanted)

        new = read_keys(key)
        assert (new.cipher, new.mark_key, new.mark_hash) == (wanted, old.mark_key, old.mark_hash)
        assert new.seal_key != old.seal_key
        with closing(Vault(vault, key, wanted)) as opened:
            assert opened.words("w1") == "谢谢"
        assert {path.name for path in key.parent.iterdir()} <= {"vault.key", "vault.key.next.part"}


@pytest.mark.parametrize("limit", [0, 4096, 20_000, 60_000])
def test_a_full_disk_leaves_nothing_that_looks_like_a_backup(
    start: Source, tmp_path: Path, limit: int
) -> None:
    target = tmp_path / "start" / "target"
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(start.data), str(target), str(limit)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "no backup could be made" in json.loads(done.stdout)
    assert list(target.iterdir()) == []
