"""Text in a printer's cells: a GBK code of two bytes takes two, everything else one.

Only characters of GBK are in a ticket printer's font. What is not is painted (``devices.printers.glyphs``) or
replaced by something legible; it is never sent as a code, which would print as garbage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

GETA = "〓"
"""The printers' own mark for a character that is not in the case (U+3013, in GB 2312)."""

PLAIN = str.maketrans({"–": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "})
"""Signs that are as good in ASCII, where they take one cell; GBK has the en dash only two cells wide."""

NOT_FIRST = frozenset("，。、；：？！）》」』】〉”’％%…·,.;:?!)]")
"""Signs that never begin a line."""

NOT_LAST = frozenset("（《「『【〈“‘([")
"""Signs that never end a line."""


def in_font(char: str) -> bool:
    """Whether a ticket printer has the character: GBK, which GB 18030 encodes with the same bytes."""
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def clean(text: str) -> str:
    """Turn control characters, which a printer would obey, into spaces and prefer plain signs."""
    plain = text.translate(PLAIN)
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in plain)


def legible(text: str) -> str:
    """Replace what is not in the printer's font: by its base letter if it has one, else by a geta mark."""
    return "".join(char if in_font(char) else _base(char) for char in text)


def _base(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base != char and in_font(base) else GETA


def cells(text: str) -> int:
    """Return the width in cells of half a Chinese character."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    return len(char.encode("gbk")) if in_font(char) else 2


def wrap(text: str, columns: int, indent: int = 0) -> list[str]:
    """Break a text into lines of at most ``columns`` cells, words whole where they fit.

    Spaces at a line's ends are dropped. An empty text gives no line. The first line has ``indent`` cells
    less, for the caller to put something in front of it.
    """
    lines: list[str] = []
    line = ""
    for word in _words(text):
        room = columns if lines else columns - indent
        if cells((line + word).rstrip()) <= room:
            line += word
            continue
        if line.strip():
            line, carried = _carry(line)
            lines.append(line)
            word = carried + word
            room = columns
        line = word.lstrip()
        while cells(line.rstrip()) > room:
            head = _head(line, room)
            lines.append(head)
            line = line[len(head) :]
            room = columns
    if line.strip():
        lines.append(line.strip())
    return lines


def balanced(text: str, columns: int) -> list[str]:
    """Break like ``wrap``, into as few lines, but of about the same length."""
    lines = wrap(text, columns)
    narrow = columns
    while len(lines) > 1 and narrow > columns // len(lines):
        narrow -= 1
        tried = wrap(text, narrow)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def clauses(text: str, columns: int) -> list[str]:
    """Break behind 、，； where every part between them fits a line, like ``balanced`` where one does not.

    The list of what to bring breaks between two things then, never inside the name of one.
    """
    parts = [part for part in re.split("(?<=[、，；])", text) if part.strip()]
    if cells(text.strip()) <= columns or any(cells(part.strip()) > columns for part in parts):
        return balanced(text, columns)
    lines: list[str] = []
    for part in parts:
        if lines and cells((lines[-1] + part).strip()) <= columns:
            lines[-1] += part
        else:
            lines.append(part)
    return [line.strip() for line in lines]


def _carry(line: str) -> tuple[str, str]:
    """Take opening brackets from a line's end over to the next line."""
    kept = line.rstrip()
    while len(kept) > 1 and kept[-1] in NOT_LAST:
        kept = kept[:-1]
    return kept, line.rstrip()[len(kept) :]


def _head(line: str, columns: int) -> str:
    """Return as many characters as fit, at least one."""
    length = 1
    while length < len(line) and cells(line[: length + 1]) <= columns:
        length += 1
    return line[:length]


def _words(text: str) -> Iterator[str]:
    """Split into what may not be broken: an ASCII word with its spaces, or one wide character.

    Closing signs stay with what they close.
    """
    word = ""
    for char in text:
        if char in NOT_FIRST and word:
            word += char
            continue
        narrow = char.isascii()
        if word and (not narrow or not word[-1].isascii() or (word[-1] == " " and char != " ")):
            yield word
            word = ""
        word += char
    if word:
        yield word
