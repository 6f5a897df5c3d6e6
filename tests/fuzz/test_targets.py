"""Whatever comes from outside, a parser raises only its own error, and in no time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.found import FOUND
from tests.fuzz.replay import try_all
from tests.fuzz.target import Broken, Target, attempt, plain
from tests.fuzz.targets import BY_NAME, TARGETS

HERE = [target for target in TARGETS if not target.alone]
ALONE = [target for target in TARGETS if target.alone]


@pytest.mark.parametrize("target", HERE, ids=lambda target: target.name)
def test_nearly_good_bytes_are_read_or_refused_in_the_parsers_own_words(
    target: Target, tmp_path: Path
) -> None:
    try_all(target, tmp_path, FOUND.get(target.name, ()))


def test_what_may_be_in_no_process_of_tests_is_tried_in_its_own() -> None:
    names = [target.name for target in ALONE]
    quiet = {**os.environ, "OPENCV_LOG_LEVEL": "SILENT"}
    tried = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.replay", *names], capture_output=True, env=quiet, check=False
    )

    assert tried.returncode == 0, tried.stderr.decode("utf-8", "replace")[-4000:]
    assert tried.stdout.decode().split() == names


def test_what_broke_something_once_names_a_target() -> None:
    assert FOUND.keys() <= BY_NAME.keys()


def test_an_error_that_is_not_the_parsers_own_is_a_find() -> None:
    def parse(data: bytes) -> None:
        if data:
            raise KeyError(data)
        raise ValueError

    target = Target(name="x", opens=plain(parse), own=(ValueError,), reads=())

    attempt(target, parse, b"")
    with pytest.raises(Broken, match="x: KeyError"):
        attempt(target, parse, b"a")
