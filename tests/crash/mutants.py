"""Every broken promise and what finds it: ``python -m tests.crash.mutants``; exit 1 when one goes unfound.

A suite that finds nothing proves something only if it finds these. Those of processes are hunted by a storm,
those that only a power cut shows by cuts of the disk.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

import click

from tests.crash.broken import BROKEN
from tests.crash.cutting import all_of_it
from tests.crash.mutant import MUTANTS
from tests.crash.plan import Cast
from tests.crash.storm import storm
from tests.hubs.premises import prepare

LOST = "was answered and is not in the journal"
TWICE = "was answered otherwise|has other events than it says|is in the journal and was refused|was refused"
HUB = Cast(agents=(), screens=())
AGENTS = Cast(screens=())
PANEL = Cast(agents=(), screens=("panel",), screen=0)
TRIES = 3
"""A storm may miss a mutant whose moment did not come; it is raised so often."""
RUINS, MORNINGS = 400, 20


@dataclass(frozen=True)
class Hunt:
    """How a storm finds a mutant.

    Attributes:
        kills: how many programs are killed.
        finding: what is said of it, as a regular expression.
        cast: who takes part beside the hub.
        here: whether the promise is broken by those who watch, in the storm's own process.
    """

    kills: int
    finding: str
    cast: Cast = HUB
    here: bool = False

    def with_mutant(self, mutant: str) -> Cast:
        """Who takes part when agents and screens break this promise too."""
        return replace(self.cast, mutant=mutant)


HUNTS: dict[str, Hunt] = {
    "answer_before_commit": Hunt(1, LOST),
    "no_commit": Hunt(1, LOST),
    "forget_ids": Hunt(1, TWICE),
    "forget_ids_at_restart": Hunt(2, TWICE),
    "order_swapped": Hunt(3, "it is call|does not replay|ticket .* was"),
    "nothing_missed": Hunt(4, "kept through the storm"),
    "stale_rows": Hunt(4, "kept through the storm still has", here=True),
    "stale_rows_on_a_screen": Hunt(12, "the screen panel", PANEL),
    "prints_again": Hunt(25, "came out 2 times|not one thing", AGENTS),
    "begun_again": Hunt(25, "came out 2 times|print_began: print job .* was started", AGENTS),
    "prints_then_asks": Hunt(25, "the journal would print it again", AGENTS),
    "sent_is_printed": Hunt(25, "is confirmed, and no paper came out", AGENTS),
    "doubt_forgotten": Hunt(15, "is begun for ever", AGENTS),
}
SUFFIX = "_on_a_screen"


async def hunted(name: str, folder: Path, seed: int) -> str:
    """Hunt a mutant in this process; returns what was said of it, empty when it went unfound."""
    if name in BROKEN:
        found = await all_of_it(folder, RUINS, MORNINGS, seed, name, lambda line: None)
        return found[0] if found else ""
    hunt, mutant = HUNTS[name], name.removesuffix(SUFFIX)
    if hunt.here:
        MUTANTS[mutant]()
    program = ("tests.crash.mutant", mutant, "hub")
    cast = hunt.with_mutant(mutant)
    for again in range(TRIES):
        premises = prepare(folder / f"hall-{again}", windows=3)
        report = await storm(premises, hunt.kills, seed + again, program, cast)
        said = next((each for each in report.findings if re.search(hunt.finding, each)), "")
        if said:
            return said
    return ""


@click.command()
@click.option("--one", type=click.Choice([*HUNTS, *BROKEN]), help="Hunt only this one.")
@click.option("--seed", type=int, help="From which moments and cuts are drawn; printed when not given.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("var/crash"))
def main(one: str | None, seed: int | None, out: Path) -> None:
    """Break one promise after the other, and say what finds each."""
    seed = random.randrange(2**32) if seed is None else seed
    out.mkdir(parents=True, exist_ok=True)
    # Whoever ends the hunt ends everybody in it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if one is not None:
        logging.disable(logging.CRITICAL)
        with tempfile.TemporaryDirectory(prefix="hunt-", dir=out.absolute()) as folder:
            said = asyncio.run(hunted(one, Path(folder), seed))
        click.echo(said or "not found")
        sys.exit(not said)
    click.echo(f"seed {seed}")
    unfound = [name for name in (*HUNTS, *BROKEN) if not _told(name, seed, out)]
    click.echo(f"NOT FOUND: {', '.join(unfound)}" if unfound else "all mutants were found")
    sys.exit(bool(unfound))


def _told(name: str, seed: int, out: Path) -> bool:
    """Hunt one in a process of its own, and say what came of it."""
    change = BROKEN.get(name) or MUTANTS[name.removesuffix(SUFFIX)]
    by, began = "cuts" if name in BROKEN else "kills", monotonic()
    more = ["--one", name, "--seed", str(seed), "--out", str(out)]
    line = [sys.executable, "-m", "tests.crash.mutants", *more]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    said = done.stdout.strip().splitlines() or done.stderr.strip().splitlines() or ["nothing was said"]
    click.echo(f"{name}: {(change.__doc__ or '').strip()}")
    click.echo(f"  {by}, {monotonic() - began:.0f} s: {said[-1]}")
    return done.returncode == 0


if __name__ == "__main__":
    main()
