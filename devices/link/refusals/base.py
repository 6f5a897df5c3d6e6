"""The same sentence in the hall's two languages."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """The same sentence in the hall's two languages; ``{…}`` is filled in by the refusal."""

    zh: str
    en: str
