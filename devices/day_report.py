"""``hall report day`` and ``hall report waits``: the day's closing (日清), and its waits by queue and class.

Figures, staff numbers and sentences that staff were told; nobody's name stands in the journal.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from config.schema import HallConfig
from devices.command_line import loaded
from devices.link.notices import NOTICES, said
from devices.link.words import DeviceState, Grade, TicketState
from devices.report_command import CSV, DATA, DAY, HALL, echo_table, opened

if TYPE_CHECKING:
    from devices.hub.day_report import DayClosing, Ratings, Trouble
    from devices.hub.wait_table import Row

QUEUES = ("队列", "发号", "排队", "办结", "转移", "取消", "过期", "未办结", "过号", "无号办理")
LEFT = ("队列", "未办结时", "原因", "号票")
WAITS = ("队列", "类别", "排队", "叫到", "平均", "中位", "P90", "最长")
BOOKED = ("预约", "到场", "取消", "爽约")
RATED = ("应评", "已评", "不评", "未评", "差评", "非常满意", "满意", "基本满意", "不满意", "非常不满意")
BAD = ("时间", "号票", "窗口", "工号", "评价", "原因")
TROUBLES = ("设备", "状态", "故障", "自", "至")
PENDING = ("事项", "新增", "办结", "未结", "逾期")
TOLD = ("时间", "提醒")
SECTIONS = {
    "queues": "号票",
    "left": "未办结号票",
    "waits": "等候（分钟）",
    "bookings": "预约",
    "ratings": "评价",
    "bad": "差评",
    "troubles": "设备故障",
    "pending": "未结事项",
    "notices": "未处理提醒",
}
"""Titles of the parts of a closing, in their order."""
STATES = {
    TicketState.WAITING: "等候",
    TicketState.CALLED: "已叫号",
    TicketState.SERVING: "办理中",
    TicketState.HELD: "挂起",
    TicketState.NO_SHOW: "过号",
}
REASONS = {"end_of_day": "日终未办", "returns_used": "过号次数用完", "open": "尚未办结"}
DEVICES = {DeviceState.FAULT: "故障", DeviceState.DEGRADED: "带病运行", DeviceState.AWAY: "离线"}
THINGS = {"matter": "办不成事登记", "slip": "补正、容缺", "result": "办理结果"}
GRADES = {
    Grade.VERY_SATISFIED: "非常满意",
    Grade.SATISFIED: "满意",
    Grade.FAIRLY_SATISFIED: "基本满意",
    Grade.DISSATISFIED: "不满意",
    Grade.VERY_DISSATISFIED: "非常不满意",
}

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


@click.command("day")
@HALL
@DATA
@DAY
@CSV
def day_closing(hall: Path, data: Path | None, day: datetime | None, as_csv: bool) -> None:
    """Print a day's closing (日清): tickets, waits, ratings, devices, and what is still open."""
    config = loaded(hall)
    closing = _closing(config, data, day)
    zone = ZoneInfo(config.hall.timezone)
    tables = dict(_tables(config, closing, zone))
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        for name, (head, rows) in tables.items():
            writer.writerow([SECTIONS[name], *head])
            writer.writerows([SECTIONS[name], *row] for row in rows)
        return
    click.echo(f"{config.hall.name} {closing.day.isoformat()} 日清（{_standing(closing, zone)}）")
    for name, (head, rows) in tables.items():
        click.echo(f"\n{SECTIONS[name]}")
        if rows:
            echo_table(head, rows)
        else:
            click.echo("无")
    if closing.late:
        click.echo(f"\n另有 {closing.late} 张号票在断网时取得，日终后才上传，计入取号当日")


@click.command("waits")
@HALL
@DATA
@DAY
@CSV
def waits(hall: Path, data: Path | None, day: datetime | None, as_csv: bool) -> None:
    """Print a day's waits by queue and class, from joining the line to the first call; minutes."""
    from devices.hub import wait_table

    config = loaded(hall)
    closing = _closing(config, data, day)
    found = wait_table.rows(config, closing.fates)
    if as_csv:
        click.echo(wait_table.as_csv(found), nl=False)
        return
    standing = _standing(closing, ZoneInfo(config.hall.timezone))
    click.echo(f"{config.hall.name} {closing.day.isoformat()} 等候（分钟，{standing}）")
    echo_table(*_waits(config, found))


def _closing(config: HallConfig, data: Path | None, day: datetime | None) -> DayClosing:
    from devices.hub.day_report import KINDS, closing_of

    on = day.date() if day else datetime.now(ZoneInfo(config.hall.timezone)).date()
    with opened(config, data) as journal:
        return closing_of(config, on, journal.of_day(on, *KINDS))


