"""What staff must know: stable codes, each with a Chinese and an English sentence."""

from __future__ import annotations

from devices.link.refusals.base import Sentence

NOTICES: dict[str, Sentence] = {
    "calendar_ends": Sentence(
        "节假日安排只到 {until}，请技术人员补充。",
        "The calendar of holidays ends on {until}; ask the technician to add the next year's.",
    ),
}
"""By code; what stands in braces is filled in by the notice's words."""


def said(code: str, words: dict[str, str]) -> Sentence:
    """The sentence of a notice, filled in; a gap without a word stays as it is."""
    sentence = NOTICES[code]

    def filled(text: str) -> str:
        for gap, word in words.items():
            text = text.replace("{" + gap + "}", word)
        return text

    return Sentence(filled(sentence.zh), filled(sentence.en))
