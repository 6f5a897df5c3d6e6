"""Load and misbehaviour in a whole hall: ``make load``, or ``python -m tests.load``."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from tests.load.halls import SMALL, WHOLE, prepare
from tests.load.scenes import ILL, LONG, SHORT, play


@click.command()
@click.option("--short", is_flag=True, help="A small hall and short scenes.")
@click.option("--ill", multiple=True, type=click.Choice(ILL), help="Only these sorts of misbehaviour.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var/load"),
    show_default=True,
    help="A folder; what a run leaves is removed.",
)
@click.option("--keep", is_flag=True, help="Keep what a run leaves.")
def main(short: bool, ill: tuple[str, ...], out: Path, keep: bool) -> None:
    """Play every scene; exit 1 when anything was found."""
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="hall-", dir=out))
    size, pace = (SMALL, SHORT) if short else (WHOLE, LONG)
    click.echo(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, Python {sys.version.split()[0]}"
    )
    premises = prepare(folder / "hall", size)
    try:
        report = asyncio.run(play(premises, size, pace, ill=ill or ILL, tell=click.echo))
    finally:
        if not keep:
            shutil.rmtree(folder)
    for finding in report.findings[:40]:
        click.echo(f"FOUND: {finding}")
    click.echo(f"{len(report.findings)} findings")
    sys.exit(bool(report.findings))


if __name__ == "__main__":
    main()
