"""``hall report`` on a hall whose journal was written by its rules."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.hub.files import Files
from devices.hub.journal import Entry, Journal
from devices.link import commands as c
from tests.devices.hub.played import Played, clerk
from tests.halls import SMALL_TOML, ZONE, small_hall

HALL = (
    SMALL_TOML
    + """\
department = "人社局"

[[pauses]]
id = "tea"
name = "短暂休息"
"""
)


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A hall whose clerk 0101 came twelve minutes late on a Monday."""
    folder = tmp_path / "hall"
    folder.mkdir()
    (folder / "hall.toml").write_text(HALL)
    (folder / "items.csv").write_text("code,name,queue\na-1,居住证办理,a\n")
    day = Played(small_hall(), now=datetime(2026, 3, 2, 9, 12, tzinfo=ZONE))
    day.staff(1)
    day.later(minutes=20)
    day.say(clerk(1), c.PauseWindow(reason="tea"))
    day.later(minutes=10)
    day.say(clerk(1), c.OpenWindow())
    day.now = datetime(2026, 3, 2, 17, 0, tzinfo=ZONE)
    day.say(clerk(1), c.SignOut())
    journal = Journal(Files(tmp_path / "data").journal)
    journal.append(
        [Entry(command_id="d", principal="test", digest="", answer=b"null", events=tuple(day.events))]
    )
    journal.close()
    return folder


def said(hall: Path, *args: str) -> Result:
    at = ["--hall", str(hall), "--data", str(hall.parent / "data")]
    return CliRunner().invoke(main, ["report", "attendance", *at, *args])


def test_the_sheet_is_printed_as_a_table(hall: Path) -> None:
    result = said(hall, "--date", "2026-03-02")
    assert result.exit_code == 0, result.output
    title, head, row, *_ = result.output.splitlines()
    assert "2026-03-02" in title
    assert head.split()[:4] == ["工号", "姓名", "部门", "在岗"]
    cells = " ".join(row.split())
    assert cells == "0101 王敏 人社局 1 号窗口 09:12–17:00 短暂休息 10 12 迟到"


def test_the_sheet_is_written_for_a_spreadsheet(hall: Path) -> None:
    result = said(hall, "--date", "2026-03-02", "--csv")
    (row,) = csv.DictReader(io.StringIO(result.output))
    assert (row["工号"], row["在岗"], row["迟到"], row["考勤"]) == (
        "0101",
        "1 号窗口 09:12–17:00",
        "12",
        "迟到",
    )


def test_a_day_without_a_word_in_the_journal_has_everybody_missing(hall: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(said(hall, "--date", "2026-03-03", "--csv").output))
    assert row["考勤"] == "未签到"


def test_a_hall_without_a_journal_is_told(tmp_path: Path, hall: Path) -> None:
    result = CliRunner().invoke(
        main, ["report", "attendance", "--hall", str(hall), "--data", str(tmp_path / "none")]
    )
    assert result.exit_code == 1
    assert "does not exist" in result.output
