"""A small hall, and those who mean it ill: what a long run measures, with fewer people and shorter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.crowd import Told
from tests.load.figures import Ratio, Times, ratio, times
from tests.load.halls import SMALL, WHOLE, everybody, prepare
from tests.load.scenes import SHORT, Report, fair, own, staged, waits


@pytest.mark.e2e
@pytest.mark.timeout(120)
async def test_a_hall_goes_on_through_a_rush_a_restart_and_strangers(tmp_path: Path) -> None:
    told: list[str] = []
    premises = prepare(tmp_path / "hall", SMALL, "messages_burst = 200")
    async with staged(premises, SMALL, SHORT, told.append) as stage:
        await stage.opening()
        await stage.calling()
        await stage.restart()
        for what in ("garbage", "commands"):
            came = await stage.strange(what)
            assert came.counts["lines"] > 0
            assert came.counts["refused or cut"] > 0
        counts = stage.counts()
        await stage.end()

    assert stage.report.findings == [], told
    assert counts["hall_floods_total"] >= 1
    assert any(line.startswith("audited: ") and line.endswith(", 0 findings") for line in told)


def test_a_whole_hall_has_600_lines_and_some_that_misbehave() -> None:
    names = everybody(WHOLE, ("east", "west", "south", "north", "upper", "lower"))

    assert sum(map(own, names)) == 600
    assert len(names) > 600


def test_times_and_ratios_are_told() -> None:
    assert times([0.25] * 98 + [0.5, 1.0]) == Times(100, 260.0, 250.0, 1000.0, 1000.0)
    with pytest.raises(ValueError, match="nothing was measured"):
        times([])
    assert ratio(Times(1, 4, 4, 30, 30), Times(1, 2, 2, 10, 10)) == Ratio(2, 3)
    assert str(Times(3, 1, 1, 2, 4)) == "p50 1 ms, p99 2 ms, longest 4 ms of 3"


def test_who_waits_many_times_longer_is_a_finding() -> None:
    before = Told(answered={"start": Times(3, 10, 10, 20, 20), "finish": Times(1, 30, 30, 40, 40)})
    quick = Told(answered={"start": Times(3, 1, 1, 2, 2)})
    after = Told(answered={"start": Times(3, 100, 100, 200, 200), "finish": Times(1, 100, 100, 100, 100)})
    assert waits(before) == Times(4, 15, 30, 40, 40)
    report = Report(lambda line: None)

    report.compare("a scene", (quick, before), before)
    assert report.findings == []
    report.compare("a scene", (before, quick), after)
    (finding,) = report.findings
    assert finding.startswith("a scene: commands took mean x 6.67")
    assert not fair(Ratio(1, 100))
