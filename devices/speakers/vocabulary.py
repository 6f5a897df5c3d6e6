"""Every clip a hall's voice may need: its name, what it says, and how a synthesiser is told to say it.

The names are the file names in the clip folder, so a hall can replace any of them by a recording.
Nothing outside this table is ever spoken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

CHIME = "chime"


@dataclass(frozen=True, kw_only=True)
class Word:
    """One clip; ``sound`` is pinyin with tone numbers for ``zh`` and plain words for ``en``."""

    language: Literal["zh", "en"]
    says: str
    sound: str


# The names of the letters as mainland announcers say them: A 诶, B 比, C 西, D 弟; 5 is the neutral tone.
_ZH_LETTERS = (
    ("诶", "ei1"),
    ("比", "bi3"),
    ("西", "xi1"),
    ("弟", "di4"),
    ("伊", "yi4"),
    ("艾弗", "ai2 fu5"),
    ("寄", "ji4"),
    ("艾尺", "ai2 chi5"),
    ("艾", "ai4"),
    ("这", "zhei4"),
    ("剋", "kei4"),
    ("艾娄", "ai2 lou5"),
    ("艾姆", "ai2 mu5"),
    ("恩", "en1"),
    ("欧", "ou1"),
    ("屁", "pi4"),
    ("抠", "kiu4"),
    ("阿尔", "a1 er5"),
    ("艾丝", "ai2 si5"),
    ("替", "ti4"),
    ("优", "you1"),
    ("威", "wei1"),
    ("达不溜", "da2 bu5 liu5"),
    ("艾克斯", "ai2 ke5 si5"),
    ("歪", "wai1"),
    ("贼", "zei4"),
)
_ZH_NUMBERS = (
    ("0", "零", "ling2"),
    ("1", "一", "yi1"),
    ("2", "二", "er4"),
    ("3", "三", "san1"),
    ("4", "四", "si4"),
    ("5", "五", "wu3"),
    ("6", "六", "liu4"),
    ("7", "七", "qi1"),
    ("8", "八", "ba1"),
    ("9", "九", "jiu3"),
    ("10", "十", "shi2"),
    ("100", "百", "bai3"),
    ("1000", "千", "qian1"),
)
_ZH_WORDS = (
    ("please", "请", "qing3"),
    ("number", "号", "hao4"),
    ("to", "到", "dao4"),
    ("window", "窗口", "chuang1 kou3"),
    ("serve", "办理", "ban4 li3"),
)
_EN_NUMBERS = {
    0: "zero",
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    100: "hundred",
    1000: "thousand",
}
_EN_WORDS = (("number", "Number"), ("window", "please go to window"), ("and", "and"))


def _all_words() -> dict[str, Word]:
    words = {
        f"zh-{chr(ord('a') + place)}": Word(language="zh", says=says, sound=sound)
        for place, (says, sound) in enumerate(_ZH_LETTERS)
    }
    for name, says, sound in (*_ZH_NUMBERS, *_ZH_WORDS):
        words[f"zh-{name}"] = Word(language="zh", says=says, sound=sound)
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        words[f"en-{letter.lower()}"] = Word(language="en", says=letter, sound=letter)
    for value, says in _EN_NUMBERS.items():
        words[f"en-{value}"] = Word(language="en", says=says, sound=says)
    for name, says in _EN_WORDS:
        words[f"en-{name}"] = Word(language="en", says=says, sound=says)
    return words


WORDS: Mapping[str, Word] = MappingProxyType(_all_words())
CLIP_NAMES: tuple[str, ...] = (CHIME, *WORDS)
