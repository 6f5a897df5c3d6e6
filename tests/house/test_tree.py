"""A newcomer finds the room for any line by reading the tree; these rules keep it so."""

from __future__ import annotations

import ast
import configparser
import re

import pytest

from tests.house.tree import PACKAGES, ROOT, TOP_LEVEL, kept, sources, text_of

LONGEST = 450
LARGEST_BYTES = 1_500_000
# What no line may hold; spelt so that this file is clean itself.
FORBIDDEN = {
    "a path of one machine": re.compile(r"""[\"' (]/(?:home|root|mnt|work|tmp)/[A-Za-z0-9_.-]+"""),
    "unfinished work": re.compile(
        r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|raise NotImplemented" r"Error"
    ),
    "a silenced check without its name": re.compile(r"# ty" r"pe: ignore(?!\[)|# no" r"qa(?!: [A-Z]+\d)"),
    "a test that does not run": re.compile(r"mark\.(?:sk" r"ip|xf" r"ail)\b"),
}
EMPTY_WORDS = ("manager", "helper", "util", "utils", "helpers", "misc", "common")


def test_the_top_level_holds_only_the_fixed_layout() -> None:
    assert {path.parts[0] for path in kept()} <= TOP_LEVEL


def test_no_file_is_so_long_that_it_holds_a_second_idea() -> None:
    lengths = {str(path): text_of(path).count("\n") for path in sources(".py", ".qml")}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_is_too_large_for_git() -> None:
    sizes = {str(path): (ROOT / path).stat().st_size for path in kept()}

    assert {name: size for name, size in sizes.items() if size > LARGEST_BYTES} == {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_line_holds(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in sources(".py", ".qml", ".toml", ".cfg", ".md", ".sh", ".csv", ".txt", "")
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]

    assert found == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path) for path in sources(".py") if not ast.get_docstring(ast.parse(text_of(path)))]

    assert [name for name in silent if name.split("/")[0] in PACKAGES] == []


def test_every_screen_file_says_what_it_is_for() -> None:
    silent = [str(path) for path in sources(".qml") if not text_of(path).startswith(("//", "/*"))]

    assert silent == []


def test_every_folder_of_python_is_a_package() -> None:
    folders = {path.parent for path in sources(".py")}

    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").is_file()] == []


def test_no_module_or_class_has_an_empty_name() -> None:
    classes = [
        f"{path}: {node.name}"
        for path in sources(".py")
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(EMPTY_WORDS)
    ]
    modules = [str(path) for path in sources(".py", ".qml") if path.stem.lower() in EMPTY_WORDS]

    assert classes + modules == []


def test_every_file_of_a_package_is_installed_with_it() -> None:
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    patterns = ["*.py", *settings["options.package_data"]["*"].split()]

    left = [path for path in kept() if path.parts[0] in PACKAGES and not any(map(path.match, patterns))]

    assert list(map(str, left)) == []
