"""The first letters of Chinese words by their sound (转移登记: ZYDJ), for typing without an input method.

GB 2312 sorts its common characters by their reading, so a character's place among 23 landmarks tells its
first letter; rarer characters have none and are passed over.
"""

from __future__ import annotations

from bisect import bisect_right

_LANDMARKS = {
    "啊": "A", "芭": "B", "擦": "C", "搭": "D", "蛾": "E", "发": "F", "噶": "G", "哈": "H",
    "击": "J", "喀": "K", "垃": "L", "妈": "M", "拿": "N", "哦": "O", "啪": "P", "期": "Q",
    "然": "R", "撒": "S", "塌": "T", "挖": "W", "昔": "X", "压": "Y", "匝": "Z",
}  # fmt: skip
"""The first character of each letter in GB 2312's first level, in its order."""

_PLACES = [letter.encode("gb2312") for letter in _LANDMARKS]
_LETTERS = list(_LANDMARKS.values())
_END = "座".encode("gb2312")
"""The last character that is sorted by its reading; the second level is sorted by strokes."""


def initials(words: str) -> str:
    """First letters of the words in capitals; letters and digits stand for themselves."""
    return "".join(_initial(letter) for letter in words)


def _initial(letter: str) -> str:
    if letter.isascii():
        return letter.upper() if letter.isalnum() else ""
    try:
        place = letter.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if not _PLACES[0] <= place <= _END:
        return ""
    return _LETTERS[bisect_right(_PLACES, place) - 1]
