"""The national list of rating reasons."""

from __future__ import annotations

import pytest

from config.reasons import REASONS, is_offered, reason, reasons_for

FIRST = {5: 510, 4: 406, 3: 307, 2: 207, 1: 108}


def test_there_are_forty_reasons_of_eight_a_grade() -> None:
    assert len({reason.code for reason in REASONS}) == 40
    assert len({reason.zh for reason in REASONS}) == len({reason.en for reason in REASONS}) == 40


@pytest.mark.parametrize("grade", FIRST)
def test_a_grade_has_eight_codes_in_a_row(grade: int) -> None:
    codes = [int(reason.code) for reason in reasons_for(grade)]
    assert codes == list(range(FIRST[grade], FIRST[grade] + 8))
    assert all(reason.grade == grade for reason in reasons_for(grade))


def test_the_copied_misprint_of_314_is_not_copied_again() -> None:
    found = reason("314")
    assert found is not None
    assert found.zh == "服务态度一般"


def test_a_reason_is_offered_for_its_own_grade_only() -> None:
    assert is_offered("213", 2)
    assert not is_offered("213", 1)
    assert not is_offered("206", 2)


@pytest.mark.parametrize("code", ["107", "101", "206", "306", "405", "509"])
def test_older_codes_are_never_offered(code: str) -> None:
    assert reason(code) is None
