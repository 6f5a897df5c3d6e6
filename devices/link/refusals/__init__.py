"""Why the hall says no: stable codes, each with a Chinese and an English sentence.

A code is wire contract and never changes its meaning; the sentences are for people and say what to do.
"""

from __future__ import annotations

from devices.link.refusals import (
    away,
    bookings,
    consult,
    counter,
    desk,
    devices,
    link,
    papers,
    ratings,
    results,
    staff,
    tickets,
    windows,
)
from devices.link.refusals.base import Sentence

_PARTS = (
    link,
    tickets,
    bookings,
    desk,
    consult,
    counter,
    staff,
    windows,
    ratings,
    papers,
    results,
    away,
    devices,
)
REFUSALS: dict[str, Sentence] = {code: said for part in _PARTS for code, said in part.SENTENCES.items()}
if len(REFUSALS) != sum(len(part.SENTENCES) for part in _PARTS):
    raise LookupError("two parts of the hall refuse with the same code")


class Refused(Exception):
    """A command was refused; ``code`` is a key of REFUSALS.

    Attributes:
        sentence: what people are told, filled in.
    """

    def __init__(self, code: str, zh: dict[str, str] | None = None, en: dict[str, str] | None = None) -> None:
        """Refuse with a code of REFUSALS.

        Args:
            code: the code.
            zh: words for the gaps of the Chinese sentence.
            en: words for the gaps of the English sentence; the Chinese ones when there are none.

        Raises:
            KeyError: the code has no sentence, or a gap no word; that is a bug.
        """
        said = REFUSALS[code]
        self.sentence = Sentence(said.zh.format(**(zh or {})), said.en.format(**(en or zh or {})))
        super().__init__(code)
        self.code = code


__all__ = ["REFUSALS", "Refused", "Sentence"]
