"""The long form: ``python -m tests.crash --kills 500``, and with ``--mutant NAME`` of a broken program."""

from __future__ import annotations

import asyncio
import logging
import random
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic

import click

from tests.crash.mutant import MUTANTS
from tests.crash.plan import Cast, Victim
from tests.crash.storm import Report, storm
from tests.hubs.premises import prepare
from tests.hubs.process import THE_HUB

SHOWN = 20


@click.command()
@click.option("--kills", default=200, show_default=True, help="How often a program is killed.")
@click.option("--seed", type=int, help="From which moments and visits are drawn; printed when not given.")
@click.option("--mutant", type=click.Choice(list(MUTANTS)), help="A program with a broken promise.")
@click.option("--windows", default=3, show_default=True, help="Windows where visits go on.")
@click.option("--screens/--no-screens", default=True, show_default=True, help="Whether screens take part.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("var/crash"))
def main(kills: int, seed: int | None, mutant: str | None, windows: int, screens: bool, out: Path) -> None:
    """Kill hub, agents and screens while visits go on; exit 1 when something was lost, repeated or wrong."""
    # Whoever ends the storm ends everybody in it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    seed = random.randrange(2**32) if seed is None else seed
    out.mkdir(parents=True, exist_ok=True)
    premises = prepare(Path(tempfile.mkdtemp(prefix="storm-", dir=out)).absolute(), windows)
    program = ("tests.crash.mutant", mutant, "hub") if mutant else THE_HUB
    cast = Cast(mutant=mutant or "") if screens else Cast(mutant=mutant or "", screens=())
    say(f"seed {seed}, {kills} kills, {windows} windows, {mutant or 'the true programs'}")
    began = monotonic()
    report = asyncio.run(storm(premises, kills, seed, program, cast, tell=say))
    for line in told(report):
        say(line)
    say(f"took {monotonic() - began:.0f} s")
    if report.findings:
        say(f"what it left is in {premises.folder}")
        sys.exit(1)
    shutil.rmtree(premises.folder)


def told(report: Report) -> list[str]:
    """The report in lines."""
    last, ledger = report.last, report.ledger
    lines = [
        f"kills          {report.kills.total()}: "
        + ", ".join(f"{report.killed(victim)} of the {victim}" for victim in Victim),
        *(
            f"  {victim:<13}"
            + ", ".join(f"{n} at {kind}" for (who, kind), n in report.kills.items() if who is victim)
            for victim in Victim
        ),
        f"commands       {len(ledger.sayings)} ids, said {ledger.said} times, answered {ledger.heard} times",
        "done           " + ", ".join(f"{kind} {count}" for kind, count in sorted(report.done.items())),
        f"at the kills   {report.unheard} were in the journal and their answer was lost, "
        f"{report.unkept} had not come so far; all were said again",
        f"clients        {report.compared} times what a client kept was what a new one is told",
        f"screens        {report.looks} times all screens agreed with the journal",
    ]
    if report.dark_s:
        lines.append(f"dark           {median(report.dark_s):.2f} s from start to first answer (median)")
    if last is not None:
        lines += [
            f"journal        {last.events} events of {last.commands} commands, {last.kinds['ticket_taken']} "
            f"tickets taken, {last.kinds['ticket_called']} called",
            f"print jobs     {len(last.prints.jobs)}: "
            + ", ".join(f"{count} {state}" for state, count in last.prints.states.items())
            + f"; {report.papers} papers came out",
        ]
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
