"""Text is broken by the cells it takes on paper, and no sign is sent that a printer cannot write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.wrap import NOT_FIRST, balanced, cells, clauses, clean, in_font, legible, wrap


def test_a_chinese_character_takes_two_cells_and_a_letter_one() -> None:
    assert cells("A001号") == 6
    assert cells("，。") == 4
    assert cells("𠮷㐂䶮") == 6


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, []),
        ("   ", 10, []),
        ("不动产登记", 10, ["不动产登记"]),
        ("不动产登记", 9, ["不动产登", "记"]),
        ("one two three", 9, ["one two", "three"]),
        ("internationalisation", 8, ["internat", "ionalisa", "tion"]),
        ("请到窗口，办理", 8, ["请到窗", "口，办理"]),
        ("到（一层）办理", 4, ["到", "（一", "层）", "办理"]),
        ("3–5、8 号窗口", 20, ["3–5、8 号窗口"]),
        ("咨询 0371-67580990", 12, ["咨询", "0371-6758099", "0"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


chinese = st.text(st.sampled_from("办理事项的窗口号 abc123，。（）《》、-"), max_size=60)


@given(chinese, st.integers(4, 48))
def test_no_line_is_too_long_and_nothing_is_lost(text: str, columns: int) -> None:
    for lines in (wrap(text, columns), balanced(text, columns)):
        assert all(0 < cells(line) <= columns for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(chinese, st.integers(8, 48))
def test_an_indented_paragraph_leaves_room_before_its_first_line_only(text: str, columns: int) -> None:
    lines = wrap(text, columns, 4)
    assert all(cells(line) <= columns for line in lines)
    assert cells(lines[0]) <= columns - 4 if lines else not text.strip()
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    st.lists(st.sampled_from(["办", "理", "窗，", "口。", "号、", "（内", "外）"]), min_size=1, max_size=40)
)
def test_no_line_begins_with_a_closing_sign(pieces: list[str]) -> None:
    assert not any(line[0] in NOT_FIRST for line in wrap("".join(pieces), 10))


def test_a_heading_of_two_lines_has_no_orphan() -> None:
    text = "有限公司设立登记及变更备案一件事"
    assert [len(line) for line in wrap(text, 30)] == [15, 1]
    assert [len(line) for line in balanced(text, 30)] == [8, 8]


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("请备好：申请表、项目建议书、选址论证", 32, ["请备好：申请表、项目建议书、", "选址论证"]),
        (
            "过号请到原窗口或服务台恢复，不必重新取号。",
            32,
            ["过号请到原窗口或服务台恢复，", "不必重新取号。"],
        ),
        ("请备好：身份证、户口簿", 32, ["请备好：身份证、户口簿"]),
        ("国有建设用地使用权、房", 12, ["国有建设用地", "使用权、房"]),
    ],
)
def test_a_list_breaks_between_its_parts_where_they_fit(text: str, columns: int, lines: list[str]) -> None:
    assert clauses(text, columns) == lines


@given(st.text(alphabet="身份证、，；a :", max_size=60), st.integers(4, 48))
def test_no_clause_is_too_long_and_nothing_of_it_is_lost(text: str, columns: int) -> None:
    lines = clauses(text, columns)
    assert all(cells(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_control_characters_never_reach_the_printer() -> None:
    assert clean("A\x1b@B\r\nC\x00D\u202eE") == "A @B  C D E"


def test_an_en_dash_takes_one_cell() -> None:
    assert clean("20–35 分钟") == "20-35 分钟"


@pytest.mark.parametrize(
    ("char", "there"), [("国", True), ("A", True), ("，", True), ("①", True), ("é", True)]
)
def test_what_gbk_has_is_in_the_font(char: str, there: bool) -> None:
    assert in_font(char) is there


@pytest.mark.parametrize("char", ["𠮷", "㐂", "䶮", "€", "ñ", "😀"])
def test_what_only_gb18030_has_is_not_in_the_font(char: str) -> None:
    assert not in_font(char)


@pytest.mark.parametrize(
    ("text", "shown"), [("𠮷祥", "〓祥"), ("Niño", "Nino"), ("A\u0301", "A"), ("㐂", "〓"), ("张三", "张三")]
)
def test_without_a_font_to_paint_with_a_strange_sign_becomes_a_legible_one(text: str, shown: str) -> None:
    assert legible(text) == shown


@given(st.text(max_size=30))
def test_what_is_legible_can_be_written_in_gbk_and_gb18030_alike(text: str) -> None:
    shown = legible(clean(text))
    assert shown.encode("gbk") == shown.encode("gb18030")
