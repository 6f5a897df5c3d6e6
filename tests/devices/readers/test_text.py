"""The four layouts of a card's text, as blocks laid out here by offset and not by the pretend cards."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.base import BadFrame
from devices.link.jobs import CardRead
from devices.readers.text import card_in, text_in


def block(fields: dict[int, str], letter: str = " ") -> bytes:
    """256 bytes of spaces with fields at their offsets."""
    stored = bytearray((" " * 128).encode("utf-16-le"))
    for offset, text in {**fields, 248: letter}.items():
        raw = text.encode("utf-16-le")
        stored[offset : offset + len(raw)] = raw
    return bytes(stored)


MAINLAND = {
    0: "张样例",
    30: "1",
    32: "01",
    36: "19491231",
    52: "样例省虚构市示范路1号",
    122: "11010519491231002X",
    158: "虚构市公安局",
    188: "20100101",
    204: "长期",
}
HMT = {**MAINLAND, 32: "  ", 36: "19900307", 122: "810000199003070015", 204: "20290307", 220: "H00000000"}
FOREIGNER = {
    30: "2",
    32: "00",
    36: "19900307",
    52: "EXAMPLE, ANNA INVENTED NAME OF FORTY",
    122: "911001199003070016",
    188: "20240101",
    204: "20340101",
    242: "UTO",
}
FOREIGNER_2017 = {
    0: "SAMPLE, MARY INVENTED",
    120: "2",
    122: "UTO410099123456",
    152: "UTO",
    188: "20180101",
    204: "20280131",
    220: "19750504",
    236: "01",
    240: "0000",
}


def test_a_mainland_card() -> None:
    assert card_in(block(MAINLAND), "j1") == CardRead(
        job="j1",
        card_type="mainland",
        name="张样例",
        id_number="11010519491231002X",
        born=date(1949, 12, 31),
        valid_to=None,
    )


def test_a_residence_permit_of_hong_kong_macau_and_taiwan_people() -> None:
    assert card_in(block(HMT, "J")) == CardRead(
        card_type="hmt",
        name="张样例",
        id_number="810000199003070015",
        born=date(1990, 3, 7),
        valid_to=date(2029, 3, 7),
    )


def test_a_foreigners_card_of_2023_keeps_its_english_name_in_two_places() -> None:
    fields = {**FOREIGNER, 52: "EXAMPLE, ANNA INVENTED NAME FORTYTH", 220: "REE LETTERS"}

    card = card_in(block(fields, "Y"))

    assert card.card_type == "foreigner"
    assert card.name == "EXAMPLE, ANNA INVENTED NAME FORTYTHREE LETTERS"
    assert (card.id_number, card.valid_to) == ("911001199003070016", date(2034, 1, 1))


def test_a_space_at_the_seam_of_a_long_name_stays() -> None:
    fields = {**FOREIGNER, 52: "EXAMPLE, ANNA INVENTED NAME FORTYT ", 220: "HREE"}

    assert card_in(block(fields, "Y")).name == "EXAMPLE, ANNA INVENTED NAME FORTYT HREE"


def test_a_chinese_name_goes_before_an_english_one() -> None:
    assert card_in(block({**FOREIGNER, 0: "安娜样例"}, "Y")).name == "安娜样例"
    assert card_in(block({**FOREIGNER_2017, 158: "玛丽样例"}, "I")).name == "玛丽样例"


def test_a_foreigners_card_of_2017_has_a_number_without_check_digit() -> None:
    assert card_in(block(FOREIGNER_2017, "I")) == CardRead(
        card_type="foreigner_2017",
        name="SAMPLE, MARY INVENTED",
        id_number="UTO410099123456",
        born=date(1975, 5, 4),
        valid_to=date(2028, 1, 31),
    )


def test_readers_that_pad_with_nul_read_the_same() -> None:
    stored = block(MAINLAND).replace(" ".encode("utf-16-le"), b"\0\0")

    assert card_in(stored) == card_in(block(MAINLAND))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({0: "   "}, "no name"),
        ({122: "110105194912310021"}, "check digit"),
        ({36: "19491332"}, "no such day"),
        ({36: "1949 231"}, "eight digits"),
        ({204: "20301301"}, "no such day"),
        ({204: "永久有效"}, "eight digits"),
    ],
)
def test_a_card_that_contradicts_itself_is_no_card(change: dict[int, str], why: str) -> None:
    with pytest.raises(BadFrame, match=why):
        card_in(block({**MAINLAND, **change}))


def test_a_permit_of_2017_with_another_number_is_no_card() -> None:
    with pytest.raises(BadFrame, match="three letters"):
        card_in(block({**FOREIGNER_2017, 122: "410105199003072"}, "I"))


@given(st.binary(max_size=300) | st.binary(min_size=256, max_size=256))
def test_garbage_raises_only_bad_frame(garbage: bytes) -> None:
    with pytest.raises(BadFrame) as caught:
        card_in(garbage)
    # What the block holds is in no message, and no cause that carries it is kept.
    assert caught.value.__cause__ is None


def test_text_is_taken_and_the_photo_is_left() -> None:
    text = block(MAINLAND)

    assert text_in(bytes.fromhex("01000400") + text + bytes(1024)) == text


@pytest.mark.parametrize(
    "payload",
    [b"", b"\x01\x00", bytes.fromhex("01000400") + bytes(1279), bytes.fromhex("00FF0400") + bytes(1279)],
)
def test_lengths_that_do_not_add_up_are_no_card(payload: bytes) -> None:
    with pytest.raises(BadFrame, match="lengths"):
        text_in(payload)


def test_a_card_shows_nothing_of_its_holder() -> None:
    shown = f"{card_in(block(MAINLAND), 'j1')!r} {card_in(block(MAINLAND), 'j1')}"

    assert "张" not in shown
    assert "1949" not in shown
