"""The threat model names the tests that hold each threat: they exist, and no threat is without one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "devices" / "README.md"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*) \|$", re.MULTILINE)


def threats() -> dict[str, tuple[str, ...]]:
    """The tests of every threat, by its words."""
    return {row[2]: tuple(re.findall(r"`([^`]+)`", row[4])) for row in ROW.finditer(PAGE.read_text("utf-8"))}


@cache
def named_in(file: Path) -> frozenset[str]:
    """Names of the tests of a file."""
    tree = ast.parse(file.read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, functions))


@pytest.mark.parametrize("threat", threats())
def test_every_threat_is_held_by_tests_that_there_are(threat: str) -> None:
    named = threats()[threat]

    assert named, "no test holds it"
    for name in named:
        module, _, test = name.partition("::")
        file = TESTS / f"{module}.py"
        assert file.is_file(), name
        assert test in named_in(file), name


def test_the_page_has_its_threats() -> None:
    numbers = [int(row[1]) for row in ROW.finditer(PAGE.read_text("utf-8"))]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 20
