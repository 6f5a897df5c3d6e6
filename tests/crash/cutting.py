"""The long form of the cuts: ``python -m tests.crash.cutting --ruins 10000``, or with ``--broken NAME``.

Mornings are played and cut until so many different ruins have had a hub started on them; then mornings on
failing disks; then disks that lie, of which nothing more can be asked than that damage is noticed.
"""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from time import monotonic

import click

from tests.crash import faults
from tests.crash.broken import BROKEN, broken
from tests.crash.cuts import SHOWN, Recording, Report, cut, lie, record, some
from tests.crash.ruins import Survives

AT_ONCE = 5000
"""Cuts of one morning; what is left to do is done on another one."""
RUINS_OF_A_FAULT = 4
LIES = 500


@click.command()
@click.option("--ruins", default=10_000, show_default=True, help="Different ruins to start a hub on.")
@click.option("--mornings", default=300, show_default=True, help="Mornings on failing disks.")
@click.option("--seed", type=int, help="From which cuts and faults are drawn; printed when not given.")
@click.option("--broken", "mutant", type=click.Choice(list(BROKEN)), help="A hub with a broken promise.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("var/crash"))
def main(ruins: int, mornings: int, seed: int | None, mutant: str | None, out: Path) -> None:
    """Cut a hub's disk at every step; exit 1 when something was lost, repeated or contradicted."""
    # What a hub says of failing disks is no news here.
    logging.disable(logging.CRITICAL)
    seed = random.randrange(2**32) if seed is None else seed
    out.mkdir(parents=True, exist_ok=True)
    click.echo(
        f"seed {seed}, {ruins} ruins, {mornings} mornings on failing disks, {mutant or 'the true hub'}"
    )
    began = monotonic()
    with tempfile.TemporaryDirectory(prefix="cuts-", dir=out) as folder:
        findings = asyncio.run(all_of_it(Path(folder), ruins, mornings, seed, mutant, click.echo))
    for finding in findings[:SHOWN]:
        click.echo(f"FOUND: {finding}")
    click.echo(f"{len(findings)} findings" if findings else "all good: nothing lost, twice or contradicted")
    click.echo(f"took {monotonic() - began:.0f} s")
    sys.exit(bool(findings))


async def all_of_it(
    folder: Path, ruins: int, mornings: int, seed: int, mutant: str | None, tell: Callable[[str], None]
) -> list[str]:
    """Cut good mornings, then bad ones, then lying disks.

    Args:
        folder: for journals and ruins.
        ruins: how many different ruins of good mornings a hub is started on.
        mornings: how many mornings are played on failing disks.
        seed: from which cuts and faults are drawn.
        mutant: the promise that the hub breaks while it plays, if any.
        tell: told lines of progress and the counts.

    Returns:
        The findings.
    """
    playing = partial(broken, mutant) if mutant else nullcontext
    reports: list[Report] = []
    left = ruins
    while left > 0 and not any(report.findings for report in reports):
        with playing():
            recording = await record(folder / f"morning-{len(reports)}")
        chosen = some(recording, min(AT_ONCE, left + left // 3 + 10), seed + len(reports))
        reports.append(await cut(recording, chosen, folder, tell=tell))
        left -= reports[-1].tried.total()
    _told(reports, tell)
    findings = [finding for report in reports for finding in report.findings]
    chosen_troubles = faults.troubles(mornings, reports[0].steps, seed)
    failed = await faults.fail(chosen_troubles, folder, RUINS_OF_A_FAULT, playing=playing, tell=tell)
    kinds = ", ".join(f"{n} {failure}" for failure, n in failed.mornings.items())
    tell(f"failing disks  {failed.mornings.total()} mornings ({kinds}), {failed.ruins} ruins")
    tell("refusals       " + ", ".join(f"{n} {code}" for code, n in failed.answers.most_common()))
    return [*findings, *failed.findings, *_lies(recording, folder, seed, tell)]


def _told(reports: list[Report], tell: Callable[[str], None]) -> None:
    tried = sum((report.tried for report in reports), Counter[Survives]())
    tell(f"ruins          {tried.total()}: " + ", ".join(f"{n} {how}" for how, n in tried.most_common()))
    tell(
        f"of them        {sum(report.torn for report in reports)} in the midst of a write; "
        f"{sum(report.same for report in reports)} more cuts left the same as another"
    )
    tell(
        f"mornings       {len(reports)}, each of about {reports[0].steps} steps of the disk and "
        f"{reports[0].answered} answers"
    )


def _lies(recording: Recording, folder: Path, seed: int, tell: Callable[[str], None]) -> list[str]:
    findings: list[str] = []
    for in_order, how in ((True, "in order"), (False, "in no order")):
        lies = lie(recording, some(recording, LIES, seed), folder, in_order=in_order)
        tell(f"lying disks    {how}: {lies.whole} left a shorter journal, {lies.damaged} damage that shows")
        findings += lies.findings
    return findings


if __name__ == "__main__":
    main()
