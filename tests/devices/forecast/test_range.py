from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.forecast.range import Range, rounded
from devices.link.rows import Minutes


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0.4, 1.2, Minutes(0, 5)),
        (4.9, 10.0, Minutes(0, 10)),
        (5.0, 10.1, Minutes(5, 15)),
        (12.0, 18.0, Minutes(10, 20)),
        (15.0, 15.0, Minutes(15, 20)),
        (61.0, 118.0, Minutes(60, 120)),
    ],
)
def test_a_band_is_shown_in_steps_of_five_minutes_outwards(low: float, high: float, shown: Minutes) -> None:
    assert rounded(low, high) == shown


def test_before_anything_was_learned_the_settings_factors_hold() -> None:
    assert Range(0.6, 1.5, 20.0).band(20.0) == pytest.approx((12.0, 30.0))


@pytest.mark.parametrize("spread", [0.2, 0.6, 1.0])
@pytest.mark.parametrize("scale_min", [3.0, 30.0])
def test_about_four_of_five_waits_fall_in_the_band_however_uncertain_they_are(
    spread: float, scale_min: float
) -> None:
    chance = random.Random(11)
    band = Range(0.6, 1.5, 20.0)
    inside = []

    for turn in range(3000):
        point = scale_min * chance.uniform(0.8, 1.2)
        waited = max(0.3, point * chance.lognormvariate(0.0, spread))
        low, high = band.band(point)
        inside.append(low <= waited <= high)
        band.learn(point, waited, day=turn // 300)

    assert sum(inside[600:]) / len(inside[600:]) == pytest.approx(0.8, abs=0.035)


seen = st.lists(st.tuples(st.floats(0.1, 200), st.floats(0, 400)), max_size=40)


@given(seen, st.floats(0.01, 500))
def test_a_band_contains_its_forecast_and_is_never_negative(
    past: list[tuple[float, float]], point: float
) -> None:
    band = Range(0.6, 1.5, 5.0)
    for forecast, waited in past:
        band.learn(forecast, waited, day=1)

    low, high = band.band(point)

    assert 0 <= low <= point * (1 + 1e-9)
    assert high >= point * (1 - 1e-9)
    shown = rounded(low, high)
    assert 0 <= shown.low < shown.high
    assert shown.low <= point * (1 + 1e-9)
    assert point <= shown.high * (1 + 1e-9)


@given(seen, st.floats(0.01, 300), st.floats(1.0, 3.0))
def test_a_longer_forecast_never_has_an_earlier_end(
    past: list[tuple[float, float]], point: float, factor: float
) -> None:
    band = Range(0.6, 1.5, 5.0)
    for forecast, waited in past:
        band.learn(forecast, waited, day=1)

    low, high = band.band(point)
    later_low, later_high = band.band(point * factor)

    assert later_low >= low * (1 - 1e-9)
    assert later_high >= high * (1 - 1e-9)
