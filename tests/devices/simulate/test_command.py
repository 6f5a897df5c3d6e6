"""``hall simulate`` on the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.journal import Journal
from tests.devices.simulate.days import HALLS


def simulate(*words: str) -> Result:
    return CliRunner().invoke(main, ["simulate", str(HALLS / "demo"), "--tickets", "40", *words])


def test_a_day_is_told_with_its_table_and_its_last_hash(tmp_path: Path) -> None:
    result = simulate("--day", "--seed", "5", "--out", str(tmp_path / "day"))
    assert result.exit_code == 0
    assert result.stdout.startswith("晴川区政务服务中心  2026-11-23 Mon  seed 5\n")
    assert "15:00" in result.stderr
    journal = Journal(tmp_path / "day" / "journal.db")
    try:
        count = journal.verify()
        [end] = journal.after(count - 1, 1)
    finally:
        journal.close()
    assert result.stdout.splitlines()[-1] == (
        f"{count} events in {tmp_path / 'day' / 'journal.db'}, the last hash is {end.hash}"
    )


def test_a_journal_that_is_there_is_not_written_on(tmp_path: Path) -> None:
    assert simulate("--out", str(tmp_path)).exit_code == 0
    before = (tmp_path / "journal.db").read_bytes()
    result = simulate("--out", str(tmp_path))
    assert result.exit_code == FAILED
    assert "journal.db exists already" in result.stderr
    assert (tmp_path / "journal.db").read_bytes() == before


def test_the_table_can_be_had_as_csv() -> None:
    result = simulate("--csv", "--date", "2026-11-24")
    read = list(csv.DictReader(io.StringIO(result.stdout)))
    assert read[-1]["queue"] == "all"
    assert int(read[-1]["tickets"]) >= 30
    assert "the last hash is" in result.stderr


def test_a_folder_without_a_hall_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["simulate", str(tmp_path)])
    assert result.exit_code == BAD_SETTINGS
    assert "hall.toml" in result.stderr
