from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.forecast.histogram import BIN, HALF_LIFE_DAYS, Histogram


def filled(values: list[float], day: int = 0) -> Histogram:
    histogram = Histogram()
    for value in values:
        histogram.add(value, 1.0, day)
    return histogram


def test_an_empty_histogram_has_no_quantiles() -> None:
    with pytest.raises(ValueError, match="empty"):
        Histogram().quantile(0.5)


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=60), st.floats(0.05, 0.95))
def test_a_quantile_is_within_a_bin_of_the_sorted_values(values: list[float], share: float) -> None:
    found = filled(values).quantile(share)

    below = sum(value < found - BIN for value in values)
    upto = sum(value <= found + BIN for value in values)
    assert below <= share * len(values) + 1e-6
    assert upto >= share * len(values) - 1e-6


def test_one_wild_value_moves_the_median_no_further_than_its_weight() -> None:
    calm = [0.0, 0.1, 0.2, 0.3, 0.4] * 10

    assert filled([*calm, 1e9]).quantile(0.5) == pytest.approx(filled(calm).quantile(0.5), abs=0.1)


def test_what_has_not_been_seen_yet_widens_both_sides() -> None:
    histogram = filled([value / 10 for value in range(11)])

    assert histogram.quantile(0.9, spare=1.0) > histogram.quantile(0.9)
    assert histogram.quantile(0.1, spare=1.0) < histogram.quantile(0.1)


def test_after_a_half_life_an_old_day_weighs_half() -> None:
    histogram = filled([0.0] * 10, day=100)

    histogram.add(1.0, 5.0, 100 + int(HALF_LIFE_DAYS))

    assert histogram.total == pytest.approx(10.0)
    assert histogram.quantile(0.5) == pytest.approx(BIN, abs=1e-9)


def test_a_day_before_the_newest_counts_as_the_newest() -> None:
    histogram = filled([0.0], day=100)

    histogram.add(0.0, 1.0, 40)

    assert histogram.total == pytest.approx(2.0)
