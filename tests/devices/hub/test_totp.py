"""Codes of an authenticator app are RFC 6238's, and of recovery codes only the spelling varies."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.hub import totp

RFC = b"12345678901234567890"
# RFC 6238, appendix B, SHA-1: the last six of its eight digits.
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize(("second", "code"), VECTORS.items())
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert totp.code_at(RFC, second // totp.STEP_S) == code
    assert totp.step_of(RFC, code, second) == second // totp.STEP_S


@pytest.mark.parametrize(("late", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_one_step_off_and_no_more(late: int, taken: bool) -> None:
    code = totp.code_at(RFC, 1000)
    assert (totp.step_of(RFC, code, 1000 * totp.STEP_S + late) is not None) is taken


@pytest.mark.parametrize("typed", ["287 082", "287-082", " 287082 "])
def test_a_code_may_be_typed_in_groups(typed: str) -> None:
    assert totp.step_of(RFC, typed, 59) == 1


@pytest.mark.parametrize("typed", ["", "28708", "2870822", "２８７０８２", "28708a", "+87082", "\udcff87082"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert totp.step_of(RFC, typed, 59) is None


@given(st.text(st.characters(exclude_categories=())), st.floats(0, 4e9))
def test_whatever_is_typed_is_judged_without_an_error(typed: str, now: float) -> None:
    step = totp.step_of(RFC, typed, now)
    assert step is None or abs(step - now // totp.STEP_S) <= totp.SKEW
    assert totp.spelt_recovery(typed) in ("", typed.upper().replace(" ", "").replace("-", ""))


def test_the_app_reads_all_it_needs_from_the_qr_code() -> None:
    read = urlsplit(totp.uri(RFC, "0901", "郑州大厅"))
    asked = {name: values[0] for name, values in parse_qs(read.query).items()}
    assert (read.scheme, read.netloc) == ("otpauth", "totp")
    assert read.path.endswith(":0901")
    assert asked.pop("secret") == totp.typed(RFC) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert asked == {"issuer": "郑州大厅", "digits": "6", "period": "30", "algorithm": "SHA1"}


def test_secrets_and_recovery_codes_are_long_enough_and_never_the_same() -> None:
    assert len(totp.new_secret()) == 20
    assert totp.new_secret() != totp.new_secret()
    codes = totp.new_recovery_codes()
    assert len(set(codes)) == 8
    # Sixteen letters of five bits each.
    assert all(len(totp.spelt_recovery(code)) == 16 for code in codes)
    assert totp.spelt_recovery(codes[0].lower().replace("-", " ")) == codes[0].replace("-", "")
