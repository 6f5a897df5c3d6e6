"""``hall report day`` and ``hall report waits`` on a hall whose journal was written by its rules."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from devices.__main__ import main
from devices.command_line import FAILED
from devices.hub.files import Files
from devices.hub.journal import Entry, Journal
from devices.link import commands as c
from devices.link.words import DeviceState, Grade
from tests.devices.hub.played import AGENT, Played, pad
from tests.halls import MORNING, SMALL_TOML, small_hall

ARGUMENTS = ("--date", "2026-03-02")


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A hall in which one visitor was served after 4 minutes and rated badly, and one waits."""
    folder = tmp_path / "hall"
    folder.mkdir()
    (folder / "hall.toml").write_text(SMALL_TOML)
    (folder / "items.csv").write_text("code,name,queue\na-1,居住证办理,a\n")
    day = Played(small_hall(), now=MORNING)
    day.staff(1)
    day.take()
    day.later(minutes=4)
    day.take()
    served = day.serve(1)
    day.say(pad(1), c.Rate(ticket=served.id, grade=Grade.DISSATISFIED, reasons=("214",), words="张三不满意"))
    day.say(AGENT, c.ReportDevice(device="printer", state=DeviceState.FAULT, fault="paper_out"))
    write(tmp_path, day)
    return folder


def write(data: Path, day: Played) -> None:
    journal = Journal(Files(data).journal)
    journal.append(
        [Entry(command_id="all", principal="x", digest="", answer=b"null", events=tuple(day.events))]
    )
    journal.close()


def report(hall: Path, *words: str) -> str:
    where = ["--hall", str(hall), "--data", str(hall.parent)]
    done = CliRunner().invoke(main, ["report", words[0], *where, *(words[1:] or ARGUMENTS)])
    assert done.exit_code == 0, done.output
    return done.output


def section(text: str, title: str) -> list[list[str]]:
    """The table under a title, its head first."""
    lines = text.splitlines()
    rest = lines[lines.index(title) + 1 :]
    return (
        [line.split() for line in rest[: rest.index("")] if line] if "" in rest else [r.split() for r in rest]
    )


def test_the_closing_tells_of_tickets_waits_ratings_and_devices(hall: Path) -> None:
    text = report(hall, "day")
    assert text.startswith("测试大厅 2026-03-02 日清（当日进行中，截至 09:34）\n")
    head, queue, whole = section(text, "号票")
    assert dict(zip(head, queue, strict=True)) == {
        "队列": "社会事务",
        "发号": "2",
        "排队": "2",
        "办结": "1",
        "转移": "0",
        "取消": "0",
        "过期": "0",
        "未办结": "1",
        "过号": "0",
        "无号办理": "0",
    }
    assert whole == ["全部", *queue[1:]]
    assert section(text, "未办结号票")[1:] == [["社会事务", "等候", "尚未办结", "1"]]
    waits = ["2", "1", "4.0", "4.0", "4.0", "4.0"]
    assert section(text, "等候（分钟）")[1:] == [
        ["社会事务", "普通", *waits],
        ["社会事务", "合计", *waits],
        ["全部", "普通", *waits],
        ["全部", "合计", *waits],
    ]
    assert section(text, "评价")[1][:5] == ["1", "1", "0", "0", "1"]
    assert section(text, "差评")[1:] == [["09:34", "A001", "1", "0101", "不满意", "服务态度生硬"]]
    assert section(text, "设备故障")[1:] == [["printer", "故障", "paper_out", "09:34"]]
    assert section(text, "未结事项")[1] == ["办不成事登记", "0", "0", "0", "0"]
    assert section(text, "未处理提醒") == [["无"]]


def test_free_words_are_in_no_report(hall: Path) -> None:
    assert "张三" not in report(hall, "day") + report(hall, "day", *ARGUMENTS, "--csv")


def test_the_closing_fills_a_spreadsheet(hall: Path) -> None:
    rows = list(csv.reader(report(hall, "day", *ARGUMENTS, "--csv").splitlines()))
    assert ["未办结号票", "社会事务", "等候", "尚未办结", "1"] in rows
    assert {row[0] for row in rows} == {
        "号票",
        "未办结号票",
        "等候（分钟）",
        "预约",
        "评价",
        "差评",
        "设备故障",
        "未结事项",
        "未处理提醒",
    }


def test_a_day_that_is_over_says_so(hall: Path, tmp_path: Path) -> None:
    day = Played(small_hall(), now=MORNING)
    day.take()
    day.later(days=1)
    day.take()
    write(tmp_path / "other", day)
    where = ("--hall", str(hall), "--data", str(tmp_path / "other"))
    done = CliRunner().invoke(main, ["report", "day", *where, "--date", "2026-03-02"])
    assert "日清（已日终）" in done.output
    assert section(done.output, "未办结号票")[1:] == [["社会事务", "等候", "日终未办", "1"]]


def test_a_day_of_which_nothing_is_known_says_so(hall: Path) -> None:
    text = report(hall, "day", "--date", (MORNING + timedelta(days=9)).date().isoformat())
    assert "当日尚无记录" in text
    assert section(text, "号票")[1:] == [["全部", *["0"] * 9]]


def test_waits_are_told_alone_and_for_a_spreadsheet(hall: Path) -> None:
    lines = report(hall, "waits").splitlines()
    assert lines[0] == "测试大厅 2026-03-02 等候（分钟，当日进行中，截至 09:34）"
    assert lines[2].split() == ["社会事务", "普通", "2", "1", "4.0", "4.0", "4.0", "4.0"]
    head, first, *_ = csv.reader(report(hall, "waits", *ARGUMENTS, "--csv").splitlines())
    row = dict(zip(head, first, strict=True))
    assert (row["queue"], row["class"], row["tickets"], row["mean_min"]) == ("a", "ordinary", "2", "4.00")


def test_without_a_journal_there_is_no_report(hall: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["report", "day", "--hall", str(hall), "--data", str(tmp_path / "none")])
    assert done.exit_code == FAILED
    assert "does not exist" in done.output
