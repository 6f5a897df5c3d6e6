"""The blocks that all papers share keep to the paper's width, and their codes can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.layout import PAPERS, QR_BYTES, Code, Paper, Text, facing, foot, qr_module, scannable
from devices.printers.wrap import cells

WIDE, NARROW = PAPERS["80"], PAPERS["58"]


@pytest.mark.parametrize("content", ["x" * (QR_BYTES[-1] + 1), "two\nlines", "esc\x1b"])
def test_a_code_that_no_phone_would_read_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="QR"):
        scannable(content, "", WIDE)


@given(st.integers(1, QR_BYTES[-1]))
def test_every_code_fits_the_narrow_paper_and_is_large_enough_to_read(length: int) -> None:
    module = qr_module("x" * length)
    version = next(v for v, limit in enumerate(QR_BYTES, 1) if length <= limit)
    size = module * (17 + 4 * version)
    assert 160 <= size <= NARROW.dots


def test_what_a_code_is_for_stands_below_it_and_not_without_it() -> None:
    _, code, _, words = scannable("01HXYZ", "扫一扫", WIDE)
    assert isinstance(code, Code)
    assert words == Text(text="扫一扫")
    assert scannable("", "扫一扫", WIDE) == []


@pytest.mark.parametrize("paper", [WIDE, NARROW])
def test_a_value_ends_at_the_right_edge(paper: Paper) -> None:
    (line,) = facing("出具时间", "2026-03-02 09:15", paper)
    assert isinstance(line, Text)
    assert cells(line.text) == paper.columns
    assert line.text.startswith("出具时间 ")


def test_without_small_lines_there_is_no_rule_above_them() -> None:
    assert foot((), WIDE) == []
