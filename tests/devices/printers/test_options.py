"""A printer's options are read whole or refused with a sentence."""

from __future__ import annotations

import pytest

from devices.printers.options import OPTIONS, read_options


def test_without_options_it_is_an_80_mm_printer_that_shows_its_proof() -> None:
    chosen = read_options({})
    assert (chosen.paper.columns, chosen.paper.dots, chosen.confirm) == (48, 576, "auto")


def test_all_options_are_taken() -> None:
    chosen = read_options({"paper": "58", "columns": "42", "cut": "full", "confirm": "gs_r"})
    assert (chosen.paper.columns, chosen.confirm) == (42, "gs_r")
    assert chosen.encoder.encode([]).endswith(b"\x1dV\x00")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paper", "76"),
        ("columns", "47"),
        ("columns", "many"),
        ("columns", "8"),
        ("cut", "none"),
        ("confirm", "hope"),
        ("font", "/no/such/font.ttf"),
        ("colums", "42"),
    ],
)
def test_a_wrong_option_is_named(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=value if name == "font" else name):
        read_options({name: value})


def test_every_option_is_described() -> None:
    assert set(OPTIONS) == {"paper", "columns", "cut", "confirm", "font"}
    assert all(sentence.endswith(".") for sentence in OPTIONS.values())
