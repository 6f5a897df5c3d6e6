"""The month as a picture: one curve for each thing that must not grow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

from tests.soak.samples import Sample, Verdict

CURVES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("memory, MB", ("rss_mb",)),
    ("Python objects", ("objects",)),
    ("open files and threads", ("handles", "threads")),
    ("answers, ms", ("p50_ms", "p99_ms")),
    ("turn of the day, ms", ("turn_ms",)),
    ("files, MB", ("journal_mb", "vault_mb", "wal_mb")),
    ("commands and tickets a day", ("commands", "tickets")),
    ("sent to subscribers, MB a day", ("sent_mb",)),
)


def plot(samples: Sequence[Sample], verdict: Verdict, title: str, path: Path) -> None:
    """Draw the days into a PNG file."""
    figure, places = plt.subplots(4, 2, figsize=(12, 13), sharex=True)
    days = range(1, len(samples) + 1)
    for axes, (name, fields) in zip(places.flat, CURVES, strict=True):
        for field in fields:
            axes.plot(days, [getattr(sample, field) for sample in samples], marker=".", label=field)
        axes.set_title(name, loc="left", fontsize=10)
        axes.set_ylim(bottom=0)
        axes.grid(alpha=0.3)
        if len(fields) > 1:
            axes.legend(fontsize=8)
    for axes in places[-1]:
        axes.set_xlabel("simulated day")
    figure.suptitle(title)
    figure.text(0.02, 0.005, "\n".join(verdict.said), family="monospace", fontsize=8)
    figure.tight_layout(rect=(0, 0.11, 1, 0.99))
    figure.savefig(path, dpi=110)
    plt.close(figure)
