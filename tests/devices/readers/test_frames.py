"""Frames of the SAM-V family, against the published vectors and against noise."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.readers.frames import FrameDecoder, Reply, Request, Status, answers, encode

PREAMBLE = bytes.fromhex("AAAAAA9669")

VECTORS = {
    "AA AA AA 96 69 00 04 00 00 90 94": Reply(0x90),
    "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97": Reply(0x9F, bytes(4)),
    "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C": Reply(0x90, bytes(8)),
    "AA AA AA 96 69 00 04 00 00 80 84": Reply(0x80),
    "AA AA AA 96 69 00 04 00 00 81 85": Reply(0x81),
    "AA AA AA 96 69 00 04 00 00 41 45": Reply(0x41),
    "AA AA AA 96 69 00 04 00 00 91 95": Reply(0x91),
    "AA AA AA 96 69 00 14 00 00 90 05 00 01 00 A5 DC 32 01 87 D6 12 00 B1 68 DE 3A B4": Reply(
        0x90, bytes.fromhex("05000100A5DC320187D61200B168DE3A")
    ),
}


def frame(status: int, payload: bytes = b"") -> bytes:
    body = (len(payload) + 4).to_bytes(2, "big") + bytes((0, 0, status)) + payload
    return PREAMBLE + body + bytes((reduce(xor, body),))


@pytest.mark.parametrize(
    ("request_", "hex_"),
    [
        (Request.STATUS, "AA AA AA 96 69 00 03 11 FF ED"),
        (Request.FIND, "AA AA AA 96 69 00 03 20 01 22"),
        (Request.SELECT, "AA AA AA 96 69 00 03 20 02 21"),
        (Request.READ, "AA AA AA 96 69 00 03 30 01 32"),
    ],
)
def test_requests_are_the_published_bytes(request_: Request, hex_: str) -> None:
    assert encode(request_) == bytes.fromhex(hex_)


@pytest.mark.parametrize(("hex_", "reply"), VECTORS.items())
def test_replies_are_read_from_the_published_bytes(hex_: str, reply: Reply) -> None:
    assert FrameDecoder().feed(bytes.fromhex(hex_)) == [reply]


def test_a_full_card_is_one_reply_of_1295_bytes() -> None:
    card = frame(0x90, bytes.fromhex("01000400") + bytes(1280))

    assert len(card) == 1295
    assert card[5:7] == bytes.fromhex("0508")
    assert FrameDecoder().feed(card) == [Reply(0x90, card[10:-1])]


replies = st.lists(st.builds(Reply, st.integers(0, 255), st.binary(max_size=40)), max_size=4)


def framed(them: list[Reply]) -> bytes:
    return b"".join(frame(reply.status, reply.payload) for reply in them)


@given(replies, st.lists(st.integers(0, 200), max_size=8))
def test_it_does_not_matter_how_bytes_are_split(them: list[Reply], cuts: list[int]) -> None:
    stream = framed(them)
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    decoder = FrameDecoder()

    read = [reply for start, end in pairwise(places) for reply in decoder.feed(stream[start:end])]

    assert read == them
    assert not decoder.partial


@given(st.binary(max_size=60).filter(lambda noise: PREAMBLE not in noise), st.integers(0, 6))
def test_noise_and_repeated_preamble_bytes_cost_no_frame(noise: bytes, more: int) -> None:
    # Noise that ends in AA AA is the start of the preamble itself, as are more AA.
    stream = noise + b"\xaa" * more + frame(0x9F, b"IIN!")

    assert FrameDecoder().feed(stream) == [Reply(0x9F, b"IIN!")]


@given(st.binary(max_size=300))
def test_garbage_raises_nothing_and_is_not_kept_for_ever(garbage: bytes) -> None:
    decoder = FrameDecoder()

    decoder.feed(garbage)
    decoder.give_up()

    assert not decoder.partial
    assert decoder.feed(frame(0x80)) == [Reply(0x80)]


@given(st.integers(5, 14), st.integers(1, 255))
def test_a_flipped_byte_is_never_an_answer(place: int, flip: int) -> None:
    broken = bytearray(frame(0x9F, b"IIN!"))
    broken[place] ^= flip

    decoder = FrameDecoder()
    read = decoder.feed(bytes(broken)) + decoder.give_up()

    assert read == []


@pytest.mark.parametrize("length", [0, 3, 4097, 0xFFFF])
def test_a_length_no_frame_has_does_not_swallow_the_next_frame(length: int) -> None:
    nonsense = PREAMBLE + length.to_bytes(2, "big")

    assert FrameDecoder().feed(nonsense + frame(0x80)) == [Reply(0x80)]


def test_a_broken_length_hides_an_answer_only_until_the_wait_is_given_up() -> None:
    decoder = FrameDecoder()

    assert decoder.feed(PREAMBLE + bytes.fromhex("0400") + frame(0x80)) == []
    assert decoder.give_up() == [Reply(0x80)]


def test_a_reply_shows_nothing_of_a_card() -> None:
    assert repr(Reply(0x90, "张样例".encode("utf-16-le"))) == "Reply(status=0x90, <6 bytes>)"


SELECTED = Reply(Status.OK, bytes(8))
CARD = Reply(Status.OK, bytes(1284))


@pytest.mark.parametrize(
    ("reply", "asked"),
    [
        (Reply(Status.OK), {Request.STATUS}),
        (Reply(Status.FOUND, bytes(4)), {Request.FIND}),
        (Reply(Status.NO_CARD), {Request.FIND}),
        (SELECTED, {Request.SELECT}),
        (Reply(Status.SELECT_FAILED), {Request.SELECT}),
        (CARD, {Request.READ}),
        (Reply(Status.READ_FAILED), {Request.SELECT, Request.READ}),
        (Reply(Status.BAD_CHECKSUM), {Request.FIND, Request.SELECT, Request.READ}),
        (Reply(Status.SELF_TEST_FAILED), set(Request)),
    ],
    ids=lambda value: "+".join(sorted(one.name for one in value)) if isinstance(value, set) else repr(value),
)
def test_a_late_reply_is_not_taken_for_the_answer_to_another_request(
    reply: Reply, asked: set[Request]
) -> None:
    assert {request for request in Request if answers(reply, request)} == asked
