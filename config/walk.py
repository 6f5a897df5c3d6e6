"""Turns what stands in a file into settings, leaf by leaf, so that one bad value does not hide the next.

A bad value is reported and something harmless stands in for it, so that later checks can go on; the
loader never hands out settings from a walk that found problems.
"""

from __future__ import annotations

import json
import math
import typing
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import msgspec

from config.problems import Problem, did_you_mean
from config.schema import Setting
from config.shapes import Field, choices_of, element_of, fields_of, in_words, limit_of, peel, table_in

Shape = TypeVar("Shape", bound=Setting)


class Walk:
    """Reads the tables of one file and collects what is wrong with them."""

    def __init__(self, file: str, *, cells: bool = False) -> None:
        """Read for a file; ``cells`` says that all values are the texts of a csv."""
        self.problems: list[Problem] = []
        self._file = file
        self._cells = cells

    def blame(self, key: str, text: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(self._file, key, text))

    def table(self, shape: type[Shape], raw: object, key: str, whole: object = None) -> Shape:
        """Read a table of settings.

        Args:
            shape: what the table holds.
            raw: what stands in the file.
            key: its place in the file, empty for the whole of it.
            whole: the table as it is when it is left out; what is left out in it is taken from there.
        """
        fields = {field.name: field for field in fields_of(shape)}
        if isinstance(whole, shape):
            fields = {
                name: replace(field, required=False, default=getattr(whole, name))
                for name, field in fields.items()
            }
        if not isinstance(raw, Mapping):
            self.blame(key, f"is {shown(raw)}; write it as a table of settings")
            return shape(**{name: _stand_in(field, None) for name, field in fields.items()})
        for name in raw:
            if name not in fields:
                self.blame(self._at(key, name), f"is not a setting{did_you_mean(name, fields)}; remove it")
        return shape(**{name: self._field(field, raw, self._at(key, name)) for name, field in fields.items()})

    def _at(self, key: str, name: str) -> str:
        """Name a setting of the table at ``key``."""
        return f"{key}, {name}" if self._cells else f"{key}.{name}" if key else name

    def _field(self, field: Field, raw: Mapping[str, object], key: str) -> object:
        """Read one setting, or its default."""
        rows = table_in(element_of(field.base))
        if field.name not in raw:
            if field.required:
                self.blame(key, f"is missing; give {self._wanted(field)}")
            return _stand_in(field, None)
        value = raw[field.name]
        table = table_in(field.base)
        if table is not None:
            return self.table(table, value, key, None if field.required else field.default)
        if rows is None:
            return self._value(field, value, key)
        if not isinstance(value, list):
            self.blame(key, f"is {shown(value)}; write each of its tables under [[{key}]]")
            return ()
        if field.required and not value:
            self.blame(key, f"is empty; give {self._wanted(field)}")
        return tuple(self.table(rows, row, f"{key}[{at}]") for at, row in enumerate(value))

    def _wanted(self, field: Field) -> str:
        """Say what is missing."""
        if table_in(field.base) is not None:
            return f"a table [{field.name}]"
        if table_in(element_of(field.base)) is not None:
            return f"at least one table [[{field.name}]]"
        return f"{in_words(field.hint)}. {field.sentence}"

    def _value(self, field: Field, value: object, key: str) -> object:
        """Read a value: a plain one, a list of them, or the options of a driver."""
        element = element_of(field.base)
        if element is not None and isinstance(value, list):
            parts = [self._leaf(element, part, f"{key}[{at}]") for at, part in enumerate(value)]
            most = limit_of(field.metas, "max_length")
            if not value and limit_of(field.metas, "min_length"):
                self.blame(key, f"is empty; give {in_words(field.hint)}")
            if most is not None and len(parts) > most:
                self.blame(key, f"has {len(parts)} entries; keep at most {most}")
            inner = peel(element)[0]
            harmless = _EMPTY[inner] if inner in (int, date) else None
            return tuple(
                part if part is not _BAD else str(raw) if harmless is None else harmless
                for part, raw in zip(parts, value, strict=True)
            )
        if typing.get_origin(field.base) is dict and isinstance(value, Mapping):
            options = {name: self._leaf(str, part, f"{key}.{name}") for name, part in value.items()}
            return {name: str(value[name]) if part is _BAD else part for name, part in options.items()}
        read = self._leaf(field.hint, value, key)
        return _stand_in(field, value) if read is _BAD else read

    def _leaf(self, hint: object, value: object, key: str) -> object:
        """Read a plain value; ``_BAD`` when it does not fit, which is then reported."""
        if isinstance(value, str) and any(unicodedata.category(letter) == "Cc" for letter in value):
            self.blame(key, "holds a line break or another control character; write it in one line")
            return _BAD
        try:
            read: object = msgspec.convert(value, hint, strict=not self._cells)
        except msgspec.ValidationError:
            guess = did_you_mean(value, choices_of(peel(hint)[0])) if isinstance(value, str) else ""
            self.blame(key, f"is {shown(value)}{guess}; give {in_words(hint)}")
            return _BAD
        if isinstance(read, float) and not math.isfinite(read):
            self.blame(key, f"is {shown(value)}; give {in_words(hint)}")
            return _BAD
        return read


_BAD = object()
HUGE = 10**20
"""Numbers from here on are not written out: Python refuses to, from 4,300 digits."""
_EMPTY: dict[object, object] = {str: "", int: 0, float: 0.0, bool: False, date: date.min}


def _stand_in(field: Field, value: object) -> object:
    """Find something harmless in place of a missing or bad value: itself, its default, or nothing."""
    table = table_in(field.base)
    if isinstance(field.base, type) and field.base in _EMPTY:
        if type(value) is field.base:
            return value
        return _EMPTY[field.base] if field.required else field.default
    if not field.required:
        return field.default
    if table is not None:
        return table(**{inner.name: _stand_in(inner, None) for inner in fields_of(table)})
    choices = choices_of(field.base)
    return choices[0] if choices else ()


def shown(value: object) -> str:
    """Quote a value of the file, cut short, as the file would write it."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int) and abs(value) >= HUGE:
        return "a huge number"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool | int) else str(value)
    return text if len(text) <= 40 else text[:37] + '..."'
