"""Parts: rows that several sessions are shown together, made and encoded once for all of them.

A part never changes. When its rows do there is a new part, which keeps whatever row is still the same, so
that *the same part* means *nothing to send*.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from devices.link import rows as r
from devices.link.words import Role

_encoder = msgspec.json.Encoder()


class Name(NamedTuple):
    """Which part: what it shows, at which place, and for whom where that matters."""

    shows: str
    place: str = ""
    role: Role | None = None

    @property
    def window(self) -> int:
        """Number of the window that the place is."""
        return int(self.place.removeprefix("window-"))


class Change(NamedTuple):
    """What is between two parts: rows that are new or different by key, and keys that went."""

    rows: dict[str, r.AnyRow]
    gone: tuple[str, ...]


class Part:
    """Rows by their keys, with their encodings once somebody asked for them."""

    __slots__ = ("_body", "_change", "_mark", "rows")

    def __init__(self, rows: dict[str, r.AnyRow], before: Part | None = None) -> None:
        """Hold rows; ``before`` is what they were."""
        self.rows = rows
        self._body: bytes | None = None
        self._mark = object()
        # Only the mark of what was before is kept, or parts would hold each other for ever.
        self._change = (before._mark, _between(before, rows)) if before is not None else None

    @classmethod
    def made(cls, rows: Iterable[r.AnyRow], before: Part | None) -> Part:
        """A part of these rows, or the one before if it had the same."""
        by_key = {row.key: row for row in rows}
        if before is None:
            return cls(by_key)
        old = before.rows
        same = len(old) == len(by_key)
        for key, row in by_key.items():
            was = old.get(key)
            if was is row:
                continue
            if was is not None and was == row:
                by_key[key] = was
            else:
                same = False
        return before if same else cls(by_key, before)

    def since(self, before: Part) -> Change:
        """What changed since another part of the same name."""
        if self._change is not None and self._change[0] is before._mark:
            return self._change[1]
        return _between(before, self.rows)

    @property
    def body(self) -> bytes:
        """All rows as JSON, between commas; empty for none."""
        if self._body is None:
            self._body = _encoder.encode(list(self.rows.values()))[1:-1]
        return self._body


EMPTY = Part({})


def _between(before: Part, rows: dict[str, r.AnyRow]) -> Change:
    old = before.rows
    changed = {key: row for key, row in rows.items() if old.get(key) is not row}
    return Change(changed, tuple(key for key in old if key not in rows))