def _standing(closing: DayClosing, zone: ZoneInfo) -> str:
    if closing.ended:
        return "已日终"
    return f"当日进行中，截至 {closing.until.astimezone(zone):%H:%M}" if closing.until else "当日尚无记录"


def _tables(config: HallConfig, closing: DayClosing, zone: ZoneInfo) -> Iterator[tuple[str, Table]]:
    from devices.hub.wait_table import rows

    found = rows(config, closing.fates)
    names = _queues(config)
    yield "queues", (QUEUES, _by_queue(closing, found, names))
    yield (
        "left",
        (
            LEFT,
            [
                (names.get(left.queue, left.queue), STATES[left.state], REASONS[left.reason], str(left.count))
                for left in closing.left
            ],
        ),
    )
    yield "waits", _waits(config, found)
    booked = closing.bookings
    yield "bookings", (BOOKED, [_numbers(booked.booked, booked.used, booked.cancelled, booked.missed)])
    yield "ratings", (RATED, [_ratings(closing.ratings)])
    yield "bad", (BAD, list(_bad(closing.ratings, zone)))
    yield "troubles", (TROUBLES, [_trouble(trouble, closing, zone) for trouble in closing.troubles])
    yield (
        "pending",
        (
            PENDING,
            [
                (THINGS[kind], *_numbers(thing.new, thing.done, thing.open, thing.overdue))
                for kind, thing in closing.pending.items()
            ],
        ),
    )
    yield (
        "notices",
        (
            TOLD,
            [
                (_moment(n.at, closing, zone), said(n.code, n.words).zh if n.code in NOTICES else n.code)
                for n in closing.notices
            ],
        ),
    )


def _queues(config: HallConfig) -> dict[str, str]:
    return {queue.id: queue.name for queue in config.queues} | {"all": "全部"}


def _numbers(*counts: int) -> tuple[str, ...]:
    return tuple(map(str, counts))


def _by_queue(closing: DayClosing, found: Iterable[Row], names: dict[str, str]) -> list[tuple[str, ...]]:
    from devices.hub.wait_table import ALL

    direct: dict[str, int] = {}
    for fate in closing.fates:
        if fate.direct:
            for queue in (fate.queue, ALL):
                direct[queue] = direct.get(queue, 0) + 1
    given = {**closing.given, ALL: sum(closing.given.values())}
    sums = {row.queue: row for row in found if row.visitor_class == ALL}
    order = [queue for queue in names if queue != ALL]
    order += sorted({*sums, *direct, *given} - {*order, ALL})
    rows = []
    for queue in (*order, ALL):
        row = sums.get(queue)
        if row is None and queue not in direct and not given.get(queue):
            continue
        counts = (
            (row.tickets, row.served, row.moved, row.cancelled, row.expired, row.open, row.no_shows)
            if row
            else (0,) * 7
        )
        rows.append((names.get(queue, queue), *_numbers(given.get(queue, 0), *counts, direct.get(queue, 0))))
    return rows


def _waits(config: HallConfig, found: Iterable[Row]) -> Table:
    from devices.hub.wait_table import ALL, CLASSES

    names = _queues(config)
    classes = {c.value: name for c, name in CLASSES.items()} | {ALL: "合计"}
    return WAITS, [
        (
            names.get(row.queue, row.queue),
            classes[row.visitor_class],
            *_numbers(row.tickets, row.called),
            *(f"{wait:.1f}" if row.called else "" for wait in (row.mean, row.median, row.p90, row.longest)),
        )
        for row in found
    ]


def _ratings(ratings: Ratings) -> tuple[str, ...]:
    return _numbers(
        ratings.rateable,
        ratings.rated,
        ratings.declined,
        ratings.unrated,
        len(ratings.bad),
        *(ratings.grades.get(grade, 0) for grade in GRADES),
    )


def _bad(ratings: Ratings, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    from config.reasons import reason

    for bad in ratings.bad:
        ticked = (known.zh if (known := reason(code)) else code for code in bad.reasons)
        yield (
            f"{bad.at.astimezone(zone):%H:%M}",
            bad.number,
            str(bad.window),
            bad.clerk,
            GRADES[bad.grade],
            "；".join(ticked),
        )


def _trouble(trouble: Trouble, closing: DayClosing, zone: ZoneInfo) -> tuple[str, ...]:
    until = _moment(trouble.until, closing, zone) if trouble.until else ""
    since = _moment(trouble.since, closing, zone)
    return trouble.device, DEVICES[trouble.state], trouble.fault, since, until


def _moment(at: datetime, closing: DayClosing, zone: ZoneInfo) -> str:
    """A time of the day, with its date where it is of another one."""
    there = at.astimezone(zone)
    return there.strftime("%H:%M" if there.date() == closing.day else "%Y-%m-%d %H:%M")
