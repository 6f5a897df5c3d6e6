"""The driver and the pretend reader on one wire, under a pretend clock, on good days and bad ones."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.link.jobs import CardRead, ReadCard, WorkDone, WorkFailed
from devices.readers.driver import IdCardReader
from devices.virtual.cards import PEOPLE, ZHANG
from devices.virtual.idcard import VirtualIdCardReader
from tests.devices.wirebench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench(IdCardReader())


@pytest.fixture
def reader(bench: Bench) -> VirtualIdCardReader:
    return VirtualIdCardReader(bench)


def names(bench: Bench) -> list[str]:
    return [news.name for news in bench.news if isinstance(news, CardRead)]


def connect(bench: Bench) -> None:
    bench.connect()
    bench.run(0.5)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_layout_is_read(bench: Bench, reader: VirtualIdCardReader, person: str) -> None:
    connect(bench)
    bench.begin("j1", ReadCard())
    bench.run(1)
    reader.put(PEOPLE[person])
    bench.run(1)

    card, done = bench.of("j1")

    assert isinstance(card, CardRead)
    assert card.id_number in PEOPLE[person].text.decode("utf-16-le")
    assert len(card.name) > 2
    assert done == WorkDone(job="j1")
    assert bench.states() == [("starting", ""), ("ready", "")]


def test_a_card_that_stays_is_not_read_twice_until_it_is_put_back(
    bench: Bench, reader: VirtualIdCardReader
) -> None:
    connect(bench)
    reader.put(ZHANG)
    bench.begin("j1", ReadCard())
    bench.run(1)
    bench.begin("j2", ReadCard(timeout_s=3))
    bench.run(2)
    assert bench.of("j2") == []

    reader.lift()
    bench.run(0.4)
    reader.put(ZHANG)
    bench.run(0.6)

    assert names(bench) == ["张样例", "张样例"]


def test_reads_that_fail_twice_are_mended(bench: Bench, reader: VirtualIdCardReader) -> None:
    reader.fail_reads = 2
    reader.put(ZHANG)
    connect(bench)
    bench.begin("j1", ReadCard())

    bench.run(3)

    assert names(bench) == ["张样例"]


def test_noise_before_every_answer_is_nothing(bench: Bench, reader: VirtualIdCardReader) -> None:
    reader.garbage = b"\x00\xaa\xaa\xaa\x96\x00\xff\xaa"
    reader.put(ZHANG)
    connect(bench)
    bench.begin("j1", ReadCard())

    bench.run(3)

    assert names(bench) == ["张样例"]


def test_answers_with_broken_checksums_are_never_believed(bench: Bench, reader: VirtualIdCardReader) -> None:
    connect(bench)
    reader.broken = True
    reader.put(ZHANG)
    bench.begin("j1", ReadCard())

    bench.run(10)

    assert bench.of("j1") == [WorkFailed(job="j1", cause="garbled")]
    assert bench.states()[-1] == ("fault", "garbled")


def test_a_reader_that_comes_back_works_again(bench: Bench, reader: VirtualIdCardReader) -> None:
    connect(bench)
    reader.silent = True
    bench.run(10)
    assert bench.states()[-1] == ("fault", "silent")

    reader.silent = False
    reader.put(ZHANG)
    bench.run(4)
    bench.begin("j1", ReadCard())
    bench.run(1)

    assert bench.states()[-1] == ("ready", "")
    assert names(bench) == ["张样例"]


def test_a_reader_plugged_in_again_works_again(bench: Bench, reader: VirtualIdCardReader) -> None:
    connect(bench)
    bench.begin("j1", ReadCard())
    bench.run(1)
    bench.lose("unplugged")

    connect(bench)
    reader.put(ZHANG)
    bench.begin("j2", ReadCard())
    bench.run(1)

    assert bench.of("j1") == [WorkFailed(job="j1", cause="unplugged")]
    assert [type(news) for news in bench.of("j2")] == [CardRead, WorkDone]


@dataclass(frozen=True)
class Visit:
    """Somebody puts a card on the reader, and goes."""

    person: str
    stays_s: float
    timeout_s: float
    delay_s: float
    echoes: int
    fail_reads: int
    silent_s: float
    noise: bytes


def spans(longest_s: float) -> st.SearchStrategy[float]:
    return st.integers(1, int(longest_s * 20)).map(lambda twentieths: twentieths / 20)


visits = st.builds(
    Visit,
    person=st.sampled_from(sorted(PEOPLE)),
    stays_s=spans(5),
    timeout_s=st.sampled_from([0.5, 2.0, 30.0]),
    delay_s=st.sampled_from([0.01, 0.2, 0.5, 0.9, 1.4, 3.5]),
    echoes=st.sampled_from([1, 1, 2]),
    fail_reads=st.sampled_from([0, 0, 1, 3]),
    silent_s=st.sampled_from([0.0, 0.0, 0.6, 2.5]),
    noise=st.sampled_from([b"", b"", b"\xaa\xaa", b"\xaa\xaa\xaa\x96\x69\x00\x30\x00"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(visits, min_size=2, max_size=6))
def test_whatever_the_reader_does_nobody_is_given_somebody_elses_card(script: list[Visit]) -> None:
    bench = Bench(IdCardReader({"read_s": "1"}))
    reader = VirtualIdCardReader(bench)
    connect(bench)
    for number, visit in enumerate(script):
        bench.delay_s, reader.echoes, reader.garbage = visit.delay_s, visit.echoes, visit.noise
        reader.fail_reads = visit.fail_reads
        reader.put(PEOPLE[visit.person])
        bench.begin(f"j{number}", ReadCard(timeout_s=visit.timeout_s))
        reader.silent = visit.silent_s > 0
        bench.run(visit.silent_s)
        reader.silent = False
        bench.run(visit.stays_s)
        bench.revoke(f"j{number}")
        reader.lift()
        assert bench.driver.idle
    bench.run(20)

    for number, visit in enumerate(script):
        *cards, end = bench.of(f"j{number}")
        assert isinstance(end, WorkDone if cards else WorkFailed)
        assert len(cards) <= 1
        for card in cards:
            assert isinstance(card, CardRead)
            assert card.id_number in PEOPLE[visit.person].text.decode("utf-16-le")
    find, select = bytes.fromhex("AAAAAA966900032001 22"), bytes.fromhex("AAAAAA966900032002 21")
    assert all(bench.written[at - 1] == find for at, frame in enumerate(bench.written) if frame == select)
