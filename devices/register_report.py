"""``hall report results`` and ``hall report acceptances``: the register of results, and who passed at once.

Whom a result was for is shown as 张* at the most, and only while the vault still knows it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from config.schema import HallConfig
from devices.command_line import FAILED, data_folder, loaded
from devices.link.words import Delivery
from devices.report_command import CSV, DATA, DAY, DAYS, HALL, LAST, days_until, opened, say_table
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.register import Line

HEAD = (
    "时间",
    "凭证编号",
    "结果编号",
    "办件编号",
    "事项代码",
    "事项",
    "送达方式",
    "申请人",
    "核验",
    "邮单号",
    "窗口",
    "经办人",
    "到件时间",
    "通知时间",
)
PASSED_HEAD = ("日期", "受理", "一次通过", "通过率", "辅导后受理", "辅导后一次通过", "辅导后通过率", "提示")
WAYS = {Delivery.COUNTER: "窗口领取", Delivery.LOCKER: "取件柜", Delivery.MAIL: "邮寄"}


@click.command("results")
@HALL
@DATA
@DAY
@CSV
def results(hall: Path, data: Path | None, day: datetime | None, as_csv: bool) -> None:
    """Print the register of results that were handed over or sent on a day (送达登记)."""
    from devices.hub.register import KINDS, register_of

    config = loaded(hall)
    zone = ZoneInfo(config.hall.timezone)
    on = day.date() if day else datetime.now(zone).date()
    with opened(config, data) as journal:
        lines = register_of(journal.of_day(on, *KINDS), on)
    with _names(config, data) as name_of:
        rows = [_row(config, line, zone, name_of) for line in lines]
    say_table(f"{config.hall.name} {on.isoformat()} 办理结果送达登记", HEAD, rows, as_csv)


@click.command("acceptances")
@HALL
@DATA
@LAST
@DAYS
@CSV
def acceptances(hall: Path, data: Path | None, last: datetime | None, days: int, as_csv: bool) -> None:
    """Print how many cases passed at once, by day, with and without advice; the goal is 95 %."""
    from devices.hub.register import GOAL, passed_of, rate

    config = loaded(hall)
    with opened(config, data) as journal:
        found = passed_of(event for day in days_until(last, days, config) for event in journal.of_day(day))
    rows: list[tuple[str, ...]] = []
    for day, passed in found.items():
        share = rate(passed.first, passed.accepted)
        rows.append(
            (
                day.isoformat(),
                str(passed.accepted),
                str(passed.first),
                _percent(share),
                str(passed.advised),
                str(passed.advised_first),
                _percent(rate(passed.advised_first, passed.advised)),
                f"低于 {GOAL:.0%}" if share is not None and share < GOAL else "",
            )
        )
    say_table(f"{config.hall.name} 申请材料一次性通过率", PASSED_HEAD, rows, as_csv)


@contextmanager
def _names(config: HallConfig, data: Path | None) -> Iterator[Callable[[Line], str]]:
    """Gives whom a result was for as 张*, while the vault still knows."""
    from devices.hub.audit_kinds import Kind
    from devices.hub.files import Files
    from devices.hub.vault import Vault, VaultFailed

    files = Files(data_folder(config, data))
    if not files.vault.is_file():
        yield lambda line: ""
        return
    noted(config, files.data, Kind.NAMES_REPORTED, about="results", why="report")
    try:
        vault = Vault(files.vault, files.key)
    except VaultFailed as error:
        click.echo(f"hall report: {error}", err=True)
        sys.exit(FAILED)

    def name_of(line: Line) -> str:
        by_card = vault.masked_name(line.person) if line.person else ""
        return by_card or (vault.masked_contact(line.contact) if line.contact else "")

    try:
        yield name_of
    finally:
        vault.close()


def _row(config: HallConfig, line: Line, zone: ZoneInfo, name_of: Callable[[Line], str]) -> tuple[str, ...]:
    from devices.hub.sheets import CHECKED

    item = next((item.name for item in config.items if item.code == line.item), "")
    clerks = {clerk.number: clerk.name for clerk in config.clerks}
    looked = CHECKED[None if line.person_checked else line.evidence].zh if line.number else ""
    return (
        _clock(line.at, zone),
        line.number,
        line.code,
        line.case_number,
        line.item,
        item,
        WAYS[line.delivery],
        name_of(line),
        looked,
        line.waybill,
        str(line.window) if line.window else "",
        f"{line.clerk} {clerks.get(line.clerk, '')}".strip(),
        _clock(line.arrived_at, zone),
        _clock(line.told_at, zone) if line.told_at else "",
    )


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
