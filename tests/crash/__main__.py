"""The long form: ``python -m tests.crash --kills 200``, and with ``--mutant NAME`` against a broken hub."""

from __future__ import annotations

import asyncio
import logging
import random
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

import click

from tests.crash.mutant import MUTANTS
from tests.crash.storm import Report, storm
from tests.hubs.premises import prepare
from tests.hubs.process import THE_HUB

SHOWN = 20


@click.command()
@click.option("--kills", default=200, show_default=True, help="How often the hub is killed.")
@click.option("--seed", type=int, help="From which moments and visits are drawn; printed when not given.")
@click.option("--mutant", type=click.Choice(list(MUTANTS)), help="A hub with a broken promise.")
@click.option("--windows", default=3, show_default=True, help="Windows where visits go on.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("var/crash"))
def main(kills: int, seed: int | None, mutant: str | None, windows: int, out: Path) -> None:
    """Kill a hub while visits go on; exit 1 when something was lost, repeated or done twice."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    seed = random.randrange(2**32) if seed is None else seed
    out.mkdir(parents=True, exist_ok=True)
    premises = prepare(Path(tempfile.mkdtemp(prefix="storm-", dir=out)), windows)
    program = ("tests.crash.mutant", mutant, "hub") if mutant else THE_HUB
    say(f"seed {seed}, {kills} kills, {windows} windows, {mutant or 'the true hub'}")
    report = asyncio.run(storm(premises, kills, seed, program, tell=say))
    for line in told(report):
        say(line)
    if report.findings:
        say(f"what it left is in {premises.folder}")
        sys.exit(1)
    shutil.rmtree(premises.folder)


def told(report: Report) -> list[str]:
    """The report in lines."""
    last, ledger = report.last, report.ledger
    lines = [
        f"kills          {report.kills.total()}: "
        + ", ".join(f"{count} at {kind}" for kind, count in report.kills.items()),
        f"commands       {len(ledger.sayings)} ids, said {ledger.said} times, answered {ledger.heard} times",
        "done           " + ", ".join(f"{kind} {count}" for kind, count in sorted(report.done.items())),
        f"at the kills   {report.unheard} were in the journal and their answer was lost, "
        f"{report.unkept} had not come so far; all were said again",
    ]
    if report.dark_s:
        lines.append(f"dark           {median(report.dark_s):.2f} s from start to first answer (median)")
    if last is not None:
        lines.append(
            f"journal        {last.events} events of {last.commands} commands, {last.kinds['ticket_taken']} "
            f"tickets taken, {last.kinds['ticket_called']} called"
        )
    lines += [f"FOUND: {finding}" for finding in report.findings[:SHOWN]]
    lines.append(
        f"{len(report.findings)} findings" if report.findings else "all good: nothing lost, nothing twice"
    )
    return lines


def say(line: str) -> None:
    """A line for whoever watches."""
    click.echo(line)


if __name__ == "__main__":
    main()
