"""An official paper says everything it is given, on any roll, and has room for a pen."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.jobs import PrintSheet, Sheet
from devices.link.words import Language
from devices.printers.layout import PAPERS, Code, Paper, Space, Text
from devices.printers.sheet import PEN_CELLS, lay_out
from devices.printers.wrap import cells, clean
from tests.devices.printers.sheets import BARE, LONG, NOTICE, RECEIPT, SUPPLEMENT

WIDE, NARROW = PAPERS["80"], PAPERS["58"]


def lines(sheet: Sheet, paper: Paper = WIDE) -> list[str]:
    """The first copy's lines of text."""
    return [element.text for element in lay_out(sheet, paper)[0] if isinstance(element, Text)]


def said(sheet: Sheet) -> list[str]:
    """Everything that a paper is to say."""
    rows = [part for row in sheet.rows for part in row]
    rest = [sheet.mark, sheet.hall, sheet.title, sheet.number, sheet.items_title, sheet.made_at]
    return [*rest, *rows, *sheet.paragraphs, *sheet.items, *sheet.signatures, *sheet.lines]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", clean(text))


@pytest.mark.parametrize("sheet", [SUPPLEMENT, NOTICE, RECEIPT, LONG, BARE], ids=lambda sheet: sheet.title)
@pytest.mark.parametrize("paper", [WIDE, NARROW])
def test_every_copy_says_everything(sheet: Sheet, paper: Paper) -> None:
    pages = lay_out(sheet, paper)
    assert len(pages) == sheet.copies
    for page in pages:
        printed = squeezed("".join(element.text for element in page if isinstance(element, Text)))
        assert [words for words in said(sheet) if squeezed(words) not in printed] == []
        assert any(isinstance(element, Code) for element in page) is bool(sheet.qr)


def test_two_copies_say_with_whom_each_stays() -> None:
    first, second = lay_out(NOTICE, WIDE)
    assert Text(text="第一联　办事人留存", bold=True) in first
    assert Text(text="第二联　窗口留存", bold=True) in second
    assert [a for a, b in zip(first, second, strict=True) if a != b] == [
        Text(text="第一联　办事人留存", bold=True)
    ]


def test_one_copy_is_the_visitors_and_says_nothing_of_another() -> None:
    assert not any("联" in line for line in lines(SUPPLEMENT))


def test_what_is_empty_takes_no_paper() -> None:
    assert lines(BARE) == ["来访登记回执", "-" * 48, f"出具时间{' ' * 24}2026-03-02 09:15"]
    blank = msgspec.structs.replace(BARE, items_title="材料", items=("", " \n"))
    assert lines(blank) == lines(BARE)


def test_values_stand_below_each_other() -> None:
    printed = lines(SUPPLEMENT)
    assert "号码      A001" in printed
    assert "申请事项  不动产首次登记" in printed


def test_a_long_value_goes_on_in_its_own_column() -> None:
    printed = lines(RECEIPT, NARROW)
    at = printed.index("Item         First registration")
    assert printed[at + 1 : at + 3] == ["             of real estate,", "             with the transfer"]


def test_a_label_too_long_for_its_column_stands_above_its_value() -> None:
    printed = lines(RECEIPT)
    at = printed.index("How the result reaches you")
    assert printed[at + 1] == "  By post, to the address that you have given"


@pytest.mark.parametrize("paper", [WIDE, NARROW])
def test_a_value_that_is_not_known_is_a_line_to_write_on(paper: Paper) -> None:
    page = lay_out(SUPPLEMENT, paper)[0]
    at = next(n for n, e in enumerate(page) if isinstance(e, Text) and e.text.startswith("申请人    "))
    line, above = page[at], page[at - 1]
    assert isinstance(line, Text)
    assert line.text == "申请人" + " " * 4 + "_" * (paper.columns - 10)
    assert isinstance(above, Space)
    assert above.dots >= 24


