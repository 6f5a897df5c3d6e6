"""``hall simulate``: play a day of a hall in seconds, and say what the waits were."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from devices.command_line import FAILED, FOLDER, loaded

if TYPE_CHECKING:
    from devices.simulate.stage import Stage

MONDAY = "2026-11-23"
"""A working Monday; a day that depended on today would not be the same tomorrow."""


@click.command()
@click.argument("hall", type=FOLDER)
@click.option("--day", is_flag=True, default=True, help="One whole day, which is all that there is.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed plays the same day.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), default=MONDAY, help="Which day to play.")
@click.option("--tickets", type=click.IntRange(1, 50_000), help="Visitors, else as windows can serve.")
@click.option("--out", type=FOLDER, help="Folder that keeps journal.db; without it nothing is kept.")
@click.option("--csv", "csv_", is_flag=True, help="Print the table as csv.")
def simulate(
    hall: Path, day: bool, seed: int, on: datetime, tickets: int | None, out: Path | None, csv_: bool
) -> None:
    """Play a whole day of HALL (its folder) through the real rules with a pretend clock."""
    from devices.hub.journal import Journal, JournalFailed
    from devices.simulate.day import play
    from devices.simulate.table import as_csv, as_text

    config = loaded(hall)
    with ExitStack() as rest:
        folder = out or Path(rest.enter_context(tempfile.TemporaryDirectory(prefix="hall-")))
        path = folder / "journal.db"
        if path.exists():
            click.echo(f"hall simulate: {path} exists already; name another folder by --out", err=True)
            sys.exit(FAILED)
        try:
            journal = Journal(path)
            rest.callback(journal.close)
            ledger = play(config, on.date(), seed, tickets, journal, _hour)
            [end] = journal.after(journal.seq - 1, 1)
        except JournalFailed as error:
            click.echo(f"hall simulate: {error}", err=True)
            sys.exit(FAILED)
    if csv_:
        click.echo(as_csv(ledger), nl=False)
    else:
        click.echo(f"{config.hall.name}  {_said(on.date())}  seed {seed}")
        click.echo(as_text(ledger))
    where = f" in {path}" if out else ""
    click.echo(f"{ledger.events} events{where}, the last hash is {end.hash}", err=csv_)


def _hour(clock: str, stage: Stage) -> None:
    """Tell on stderr how far the day is."""
    hall = stage.hall
    waiting = sum(hall.waiting(queue.id) for queue in stage.config.queues)
    open_ = sum(window.state == "open" for window in hall.windows.values())
    done = sum(window.finished for window in hall.windows.values())
    click.echo(f"{clock}  {open_:3d} windows open  {waiting:4d} waiting  {done:5d} served", err=True)


def _said(day: date) -> str:
    return f"{day.isoformat()} {day.strftime('%a')}"
