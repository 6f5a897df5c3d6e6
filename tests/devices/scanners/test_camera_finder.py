"""In which order decoders are asked, with decoders that are tables."""

from __future__ import annotations

import numpy as np

from devices.scanners.camera.finder import CodeFinder, Frame

DULL: Frame = np.zeros((2, 2), np.uint8)
CLEAR: Frame = np.full((2, 2), 255, np.uint8)


class Eye:
    """A decoder that reads a code only in a clear frame, or in none."""

    def __init__(self, *codes: bytes, clear: bool = False) -> None:
        self.codes = list(codes)
        self.clear = clear
        self.asked = 0

    def __call__(self, frame: Frame) -> list[bytes]:
        self.asked += 1
        return self.codes if frame.all() or not self.clear else []


def clearer(frame: Frame) -> Frame:
    return CLEAR


def test_a_code_that_is_seen_at_once_costs_one_look() -> None:
    first, second = Eye(b"YY-0001"), Eye()

    assert CodeFinder(first, clearer, second).codes(DULL) == [b"YY-0001"]
    assert (first.asked, second.asked) == (1, 0)


def test_a_dull_frame_is_looked_at_again_when_it_is_clearer() -> None:
    first, second = Eye(b"YY-0001", clear=True), Eye()

    assert CodeFinder(first, clearer, second).codes(DULL) == [b"YY-0001"]
    assert (first.asked, second.asked) == (2, 0)


def test_every_fifth_miss_is_shown_to_the_second_decoder() -> None:
    first, second = Eye(), Eye(b"YY-0001")
    finder = CodeFinder(first, clearer, second)

    found = [finder.codes(DULL) for _ in range(10)]

    assert found == [[], [], [], [], [b"YY-0001"]] * 2
    assert second.asked == 2


def test_misses_are_counted_from_the_last_code_seen() -> None:
    first, second = Eye(), Eye(b"YY-0001")
    finder = CodeFinder(first, clearer, second)
    for _ in range(4):
        finder.codes(DULL)
    first.codes = [b"YY-0002"]
    finder.codes(DULL)
    first.codes = []

    assert [finder.codes(DULL) for _ in range(4)] == [[]] * 4


def test_only_ascii_of_the_second_decoder_is_believed() -> None:
    second = Eye("號碼".encode("big5"), b"YY-0001", b"")
    finder = CodeFinder(Eye(), clearer, second)

    assert [finder.codes(DULL) for _ in range(5)][-1] == [b"YY-0001"]
