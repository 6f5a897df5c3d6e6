"""The schema in words: what a setting may hold, for problems and for the README's table.

Everything is read from ``config.schema``, so that the words cannot differ from what is checked.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import NODEFAULT, Meta

from config.schema import HallConfig, Item, Setting

PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9_-]*$": "a short name of letters, digits, - and _",
    r"^[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d$": 'a span such as "09:00-12:00"',
    r"^[A-Z]{1,2}$": "one or two capital letters",
}
PLAIN = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
SEVERAL = {
    "a short name of letters, digits, - and _": "short names of letters, digits, - and _",
    'a span such as "09:00-12:00"': 'spans such as "09:00-12:00"',
    "text": "texts",
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


def in_words(hint: object) -> str:
    """Say what a type holds, as ``a whole number from 1 to 65535``."""
    base, metas = peel(hint)
    element = element_of(base)
    if element is not None:
        inner = in_words(element)
        most = next((meta.max_length for meta in metas if meta.max_length is not None), None)
        return f"a list of {SEVERAL.get(inner, inner)}{'' if most is None else f', at most {most}'}"
    choices = choices_of(base)
    if choices:
        return "one of " + ", ".join(choices)
    if typing.get_origin(base) is dict:
        return "a table of texts"
    if not isinstance(base, type | types.GenericAlias) or base not in PLAIN:
        raise TypeError(f"the schema has a type without words: {base!r}")
    return PLAIN[typing.cast(type, base)] + _limits(metas) if not _pattern(metas) else _pattern(metas)


def _pattern(metas: tuple[Meta, ...]) -> str:
    """Say what a pattern wants, nothing when there is none."""
    pattern = next((meta.pattern for meta in metas if meta.pattern), None)
    most = next((meta.max_length for meta in metas if meta.max_length is not None), None)
    return "" if pattern is None else PATTERNS[pattern] + (f", at most {most}" if most is not None else "")


def _limits(metas: tuple[Meta, ...]) -> str:
    """Say the limits of a number or a text."""
    limits: dict[str, float] = {}
    for meta in metas:
        for name in ("ge", "gt", "le", "lt", "min_length"):
            value = getattr(meta, name)
            if value is not None:
                limits[name] = value
    low = limits.get("ge", limits.get("gt"))
    high = limits.get("le", limits.get("lt"))
    if limits.get("min_length"):
        return ", not empty"
    if low is not None and high is not None:
        return f" from {low} to {high}" if "ge" in limits else f" between {low} and {high}"
    if low is not None:
        return f", at least {low}" if "ge" in limits else f" above {low}"
    return "" if high is None else f" up to {high}"


def settings_table() -> list[Row]:
    """List every setting of ``hall.toml`` and ``items.csv``: name, type, default, sentence."""
    return list(_rows(HallConfig, ""))


def _rows(shape: type[Setting], prefix: str) -> Iterator[Row]:
    """List a table's settings under their full names."""
    for field in fields_of(shape):
        table, element = table_in(field.base), table_in(element_of(field.base))
        if table is not None:
            yield from _rows(table, f"{prefix}{field.name}.")
        elif element is not None:
            name = "items.csv " if element is Item else f"{prefix}{field.name}[]."
            yield from _rows(element, name)
        else:
            default = "required" if field.required else _as_toml(field.default)
            yield Row(prefix + field.name, in_words(field.hint), default, field.sentence)


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
    return str(value)


def settings_markdown() -> str:
    """Render the table of settings for the README."""
    lines = ["| setting | type | default | what it does |", "|---|---|---|---|"]
    for row in settings_table():
        cells = (f"`{row.setting}`", row.type, row.default, row.sentence)
        shown = [cell.replace("|", "\\|") for cell in cells]
        shown[2] = shown[2] if row.default == "required" else f"`{shown[2]}`"
        lines.append("| " + " | ".join(shown) + " |")
    return "\n".join(lines) + "\n"
