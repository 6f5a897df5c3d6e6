"""``hall report grants``: who let visitors go first, on which ground and evidence, and what is worth a look.

Figures by staff number only; nobody's name stands in the journal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from config.schema import HallConfig
from devices.command_line import loaded
from devices.report_command import DATA, HALL, echo_table, opened

if TYPE_CHECKING:
    from devices.hub.grants import GrantDay, Grantor, Grants

HEAD = ("日期", "工号", "姓名", "授予", "撤销", "占取号", "类别", "凭证", "提示")


@click.command("grants")
@HALL
@DATA
@click.option(
    "--date", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day; today when it is not given."
)
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True, help="How many days.")
def grants(hall: Path, data: Path | None, last: datetime | None, days: int) -> None:
    """Print who granted priority to how many, by day and grantor, and mark what is worth a look."""
    from devices.hub.grants import grants_of

    config = loaded(hall)
    end = last.date() if last else datetime.now(ZoneInfo(config.hall.timezone)).date()
    with opened(config, data) as journal:
        found = grants_of(
            event for n in range(days) for event in journal.of_day(end - timedelta(days=days - 1 - n))
        )
    click.echo(f"{config.hall.name} {_span(end, days)} 人工授予优先")
    echo_table(HEAD, list(_rows(config, found)))


def _span(end: date, days: int) -> str:
    return end.isoformat() if days == 1 else f"{end - timedelta(days=days - 1)} – {end}"


def _rows(config: HallConfig, found: Grants) -> Iterator[tuple[str, ...]]:
    for day in found.days:
        for name in sorted(day.grantors):
            grantor = day.grantors[name]
            yield _row(config, day, grantor, found.suspicious(day, grantor))


def _row(config: HallConfig, day: GrantDay, grantor: Grantor, suspicious: bool) -> tuple[str, ...]:
    names = {clerk.number: clerk.name for clerk in config.clerks}
    grounds = {ground.id: ground.name for ground in config.grounds}
    return (
        day.day.isoformat(),
        grantor.name,
        names.get(grantor.name, ""),
        str(grantor.count),
        str(grantor.revoked) if grantor.revoked else "",
        f"{day.share(grantor):.0%}",
        _listed(Counter({grounds.get(ground, ground): n for ground, n in grantor.grounds.items()})),
        _listed(Counter({kind or "目测": n for kind, n in grantor.evidence.items()})),
        "请核查" if suspicious else "",
    )


def _listed(counts: Counter[str]) -> str:
    return "；".join(f"{name} {n}" for name, n in counts.most_common())
