"""Measures: what they hold, how they fill, and that they never grow for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import Limits
from devices.hub.limits import (
    CALM_S,
    CUT_FOR_S,
    Allowance,
    Allowances,
    Judged,
    Measure,
    Measures,
    Seldom,
    source,
)


def test_a_measure_gives_what_is_in_it_and_fills_by_itself() -> None:
    measure = Measure(per_s=2, size=3, now=100)

    assert [measure.take(100) for _ in range(4)] == [True, True, True, False]
    assert [measure.take(101) for _ in range(3)] == [True, True, False]
    assert measure.left(1000) == 3


def test_nothing_is_taken_from_a_measure_with_too_little_in_it() -> None:
    measure = Measure(per_s=1, size=5, now=0)

    assert not measure.take(0, 6)
    assert measure.take(0, 5)


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0, 3)), max_size=60))
def test_no_clock_gives_more_than_the_size_and_the_rate_allow(steps: list[tuple[float, float]]) -> None:
    measure, now, last, taken = Measure(per_s=1, size=10, now=0), 0.0, 0.0, 0.0
    for passed, amount in steps:
        now += passed
        last = max(last, now)
        taken += amount * measure.take(now, amount)

    assert taken <= 10 + last + 1e-6


def test_everybody_has_a_measure_and_who_was_not_here_for_long_is_forgotten() -> None:
    measures = Measures[str](per_s=1, size=1, kept=2)

    assert [measures.take(name, 0) for name in ("a", "a", "b", "c")] == [True, False, True, True]
    assert len(measures) == 2
    assert measures.take("a", 0), "a was forgotten for c and begins anew"
    assert not measures.take("c", 0)


LITTLE = Limits(messages_per_s=1, messages_burst=4, commands_per_s=1, commands_burst=2)


def test_too_many_commands_are_refused_and_too_many_messages_are_a_flood() -> None:
    allowance = Allowance(LITTLE, 0)

    said = [allowance.says(0, command=True) for _ in range(5)]

    assert said == [Judged.WELL, Judged.WELL, Judged.BUSY, Judged.BUSY, Judged.FLOOD]
    assert allowance.says(1, command=True) is Judged.WELL


def test_a_client_that_floods_again_is_not_heard_for_longer_until_it_was_calm() -> None:
    allowance = Allowance(LITTLE, 0)
    now, silences = 0.0, []
    for _ in range(4):
        allowance.flooded(now)
        began = now
        while allowance.refused(now):
            now += 1
        silences.append(now - began)
    assert silences == [*CUT_FOR_S, CUT_FOR_S[-1]]

    allowance.flooded(now + CALM_S + 1)
    assert not allowance.refused(now + CALM_S + 1 + CUT_FOR_S[0])


def test_allowances_outlive_sessions_and_are_bounded() -> None:
    allowances = Allowances(LITTLE, kept=2)
    first = allowances.of("one", 0)

    assert allowances.of("one", 5) is first
    allowances.of("two", 5)
    allowances.of("three", 5)
    assert allowances.of("one", 5) is not first


def test_what_happens_often_is_logged_seldom_with_its_count() -> None:
    seldom = Seldom(60, kept=2)

    assert [seldom.due("x", now) for now in (0, 1, 59, 60, 61, 200)] == [1, 0, 0, 3, 0, 2]
    assert seldom.due("y", 61) == 1
    assert seldom.due("z", 61) == 1
    assert seldom.due("x", 202) == 1, "forgotten, since only two are kept"


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.168.1.20", "192.168.1.20"),
        ("::ffff:192.168.1.20", "192.168.1.20"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::99", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::1"),
        ("local", "local"),
    ],
)
def test_an_address_counts_as_its_subscriber(host: str, counted: str) -> None:
    assert source(host) == counted
