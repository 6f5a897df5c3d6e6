"""What a call sounds like: a ticket's number and a window become names of clips, with pauses between.

A ticket's digits are read one by one (零零一), a window's number as a number (一百零三). Pure: no sound here.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.link.jobs import Announce
from devices.speakers.vocabulary import CHIME

WINDOW_MAX = 9999
AFTER_CHIME_MS = 200
AFTER_NUMBER_MS = 100  # 80-120 ms behind the number keep it apart from the way to the window
BETWEEN_SENTENCES_MS = 450

_DIGITS_AND_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Silence inside a sentence, in milliseconds."""

    ms: int


Phrase = tuple[str | Pause, ...]


class Unspeakable(ValueError):
    """The number has characters, or the window a number, for which there are no clips."""


def phrase_of(call: Announce) -> Phrase:
    """Say in clips: chime, then the Chinese sentence and the English one if wanted, ``repeat`` times.

    Raises:
        Unspeakable: The ticket's number is empty or has other characters than A-Z, 0-9, space and hyphen,
            the window is not 1 to 9999, or ``repeat`` is not at least one.
    """
    if call.repeat < 1:
        raise Unspeakable("an announcement is made at least once")
    sentences = [chinese(call.number, call.window)]
    if call.english:
        sentences.append(english(call.number, call.window))
    parts: list[str | Pause] = [CHIME, Pause(ms=AFTER_CHIME_MS)]
    for place, sentence in enumerate(sentences * call.repeat):
        if place:
            parts.append(Pause(ms=BETWEEN_SENTENCES_MS))
        parts.extend(sentence)
    return tuple(parts)


def chinese(number: str, window: int) -> Phrase:
    """请A零零一号 · 到三号窗口办理 (facts: the sentence of Chinese halls).

    Raises:
        Unspeakable: See ``phrase_of``.
    """
    return (
        "zh-please",
        *(f"zh-{sign}" for sign in _signs(number)),
        "zh-number",
        Pause(ms=AFTER_NUMBER_MS),
        "zh-to",
        *_chinese_number(window),
        "zh-number",
        "zh-window",
        "zh-serve",
    )


def english(number: str, window: int) -> Phrase:
    """Number A zero zero one · please go to window three.

    Raises:
        Unspeakable: See ``phrase_of``.
    """
    return (
        "en-number",
        *(f"en-{sign}" for sign in _signs(number)),
        Pause(ms=AFTER_NUMBER_MS),
        "en-window",
        *_english_number(window),
    )


def _signs(number: str) -> list[str]:
    """The characters to read one by one; spaces and hyphens are not heard."""
    signs = [sign for sign in number.upper() if sign not in " -"]
    if not signs or not _DIGITS_AND_LETTERS.issuperset(signs):
        raise Unspeakable("a ticket's number is read in A-Z and 0-9 only")
    return [sign.lower() for sign in signs]


def _chinese_number(value: int) -> list[str]:
    """12 is 十二, 103 一百零三, 110 一百一十, 1020 一千零二十; inner zeros are said once."""
    _check_window(value)
    if 10 <= value < 20:  # 十二, not 一十二, when the number begins with it
        return ["zh-10", *([f"zh-{value % 10}"] if value % 10 else [])]
    words: list[str] = []
    zero_is_due = False
    for unit in (1000, 100, 10, 1):
        digit = value // unit % 10
        if digit == 0:
            zero_is_due = bool(words)
            continue
        if zero_is_due:
            words.append("zh-0")
            zero_is_due = False
        words.append(f"zh-{digit}")
        if unit > 1:
            words.append(f"zh-{unit}")
    return words


def _english_number(value: int) -> list[str]:
    """103 is one hundred and three."""
    _check_window(value)
    words: list[str] = []
    if value >= 1000:
        words += [f"en-{value // 1000}", "en-1000"]
    if value % 1000 >= 100:
        words += [f"en-{value % 1000 // 100}", "en-100"]
    rest = value % 100
    if words and rest:
        words.append("en-and")
    if rest >= 20:
        words.append(f"en-{rest // 10 * 10}")
        rest %= 10
    if rest:
        words.append(f"en-{rest}")
    return words


def _check_window(value: int) -> None:
    if not 1 <= value <= WINDOW_MAX:
        raise Unspeakable(f"a window's number is read from 1 to {WINDOW_MAX}")
