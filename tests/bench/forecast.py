"""How good the forecast is on a log of real waits, walking forward through its days.

``python -m tests.bench.forecast --log FILE`` reads a CSV (also gzipped) with one row per ticket issued:
``q`` as office|item, ``date``, ``t`` minutes since midnight, ``pos`` people to be called up to and with this
one, ``win`` open windows, ``svc`` configured minutes a person, ``W`` waited minutes (empty: never called).
A wait is learned at the moment of its call, so nothing is known early; the first days are not scored.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import fmean, median
from time import perf_counter

import click
from msgspec import Struct

from config.schema import Forecast
from devices.forecast.forecast import Forecaster
from devices.forecast.pool import Window

MIN_SVC = 1.0
"""The log has zeros where a system was not configured."""


class Wait(Struct, frozen=True, kw_only=True):
    """One ticket of the log."""

    queue: str
    day: int
    at_min: float
    pos: int
    windows: int
    minutes: float
    waited_min: float


class Scored(Struct, frozen=True, kw_only=True):
    """What was said when a ticket was taken, and what came."""

    day: int
    point: float
    low: int
    high: int
    band_low: float
    band_high: float
    configured: float
    waited: float


def read(path: Path) -> list[Wait]:
    """All tickets of the log that were called, in order of taking."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    waits = [
        Wait(
            queue=row["q"],
            day=date.fromisoformat(row["date"]).toordinal(),
            at_min=float(row["t"]),
            pos=int(float(row["pos"])),
            windows=int(float(row["win"])),
            minutes=max(MIN_SVC, float(row["svc"])),
            waited_min=float(row["W"]),
        )
        for row in csv.DictReader(io.StringIO(text))
        if row["W"] and row["cens"] == "False"
    ]
    return sorted(waits, key=lambda wait: (wait.day, wait.at_min, wait.queue))


def hall_of(waits: list[Wait], settings: Forecast) -> Forecaster:
    """A hall whose offices are pools: one pretend window an office joins its queues."""
    minutes: dict[str, list[float]] = {}
    for wait in waits:
        minutes.setdefault(wait.queue, []).append(wait.minutes)
    offices: dict[str, list[str]] = {}
    for queue in minutes:
        offices.setdefault(queue.partition("|")[0], []).append(queue)
    return Forecaster(
        settings,
        {queue: median(values) for queue, values in minutes.items()},
        [
            Window(number=number, open=True, queues=tuple(queues))
            for number, queues in enumerate(offices.values(), 1)
        ],
    )


def moments(waits: list[Wait]) -> Iterator[tuple[Wait, bool]]:
    """Takings (True) and calls (False) in the order in which they happened."""
    marks = [((wait.day, wait.at_min, 1, n), wait, True) for n, wait in enumerate(waits)]
    marks += [((wait.day, wait.at_min + wait.waited_min, 0, n), wait, False) for n, wait in enumerate(waits)]
    for _, wait, taken in sorted(marks, key=lambda mark: mark[0]):
        yield wait, taken


def walk(waits: list[Wait], settings: Forecast, skip_days: int) -> tuple[list[Scored], float]:
    """Forecast every ticket when it is taken, learn it when it is called.

    Returns:
        The scored tickets, and microseconds for one observation and one forecast.
    """
    hall = hall_of(waits, settings)
    first_scored = sorted({wait.day for wait in waits})[skip_days]
    scored = []
    started = perf_counter()
    for wait, taken in moments(waits):
        if not taken:
            hall.observe(wait.queue, wait.pos - 1, wait.windows, wait.waited_min, wait.day)
            continue
        shown = hall.wait(wait.queue, wait.pos - 1, windows=wait.windows)
        if wait.day >= first_scored:
            low, high = hall.band(wait.queue, wait.pos - 1, windows=wait.windows)
            scored.append(
                Scored(
                    day=wait.day,
                    point=hall.point(wait.queue, wait.pos - 1, windows=wait.windows),
                    low=shown.low,
                    high=shown.high,
                    band_low=low,
                    band_high=high,
                    configured=wait.pos * wait.minutes / wait.windows,
                    waited=wait.waited_min,
                )
            )
    return scored, (perf_counter() - started) / len(waits) * 1e6


def report(scored: list[Scored], cost_us: float) -> str:
    """The figures as a small table."""
    waited = [one.waited for one in scored]
    learned = [abs(one.point - one.waited) for one in scored]
    configured = [abs(one.configured - one.waited) for one in scored]
    days = sorted({one.day for one in scored})
    inside = {
        day: fmean(one.low <= one.waited <= one.high for one in scored if one.day == day) for day in days
    }
    bias = fmean(one.point - one.waited for one in scored)
    in_band = fmean(one.band_low <= one.waited <= one.band_high for one in scored)
    in_range = fmean(one.low <= one.waited <= one.high for one in scored)
    longer = fmean(one.waited > one.high for one in scored)
    lines = [
        f"tickets       {len(scored)} on {len(days)} days, waits: mean {fmean(waited):.2f}, "
        f"median {median(waited):.2f} min",
        f"by setting    MAE {fmean(configured):.2f}, median error {median(configured):.2f} min "
        "(people x configured minutes / open windows)",
        f"learned       MAE {fmean(learned):.2f}, median error {median(learned):.2f}, bias {bias:+.2f} min, "
        f"within 5 min {fmean(error <= 5 for error in learned):.3f}",
        f"band          holds {in_band:.3f}, mean width "
        f"{fmean(one.band_high - one.band_low for one in scored):.1f} min",
        f"range shown   holds {in_range:.3f} (worst day {min(inside.values()):.3f}), waited longer "
        f"{longer:.3f}, mean width {fmean(one.high - one.low for one in scored):.1f} min",
        f"cost          {cost_us:.0f} us a ticket (one observation, three forecasts)",
    ]
    return "\n".join(lines)


@click.command()
@click.option("--log", "log_file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--skip-days", default=2, show_default=True, help="Days that are learned but not scored.")
@click.option("--prior-weight", default=Forecast().prior_weight, show_default=True)
def main(log_file: Path, skip_days: int, prior_weight: float) -> None:
    """Walk forward through LOG and print how far forecasts were off."""
    scored, cost_us = walk(read(log_file), Forecast(prior_weight=prior_weight), skip_days)
    sys.stdout.write(report(scored, cost_us) + "\n")


if __name__ == "__main__":
    main()
