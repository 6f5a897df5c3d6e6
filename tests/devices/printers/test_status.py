"""The status decoder takes nothing for what it is not, however the bytes come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printers.status import (
    Automatic,
    Echo,
    Fact,
    Flow,
    Noise,
    Queued,
    RealTime,
    Status,
    StatusDecoder,
)

IDLE = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
ASB_IDLE = bytes.fromhex("10 00 00 00")


def decoder(*asked: int, fences: int = 0) -> StatusDecoder:
    made = StatusDecoder()
    for n in asked:
        made.asked_real_time(n)
    made.await_queued(fences)
    return made


@pytest.mark.parametrize(
    ("n", "byte", "says"),
    [
        (1, 0x12, Status(offline=False)),
        (1, 0x1A, Status(offline=True)),
        (2, 0x12, Status(cover_open=False, error=False)),
        (2, 0x16, Status(cover_open=True, error=False)),
        (2, 0x32, Status(cover_open=False, paper_out=True, error=False)),
        (2, 0x52, Status(cover_open=False, error=True)),
        (3, 0x12, Status(cutter=False, error=False)),
        (3, 0x1A, Status(cutter=True, error=True)),
        (4, 0x12, Status(paper_low=False, paper_out=False)),
        (4, 0x1E, Status(paper_low=True, paper_out=False)),
        (4, 0x7E, Status(paper_low=True, paper_out=True)),
    ],
)
def test_each_real_time_answer_says_what_the_manual_says(n: int, byte: int, says: Status) -> None:
    assert decoder(n).feed(bytes((byte,)), 0) == [RealTime(n, says)]


@pytest.mark.parametrize(
    ("frame", "true"),
    [
        ("10 00 00 00", set()),
        ("10 00 03 00", {"paper_low"}),
        ("18 00 0f 00", {"offline", "paper_low", "paper_out"}),
        ("38 00 00 00", {"offline", "cover_open"}),
        ("18 08 00 00", {"offline", "cutter", "error"}),
        ("18 20 00 00", {"offline", "error"}),
    ],
)
def test_each_automatic_status_says_what_the_manual_says(frame: str, true: set[str]) -> None:
    (fact,) = decoder().feed(bytes.fromhex(frame), 0)
    assert isinstance(fact, Automatic)
    words = ("offline", "cover_open", "paper_out", "paper_low", "cutter", "error")
    assert {word: getattr(fact.status, word) for word in words} == {word: word in true for word in words}


@pytest.mark.parametrize(
    ("byte", "low", "out"),
    [(0x00, False, False), (0x03, True, False), (0x0C, False, True), (0x0F, True, True)],
)
def test_the_queued_answer_tells_the_paper(byte: int, low: bool, out: bool) -> None:
    assert decoder(fences=1).feed(bytes((byte,)), 0) == [Queued(Status(paper_low=low, paper_out=out))]


def test_an_echo_gives_its_four_characters() -> None:
    assert decoder().feed(b"\x37\x22ab 7\x00", 0) == [Echo(b"ab 7")]


def test_a_waiting_automatic_status_is_not_taken_for_the_answer_to_a_question() -> None:
    # Given the bytes that made another library see no paper: an ASB message lies before the answer.
    facts = decoder(4).feed(bytes.fromhex("10 00 03 00 12"), 0)
    assert facts[0] == Automatic(
        Status(offline=False, cover_open=False, cutter=False, error=False, paper_low=True, paper_out=False)
    )
    assert facts[1] == RealTime(4, Status(paper_low=False, paper_out=False))


def test_answers_that_nobody_asked_for_are_noise() -> None:
    assert decoder().feed(b"\x12\x00", 0) == [Noise(b"\x12"), Noise(b"\x00")]


def test_answers_come_in_the_order_of_the_questions() -> None:
    facts = decoder(1, 2, 4).feed(bytes.fromhex("1a 16 12"), 0)
    assert [fact.n for fact in facts if isinstance(fact, RealTime)] == [1, 2, 4]


def test_an_answer_that_comes_after_the_question_was_given_up_is_noise() -> None:
    late = decoder(4)
    late.forget_real_time()
    assert late.feed(b"\x12", 0) == [Noise(b"\x12")]


@pytest.mark.parametrize("byte", [*b"\r\n\t AZaz0", 0x01, 0x02, 0x04, 0x08, 0x0A, 0x0D, 0x20, 0x60])
def test_text_is_no_proof_that_a_ticket_is_printed(byte: int) -> None:
    facts = decoder(fences=1).feed(bytes((byte,)), 0)
    assert not any(isinstance(fact, Queued) for fact in facts)


def test_half_a_message_is_given_up_when_the_rest_does_not_come() -> None:
    broken = decoder(fences=1)
    assert broken.feed(b"\x10", 0.0) == []
    assert broken.feed(b"\x00", 5.0) == [Noise(b"\x10"), Queued(Status(paper_low=False, paper_out=False))]


def test_an_automatic_status_that_is_cut_short_costs_only_its_own_bytes() -> None:
    facts = decoder(4).feed(bytes.fromhex("10 12") + ASB_IDLE, 0)
    assert facts[0] == Noise(b"\x10")
    assert isinstance(facts[1], RealTime)
    assert isinstance(facts[2], Automatic)


def test_flow_control_is_no_status() -> None:
    assert decoder(1).feed(b"\x13\x11", 0) == [Flow(False), Flow(True)]


def test_a_block_without_end_does_not_swallow_the_line() -> None:
    facts = decoder(4).feed(b"\x37" + b"\x41" * 200 + b"\x12", 0)
    assert isinstance(facts[-1], RealTime)


def test_other_blocks_are_noise() -> None:
    assert decoder().feed(b"\x5fTM-T20\x00", 0) == [Noise(b"\x5fTM-T20\x00")]


def test_a_new_line_starts_without_half_a_message_and_without_questions() -> None:
    fresh = decoder(1, fences=1)
    fresh.feed(b"\x10\x00", 0)
    fresh.reset()
    assert fresh.feed(b"\x12\x00", 0) == [Noise(b"\x12"), Noise(b"\x00")]


pieces = st.sampled_from(
    [
        b"\x12",
        b"\x1a",
        b"\x10\x00\x03\x00",
        b"\x38\x00\x00\x00",
        b"\x00",
        b"\x0c",
        b"\x37\x22abcd\x00",
        b"\x13",
    ]
)


@given(st.lists(st.one_of(pieces, st.binary(max_size=5)), max_size=12), st.data())
def test_facts_do_not_depend_on_how_the_bytes_are_split(messages: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(messages)
    whole = decoder(1, 2, 4, fences=3).feed(stream, 0)
    split = decoder(1, 2, 4, fences=3)
    facts: list[Fact] = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        facts += split.feed(stream[:size], 0)
        stream = stream[size:]
    assert facts == whole


@given(st.binary(max_size=600))
def test_any_bytes_are_taken_without_complaint_and_none_is_kept_for_ever(garbage: bytes) -> None:
    line = decoder(1)
    line.feed(garbage, 0)
    facts = line.feed(ASB_IDLE, 10)
    assert isinstance(facts[-1], Automatic)
