"""Who booked by telephone checks in by its number; nobody reads it over the shoulder, nothing keeps it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.commands import CheckIn
from kiosk.dial import LONGEST, Dial
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_rows as rows

MOBILE = "13812345678"


def dial(kiosk: OpenKiosk, digits: str) -> None:
    kiosk.hand.tap("appointment")
    kiosk.hand.tap("phone-number")
    for digit in digits:
        kiosk.hand.tap(f"key-{digit}")


def typed(kiosk: OpenKiosk) -> str:
    return str(kiosk.hand.item("typed").property("text"))


def test_a_number_typed_with_a_finger_checks_its_appointment_in(kiosk: OpenKiosk) -> None:
    dial(kiosk, MOBILE)
    assert typed(kiosk) == "138****5678"
    kiosk.hand.tap("arrive")
    (said,) = kiosk.hub.commands()
    assert said == CheckIn(phone=MOBILE)
    assert MOBILE not in repr(said)
    kiosk.hub.show(rows.ticket())
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.sees("page-ticket")


def test_half_a_number_cannot_be_sent(kiosk: OpenKiosk) -> None:
    dial(kiosk, MOBILE[:-1])
    assert kiosk.hand.item("arrive").isEnabled() is False
    kiosk.hand.tap("key-erase")
    assert typed(kiosk) == "138**3456"
    kiosk.hand.tap("key-clear")
    assert typed(kiosk) == "—"
    kiosk.model.arrive()
    assert kiosk.hub.commands() == []


def test_a_number_that_nobody_booked_with_leaves_ways_on(kiosk: OpenKiosk) -> None:
    dial(kiosk, MOBILE)
    kiosk.hand.tap("arrive")
    kiosk.hub.no("unknown_appointment")
    for way in ("scan", "other", "desk"):
        assert kiosk.hand.sees(f"way-{way}")
    kiosk.hand.tap("way-phone")
    assert typed(kiosk) == "—"


def test_the_number_is_forgotten_when_the_page_is_left(kiosk: OpenKiosk) -> None:
    dial(kiosk, MOBILE[:5])
    kiosk.hand.tap("back")
    assert kiosk.hand.sees("page-home")
    kiosk.hand.tap("appointment")
    kiosk.hand.tap("phone-number")
    assert typed(kiosk) == "—"
    kiosk.hand.tap("key-1")
    kiosk.screen.pass_time(81)
    assert kiosk.hand.sees("page-home")
    assert not kiosk.hand.reads("1****")


@given(digits=st.text(alphabet="0123456789", max_size=20))
def test_never_more_than_seven_digits_are_to_be_read(digits: str) -> None:
    number = Dial()
    for digit in digits:
        number.type(digit)
    assert number.digits == digits[:LONGEST]
    assert len(number.shown) == len(number.digits)
    assert len(number.shown.replace("*", "")) <= 7
    assert not number.digits or number.digits not in repr(number) or len(number.digits) <= 2


@pytest.mark.parametrize(
    ("digits", "complete"),
    [
        ("13812345678", True),
        ("1381234567", False),
        ("67580990", True),
        ("037167580990", True),
        ("123456", False),
        ("", False),
    ],
)
def test_mobile_numbers_and_those_with_and_without_area_code_are_whole(digits: str, complete: bool) -> None:
    number = Dial()
    for digit in digits:
        number.type(digit)
    assert number.complete is complete


def test_only_digits_are_typed() -> None:
    number = Dial()
    for key in ("x", "12", "", "٣", "7"):
        number.type(key)
    assert number.digits == "7"
