"""``hall report``: what the journal tells of a day, for the leader and the centre's supervisors.

The journal is read beside a running hub; nothing is written.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from config.schema import HallConfig
from devices.command_line import FAILED, FOLDER, data_folder, loaded

if TYPE_CHECKING:
    from devices.hub.attendance import ClerkDay, Presence, Span
    from devices.hub.journal import Journal

HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
DATA = click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
DAY = click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; today when it is not given."
)
CSV = click.option("--csv", "as_csv", is_flag=True, help="Write comma-separated values, for a spreadsheet.")
LAST = click.option(
    "--date", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day; today when it is not given."
)
DAYS = click.option(
    "--days", type=click.IntRange(1, 366), default=7, show_default=True, help="How many days."
)
MARKS = {
    "on_time": "正常",
    "late": "迟到",
    "early": "早退",
    "late_and_early": "迟到早退",
    "empty_post": "空岗",
    "missing": "未签到",
    "leave": "请假",
    "on_duty": "公出",
}
"""How a day's mark is written on the sheet."""
HEAD = ("工号", "姓名", "部门", "在岗", "暂停", "迟到", "早退", "离岗", "空岗", "考勤", "更正前", "更正人")


@click.group()
def report() -> None:
    """Say what the journal tells of a day."""


@report.command("attendance")
@HALL
@DATA
@DAY
@CSV
def attendance(hall: Path, data: Path | None, day: datetime | None, as_csv: bool) -> None:
    """Print the attendance sheet of a day, and the windows that had nobody in their shift; minutes."""
    from devices.hub.attendance import empty_posts, sheet

    config = loaded(hall)
    zone = ZoneInfo(config.hall.timezone)
    now = datetime.now(zone)
    on = day.date() if day else now.date()
    with opened(config, data) as journal:
        events = tuple(journal.of_day(on, "attendance_corrected"))
    rows = [_row(config, clerk, zone) for clerk in sheet(config, on, events, now)]
    say_table(f"{config.hall.name} {on.isoformat()} 考勤表（分钟）", HEAD, rows, as_csv)
    if as_csv:
        return
    for window, span in empty_posts(config, on, events):
        click.echo(f"{window} 号窗口空岗 {_span(span, zone)}")


@contextmanager
def opened(config: HallConfig, data: Path | None) -> Iterator[Journal]:
    """The hall's journal; the program ends when there is none."""
    from devices.hub.files import Files
    from devices.hub.journal import Journal, JournalFailed

    path = Files(data_folder(config, data)).journal
    try:
        if not path.is_file():
            raise JournalFailed(f"{path} does not exist")
        journal = Journal(path)
        try:
            yield journal
        finally:
            journal.close()
    except JournalFailed as error:
        click.echo(f"hall report: {error}", err=True)
        sys.exit(FAILED)


def say_table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], as_csv: bool) -> None:
    """Print a table below its title, or as comma-separated values without one."""
    if as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows([head, *rows])
        return
    click.echo(title)
    echo_table(head, rows)


def days_until(last: datetime | None, days: int, config: HallConfig) -> list[date]:
    """So many days in their order; the last is the hall's today when none is given."""
    end = last.date() if last else datetime.now(ZoneInfo(config.hall.timezone)).date()
    return [end - timedelta(days=n) for n in reversed(range(days))]


def echo_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table whose columns stand below each other, also in Chinese."""
    widths = [max(_width(row[n]) for row in (head, *rows)) for n in range(len(head))]
    for row in (head, *rows):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _row(config: HallConfig, day: ClerkDay, zone: ZoneInfo) -> tuple[str, ...]:
    clerk = next((known for known in config.clerks if known.number == day.clerk), None)
    reasons = {reason.id: reason.name for reason in config.pauses}
    minutes = (day.late_min, day.early_min, day.away_min, day.empty_min)
    return (
        day.clerk,
        clerk.name if clerk else "",
        clerk.department if clerk else "",
        "；".join(_there(there, zone) for there in day.at),
        "；".join(f"{reasons.get(reason, reason)} {length}" for reason, length in day.pauses_min.items()),
        *(str(length) if length else "" for length in minutes),
        MARKS[day.mark.value],
        MARKS[day.found.value] if day.found else "",
        day.corrected_by,
    )


def _there(there: Presence, zone: ZoneInfo) -> str:
    place = f"{there.place} 号窗口" if there.place.isdecimal() else there.place
    return f"{place} {_span(there.span, zone)}"


def _span(span: Span, zone: ZoneInfo) -> str:
    end = f"{span.end.astimezone(zone):%H:%M}" if span.end else ""
    return f"{span.begin.astimezone(zone):%H:%M}–{end}"
