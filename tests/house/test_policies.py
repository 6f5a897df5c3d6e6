"""What the halls' papers ask for is somewhere in the product: the table in ``devices/hub/README.md`` is true.

No row of the papers may vanish in silence: each one names a command or a setting, where people meet it, and
the test that holds it, or the step that brings it.
"""

from __future__ import annotations

import re
import typing
from pathlib import Path

import click

from config.shapes import settings_table
from devices.__main__ import main
from devices.link.commands import AnyCommand

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "devices" / "hub" / "README.md"
_RANGES = ((1, 18), (20, 28), (31, 42), (47, 52), (54, 56), (59, 61), (66, 67), (74, 82), (84, 86), (88, 89))
_SINGLE = (91, 93, 95, 97, 98, 99, 100, 102, 103, 104, 109, 111, 114, 115)
CORE = frozenset(n for first, last in _RANGES for n in range(first, last + 1)) | frozenset(_SINGLE)
"""Numbers of the papers' rows that are core to this product."""
ROW = re.compile(r"^\| (\d+) \|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([^`]+)`")
LATER = re.compile(r"\bstep [3-7]\b")


def rows() -> dict[int, tuple[str, str, str]]:
    found = ROW.findall(TABLE.read_text("utf-8"))
    assert len({number for number, *_ in found}) == len(found)
    return {int(number): (how, screen, test) for number, _, how, screen, test in found}


def group(of: click.Command) -> set[str]:
    """All commands of the program ``hall``, such as ``hall report day``."""
    if not isinstance(of, click.Group):
        return {""}
    return {f" {name}{rest}" for name, inner in of.commands.items() for rest in group(inner)}


def known_tests() -> set[str]:
    return {
        f"{path.relative_to(ROOT)}::{name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }


def test_every_core_row_of_the_papers_is_in_the_table_once() -> None:
    assert set(rows()) == CORE


def test_every_row_names_a_command_or_setting_that_there_is() -> None:
    commands = {str(kind.__struct_config__.tag) for kind in typing.get_args(AnyCommand)}
    settings = {row.setting for row in settings_table()}
    programs = {f"hall{name}" for name in group(main)}
    for number, (how, _, _) in rows().items():
        names = set(NAMED.findall(how))
        assert names or LATER.search(how), number
        assert names <= commands | settings | programs, (number, names - commands - settings - programs)


def test_every_row_says_where_people_meet_it() -> None:
    programs = {f"hall{name}" for name in group(main)}
    for number, (_, screen, _) in rows().items():
        names = set(NAMED.findall(screen))
        assert names or LATER.search(screen), number
        missing = {name for name in names if name not in programs and not (ROOT / name).exists()}
        assert not missing, (number, missing)


def test_every_row_is_held_by_a_test_unless_a_later_step_brings_it() -> None:
    there = known_tests()
    for number, (_, _, test) in rows().items():
        names = set(NAMED.findall(test))
        assert names or LATER.search(test), number
        assert names <= there, (number, names - there)
