from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import Forecast
from devices.forecast.forecast import Forecaster
from devices.forecast.pool import Window
from devices.link.rows import Minutes
from tests.devices.forecast.halls import stays


def window(number: int, *queues: str, is_open: bool = True) -> Window:
    return Window(number=number, open=is_open, queues=queues)


def hall(*windows: Window, **minutes: float) -> Forecaster:
    return Forecaster(Forecast(), minutes, windows)


def test_nobody_ahead_and_a_free_window_is_no_wait() -> None:
    forecaster = hall(window(1, "A"), window(2, "A"), A=10.0)

    assert forecaster.wait("A", 0, free=1) == Minutes(0, 0)
    assert forecaster.wait("A", 1, free=2) == Minutes(0, 0)
    assert forecaster.point("A", 0, free=1) == 0


def test_the_first_in_line_waits_for_one_window_to_become_free() -> None:
    forecaster = hall(window(1, "A"), window(2, "A"), A=10.0)

    assert forecaster.point("A", 0) == pytest.approx(5.0)
    assert forecaster.wait("A", 0) == Minutes(0, 10)


def test_six_ahead_of_four_windows_with_ten_minutes_wait_seventeen_and_a_half() -> None:
    # Conditional wait in M/M/4: (6 + 1) x 10 / 4, the oracle's mean.
    forecaster = hall(*(window(n, "A") for n in range(1, 5)), A=10.0)

    assert forecaster.point("A", 6) == pytest.approx(17.5)
    assert forecaster.wait("A", 6) == Minutes(10, 30)


def test_a_learned_hall_gives_the_textbook_band_even_when_its_setting_was_wrong() -> None:
    # M/M/4, mean 10, 6 ahead: P10 9.737, P50 16.674, P90 26.330 minutes (Gamma(7, 4/10)).
    forecaster = hall(*(window(n, "A") for n in range(1, 5)), A=25.0)
    seen = stays(windows=4, service_min=10.0, load=0.95, visitors=40_000, seed=3)

    for turn, stay in enumerate(seen):
        forecaster.observe("A", stay.ahead, 4, stay.waited_min, day=turn // 3000)

    low, high = forecaster.band("A", 6)
    assert forecaster.point("A", 6) == pytest.approx(16.674, rel=0.06)
    assert low == pytest.approx(9.737, rel=0.12)
    assert high == pytest.approx(26.330, rel=0.12)


def test_counting_the_pool_and_not_the_own_queue_makes_the_forecast_of_a_shared_window_right() -> None:
    # Given one line of visitors, of whom every third is for A, at three windows that serve all three
    forecaster = hall(*(window(n, "A", "B", "C") for n in range(1, 4)), A=9.0, B=9.0, C=9.0)
    seen = stays(windows=3, service_min=9.0, load=0.92, visitors=6_000, seed=5)

    # When forecasts count everybody ahead, or only those of the same queue
    pooled = fmean(abs(forecaster.point("A", stay.ahead) - stay.waited_min) for stay in seen)
    alone = fmean(abs(forecaster.point("A", stay.ahead // 3) - stay.waited_min) for stay in seen)

    # Then the first are off by less than half as much
    assert pooled < alone / 2


def test_those_ahead_are_of_all_queues_so_the_setting_is_the_pools_mean() -> None:
    forecaster = hall(window(1, "A", "B"), window(2, "C"), A=4.0, B=20.0, C=7.0)

    assert forecaster.point("A", 0) == pytest.approx(12.0)
    assert forecaster.point("C", 0) == pytest.approx(7.0)


def test_opening_a_window_shortens_the_wait_and_pausing_it_takes_that_back() -> None:
    forecaster = hall(window(1, "A"), window(2, "A", is_open=False), A=10.0)
    before = forecaster.point("A", 5)

    forecaster.arrange([window(1, "A"), window(2, "A")])
    during = forecaster.point("A", 5)
    forecaster.arrange([window(1, "A"), window(2, "A", is_open=False)])

    assert during < before == forecaster.point("A", 5)


def test_before_opening_the_configured_windows_are_reckoned_with() -> None:
    forecaster = hall(window(1, "A", is_open=False), window(2, "A", is_open=False), A=10.0)

    assert forecaster.point("A", 3) == pytest.approx(20.0)
    assert not forecaster.pool("A").served
    assert forecaster.free("A", {1, 2}) == 0


def test_tickets_that_say_nothing_about_service_are_passed_over() -> None:
    forecaster = hall(window(1, "A"), A=10.0)
    before = forecaster.band("A", 3)

    forecaster.observe("A", 3, 0, 55.0, day=1)
    forecaster.observe("A", 0, 1, 0.1, day=1, free=1)
    forecaster.observe("gone from the settings", 3, 1, 55.0, day=1)

    assert forecaster.band("A", 3) == before


def test_the_same_journal_gives_the_same_forecast() -> None:
    seen = stays(windows=2, service_min=6.0, load=0.9, visitors=500, seed=1)
    first, second = (hall(window(1, "A"), window(2, "A"), A=10.0) for _ in range(2))

    for forecaster in (first, second):
        for turn, stay in enumerate(seen):
            forecaster.observe("A", stay.ahead, 2, stay.waited_min, day=turn // 100)

    assert first.band("A", 4) == second.band("A", 4)
    assert first.point("A", 4) == second.point("A", 4)


past = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.integers(0, 40),
        st.integers(0, 3),
        st.floats(0, 500),
        st.integers(0, 20),
        st.integers(0, 3),
    ),
    max_size=30,
)


@given(past, st.sampled_from("AB"), st.integers(0, 100), st.integers(0, 4))
def test_after_any_past_more_people_never_mean_a_shorter_wait(
    waits: list[tuple[str, int, int, float, int, int]], queue: str, ahead: int, free: int
) -> None:
    forecaster = hall(window(1, "A", "B"), window(2, "B"), A=10.0, B=5.0)
    for name, people, windows, waited, day, idle in waits:
        forecaster.observe(name, people, windows, waited, day, free=idle)

    point = forecaster.point(queue, ahead, free=free)
    shown = forecaster.wait(queue, ahead, free=free)
    behind = forecaster.wait(queue, ahead + 1, free=free)

    assert point >= 0
    assert 0 <= shown.low <= point * (1 + 1e-9)
    assert point <= shown.high * (1 + 1e-9)
    assert behind.low >= shown.low
    assert behind.high >= shown.high
    assert (shown == Minutes(0, 0)) == (ahead < free)
