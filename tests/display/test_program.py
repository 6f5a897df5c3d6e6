"""The program's command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from display.__main__ import main


@pytest.mark.parametrize("words", [[], ["--zone", "house", "--window", "5"]])
def test_a_screen_is_of_a_zone_or_of_a_window(words: list[str]) -> None:
    done = CliRunner().invoke(main, words, env={"HALL_IDENTITY": "none.json"})

    assert done.exit_code == 2
    assert "Say --zone or --window, one of them." in done.output


def test_a_screen_does_not_start_without_an_identity() -> None:
    done = CliRunner().invoke(main, ["--zone", "house"], env={"HALL_IDENTITY": ""})

    assert done.exit_code == 2
    assert "--identity" in done.output
