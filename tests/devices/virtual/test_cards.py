"""Pretend cards, against the published offsets and check digits."""

from __future__ import annotations

import pytest

from devices.virtual import cards
from devices.virtual.cards import PEOPLE


@pytest.mark.parametrize(
    ("area", "born", "order", "number"),
    [
        ("110105", "19491231", 2, "11010519491231002X"),
        ("440524", "18800101", 1, "440524188001010014"),
        ("410105", "19900307", 231, "410105199003072312"),
        ("810000", "19900307", 1, "810000199003070015"),
        ("911001", "19900307", 1, "911001199003070016"),
    ],
)
def test_check_digits_are_the_standards(area: str, born: str, order: int, number: str) -> None:
    assert cards.number(area, born, order) == number


@pytest.mark.parametrize("name", PEOPLE)
def test_every_card_holds_256_bytes_of_text_and_a_photo(name: str) -> None:
    assert (len(PEOPLE[name].text), len(PEOPLE[name].photo)) == (256, 1024)


@pytest.mark.parametrize(
    ("name", "letter"), [("zhang", " "), ("li", " "), ("chan", "J"), ("anna", "Y"), ("mary", "I")]
)
def test_the_letter_of_the_layout_stands_at_byte_248(name: str, letter: str) -> None:
    assert PEOPLE[name].text[248:250].decode("utf-16-le") == letter


def part(text: bytes, offset: int, size: int) -> str:
    return text[offset : offset + size].decode("utf-16-le")


def test_a_mainland_card_is_laid_out_by_the_table() -> None:
    text = PEOPLE["li"].text

    assert part(text, 0, 30) == "李长者样例".ljust(15)
    assert part(text, 30, 6) == "201"
    assert part(text, 36, 16) == "19450612"
    assert part(text, 122, 36)[:14] == "41019919450612"
    assert part(text, 188, 32) == "20150612长期      "
    assert part(text, 220, 36) == " " * 18


def test_a_foreigners_card_of_2017_is_laid_out_by_the_table() -> None:
    text = PEOPLE["mary"].text

    assert part(text, 0, 120) == "SAMPLE, MARY INVENTED".ljust(60)
    assert part(text, 122, 30) == "UTO410099123456"
    assert part(text, 188, 48) == "201801012028010119750504"


def test_a_long_english_name_goes_on_at_byte_220() -> None:
    card = cards.foreigner("N" * 46, cards.number("911199", "19910116", 916))

    assert part(card.text, 52, 70) == "N" * 35
    assert part(card.text, 220, 22) == "N" * 11


def test_a_name_too_long_for_its_field_is_refused() -> None:
    with pytest.raises(ValueError, match="15 characters"):
        cards.mainland("样" * 16, cards.number("410199", "19900307", 1))


def test_a_name_outside_the_basic_plane_is_refused() -> None:
    with pytest.raises(ValueError, match="256 bytes"):
        cards.mainland("𠮷样例", cards.number("410199", "19900307", 1))


def test_a_card_shows_nothing_of_its_holder() -> None:
    assert "张" not in repr(PEOPLE["zhang"])
