from __future__ import annotations

import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.schema import Forecast
from tests.bench.forecast import read, report, walk
from tests.devices.forecast.halls import stays


def a_log(folder: Path, configured_min: float) -> Path:
    """Six days of an M/M/3 hall whose services take 6 minutes; one ticket was never called."""
    lines = ["q,date,t,pos,win,svc,W,cens"]
    for day in range(6):
        today = date(2026, 3, 2) + timedelta(days=day)
        lines += [
            f"hall|a,{today},{500 + minute},{stay.ahead + 1},3.0,{configured_min},{stay.waited_min:.3f},False"
            for minute, stay in enumerate(stays(windows=3, service_min=6.0, load=0.9, visitors=200, seed=day))
        ]
    lines.append(f"hall|a,{date(2026, 3, 2)},900,4.0,3.0,{configured_min},,True")
    path = folder / "waits.csv.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_the_benchmark_walks_forward_through_a_log_and_finds_what_the_setting_got_wrong(
    tmp_path: Path,
) -> None:
    waits = read(a_log(tmp_path, configured_min=18.0))

    scored, cost_us = walk(waits, Forecast(), skip_days=2)

    learned = sum(abs(one.point - one.waited) for one in scored)
    configured = sum(abs(one.configured - one.waited) for one in scored)
    assert {one.day for one in scored} == {date(2026, 3, day).toordinal() for day in range(4, 8)}
    assert learned < configured / 3
    assert sum(one.band_low <= one.waited <= one.band_high for one in scored) / len(scored) == pytest.approx(
        0.8, abs=0.08
    )
    assert "learned       MAE" in report(scored, cost_us)
