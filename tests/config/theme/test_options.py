"""A screen's options: the token comes from a file or the environment, never from the command line."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from config.theme.options import TOKEN_VARIABLE, Options, screen_options


def program(seen: list[Options]) -> click.Command:
    @click.command()
    @screen_options
    @click.option("--window", default=0)
    def main(options: Options, window: int) -> None:
        seen.append(options)
        click.echo(f"window {window}")

    return main


def run(*words: str, token: str = "secret-token") -> tuple[int, str, list[Options]]:  # noqa: S107
    seen: list[Options] = []
    done = CliRunner().invoke(program(seen), words, env={TOKEN_VARIABLE: token})
    return done.exit_code, done.output, seen


def test_the_token_comes_from_the_environment() -> None:
    code, _, seen = run()
    assert code == 0
    assert seen[0].token == "secret-token"  # noqa: S105
    assert seen[0].hub == "ws://127.0.0.1:8710/link"


def test_a_tokens_file_goes_before_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("from-file\nsecond line\n", "utf-8")
    _, _, seen = run("--token-file", str(file))
    assert seen[0].token == "from-file"  # noqa: S105


def test_without_a_token_the_way_to_one_is_told(tmp_path: Path) -> None:
    code, output, _ = run(token="")
    assert code == 2
    assert "--token-file" in output
    (tmp_path / "empty").write_text("", "utf-8")
    code, _, _ = run("--token-file", str(tmp_path / "empty"))
    assert code == 2


def test_a_token_is_no_option_and_no_part_of_what_is_shown() -> None:
    code, _, _ = run("--token", "x")
    assert code == 2
    _, _, seen = run()
    assert "secret-token" not in repr(seen[0])


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
