"""A simulated month: ``make soak``, or ``python -m tests.soak --days 30``.

Everything is true but the people, the cables and the clock. When the month is over the hub ends, the month of
half a year before is archived, the whole chain is walked, and the hub starts again from what is left.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
import tempfile
import tracemalloc
from datetime import date
from pathlib import Path
from time import perf_counter

import click
import msgspec

from config.load import load
from devices.hub import archive
from devices.kinds import FAMILIES
from tests.soak.month import COPIES, Month, days
from tests.soak.plot import plot
from tests.soak.samples import Sample, judged
from tests.soak.stage import PretendClock

LONG_AGO, FIRST = date(2025, 8, 4), date(2026, 3, 1)


def line(sample: Sample) -> str:
    """A day as a line of the terminal."""
    return (
        f"{sample.day}  {sample.commands:6d} commands  {sample.rss_mb:6.1f} MB  {sample.objects:8d} objects  "
        f"{sample.handles} files  p50 {sample.p50_ms:.2f} ms  p99 {sample.p99_ms:.1f} ms  "
        f"journal {sample.journal_mb:.0f} MB  turn {sample.turn_ms:.0f} ms"
    )


def afterwards(month: Month) -> dict[str, object]:
    """What a technician does once a month: archive what is old, and walk the whole chain.

    Raises:
        JournalFailed: something was not as it should be.
    """
    folder = month.data / archive.FOLDER
    first = archive.earliest_kept(date.fromisoformat(month.samples[-1].day))
    done = archive.archive(month.files.journal, first, folder)
    archived, live = archive.verify(month.files.journal, folder)
    return {
        "archives": [each.path.name for each in done],
        "verified_archived": archived,
        "verified_live": live,
        "copies": len(list(month.copies.iterdir())),
    }


class Trace:
    """Which lines hold more memory at the end than they did after a third of the days."""

    def __init__(self) -> None:
        """Begin to trace; everything is about half as fast from now on."""
        tracemalloc.start()
        self._before = tracemalloc.take_snapshot()

    def begin(self) -> None:
        """Compare with now."""
        self._before = tracemalloc.take_snapshot()

    def told(self, most: int = 12) -> list[str]:
        """The lines that grew most since then."""
        now = tracemalloc.take_snapshot()
        return [str(grown) for grown in now.compare_to(self._before, "lineno")[:most]]


@click.command()
@click.option("--hall", type=click.Path(path_type=Path), default=Path("config/halls/zhengzhou"))
@click.option("--days", "count", default=30, show_default=True, help="Simulated days; nine at least.")
@click.option("--tickets", type=int, help="Visitors a day; as many as keep the windows busy when not given.")
@click.option("--tick", default=60, show_default=True, help="Pretend seconds between ticks; divides an hour.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("build/soak"))
@click.option("--trace/--no-trace", help="Tell which lines hold more memory than after a third of the days.")
def main(hall: Path, count: int, tickets: int | None, tick: int, out: Path, trace: bool) -> None:
    """Live through the days; exit 1 when anything grew that should not, or a file is not whole."""
    # Whoever ends it leaves no half month behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    out.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="hall-", dir=out))
    config = load(hall, kinds=FAMILIES)
    traced = Trace() if trace else None
    began = perf_counter()
    try:
        with asyncio.Runner() as runner:
            month = Month(config, hall, place, runner.get_loop(), PretendClock(LONG_AGO), tick)
            month.begin()
            # A day of half a year ago, so that there is a month to archive.
            month.play(LONG_AGO, 0, 200)
            month.samples.clear()
            for n, day in enumerate(days(FIRST, count), start=1):
                sample = month.play(day, n, tickets)
                click.echo(line(sample))
                if traced is not None and n == max(1, count // 3):
                    traced.begin()
            grown = traced.told() if traced is not None else []
            month.end()
            files = afterwards(month)
            start_s = month.begin()
            month.end()
        verdict = judged(month.samples)
        took_s = perf_counter() - began
        title = f"{config.hall.name_en}: {len(config.windows)} windows, {count} days in {took_s:.0f} s"
        (out / "soak.json").write_bytes(
            msgspec.json.format(
                msgspec.json.encode(
                    {"title": title, "start_s": start_s, "verdict": verdict, "days": month.samples, **files}
                )
            )
        )
        plot(month.samples, verdict, title, out / "soak.png")
    finally:
        shutil.rmtree(place)
    click.echo("\n".join(("", *grown, title, *verdict.said)))
    click.echo(f"{files}; started again in {start_s:.1f} s; see {out / 'soak.png'}")
    sys.exit(not verdict.good or files["copies"] != COPIES)


if __name__ == "__main__":
    main()
