"""Codes as people read and type them, and what both sides make of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.enrolment import LETTERS, BadCode, Code, client_proof

CODES = st.text(LETTERS, min_size=11, max_size=11).map(lambda text: Code(text[:3], text[3:]))


@given(CODES)
def test_a_code_that_is_shown_can_be_typed(code: Code) -> None:
    assert Code.typed(code.shown()) == code
    assert Code.typed(f"  {code.shown().lower().replace('-', ' ')} \n") == code


def test_letters_that_look_alike_are_taken_for_what_they_look_like() -> None:
    assert Code.typed("iol-OOOO-LLLL") == Code("101", "00001111")


@given(st.text(max_size=30))
def test_whatever_else_is_typed_is_no_code_and_is_not_repeated(text: str) -> None:
    with pytest.raises(BadCode, match=r"^a code has 11 letters and digits, like 7KQ-4XRM-92TB$"):
        Code.typed(text + "#")


def test_two_codes_are_never_alike() -> None:
    assert len({Code.new().shown() for _ in range(200)}) == 200


def test_both_sides_make_the_same_key_and_another_code_another_one() -> None:
    code = Code.typed("7KQ-4XRM-92TB")
    keys = {
        code.key(),
        Code.typed("7kq4xrm92tb").key(),
        Code("7KQ", "4XRM92TC").key(),
        Code("7KR", code.secret).key(),
    }
    assert len(keys) == 3


@given(st.binary(min_size=0, max_size=8), st.binary(min_size=0, max_size=8))
def test_no_two_lists_of_parts_are_the_same_proof(left: bytes, right: bytes) -> None:
    whole = left + right
    for cut in range(len(whole) + 1):
        same = client_proof(b"k" * 32, whole[:cut], whole[cut:]) == client_proof(b"k" * 32, left, right)
        assert same == (cut == len(left))


@pytest.mark.parametrize(
    "text", ["", "7KQ", "7KQ-4XRM-92T", "7KQ-4XRM-92TBB", "7KQ-4XRM-92TU", "７KQ-4XRM-92TB"]
)
def test_a_code_that_is_none_is_said(text: str) -> None:
    with pytest.raises(BadCode):
        Code.typed(text)