@pytest.mark.parametrize("paper", [WIDE, NARROW, Paper(24)])
@pytest.mark.parametrize(
    "who", ["申请人", "申请人（签字）：", "申请人或者其法定代表人、委托代理人（签字或者盖章）"]
)
def test_everybody_who_signs_has_room_to(who: str, paper: Paper) -> None:
    page = lay_out(msgspec.structs.replace(BARE, signatures=(who,)), paper)[0]
    at = next(n for n, e in enumerate(page) if isinstance(e, Text) and e.text.endswith("_"))
    line, above = page[at], page[at - 1]
    assert isinstance(line, Text)
    assert line.text.count("_") >= PEN_CELLS
    assert cells(line.text) == paper.columns
    assert isinstance(above, Space)
    assert above.dots >= 56
    assert "：：" not in "".join(lines(msgspec.structs.replace(BARE, signatures=(who,)), paper))


def test_a_list_is_numbered_and_counted_so_that_a_torn_one_is_noticed() -> None:
    printed = lines(LONG)
    assert "需要的材料（共 40 项）" in printed
    begun = [line for line in printed if re.match(r" ?\d+\. ", line)]
    assert [int(line.split(".")[0]) for line in begun] == list(range(1, 41))
    # All of an item stands to the right of its number.
    assert all(line.startswith("    ") for line in printed if "份）" in line and line not in begun)


def test_chinese_paragraphs_begin_two_characters_in_and_english_ones_do_not() -> None:
    told = msgspec.structs.replace(BARE, paragraphs=("一。\n二。", "three"))
    assert lines(told)[2:5] == ["    一。", "    二。", "    three"]
    assert lines(msgspec.structs.replace(told, language=Language.EN))[2:5] == ["一。", "二。", "three"]


def test_a_reprint_says_so_first_in_white_on_black() -> None:
    first = lay_out(RECEIPT, WIDE)[0][0]
    assert first == Text(text=" REPRINT ", wide=2, high=2, bold=True, inverse=True)


def test_a_code_that_no_phone_would_read_is_refused() -> None:
    with pytest.raises(ValueError, match="QR"):
        lay_out(msgspec.structs.replace(BARE, qr="two\nlines"), WIDE)


def test_what_was_told_is_not_in_any_log() -> None:
    shown = repr(PrintSheet(sheet=SUPPLEMENT)) + str(SUPPLEMENT)
    assert "补齐补正通知书" in shown
    assert not any(words in shown for words in ("A001", "契税", "不动产"))


some = st.text(max_size=50) | st.text(st.sampled_from("办理事项（），。：《》 abcXYZ-0123𠮷\n"), max_size=80)
several = st.lists(some, max_size=3).map(tuple)
papers = st.sampled_from([WIDE, NARROW, Paper(24), Paper(64)])


@given(
    st.builds(
        Sheet,
        hall=some,
        title=some,
        number=some,
        rows=st.lists(st.tuples(some, some), max_size=3).map(tuple),
        paragraphs=several,
        items_title=some,
        items=several,
        signatures=several,
        qr=st.sampled_from(["", "01HXYZ"]),
        qr_words=some,
        lines=several,
        made_at=some,
        mark=some,
        copies=st.sampled_from([1, 2]),
        language=st.sampled_from(Language),
    ),
    papers,
)
def test_whatever_it_says_no_line_is_wider_than_the_paper(sheet: Sheet, paper: Paper) -> None:
    pages = lay_out(sheet, paper)
    assert len(pages) == sheet.copies
    for element in (element for page in pages for element in page):
        match element:
            case Text():
                assert cells(element.text) * element.wide <= paper.columns
                assert element.text == clean(element.text)
            case Space(dots):
                assert 0 <= dots <= 255
            case Code():
                assert sheet.qr


@given(several, papers)
def test_nothing_of_a_list_is_lost(items: tuple[str, ...], paper: Paper) -> None:
    printed = "".join(lines(msgspec.structs.replace(BARE, items=items), paper))
    kept = squeezed("".join(items))
    found = iter(squeezed(printed))
    assert all(char in found for char in kept)
