"""The program's command line."""

from __future__ import annotations

from click.testing import CliRunner

from caller.__main__ import main


def test_a_panel_does_not_start_without_an_identity() -> None:
    done = CliRunner().invoke(main, [], env={"HALL_IDENTITY": ""})

    assert done.exit_code == 2
    assert "--identity" in done.output
