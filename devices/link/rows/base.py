"""What every row is: one thing that a screen may show."""

from __future__ import annotations

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True, tag_field="row", omit_defaults=True):
    """One thing that a screen may show; each row's ``key`` is its name, unique among those of a session."""


class Minutes(Struct, frozen=True):
    """A forecast wait as a range in whole minutes; both 0 means no wait (无需等候)."""

    low: int
    high: int
