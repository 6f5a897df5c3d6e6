"""Some days of a small hall leave nothing behind, and a month that grows is called so."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import msgspec
import pytest

from config.load import load
from devices.hub import hub, publish
from devices.kinds import FAMILIES
from tests.soak.__main__ import afterwards
from tests.soak.month import Month, days
from tests.soak.plot import plot
from tests.soak.samples import Sample, at_share, judged
from tests.soak.stage import PretendClock

MONDAY = date(2026, 3, 2)
DEMO = Path("config/halls/demo")
FLAT = Sample(
    day="2026-03-01",
    commands=1000,
    tickets=100,
    rss_mb=200.0,
    objects=200_000,
    handles=20,
    threads=2,
    p50_ms=1.0,
    p99_ms=5.0,
    journal_mb=1.0,
    wal_mb=4.0,
    vault_mb=1.0,
    turn_ms=20.0,
    sent_mb=10.0,
)


def test_days_leave_no_files_threads_or_objects_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is kept for whoever comes back is full on the first day, if it is so little.
    monkeypatch.setattr(hub, "ANSWERS", 20)
    monkeypatch.setattr(publish, "PATCHES_KEPT", 3)
    with asyncio.Runner() as runner:
        config = load(DEMO, kinds=FAMILIES)
        month = Month(config, DEMO, tmp_path, runner.get_loop(), PretendClock(MONDAY), tick_s=600)
        month.begin()
        first, second, third = (month.play(day, 1, 12) for day in days(MONDAY, 3))
        month.end()

        assert min(first.commands, second.commands, third.commands) > 50
        assert third.sent_mb > 0
        assert second.handles == third.handles
        assert second.threads == third.threads
        # sqlite3 itself keeps up to 200 dead references to cursors of each connection.
        assert third.objects - second.objects < 400
        assert afterwards(month)["copies"] == 3
        assert month.begin() > 0
        assert month.hub.hall.day == date(2026, 3, 4)
        month.end()


def test_a_month_in_which_nothing_grows_is_good() -> None:
    verdict = judged([FLAT] * 12)
    assert verdict.good
    assert all(said.startswith("ok ") for said in verdict.said)


@pytest.mark.parametrize(
    ("name", "a_day"),
    [("rss_mb", 2.0), ("objects", 5000), ("handles", 1), ("threads", 1), ("p99_ms", 2.0), ("wal_mb", 10.0)],
)
def test_a_month_in_which_something_grows_is_bad(name: str, a_day: float) -> None:
    grown = [msgspec.structs.replace(FLAT, **{name: getattr(FLAT, name) + n * a_day}) for n in range(30)]
    verdict = judged(grown)
    assert not verdict.good
    assert sum(said.startswith("BAD") for said in verdict.said) == 1


def test_what_grows_on_the_first_days_only_is_a_cache() -> None:
    grown = [msgspec.structs.replace(FLAT, rss_mb=200.0 + min(n, 8) * 10) for n in range(30)]
    assert judged(grown).good


def test_a_week_says_nothing_of_a_month() -> None:
    with pytest.raises(ValueError, match="more than a week"):
        judged([FLAT] * 8)


def test_shares_of_nothing_are_none() -> None:
    assert at_share([], 0.5) == 0.0
    assert at_share([3.0, 1.0, 2.0], 0.5) == 2.0


def test_the_month_is_drawn(tmp_path: Path) -> None:
    picture = tmp_path / "soak.png"
    plot([FLAT] * 12, judged([FLAT] * 12), "a month", picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
