"""What a list of the panel is: its lines, what it asks, and who hears the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Then = Callable[[str], None]
"""Hears the key of what was chosen."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line of a list.

    Attributes:
        key: what the opener hears.
        code: what the clerk types, such as a queue's letter or a window's number.
        name: what the line says; empty where QML has the words for ``tag``.
        tag: kind of the line, for words that QML has.
        amount: a figure that goes with the tag.
        detail: a second line in the hall's own words.
        sound: first letters of the name, which may be typed too.
    """

    key: str
    code: str
    name: str = ""
    tag: str = ""
    amount: int = 0
    detail: str = ""
    sound: str = ""


def _always() -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Question:
    """A list that is shown until a line is chosen.

    Attributes:
        about: what it is about; QML has a title for each.
        lines: gives the lines as they are now.
        then: hears the key of the chosen line.
        whom: the ticket that it is for, in its title.
        note: a sentence below the title, such as why this ticket is where it is.
        at_once: whether typing a line's whole code chooses it.
        still_right: whether the question still makes sense; otherwise the list closes.
    """

    about: str
    lines: Callable[[], list[Choice]]
    then: Then
    whom: str = ""
    note: str = ""
    at_once: bool = False
    still_right: Callable[[], bool] = _always
