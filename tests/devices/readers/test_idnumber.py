"""Identity numbers: the standard's own examples and invented ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.readers import idnumber
from devices.readers.idnumber import BadNumber

GOOD = [
    "11010519491231002X",
    "440524188001010014",
    "410105199003072312",
    "810000199003070015",
    "830000199003070019",
    "911001199003070016",
]


@pytest.mark.parametrize("number", GOOD)
def test_a_right_check_digit_is_accepted(number: str) -> None:
    assert idnumber.checked(number) == number
    assert idnumber.check_digit(number[:17]) == number[17]


@given(st.sampled_from(GOOD), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, more: int) -> None:
    wrong = (
        "X" if place == 17 and number[17] != "X" else str((int(number[place].replace("X", "0")) + more) % 10)
    )
    bad = number[:place] + wrong + number[place + 1 :]

    with pytest.raises(BadNumber):
        idnumber.checked(bad)


def test_a_small_x_and_spaces_are_only_spelling() -> None:
    assert idnumber.checked(" 11010519491231002x ") == "11010519491231002X"


def test_a_number_of_before_1999_gets_its_century_and_check_digit() -> None:
    assert idnumber.from_legacy("110105491231002") == "11010519491231002X"
    assert idnumber.checked("110105491231002") == "11010519491231002X"


def test_birthday_and_sex_are_in_the_number() -> None:
    assert idnumber.born("11010519491231002X") == date(1949, 12, 31)
    assert idnumber.sex("11010519491231002X") == "female"
    assert idnumber.sex("440524188001010014") == "male"


def test_a_day_that_does_not_exist_makes_no_number() -> None:
    first_17 = "41010519900230231"

    with pytest.raises(BadNumber, match="day of birth"):
        idnumber.checked(first_17 + idnumber.check_digit(first_17))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1" * 17,
        "1" * 19,
        "１１０１０５１９４９１２３１００２X",
        "11010519491231 02X",
        "11010X194912310020",
    ],
)
def test_what_is_no_number_is_refused_everywhere(text: str) -> None:
    for rule in (idnumber.checked, idnumber.born, idnumber.sex, idnumber.from_legacy, idnumber.check_digit):
        if rule is idnumber.check_digit and text == "1" * 17:
            continue
        with pytest.raises(BadNumber):
            rule(text)


@given(st.text(max_size=20).filter(lambda text: text.strip().upper() not in GOOD))
def test_no_error_names_a_digit_of_the_number(text: str) -> None:
    with pytest.raises(BadNumber) as caught:
        idnumber.checked(text)

    assert str(caught.value) in {
        "not 17 digits and a check digit",
        "the check digit is wrong",
        "there is no such day of birth",
    }
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("permit", "fits"), [("UTO410099123456", True), ("UT0410099123456", False), ("uto410099123456", False)]
)
def test_permits_of_2017_are_three_letters_and_twelve_digits(permit: str, fits: bool) -> None:
    assert idnumber.is_foreigner_2017(permit) is fits
