"""What the code imports, what setup.cfg asks for and what requirements.txt locks are one and the same."""

from __future__ import annotations

import ast
import configparser
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import PACKAGES, ROOT, sources, text_of

# Used without an import: as plugins, from the command line, or as the data of another library.
UNSEEN = {
    "codespell",
    "coverage",
    "import-linter",
    "mypy",
    "pytest-asyncio",
    "pytest-cov",
    "pytest-timeout",
    "pytest-xdist",
    "ruff",
    "tzdata",
}
# Parts of a library that setup.cfg asks for by another name.
PART_OF = {
    "pyside6-essentials": "pyside6",
    "pyside6-addons": "pyside6",
    "shiboken6": "pyside6",
    "psycopg-binary": "psycopg",
    "packaging": "pytest",
    "pluggy": "pytest",
    "starlette": "litestar",
}


def asked(section: str, key: str) -> dict[str, Requirement]:
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    found = [Requirement(line) for line in settings[section][key].splitlines() if line]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


@cache
def imported(*rooms: str) -> dict[str, Path]:
    """Return the libraries that these rooms import, each with one file that does."""
    distributions = packages_distributions()
    found: dict[str, Path] = {}
    for path in sources(".py"):
        if path.parts[0] not in rooms:
            continue
        for node in ast.walk(ast.parse(text_of(path))):
            names = [part.name for part in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                top = name.split(".")[0]
                if top in sys.stdlib_module_names or top in {*PACKAGES, "tests"}:
                    continue
                owners = {canonicalize_name(owner) for owner in distributions.get(top, [top])}
                for owner in {PART_OF.get(owner, owner) for owner in owners}:
                    found[owner] = path
    return found


def test_the_programs_import_only_what_they_ask_for() -> None:
    wanted = asked("options", "install_requires")

    assert {name: str(path) for name, path in imported(*PACKAGES).items() if name not in wanted} == {}


def test_the_tests_import_only_what_is_asked_for() -> None:
    wanted = asked("options", "install_requires") | asked("options.extras_require", "test")
    # Loaded by make fuzz only, never where pytest collects.
    wanted |= asked("options.extras_require", "fuzz")

    assert {name: str(path) for name, path in imported("tests").items() if name not in wanted} == {}


def test_nothing_is_asked_for_that_nobody_uses() -> None:
    programs = set(asked("options", "install_requires")) - set(imported(*PACKAGES))
    tests = set(asked("options.extras_require", "test")) - set(imported("tests"))

    assert programs | tests <= UNSEEN


def test_everything_asked_for_is_locked_at_a_version_that_fits() -> None:
    lock = dict(
        re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )

    wanted = asked("options", "install_requires") | asked("options.extras_require", "test")

    assert {
        name: lock.get(name) for name, want in wanted.items() if lock.get(name, "") not in want.specifier
    } == {}
