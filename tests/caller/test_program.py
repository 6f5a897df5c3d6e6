"""The program's command line."""

from __future__ import annotations

from click.testing import CliRunner

from caller.__main__ import main


def test_a_panel_does_not_start_without_a_token() -> None:
    done = CliRunner().invoke(main, [], env={"HALL_TOKEN": ""})

    assert done.exit_code == 2
    assert "No token" in done.output
