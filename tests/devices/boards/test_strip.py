"""A text becomes frames that are whole whatever the text, and golden where the manuals give bytes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.boards.profile import (
    EQ2013,
    QUEUE_STRIP,
    Address,
    Checksum,
    FrameShape,
    Length,
    StripProfile,
)
from devices.boards.strip import AnswerDecoder, Strip, strip

QUEUE = Strip(profile=QUEUE_STRIP, address=3, columns=16)
EQ = Strip(profile=EQ2013, address=1, columns=16)

some_text = st.text(max_size=150) | st.text(alphabet="请到号窗口A01$%!#暂停服务狜 \n\x00😀é", max_size=150)


def test_the_queue_strip_gets_the_vector_of_its_own_queue_server() -> None:
    frames = QUEUE.frames("请A001到03号窗口", "red")
    assert [frame.hex(" ").upper() for frame in frames] == [
        "AA 55 15 03 F8 21 00 C7 EB 41 30 30 31 B5 BD 30 33 BA C5 B4 B0 BF DA 00",
        "AA 55 04 03 F8 51 10 00",
    ]


@pytest.mark.parametrize(("text", "fits"), [("请AZ0001到本窗口", True), ("请AZ0001到101号窗口", False)])
def test_a_strip_knows_what_it_has_room_for(text: str, fits: bool) -> None:
    assert QUEUE.fits(text) == EQ.fits(text) == fits


def test_an_eq2013_card_gets_one_ascii_frame_over_its_whole_width() -> None:
    [frame] = EQ.frames("A001到3号", "green")
    assert frame == (
        b"!#001%ZD00%ZI01%ZC0000000001280016%ZA01%ZS10%ZH0000%F16%AH1%AV2%C2"
        + "A001到3号".encode("gb2312")
        + b"$$"
    )


def test_an_eq2013_card_is_cleared_by_its_own_frame() -> None:
    assert EQ.frames("", "red") == EQ.frames(" \n", "red") == [b"!#001%ZD00$$"]


def test_a_queue_strip_without_a_clear_frame_is_shown_a_blank() -> None:
    assert QUEUE.frames("", "red") == [
        bytes.fromhex("AA 55 06 03 F8 21 00 20 00"),
        bytes.fromhex("AA 55 04 03 F8 51 01 00"),
    ]


def test_a_strip_that_can_move_text_moves_only_what_is_too_long() -> None:
    fits, moves = "一二三四五六七八", "一二三四五六七八九"
    assert b"%ZA01" in EQ.frames(fits, "red")[0]
    assert b"%ZA49" in EQ.frames(moves, "red")[0]
    assert moves.encode("gb2312") in EQ.frames(moves, "red")[0]


def test_a_strip_that_cannot_is_given_what_fits_cut_between_two_characters() -> None:
    assert QUEUE.carried("一二三四五六七八九") == "一二三四五六七八".encode("gbk")
    assert QUEUE.carried("A一二三四五六七八九") == "A一二三四五六七".encode("gbk")


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("50%折$$!#", "50％折＄＄！＃"),  # signs of the protocol
        ("龘到3号", "〓到3号"),  # not in GB 2312
        ("ß到", "?到"),
        ("A\r\n0\x001\t", "A  0 1"),
        ("名字", "名字"),
        ("e\u0301\u200b到", "e到"),
        ("\ud800A", "A"),
    ],
)
def test_what_the_code_page_or_the_protocol_cannot_carry_is_replaced(text: str, carried: str) -> None:
    assert EQ.carried(text).decode("gb2312") == carried


@given(some_text, st.integers(0, 255), st.integers(4, 250))
def test_a_queue_strips_frames_are_whole_whatever_the_text(text: str, address: int, columns: int) -> None:
    load, show = Strip(profile=QUEUE_STRIP, address=address, columns=columns).frames(text, "red")
    carried = load[7:-1]
    assert load == bytes([0xAA, 0x55, len(load) - 3, address, 0xF8, 0x21, 0]) + carried + b"\0"
    assert show == bytes([0xAA, 0x55, 4, address, 0xF8, 0x51, len(carried), 0])
    assert 1 <= len(carried) <= columns
    assert carried.decode("gbk").isprintable() or "\u3000" in carried.decode("gbk")


@given(some_text, st.integers(0, 999), st.sampled_from(["red", "green", "yellow"]))
def test_an_eq2013_frame_begins_and_ends_once_whatever_the_text(text: str, card: int, colour: str) -> None:
    [frame] = Strip(profile=EQ2013, address=card, columns=16).frames(text, colour)
    assert frame.startswith(b"!#%03d" % card)
    assert frame.count(b"!#") == 1
    assert frame.find(b"$") == len(frame) - 2
    said = re.fullmatch(rb"!#\d{3}%ZD00(?:%[A-Z]+\d+?.*%C[123]([^%]+))?\$\$", frame, re.DOTALL)
    assert said is not None
    (said[1] or b"").decode("gb2312")


def test_a_new_make_is_only_a_new_profile() -> None:
    profile = StripProfile(
        name="parking",
        encoding="gbk",
        show=(
            FrameShape(
                prefix=b"\x3a",
                length=Length(width=2),
                address=Address(width=2, base="decimal"),
                opcode=b"\x10",
                settings="<{colour}|{columns}>",
                pad_to_columns=True,
                checksum=Checksum.SUM8,
                suffix=b"\x0a",
            ),
        ),
        columns=6,
        longest=20,
        gap_s=0.02,
    )
    [frame] = Strip(profile=profile, address=7, columns=6).frames("B12", "yellow")
    body = b"\x00\x10" + b"07" + b"\x10" + b"<3|6>" + b"B12   "
    assert frame == b"\x3a" + body + bytes([sum(body) & 0xFF]) + b"\x0a"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"profile": "neon"}, "profile is 'neon'; it must be one of queue-strip, eq2013"),
        ({"address": "256"}, "address is '256'; it must be a number from 0 to 255"),
        ({"profile": "eq2013", "address": "1000"}, "address is '1000'; it must be a number from 0 to 999"),
        ({"address": "-1"}, "address is '-1'"),
        ({"columns": "three"}, "columns is 'three'; it must be a number from 4 to 250"),
        ({"colums": "16"}, "unknown option colums"),
    ],
)
def test_a_wrong_option_is_named_with_what_it_may_be(options: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=re.escape(named)):
        strip(options)


def test_options_left_out_take_the_makes_own_values() -> None:
    assert strip({}) == Strip(profile=QUEUE_STRIP, address=1, columns=16)


@given(st.binary(max_size=80), st.data())
def test_acknowledgements_are_counted_however_the_bytes_are_split(noise: bytes, data: st.DataObject) -> None:
    sent = noise.replace(b"#", b"") + b"##FOK$$$" + noise.replace(b"#", b"") + b"##KOK$$$"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=6)))
    decoder = AnswerDecoder(EQ2013)
    pieces = [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    assert sum(decoder.feed(piece) for piece in pieces) == 2


def test_half_an_answer_is_forgotten_with_the_line() -> None:
    decoder = AnswerDecoder(EQ2013)
    assert decoder.feed(b"##FOK") == 0
    decoder.forget()
    assert decoder.feed(b"$$$") == 0


def test_a_mute_strip_acknowledges_nothing() -> None:
    assert AnswerDecoder(QUEUE_STRIP).feed(b"##FOK$$$") == 0
