"""Codes out of a scanner's bytes: every suffix, any split, any payload."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanners.camera.wire import framed
from devices.scanners.framing import MAX_BYTES, Repeats, ScanCollector, Suffix

STX, ETX = b"\x02", b"\x03"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", ETX])
def test_a_code_ends_with_cr_lf_both_or_etx(end: bytes) -> None:
    assert ScanCollector().feed(b"YY-0001" + end + b"YY-0002" + end, 0.0) == [b"YY-0001", b"YY-0002"]


def test_without_a_suffix_a_code_ends_with_silence() -> None:
    collector = ScanCollector()

    assert collector.feed(b"YY-", 1.0) == []
    assert collector.feed(b"0001", 1.05) == []
    assert collector.deadline == pytest.approx(1.13)
    assert collector.tick(1.1) == []
    assert collector.tick(1.14) == [b"YY-0001"]
    assert collector.deadline is None


def test_bytes_after_a_silence_begin_a_new_code_though_nobody_ticked() -> None:
    collector = ScanCollector()
    collector.feed(b"YY-0001", 1.0)

    assert collector.feed(b"YY-0002\r", 2.0) == [b"YY-0001", b"YY-0002"]


@pytest.mark.parametrize("suffix", ["line", "etx"])
def test_a_code_that_broke_off_is_dropped_where_a_suffix_is_agreed(suffix: Suffix) -> None:
    collector = ScanCollector(suffix)
    collector.feed(b"YY-00", 1.0)

    assert collector.tick(2.0) == []
    assert collector.feed(b"YY-0002" + (b"\r" if suffix == "line" else ETX), 2.1) == [b"YY-0002"]


def test_line_ends_belong_to_the_code_between_stx_and_etx() -> None:
    assert ScanCollector().feed(STX + b"one\r\ntwo" + ETX + b"\r\n", 0.0) == [b"one\r\ntwo"]


def test_a_prefix_without_its_suffix_is_taken_off_too() -> None:
    assert ScanCollector("line").feed(STX + b"YY-0001\r", 0.0) == [b"YY-0001"]
    collector = ScanCollector()
    collector.feed(STX + b"YY-0001\r", 0.0)
    assert collector.tick(1.0) == [b"YY-0001"]


@pytest.mark.parametrize("prefix", [b"]Q1", b"]C0", b"]E0", b"]d2", b"]L0"])
def test_an_aim_identifier_is_taken_off(prefix: bytes) -> None:
    assert ScanCollector().feed(prefix + b"YY-0001\r", 0.0) == [b"YY-0001"]
    assert ScanCollector().feed(STX + prefix + b"YY-0001" + ETX, 0.0) == [b"YY-0001"]
    assert ScanCollector(aim=False).feed(prefix + b"YY-0001\r", 0.0) == [prefix + b"YY-0001"]


def test_answers_to_triggers_are_no_part_of_a_code() -> None:
    collector = ScanCollector(answers=b"\x06\x15")

    assert collector.feed(b"\x06\x06YY-0001\r\x15", 0.0) == [b"YY-0001"]
    assert collector.deadline is None


def test_bytes_are_kept_as_the_symbol_holds_them() -> None:
    gbk = "郑州市民之家".encode("gbk")

    assert ScanCollector().feed(gbk + b"\r", 0.0) == [gbk]


def test_empty_lines_are_no_codes() -> None:
    assert ScanCollector().feed(b"\r\n\r\n" + STX + ETX + b"]Q1\r", 0.0) == []


@pytest.mark.parametrize("end", [b"\r", ETX])
def test_more_than_any_symbol_holds_is_dropped_and_the_next_code_is_read(end: bytes) -> None:
    start = STX if end == ETX else b""
    collector = ScanCollector()

    assert collector.feed(start + b"7" * 100_000 + end, 0.0) == []
    assert collector.feed(start + b"7" * (MAX_BYTES + 1) + end, 0.0) == []
    assert collector.feed(start + b"7" * MAX_BYTES + end, 0.0) == [b"7" * MAX_BYTES]


def test_a_disowned_code_is_dropped_to_its_end() -> None:
    collector = ScanCollector()
    collector.feed(b"YY-", 0.0)

    collector.disown()

    assert collector.feed(b"0001\rYY-0002\r", 0.01) == [b"YY-0002"]


def split(stream: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    return [stream[start:end] for start, end in pairwise(places)]


codes = st.lists(st.binary(min_size=1, max_size=60), min_size=1, max_size=4)
cuts = st.lists(st.integers(0, 300), max_size=10)


@given(codes, cuts)
def test_transparent_frames_carry_any_bytes_however_they_are_split(them: list[bytes], at: list[int]) -> None:
    collector = ScanCollector()

    stream = b"".join(framed(code) for code in them)
    read = [code for piece in split(stream, at) for code in collector.feed(piece, 0.0)]

    assert read == them


@given(st.binary(max_size=300), cuts)
def test_what_is_read_does_not_depend_on_the_split(stream: bytes, at: list[int]) -> None:
    whole, pieces = ScanCollector(), ScanCollector()

    once = whole.feed(stream, 0.0) + whole.tick(1.0)
    often = [code for piece in split(stream, at) for code in pieces.feed(piece, 0.0)] + pieces.tick(1.0)

    assert once == often


@given(st.binary(max_size=300))
def test_garbage_raises_nothing_and_ends_with_silence(garbage: bytes) -> None:
    collector = ScanCollector()
    collector.feed(garbage, 0.0)
    collector.tick(1.0)

    assert collector.deadline is None
    assert collector.feed(b"YY-0001\r", 2.0) == [b"YY-0001"]


def test_the_same_code_within_two_seconds_is_a_repeat() -> None:
    repeats = Repeats()

    assert not repeats.again(b"YY-0001", 10.0)
    assert repeats.again(b"YY-0001", 11.9)
    assert not repeats.again(b"YY-0001", 12.0), "two seconds after the one that counted"
    assert not repeats.again(b"YY-0002", 12.1)
    assert b"YY-0002" not in repr(vars(repeats)).encode()
