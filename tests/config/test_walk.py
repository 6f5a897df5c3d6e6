"""Whatever a value is replaced by, the walk and the checks behind it go on to the end."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from config.check import problems_of
from config.notes import warnings
from config.schema import HallConfig
from config.walk import Walk
from tests.config.conftest import TOML

MORE = """
options = { columns = "32" }
[hours]
days = ["mon"]
open = ["09:00-12:00"]
[hub]
port = 1
[calendar]
holidays = [2026-10-01]
workdays = [2026-10-10]
until = 2026-12-31
[order.priority]
weight = 9
[[desks]]
id = "D1"
name = "x"
[[rooms]]
id = "R1"
name = "x"
zone = "main"
[[grounds]]
id = "old"
name = "x"
by_age = true
[[bundles]]
id = "b"
name = "x"
items = ["tax-01"]
[[seasons]]
item = "tax-01"
windows = [1]
first = 2026-06-01
last = 2026-06-30
[[clerks]]
number = "1002"
name = "x"
skills = ["tax"]
zones = ["main"]
valid_from = 2026-06-01
valid_to = 2026-06-30
[[queues]]
id = "new"
prefix = "N"
name = "x"
zone = "main"
wrap = "NN"
days = ["mon"]
hours = ["09:00-12:00"]
away_first = 900
bands = [{ classes = ["priority"], prefix = "NP", last = 99 }]
slots = [{ span = "09:00-10:00", quota = 5 }]
bookings = [{ span = "09:00-10:00", capacity = 5 }]
[[windows]]
number = 3
zone = "main"
queues = ["new"]
shifts = ["09:00-12:00"]
days = ["mon"]
"""
WHOLE = tomllib.loads(TOML + MORE)
VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.datetimes() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


def places(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of the file below its top."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from places(inner, (*path, key))


@given(place=st.sampled_from(list(places(WHOLE))), value=VALUES)
def test_any_value_in_any_place_is_taken_or_told(place: tuple[str | int, ...], value: object) -> None:
    # Given a good hall in which one value, list or table was replaced.
    hall: Any = copy.deepcopy(WHOLE)
    node = hall
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    # When it is read and checked.
    walk = Walk("hall.toml")
    config = walk.table(HallConfig, hall, "")
    found = (*walk.problems, *problems_of(config), *warnings(config, date(2027, 1, 1)))
    lines = [str(problem) for problem in found]
    # Then nothing broke, and each problem is one line that names the file.
    assert all(line.isprintable() and line.startswith(("hall.toml: ", "items.csv: ")) for line in lines)


@given(place=st.sampled_from([place for place in places(WHOLE) if not isinstance(place[-1], int)]))
def test_anything_may_be_missing(place: tuple[str | int, ...]) -> None:
    hall: Any = copy.deepcopy(WHOLE)
    node = hall
    for key in place[:-1]:
        node = node[key]
    del node[place[-1]]
    walk = Walk("hall.toml")
    config = walk.table(HallConfig, hall, "")
    problems_of(config)
    warnings(config, date(2027, 1, 1))
    assert all("is missing" in problem.text for problem in walk.problems)
