"""A screen's options: its key is in the file of its enrolment, never on the command line."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from config.theme.options import IDENTITY_VARIABLE, Options, screen_options


def program(seen: list[Options]) -> click.Command:
    @click.command()
    @screen_options
    @click.option("--window", default=0)
    def main(options: Options, window: int) -> None:
        seen.append(options)
        click.echo(f"window {window}")

    return main


def run(*words: str, identity: str = "kiosk.json") -> tuple[int, str, list[Options]]:
    seen: list[Options] = []
    done = CliRunner().invoke(program(seen), words, env={IDENTITY_VARIABLE: identity})
    return done.exit_code, done.output, seen


def test_the_environment_may_name_the_file_and_an_option_goes_before_it() -> None:
    code, _, seen = run()
    assert (code, seen[0].identity) == (0, Path("kiosk.json"))
    _, _, seen = run("--identity", "other.json")
    assert seen[0].identity == Path("other.json")


def test_without_an_identity_the_way_to_one_is_told() -> None:
    code, output, _ = run(identity="")
    assert code == 2
    assert "--identity" in output


def test_a_programs_own_options_stand_beside_the_shared_ones() -> None:
    code, output, seen = run("--window", "5", "--size", "540x960", "--language", "en", "--no-motion")
    assert code == 0
    assert "window 5" in output
    assert seen[0].size == (540, 960)
    assert seen[0].language == "en"
    assert seen[0].motion is False


@pytest.mark.parametrize("size", ["big", "1080", "1080x", "x1920", "1080x1920x2"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    code, output, _ = run("--size", size)
    assert code == 2
    assert "1080x1920" in output
