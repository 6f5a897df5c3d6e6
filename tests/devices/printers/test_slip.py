"""A ticket's layout fits its paper and says everything that it is given."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.jobs import Slip
from devices.link.words import Language
from devices.printers.layout import PAPERS, QR_BYTES, Code, Paper, Text
from devices.printers.slip import lay_out
from devices.printers.wrap import cells
from tests.devices.printers.slips import EN, ZH

WIDE, NARROW = PAPERS["80"], PAPERS["58"]


def texts(slip: Slip, paper: Paper = WIDE) -> list[str]:
    return [element.text.strip() for element in lay_out(slip, paper) if isinstance(element, Text)]


def number(slip: Slip, paper: Paper) -> Text:
    lines = [element for element in lay_out(slip, paper) if isinstance(element, Text)]
    return next(line for line in lines if line.text == slip.number)


@pytest.mark.parametrize("slip", [ZH, EN])
@pytest.mark.parametrize("paper", [WIDE, NARROW])
def test_everything_on_the_slip_is_on_the_paper(slip: Slip, paper: Paper) -> None:
    printed = "".join(texts(slip, paper)).replace(" ", "")
    for field in ("mark", "hall", "zone", "number", "item", "visitor_class", "ahead", "wait", "windows"):
        assert getattr(slip, field).replace(" ", "").replace("–", "-") in printed, field
    assert all(line.replace(" ", "") in printed for line in slip.lines)
    assert "09:15" in printed


def test_the_number_is_as_large_as_the_paper_allows() -> None:
    assert number(ZH, WIDE).high == 8
    assert number(ZH, NARROW).high == 8
    assert number(msgspec.structs.replace(ZH, number="AB0001"), NARROW).high == 5


def test_labels_are_in_the_language_of_the_ticket() -> None:
    assert "您的号码" in texts(ZH)
    assert "Your number" in texts(EN)


def test_a_reprint_says_so_in_white_on_black() -> None:
    slip = msgspec.structs.replace(ZH, mark="补打")
    first = lay_out(slip, WIDE)[0]
    assert isinstance(first, Text)
    assert (first.text, first.inverse) == (" 补打 ", True)


def test_what_is_empty_takes_no_paper() -> None:
    slip = msgspec.structs.replace(ZH, visitor_class="", windows="", qr="", lines=(), zone="")
    assert not any(isinstance(element, Code) for element in lay_out(slip, WIDE))
    printed = texts(slip)
    assert "办理窗口" not in "".join(printed)
    assert "" not in printed


def test_a_value_too_long_for_its_row_goes_below_its_label() -> None:
    slip = msgspec.structs.replace(ZH, windows="1、2、3、4、5、6、7、8、9、10、11、12 号窗口")
    rows = texts(slip, NARROW)
    assert rows[rows.index("办理窗口") + 1].startswith("1、2")


@pytest.mark.parametrize("number", ["", "   ", "A" * 33])
def test_a_number_that_cannot_be_printed_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        lay_out(msgspec.structs.replace(ZH, number=number), NARROW)


def test_a_code_that_holds_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="QR"):
        lay_out(msgspec.structs.replace(ZH, qr="x" * (QR_BYTES[-1] + 1)), WIDE)


words = st.text(st.sampled_from("办理事项（），。 abcXYZ-0123𠮷"), max_size=70)


@given(words, words, words, words, words, st.sampled_from(Language), st.sampled_from([WIDE, NARROW]))
def test_no_line_is_wider_than_the_paper(
    hall: str, zone: str, item: str, ahead: str, windows: str, language: Language, paper: Paper
) -> None:
    slip = msgspec.structs.replace(
        ZH, hall=hall, zone=zone, item=item, ahead=ahead, windows=windows, mark=hall, language=language
    )
    for element in lay_out(slip, paper):
        if isinstance(element, Text):
            assert cells(element.text) * element.wide <= paper.columns
