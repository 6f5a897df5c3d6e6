"""The schema in words: what a setting may hold, for problems and for the README's table.

Everything is read from ``config.schema``, so that the words cannot differ from what is checked.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import NODEFAULT, Meta

from config.schema import HallConfig, Item, Setting

PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9_-]*$": "a short name of letters, digits, - and _",
    r"^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$": 'a span such as "09:00-12:00"',
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": 'a time from "00:00" to "23:59"',
    r"^[A-Z]{1,2}$": "one or two capital letters",
    r"^[A-Z]{0,3}$": "up to three capital letters",
    r"^([A-Z]{1,3})?$": "up to three capital letters",
}
LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length", "pattern")
PLAIN: dict[object, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date such as 2026-10-01",
    date | None: "a date such as 2026-10-01",
}


@dataclass(frozen=True)
class Field:
    """One setting: its name in the file, its type, what it is for, and its default if it has one."""

    name: str
    hint: object
    base: object
    metas: tuple[Meta, ...]
    required: bool
    default: object

    @property
    def sentence(self) -> str:
        """What the setting does."""
        return next((meta.description for meta in self.metas if meta.description), "")


class Row(NamedTuple):
    """A row of the table of settings."""

    setting: str
    type: str
    default: str
    sentence: str


def peel(hint: object) -> tuple[object, tuple[Meta, ...]]:
    """Take the metas off a type."""
    if typing.get_origin(hint) is Annotated:
        base, *metas = typing.get_args(hint)
        return base, tuple(meta for meta in metas if isinstance(meta, Meta))
    return hint, ()


@cache
def fields_of(shape: type[Setting]) -> tuple[Field, ...]:
    """All settings of a table, in the schema's order."""
    hints = typing.get_type_hints(shape, include_extras=True)
    found = []
    for field in msgspec.structs.fields(shape):
        base, metas = peel(hints[field.name])
        default = field.default
        if field.default_factory is not NODEFAULT:
            default = field.default_factory()
        found.append(Field(field.encode_name, hints[field.name], base, metas, field.required, default))
    return tuple(found)


def table_in(base: object) -> type[Setting] | None:
    """The table that a type is, if it is one."""
    return base if isinstance(base, type) and issubclass(base, Setting) else None


def element_of(base: object) -> object | None:
    """The type of a list's elements, None when the type is no list."""
    return typing.get_args(base)[0] if typing.get_origin(base) is tuple else None


def choices_of(base: object) -> tuple[str, ...]:
    """The words that a type allows, none when it allows any."""
    return tuple(str(word) for word in typing.get_args(base)) if typing.get_origin(base) is Literal else ()


def limit_of(metas: tuple[Meta, ...], name: Literal["min_length", "max_length"]) -> int | None:
    """The limit of a list's length, None when it has none."""
    return next((limit for meta in metas if (limit := getattr(meta, name)) is not None), None)


def in_words(hint: object) -> str:
    """Say what a type holds, as ``a whole number from 1 to 65535``."""
    base, metas = peel(hint)
    element = element_of(base)
    if element is not None:
        most, least = limit_of(metas, "max_length"), limit_of(metas, "min_length")
        length = f" of at most {most}" if most is not None else f" of at least {least}" if least else ""
        return f"a list{length}, each {in_words(element)}"
    choices = choices_of(base)
    if choices:
        return "one of " + ", ".join(choices)
    if typing.get_origin(base) is dict:
        return "a table of texts"
    if base not in PLAIN:
        raise TypeError(f"the schema has a type without words: {base!r}")
    limits: dict[str, typing.Any] = {
        name: value for meta in metas for name in LIMITS if (value := getattr(meta, name)) is not None
    }
    pattern = limits.pop("pattern", None)
    if pattern is not None:
        length = f", at most {limits['max_length']} characters" if "max_length" in limits else ""
        return PATTERNS[pattern] + length
    if "gt" in limits and base is int:
        limits["ge"] = limits.pop("gt") + 1
    return PLAIN[base] + _limits(limits)


def _limits(limits: dict[str, typing.Any]) -> str:
    """Say the limits of a number or a text."""
    if not limits:
        return ""
    match limits:
        case {"min_length": 1}:
            return ", not empty"
        case {"ge": low, "le": high}:
            return f" from {low} to {high}"
        case {"gt": low, "lt": high}:
            return f" between {low} and {high}"
        case {"ge": low}:
            return f", at least {low}"
        case {"gt": low}:
            return f" above {low}"
    raise TypeError(f"the schema has limits without words: {limits}")


def settings_table() -> list[Row]:
    """List every setting of ``hall.toml`` and ``items.csv``: name, type, default, sentence."""
    return list(_rows(HallConfig, ""))


def _rows(shape: type[Setting], prefix: str, given: object = None) -> Iterator[Row]:
    """List a table's settings under their full names; ``given`` is the table as it is when left out."""
    for field in fields_of(shape):
        table, element = table_in(field.base), table_in(element_of(field.base))
        if table is not None:
            ready = None if field.required else field.default
            for at, row in enumerate(_rows(table, f"{prefix}{field.name}.", ready)):
                yield _opened(row, field) if at == 0 else row
        elif element is not None:
            name = "items.csv " if element is Item else f"{prefix}{field.name}[]."
            for at, row in enumerate(_rows(element, name)):
                yield _opened(row, field) if at == 0 else row
        else:
            default = getattr(given, field.name, None if field.required else field.default)
            shown = "required" if field.required and given is None else _as_toml(default)
            yield Row(prefix + field.name, in_words(field.hint), shown, field.sentence)


def _opened(row: Row, table: Field) -> Row:
    """Let a table's first setting begin with what the table is for, where the schema says it."""
    return row._replace(sentence=f"{table.sentence} {row.sentence}") if table.sentence else row


def _as_toml(value: object) -> str:
    """Write a default as the hall's file would."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case tuple():
            return "[" + ", ".join(_as_toml(part) for part in value) + "]"
        case dict():
            return "{}"
        case None:
            return "none"
    return str(value)
