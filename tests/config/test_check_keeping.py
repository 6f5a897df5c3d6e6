"""The audit log in a hall's settings: a log that is gone before the law lets it is told."""

from __future__ import annotations

import pytest

from tests.config.conftest import TOML, Problems


@pytest.mark.parametrize("days", [183, 400, 3650])
def test_half_a_year_or_more_is_kept(problems: Problems, days: int) -> None:
    assert problems(f"{TOML}\n[audit]\nkeep_days = {days}\n") == []


@pytest.mark.parametrize("days", [182, 30, 0, -1])
def test_less_than_half_a_year_is_refused(problems: Problems, days: int) -> None:
    assert problems(f"{TOML}\n[audit]\nkeep_days = {days}\n") == [
        f"hall.toml: audit.keep_days: is {days}; the law wants logs for six months, so give at least 183"
    ]


def test_a_cipher_that_there_is_none_of_is_told(problems: Problems) -> None:
    (line,) = problems(f'{TOML}\n[vault]\ncipher = "des"\n')
    assert line.startswith("hall.toml: vault.cipher: ")
