"""How fast the hub is on a disk: ``make bench``, or ``python -m tests.bench.hub --seconds 10``.

A real hub process, its clients in another one, its journal on a disk. Absolute figures are the machine's;
what counts are the ratios to a bare loop of SQLite commits, measured around each run, and to the same
hub with one transaction a command. What was measured is also audited: no number twice, nobody called twice.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from tests.bench.disk import NoDisk, bare_commits, mounted, on_disk
from tests.bench.figures import MEASURED, Figures, table, took
from tests.bench.visitors import crowd
from tests.crash.audit import Audit, audit
from tests.hubs.premises import Premises, prepare
from tests.hubs.process import THE_HUB, running

CLIENTS = 16
BARE_S = 1.0
ONE_AT_A_TIME = ("tests.crash.mutant", "one_at_a_time", "hub")


class Run(Struct, frozen=True):
    """A run to measure."""

    name: str
    clients: int
    program: tuple[str, ...]


RUNS = (
    Run("1 client", 1, THE_HUB),
    Run(f"{CLIENTS} clients", CLIENTS, THE_HUB),
    Run(f"{CLIENTS} clients, one commit each", CLIENTS, ONE_AT_A_TIME),
)


async def measure(folder: Path, run: Run, seconds: float) -> tuple[Figures, Audit]:
    """Measure one run in a new hall below a folder, and audit its journal."""
    before = bare_commits(folder, BARE_S)
    premises = prepare(folder / re.sub(r"\W+", "-", run.name), windows=CLIENTS)
    async with running(premises, run.program) as hub:
        came = await crowd(premises, run.clients, seconds=seconds)
        entries, commits = written(premises)
        code = await hub.stop()
    bare = (before + bare_commits(folder, BARE_S)) / 2
    found = audit(premises.journal, came.ledger, premises.config)
    found.findings.extend([f"the hub ended with code {code}"] if code else [])
    found.findings.extend(hub.complaints())
    sayings = came.ledger.sayings.values()
    figures = Figures(
        name=run.name,
        per_s=sum(saying.kind in MEASURED for saying in sayings) / came.seconds,
        take=took(sayings, "take_ticket"),
        call=took(sayings, "call_next"),
        per_fsync=entries / commits,
        bare_per_s=bare,
    )
    return figures, found


def written(premises: Premises) -> tuple[float, float]:
    """How many commands the hub has written, and in how many transactions, as its metrics say."""
    with urllib.request.urlopen(f"{premises.pages}/metrics", timeout=10) as reply:  # noqa: S310 - our own loopback address
        text = reply.read().decode()
    return _metric(text, "hall_committed_commands_total"), _metric(text, "hall_commit_seconds_count")


def _metric(text: str, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"the hub's metrics do not have {name}")
    return float(found[1])


def told(runs: Sequence[tuple[Figures, Audit]]) -> list[str]:
    """The runs in lines: figures, ratios, and what the audits say."""
    figures = [each for each, _ in runs]
    lines = table(figures)
    lines += [
        f"{each.name}: {each.per_s / figures[0].per_s:.2f} times the commands of {figures[0].name}"
        for each in figures[1:]
    ]
    findings = [finding for _, found in runs for finding in found.findings]
    tickets = sum(found.kinds["ticket_taken"] for _, found in runs)
    calls = sum(found.kinds["ticket_called"] for _, found in runs)
    lines += [f"FOUND: {finding}" for finding in findings[:20]]
    lines.append(
        f"audited: {tickets} numbers, none twice; {calls} calls, nobody twice; every answer is in the journal"
        if not findings
        else f"audited: {len(findings)} findings"
    )
    return lines


@click.command()
@click.option("--seconds", default=5.0, show_default=True, help="How long each run is measured.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var/bench"),
    show_default=True,
    help="A folder on a disk; what a run leaves is removed.",
)
def main(seconds: float, out: Path) -> None:
    """Measure the hub; exit 1 when the audit finds something, 2 when there is no disk."""
    out.mkdir(parents=True, exist_ok=True)
    try:
        kind = on_disk(out.resolve(), mounted())
    except NoDisk as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    folder = Path(tempfile.mkdtemp(prefix="hub-", dir=out))
    click.echo(
        f"journal on {kind}, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f} before), "
        f"Python {sys.version.split()[0]}; {seconds:.0f} s each;\n"
        "a client has one command under way: take, call next, start, finish, and again\n"
    )
    try:
        runs = [asyncio.run(measure(folder, run, seconds)) for run in RUNS]
    finally:
        shutil.rmtree(folder)
    for line in told(runs):
        click.echo(line)
    sys.exit(any(found.findings for _, found in runs))


if __name__ == "__main__":
    main()
