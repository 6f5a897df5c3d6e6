"""``hall report grants``: who let visitors go first, on which ground and evidence, and what is worth a look.

Figures by staff number only; nobody's name stands in the journal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.schema import HallConfig
from devices.command_line import loaded
from devices.report_command import CSV, DATA, DAYS, HALL, LAST, days_until, opened, say_table

if TYPE_CHECKING:
    from devices.hub.grants import GrantDay, Grantor, Grants

HEAD = ("日期", "工号", "姓名", "授予", "撤销", "占取号", "类别", "凭证", "提示")
AUTOMATIC = "自动（按规则）"
"""Instead of a name where no person granted: a kiosk by a slip, the hub to whom it found overtaken."""


@click.command("grants")
@HALL
@DATA
@LAST
@DAYS
@CSV
def grants(hall: Path, data: Path | None, last: datetime | None, days: int, as_csv: bool) -> None:
    """Print who granted priority to how many, by day and grantor, and mark what is worth a look."""
    from devices.hub.grants import grants_of

    config = loaded(hall)
    wanted = days_until(last, days, config)
    with opened(config, data) as journal:
        found = grants_of(event for day in wanted for event in journal.of_day(day))
    span = " – ".join(dict.fromkeys((wanted[0].isoformat(), wanted[-1].isoformat())))
    say_table(f"{config.hall.name} {span} 人工授予优先", HEAD, list(_rows(config, found)), as_csv)


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
        AUTOMATIC if grantor.automatic else names.get(grantor.name, ""),
        str(grantor.count),
        str(grantor.revoked) if grantor.revoked else "",
        f"{day.share(grantor):.0%}",
        _listed(Counter({grounds.get(ground, ground): n for ground, n in grantor.grounds.items()})),
        _listed(Counter({kind or "目测": n for kind, n in grantor.evidence.items()})),
        "请核查" if suspicious else "",
    )


def _listed(counts: Counter[str]) -> str:
    return "；".join(f"{name} {n}" for name, n in counts.most_common())
