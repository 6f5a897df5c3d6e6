from __future__ import annotations

from statistics import fmean

import pytest

from devices.forecast.slope import Slope
from tests.devices.forecast.halls import stays


def slope(minutes: dict[str, float], prior_weight: float = 20.0) -> Slope:
    return Slope(minutes, dict.fromkeys(minutes, "together"), prior_weight)


def test_on_the_first_day_a_person_costs_the_settings_minutes_over_the_windows() -> None:
    assert slope({"A": 12.0}).minutes_a_person("A", 4) == pytest.approx(3.0)


def test_a_queue_learns_its_own_pace() -> None:
    learned = slope({"A": 12.0})

    for _ in range(2000):
        learned.learn("A", steps=5, windows=4, waited_min=30.0, day=1)

    assert learned.minutes_a_person("A", 4) == pytest.approx(6.0, rel=0.04)


def test_few_waits_move_the_setting_little() -> None:
    learned = slope({"A": 12.0})

    learned.learn("A", steps=1, windows=4, waited_min=30.0, day=1)

    assert 3.0 < learned.minutes_a_person("A", 4) < 4.0


def test_a_queue_without_waits_of_its_own_leans_on_those_it_shares_windows_with() -> None:
    learned = slope({"A": 10.0, "B": 20.0})

    for _ in range(2000):
        learned.learn("A", steps=1, windows=1, waited_min=20.0, day=1)

    assert learned.minutes_a_person("B", 1) == pytest.approx(40.0, rel=0.04)


def test_a_stranger_to_the_pool_keeps_its_setting() -> None:
    learned = Slope({"A": 10.0, "B": 10.0}, {"A": "one", "B": "two"}, 20.0)

    learned.learn("A", steps=4, windows=1, waited_min=400.0, day=1)

    assert learned.minutes_a_person("B", 1) == pytest.approx(10.0)


def test_a_lunch_break_in_the_log_does_no_harm() -> None:
    calm, broken = slope({"A": 6.0}), slope({"A": 6.0})

    for turn in range(400):
        calm.learn("A", steps=3, windows=2, waited_min=9.0, day=1)
        broken.learn("A", steps=3, windows=2, waited_min=69.0 if turn % 10 == 0 else 9.0, day=1)

    assert broken.minutes_a_person("A", 2) == pytest.approx(calm.minutes_a_person("A", 2), rel=0.03)


def test_what_was_seen_long_ago_gives_way() -> None:
    learned = slope({"A": 10.0})

    for _ in range(400):
        learned.learn("A", steps=1, windows=1, waited_min=30.0, day=1)
    for _ in range(400):
        learned.learn("A", steps=1, windows=1, waited_min=10.0, day=31)

    assert learned.minutes_a_person("A", 1) == pytest.approx(10.0, rel=0.1)


def test_more_windows_make_a_person_cheaper_before_and_after_learning() -> None:
    learned = slope({"A": 10.0})

    for _ in range(3):
        costs = [learned.minutes_a_person("A", windows) for windows in (1, 2, 4, 8)]
        assert costs == sorted(costs, reverse=True)
        assert len(set(costs)) == 4
        for _ in range(300):
            learned.learn("A", steps=2, windows=2, waited_min=10.0, day=1)


@pytest.mark.parametrize(("windows", "service_min", "load"), [(1, 6.0, 0.9), (4, 10.0, 0.9), (10, 8.0, 0.95)])
def test_in_a_textbook_hall_the_slope_finds_service_time_over_windows(
    windows: int, service_min: float, load: float
) -> None:
    seen = stays(windows=windows, service_min=service_min, load=load, visitors=20_000, seed=7)
    learned = slope({"A": service_min * 3})

    for stay in seen:
        learned.learn("A", stay.ahead + 1, windows, stay.waited_min, day=1)

    # A median of Gamma waits is somewhat below their mean (Gamma(n+1, c mu), the facts' M/M/c floor).
    assert learned.minutes_a_person("A", windows) == pytest.approx(service_min / windows, rel=0.1)
    error = fmean(
        abs((s.ahead + 1) * learned.minutes_a_person("A", windows) - s.waited_min) for s in seen[10_000:]
    )
    floor = fmean(abs((s.ahead + 1) * service_min / windows - s.waited_min) for s in seen[10_000:])
    assert error <= floor * 1.03
