"""Figures of a bench: how many commands a second, and how long half and all but one in a hundred took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tests.crash.ledger import Saying

MEASURED = ("take_ticket", "call_next", "start", "finish")
"""The commands of a visit; signing in before it is not measured."""


class Spread(Struct, frozen=True):
    """Milliseconds within which half, and 99 of 100, were answered."""

    p50_ms: float
    p99_ms: float


class Figures(Struct, frozen=True, kw_only=True):
    """One run of a bench.

    Attributes:
        per_fsync: mean commands in one transaction.
        bare_per_s: commits a second of the bare loop around this run.
    """

    name: str
    per_s: float
    take: Spread
    call: Spread
    per_fsync: float
    bare_per_s: float

    @property
    def ratio(self) -> float:
        """Commands a second to commits a second of the bare loop."""
        return self.per_s / self.bare_per_s


def spread(seconds: Iterable[float]) -> Spread:
    """Half and 99 of 100 of some times.

    Raises:
        ValueError: there are none.
    """
    times = sorted(seconds)
    if not times:
        raise ValueError("nothing was measured")
    return Spread(_at(times, 0.5) * 1000, _at(times, 0.99) * 1000)


def took(sayings: Iterable[Saying], kind: str) -> Spread:
    """How long commands of a kind took."""
    return spread(saying.took_s for saying in sayings if saying.kind == kind)


def table(runs: Sequence[Figures]) -> list[str]:
    """The runs as lines of a table."""
    lines = [
        f"{'':<30}{'commands/s':>11}{'take p50':>10}{'p99 ms':>8}{'call p50':>10}{'p99 ms':>8}"
        f"{'per fsync':>11}{'bare/s':>9}{'to bare':>9}"
    ]
    lines += [
        f"{run.name:<30}{run.per_s:>11.0f}{run.take.p50_ms:>10.1f}{run.take.p99_ms:>8.1f}"
        f"{run.call.p50_ms:>10.1f}{run.call.p99_ms:>8.1f}{run.per_fsync:>11.1f}{run.bare_per_s:>9.0f}{run.ratio:>9.2f}"
        for run in runs
    ]
    return lines


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]
