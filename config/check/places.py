"""Where a problem stands, and the sentences that several checks share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from config.problems import Problem, did_you_mean

TOML, CSV = "hall.toml", "items.csv"
FIRST_ITEM_ROW = 2  # As a spreadsheet counts: the header is row 1.


def item_key(at: int, column: str) -> str:
    """Name a cell of items.csv."""
    return f"row {at + FIRST_ITEM_ROW}, {column}"


def known(file: str, key: str, name: str, names: Collection[str], sort: str) -> Iterator[Problem]:
    """A name that is not among those there are; a table that could not be read at all is not asked."""
    if name and names and name not in names:
        yield Problem(file, key, f'"{name}" is not {sort}{did_you_mean(name, names)}')


def repeated(key: str, values: Iterable[object]) -> Iterator[Problem]:
    """Values that a list holds more than once."""
    for value, count in Counter(values).items():
        if count > 1:
            yield Problem(TOML, key, f"names {quoted(value)} {count} times; once is enough")


def quoted(value: object) -> str:
    """Quote a name, and leave a number or a day as it is."""
    return f'"{value}"' if isinstance(value, str) else str(value)
