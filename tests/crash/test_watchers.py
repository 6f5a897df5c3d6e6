"""What a client kept is held against what a new one is told, row by row."""

from __future__ import annotations

import pytest

from devices.link.rows import ReasonRow
from tests.crash.watchers import differences

TEA = ReasonRow(id="tea", name="短暂休息", name_en="Break")
MEAL = ReasonRow(id="meal", name="用餐", name_en="Meal")


def test_two_who_know_the_same_do_not_differ() -> None:
    assert differences({TEA.key: TEA, MEAL.key: MEAL}, {MEAL.key: MEAL, TEA.key: TEA}) == []


@pytest.mark.parametrize(
    ("kept", "fresh", "words"),
    [
        ([TEA, MEAL], [TEA], "still has ['reason/meal'] of 1 rows"),
        ([TEA], [TEA, MEAL], "lacks ['reason/meal'] of 1 rows"),
        (
            [TEA],
            [ReasonRow(id="tea", name="休息", name_en="Break")],
            "has otherwise ['reason/tea'] of 1 rows",
        ),
    ],
)
def test_a_row_that_is_stale_missing_or_another_is_found(
    kept: list[ReasonRow], fresh: list[ReasonRow], words: str
) -> None:
    found = differences({row.key: row for row in kept}, {row.key: row for row in fresh})

    assert found == [words]
