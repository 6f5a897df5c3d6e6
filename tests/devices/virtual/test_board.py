"""A pretend strip shows what the true bytes say, refuses what is forbidden, and keeps a log to read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.virtual.board import VirtualBoard

LOAD = bytes.fromhex("AA 55 15 03 F8 21 00 C7 EB 41 30 30 31 B5 BD 30 33 BA C5 B4 B0 BF DA 00")
SHOW = bytes.fromhex("AA 55 04 03 F8 51 10 00")
EQ_OPEN = b"!#001%ZD00%ZI01%ZC0000000001280016%ZA01%ZS10%ZH0000%F16%AH1%AV2%C2"
EQ_TEXT = "A001到3号".encode("gb2312")
OK = b"##FOK$$$"


class PlainWire:
    """A wire that keeps what the device sends."""

    def __init__(self) -> None:
        self.sent = b""
        self.on_bytes: Callable[[bytes], None] = lambda data: None

    def send(self, data: bytes) -> None:
        self.sent += data


def queue_strip(*, columns: int = 16, address: int = 3) -> VirtualBoard:
    return VirtualBoard(PlainWire(), address=address, columns=columns)


def eq2013(wire: PlainWire | None = None) -> VirtualBoard:
    return VirtualBoard(wire or PlainWire(), make="eq2013")


def test_the_vector_is_shown_by_its_second_frame() -> None:
    board = queue_strip()
    board.receive(LOAD)
    assert board.shown == ""
    board.receive(SHOW)
    assert board.shown == "请A001到03号窗口"
    assert board.refusals == []


def test_it_hears_its_wire() -> None:
    wire = PlainWire()
    board = VirtualBoard(wire, address=3)
    wire.on_bytes(LOAD + SHOW)
    assert board.shown == "请A001到03号窗口"
    assert wire.sent == b""


def test_a_text_wider_than_the_strip_is_cut_where_it_ends() -> None:
    board = queue_strip(columns=9)  # 请A001到 are eight cells; the 0 fits, the 3 does not
    board.receive(LOAD + SHOW)
    assert board.shown == "请A001到0"


def test_frames_for_another_strip_pass_by() -> None:
    board = queue_strip(address=4)
    board.receive(LOAD + SHOW)
    assert board.shown == ""
    assert board.refusals == []
    assert [frame.said for frame in board.frames] == ["for strip 3", "for strip 3"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (SHOW, "nothing is loaded"),
        (LOAD + bytes.fromhex("AA 55 04 03 F8 51 0F 00"), "shows 15 bytes, but 16 are loaded"),
        (LOAD + bytes.fromhex("AA 55 05 03 F8 51 10 00 00"), "the length of this frame is always 4"),
        (bytes.fromhex("AA 55 05 03 F8 21 00 00"), "no text to load"),
        (bytes.fromhex("AA 55 06 03 F8 21 01 41 00"), "no text to load"),
        (bytes.fromhex("AA 55 06 03 F8 22 00 41 00"), "no command of this strip"),
        (bytes.fromhex("AA 55 06 03 F7 21 00 41 00"), "no command of this strip"),
        (bytes.fromhex("AA 55 06 03 F8 21 00 41 42"), "no zero at the end, or a wrong length"),
        (bytes.fromhex("AA 55 06 03 F8 21 00 0A 00"), "a control character inside the text"),
        (bytes.fromhex("AA 55 07 03 F8 21 00 C7 20 00"), "bytes that are no gbk"),
        (bytes.fromhex("11 22") + LOAD, "no frame"),
    ],
)
def test_a_queue_strip_refuses_what_its_protocol_does_not_have(data: bytes, why: str) -> None:
    board = queue_strip()
    board.receive(data)
    assert f"refused: {why}" in board.refusals
    assert board.shown == ""


def test_a_frame_with_a_wrong_length_does_not_swallow_the_next_ones() -> None:
    board = queue_strip()
    too_long = LOAD[:2] + bytes([LOAD[2] + 3]) + LOAD[3:]
    board.receive(too_long + LOAD + SHOW)
    assert board.shown == "请A001到03号窗口"


@given(st.binary(max_size=40), st.lists(st.integers(0, 200), max_size=8))
def test_what_stands_there_does_not_depend_on_how_bytes_are_split(noise: bytes, cuts: list[int]) -> None:
    sent = noise.replace(b"\xaa", b"") + LOAD + SHOW + bytes.fromhex("AA 55 04 03 F8 51 0F 00")
    places = [0, *sorted(min(cut, len(sent)) for cut in cuts), len(sent)]
    board = queue_strip()
    for start, end in pairwise(places):
        board.receive(sent[start:end])
    assert board.shown == "请A001到03号窗口"
    assert "refused: shows 15 bytes, but 16 are loaded" in board.refusals


@given(st.binary(max_size=400))
def test_after_garbage_a_queue_strip_hears_the_next_frames(garbage: bytes) -> None:
    board = queue_strip()
    board.receive(garbage)
    board.receive(bytes(300))  # the longest frame that garbage can promise has passed
    board.receive(LOAD + SHOW)
    assert board.shown == "请A001到03号窗口"


@given(st.binary(max_size=400))
def test_after_garbage_an_eq2013_card_hears_the_next_frame(garbage: bytes) -> None:
    board = eq2013()
    board.receive(garbage)
    board.receive(EQ_OPEN + EQ_TEXT + b"$$")
    assert board.shown == "A001到3号"


def test_an_eq2013_card_shows_a_good_frame_and_answers() -> None:
    wire = PlainWire()
    board = eq2013(wire)
    board.receive(EQ_OPEN + EQ_TEXT + b"$$")
    assert (board.shown, board.colour) == ("A001到3号", "green")
    assert wire.sent == OK


def test_an_eq2013_card_is_cleared() -> None:
    wire = PlainWire()
    board = eq2013(wire)
    board.receive(EQ_OPEN + EQ_TEXT + b"$$" + b"!#001%ZD00$$")
    assert board.shown == ""
    assert wire.sent == OK + OK


def test_a_text_that_stands_still_is_cut_by_its_area_and_one_that_moves_is_not() -> None:
    board = eq2013()
    long = "一二三四五六七八九".encode("gb2312")
    board.receive(EQ_OPEN + long + b"$$")
    assert board.shown == "一二三四五六七八"
    board.receive(EQ_OPEN.replace(b"%ZA01", b"%ZA49") + long + b"$$")
    assert board.shown == "一二三四五六七八九"


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (EQ_OPEN + b"50%" + b"$$", "a sign of the protocol inside the text"),
        (EQ_OPEN + b"5$6" + b"$$", "a sign of the protocol inside the text"),
        (EQ_OPEN + b"$$", "a tag or the text is missing"),
        (EQ_OPEN.replace(b"%ZI01", b"") + b"A$$", "a tag or the text is missing"),
        (EQ_OPEN.replace(b"%F16", b"%F16%F16") + b"A$$", "tag F stands twice or has no 2 digits"),
        (EQ_OPEN.replace(b"%ZS10", b"%ZS1x") + b"A$$", "tag ZS stands twice or has no 2 digits"),
        (EQ_OPEN.replace(b"%ZA01", b"%ZA77") + b"A$$", "tag ZA cannot be 77"),
        (EQ_OPEN.replace(b"%C2", b"%C7") + b"A$$", "tag C cannot be 7"),
        (EQ_OPEN.replace(b"%F16", b"%F32") + b"A$$", "the letters are higher than the area"),
        (EQ_OPEN.replace(b"0128", b"0136") + b"A$$", "the area is not on the strip"),
        (EQ_OPEN + b"A\n$$", "a control character inside the text"),
        (EQ_OPEN + "龘".encode("gbk") + b"$$", "bytes that are no gb2312"),
        (b"!#1%ZD00$$", "no card number"),
        (b"hello$$", "no frame"),
    ],
)
def test_an_eq2013_card_refuses_and_does_not_answer(frame: bytes, why: str) -> None:
    wire = PlainWire()
    board = eq2013(wire)
    board.receive(frame)
    assert board.refusals == [f"refused: {why}"]
    assert wire.sent == b""
    assert board.shown == ""


def test_another_cards_frame_is_not_answered() -> None:
    wire = PlainWire()
    eq2013(wire).receive(EQ_OPEN.replace(b"!#001", b"!#002") + b"A$$")
    assert wire.sent == b""


def test_a_broken_frame_in_front_does_not_spoil_the_next() -> None:
    board = eq2013()
    board.receive(EQ_OPEN[:20] + EQ_OPEN + EQ_TEXT + b"$$")
    assert board.shown == "A001到3号"


def test_bytes_without_end_are_not_kept() -> None:
    board = eq2013()
    board.receive(b"x" * 5000)
    assert board.refusals == ["refused: no frame"]


def test_a_silent_strip_shows_and_does_not_answer() -> None:
    wire = PlainWire()
    board = eq2013(wire)
    board.silent = True
    board.receive(EQ_OPEN + EQ_TEXT + b"$$")
    assert board.shown == "A001到3号"
    assert wire.sent == b""


def test_noise_on_the_return_line_comes_before_the_answer() -> None:
    wire = PlainWire()
    board = eq2013(wire)
    board.garbage = b"\x00\xff"
    board.receive(b"!#001%ZD00$$")
    assert wire.sent == b"\x00\xff" + OK


def test_a_strip_without_power_is_dark_and_forgets_what_was_loaded() -> None:
    board = queue_strip()
    board.receive(LOAD + SHOW)
    board.switch_off()
    board.receive(LOAD)
    board.switch_on()
    board.receive(SHOW)
    assert board.shown == ""
    assert board.refusals == ["refused: nothing is loaded"]


def test_the_log_has_a_line_for_every_frame(tmp_path: Path) -> None:
    ticks = iter((100.0, 100.5, 101.25))
    log = tmp_path / "frames.txt"
    board = VirtualBoard(PlainWire(), address=3, log=log, clock=lambda: next(ticks))
    board.receive(LOAD + SHOW)
    first, second = log.read_text("utf-8").splitlines()
    assert first == f"    0.500 s  {LOAD.hex(' ').upper()}  loads 请A001到03号窗口"
    assert second == "    1.250 s  AA 55 04 03 F8 51 10 00  shows 请A001到03号窗口"


def test_there_is_no_other_make() -> None:
    with pytest.raises(ValueError, match="queue-strip, eq2013"):
        VirtualBoard(PlainWire(), make="neon")
