"""A call is read as a hall's announcer reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from devices.link.jobs import Announce
from devices.speakers.phrase import Pause, Phrase, Unspeakable, chinese, english, phrase_of
from devices.speakers.vocabulary import CLIP_NAMES, WORDS

LETTERS = {f"zh-{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"}


def read(phrase: Phrase) -> str:
    """Return what a phrase says: hanzi together, English words apart, a pause as a comma."""
    words = ["，" if isinstance(part, Pause) else WORDS[part].says for part in phrase if part != "chime"]
    return "".join(words) if phrase[0] == "zh-please" else " ".join(words).replace(" ，", ",")


def window_in_chinese(window: int) -> str:
    return read(chinese("A1", window)).removeprefix("请诶一号，到").removesuffix("号窗口办理")


def window_in_english(window: int) -> str:
    return read(english("A1", window)).removeprefix("Number A one, please go to window ")


def test_the_sentence_is_the_halls() -> None:
    assert read(chinese("A001", 3)) == "请诶零零一号，到三号窗口办理"
    assert read(english("A001", 3)) == "Number A zero zero one, please go to window three"


@pytest.mark.parametrize(
    ("window", "spoken"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (19, "十九"),
        (20, "二十"),
        (25, "二十五"),
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (180, "一百八十"),
        (1000, "一千"),
        (1003, "一千零三"),
        (1020, "一千零二十"),
        (1100, "一千一百"),
        (1101, "一千一百零一"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_windows_number_is_read_as_a_number(window: int, spoken: str) -> None:
    assert window_in_chinese(window) == spoken


@pytest.mark.parametrize(
    ("window", "spoken"),
    [
        (1, "one"),
        (13, "thirteen"),
        (20, "twenty"),
        (42, "forty two"),
        (100, "one hundred"),
        (103, "one hundred and three"),
        (180, "one hundred and eighty"),
        (1003, "one thousand and three"),
        (1215, "one thousand two hundred and fifteen"),
    ],
)
def test_a_windows_number_is_read_in_english_too(window: int, spoken: str) -> None:
    assert window_in_english(window) == spoken


@given(st.integers(1, 9999))
def test_what_is_read_is_the_windows_number(window: int) -> None:
    units = {"十": 10, "百": 100, "千": 1000}
    value = digit = 0
    for word in window_in_chinese(window):
        if word in units:
            value += (digit or 1) * units[word]  # a leading 十 is ten
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(word)
    assert value + digit == window


def test_digits_of_a_ticket_are_read_one_by_one_and_letters_by_their_names() -> None:
    assert read(chinese("GJ110", 12)) == "请寄这一一零号，到十二号窗口办理"


def test_spaces_hyphens_and_small_letters_make_no_difference() -> None:
    assert chinese("a-0 01", 3) == chinese("A001", 3)


def test_after_the_number_there_is_a_short_pause() -> None:
    [pause] = [part for part in chinese("A001", 3) if isinstance(part, Pause)]
    assert 80 <= pause.ms <= 120


def test_one_chime_comes_first_however_often_the_call_is_said() -> None:
    parts = phrase_of(Announce(number="A001", window=3, english=True, repeat=2))
    assert parts[0] == "chime"
    assert parts.count("chime") == 1
    order = [part for part in parts if part in ("zh-please", "en-window")]
    assert order == ["zh-please", "en-window", "zh-please", "en-window"]


def test_without_english_only_chinese_is_said() -> None:
    parts = phrase_of(Announce(number="A001", window=3))
    assert not any(isinstance(part, str) and part.startswith("en-") for part in parts)


@pytest.mark.parametrize(
    "call",
    [
        Announce(number="", window=3),
        Announce(number=" - ", window=3),
        Announce(number="甲001", window=3),
        Announce(number="A0１", window=3),  # full width
        Announce(number="A001", window=0),
        Announce(number="A001", window=10000),
        Announce(number="A001", window=3, repeat=0),
    ],
)
def test_what_there_are_no_clips_for_is_not_guessed(call: Announce) -> None:
    with pytest.raises(Unspeakable):
        phrase_of(call)


@given(
    st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=8),
    st.integers(1, 9999),
    st.booleans(),
)
def test_every_word_of_every_call_is_in_the_vocabulary(number: str, window: int, english: bool) -> None:
    parts = phrase_of(Announce(number=number, window=window, english=english))
    assert {part for part in parts if isinstance(part, str)} <= set(CLIP_NAMES)


@pytest.mark.parametrize(
    "name",
    [name for name, word in WORDS.items() if word.language == "zh" and name not in LETTERS],
)
def test_the_tones_are_those_of_the_dictionary(name: str) -> None:
    assert WORDS[name].sound.split() == lazy_pinyin(WORDS[name].says, style=Style.TONE3)
