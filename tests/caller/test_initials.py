"""First letters of Chinese words, held against an independent reading of the characters."""

from __future__ import annotations

import pytest
from pypinyin import Style, pinyin

from caller.initials import initials

COMMON = [
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if (row, cell) <= (0xD7, 0xF9)
]
"""The 3755 characters that GB 2312 sorts by their reading."""


def test_common_characters_have_the_letter_of_one_of_their_readings() -> None:
    assert len(COMMON) == 3755
    wrong = [
        letter
        for letter in COMMON
        if initials(letter).lower()
        not in {reading[0] for reading in pinyin(letter, style=Style.NORMAL, heteronym=True)[0]}
    ]

    # Readings that the standard of 1980 had and dictionaries have given up since.
    assert len(wrong) <= 5, wrong


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("转移登记（二手房过户）", "ZYDJESFGH"),
        ("A类 证照2份", "ALZZ2F"),
        ("䶮", ""),
        ("", ""),
    ],
)
def test_words_are_spelt_letter_by_letter(words: str, letters: str) -> None:
    assert initials(words) == letters
