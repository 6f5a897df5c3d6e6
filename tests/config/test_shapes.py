"""The table of settings is the schema's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import msgspec
import pytest

from config.schema import HallConfig, Item, Setting
from config.shapes import Row, fields_of, in_words, settings_table, table_in


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    return {row.setting: row for row in settings_table()}


def tables(shape: type[Setting]) -> Iterator[type[Setting]]:
    yield shape
    for field in fields_of(shape):
        inner = table_in(field.base) or next(
            (found for part in getattr(field.base, "__args__", ()) if (found := table_in(part))), None
        )
        if inner is not None:
            yield from tables(inner)


def test_every_setting_has_a_row_and_a_sentence(rows: dict[str, Row]) -> None:
    leaves = sum(
        table_in(field.base) is None and not any(map(table_in, getattr(field.base, "__args__", ())))
        for shape in tables(HallConfig)
        for field in fields_of(shape)
    )
    assert len(rows) == leaves
    assert all(row.sentence.endswith(".") for row in rows.values())
    assert len({row.sentence for row in rows.values()}) > len(rows) * 0.9


def test_a_row_says_type_default_and_use(rows: dict[str, Row]) -> None:
    assert rows["hub.port"] == Row(
        "hub.port", "a whole number from 1 to 65535", "8710", "The one port for link, API and pages."
    )
    assert rows["zones[].id"].default == "required"
    assert rows["hours.open"].type == 'a list, each a span such as "09:00-12:00"'
    assert rows["kiosks[].featured"].type == "a list of at most 6, each text"
    assert rows["items.csv subject"].type == "one of person, legal, both"


def test_defaults_are_written_as_toml_would_read_them(rows: dict[str, Row]) -> None:
    for table in ("hub", "tickets", "screens", "hours", "sync", "voice"):
        shown = {
            name.partition(".")[2]: tomllib.loads(f"x = {row.default}")["x"]
            for name, row in rows.items()
            if name.startswith(f"{table}.")
        }
        shape = next(field.base for field in fields_of(HallConfig) if field.name == table)
        assert isinstance(shape, type)
        assert msgspec.to_builtins(shape()) == {
            key: tuple(value) if isinstance(value, list) else value for key, value in shown.items()
        }


def test_a_type_without_words_is_an_error_and_not_a_wrong_word() -> None:
    with pytest.raises(TypeError, match="without words"):
        in_words(bytes)
    assert in_words(fields_of(Item)[0].hint).startswith("a short name")
