"""The README's tables say what the code says, and leave nothing out."""

from __future__ import annotations

import configparser
import re

import pytest

from devices.kinds import FAMILIES
from tests.house.tables import DIAGRAMS, MARKED, ROOT, TABLES, driver_kinds, file_of, filled, markdown


@pytest.mark.parametrize("name", [*TABLES, *DIAGRAMS])
def test_the_readme_has_the_table_as_the_code_has_it(name: str) -> None:
    file = file_of(name)
    readme = file.read_text("utf-8")

    shown = {found[2]: found[0] for found in MARKED.finditer(readme)}

    assert name in shown, f"{file.relative_to(ROOT)} needs <!-- table: {name} --> and <!-- end -->"
    assert shown[name] == filled(shown[name]), "run: make tables"


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_of_a_table_is_empty(name: str) -> None:
    for line in markdown(name).splitlines():
        cells = re.split(r"(?<!\\)\|", line)[1:-1]
        assert all(cell.strip() for cell in cells), line


def test_every_library_asked_for_says_why() -> None:
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = [settings["options"]["install_requires"], *settings["options.extras_require"].values()]
    asked = set(re.findall(r"^[a-z0-9-]+", "\n".join(lines), re.MULTILINE))

    shown = set(re.findall(r"^\| `([a-z0-9-]+)", markdown("libraries"), re.MULTILINE))

    assert shown == asked


def test_the_kinds_a_hall_may_name_are_those_that_have_a_driver() -> None:
    assert set(FAMILIES) == {kind.kind for kind in driver_kinds()}


def test_text_around_a_table_stays_as_it_is() -> None:
    text = "before\n<!-- table: refusals -->\nold\n<!-- end -->\nafter\n"

    made = filled(text)

    assert made.startswith("before\n<!-- table: refusals -->\n| code | 中文 | English |\n")
    assert made.endswith("|\n<!-- end -->\nafter\n")
    assert filled(made) == made
