"""The reader's driver as a script: bytes of the published protocol in, commands and news out."""

from __future__ import annotations

import pytest

from devices.link.jobs import AnyNews, CardRead, DeviceIs, ReadCard, ReadCode, WorkDone, WorkFailed
from devices.link.words import DeviceState
from devices.readers.driver import IdCardReader
from devices.virtual.cards import LI_ELDER, ZHANG, Card
from tests.devices.readers.test_frames import frame

STATUS = bytes.fromhex("AAAAAA9669 0003 11FF ED")
FIND = bytes.fromhex("AAAAAA9669 0003 2001 22")
SELECT = bytes.fromhex("AAAAAA9669 0003 2002 21")
READ = bytes.fromhex("AAAAAA9669 0003 3001 32")

OK = frame(0x90)
FOUND = frame(0x9F, b"\x12\x34\x56\x78")
SELECTED = frame(0x90, b"\x01\x02\x03\x04\x05\x06\x07\x08")
NO_CARD = frame(0x80)

READY = DeviceIs(state=DeviceState.READY)


def holding(card: Card) -> bytes:
    return frame(0x90, bytes.fromhex("01000400") + card.text + card.photo)


def ready(**options: str) -> IdCardReader:
    """A driver whose reader has answered at second 0."""
    driver = IdCardReader(options)
    driver.connected(0.0)
    driver.receive(OK, 0.0)
    driver.news()
    driver.outbox()
    return driver


def told(driver: IdCardReader, answer: bytes, now: float) -> list[bytes]:
    """Answer, and see what the driver says next."""
    driver.receive(answer, now)
    return driver.outbox()


def fault(kind: str) -> DeviceIs:
    return DeviceIs(state=DeviceState.FAULT, fault=kind)


def test_a_reader_is_ready_once_its_security_module_says_so() -> None:
    driver = IdCardReader()

    driver.connected(0.0)

    assert driver.outbox() == [STATUS]
    assert driver.news() == [DeviceIs(state=DeviceState.STARTING)]
    assert told(driver, OK, 0.1) == []
    assert driver.news() == [READY]


def test_a_card_is_found_selected_and_read() -> None:
    driver = ready()

    driver.begin("j1", ReadCard(), 1.0)

    assert driver.outbox() == [FIND]
    assert told(driver, FOUND, 1.1) == [SELECT]
    assert told(driver, SELECTED, 1.2) == [READ]
    assert not driver.idle
    assert told(driver, holding(ZHANG), 2.0) == []
    card, done = driver.news()
    assert isinstance(card, CardRead)
    assert (card.job, card.name, card.card_type) == ("j1", "张样例", "mainland")
    assert done == WorkDone(job="j1")
    assert driver.idle


def test_looking_for_a_card_is_repeated_four_times_a_second() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    driver.outbox()

    assert told(driver, NO_CARD, 1.0) == []
    assert driver.deadline == 1.25
    driver.tick(1.25)
    assert driver.outbox() == [FIND]


def test_a_visitor_without_a_card_ends_the_wait() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(timeout_s=5), 1.0)
    driver.receive(NO_CARD, 1.0)
    driver.outbox()
    while not driver.idle:
        assert driver.deadline is not None
        now = driver.deadline
        driver.tick(now)
        if driver.outbox():
            driver.receive(NO_CARD, now)

    assert driver.news() == [WorkFailed(job="j1", cause="nobody")]
    assert now == 6.0


def test_a_card_found_in_the_last_moment_is_still_read() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(timeout_s=1), 1.0)
    driver.receive(FOUND, 1.9)

    driver.tick(2.0)
    driver.receive(SELECTED, 2.1)
    driver.receive(holding(ZHANG), 2.9)

    assert [type(news) for news in driver.news()] == [CardRead, WorkDone]


@pytest.mark.parametrize("failed", [frame(0x81), frame(0x41)], ids=["81", "41"])
def test_a_card_that_slipped_is_found_again_before_it_is_selected_again(failed: bytes) -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    driver.receive(FOUND, 1.0)
    driver.outbox()

    assert told(driver, failed, 1.1) == []
    driver.tick(1.35)

    assert driver.outbox() == [FIND]
    assert told(driver, FOUND, 1.4) == [SELECT]


@pytest.mark.parametrize(
    ("answers", "cause"),
    [
        ([FOUND, frame(0x81)], "unreadable"),
        ([FOUND, SELECTED, frame(0x41)], "unreadable"),
        ([FOUND, SELECTED, frame(0x33)], "unreadable"),
        ([FOUND, SELECTED, frame(0x40)], "unknown_card"),
        ([frame(0x10)], "garbled"),
        ([frame(0x21)], "unreadable"),
        ([FOUND, SELECTED, frame(0x90, bytes.fromhex("01000400") + bytes(1280))], "unreadable"),
    ],
)
def test_a_card_that_cannot_be_read_is_tried_three_times(answers: list[bytes], cause: str) -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    for attempt in range(3):
        assert not driver.idle
        driver.tick(1.0 + attempt)
        for answer in answers:
            driver.receive(answer, 1.0 + attempt)

    assert driver.news() == [WorkFailed(job="j1", cause=cause)]
    assert driver.outbox().count(FIND) == 3


def test_a_card_that_failed_once_and_left_is_the_reason_that_is_told() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(timeout_s=1), 1.0)
    driver.receive(FOUND, 1.1)
    driver.receive(frame(0x81), 1.2)
    driver.tick(1.45)
    driver.receive(NO_CARD, 1.5)

    driver.tick(2.0)

    assert driver.news() == [WorkFailed(job="j1", cause="unreadable")]


def test_an_idle_reader_is_asked_every_three_seconds() -> None:
    driver = ready()

    assert driver.deadline == 3.0
    driver.tick(3.0)
    assert driver.outbox() == [STATUS]
    assert told(driver, OK, 3.1) == []
    assert driver.news() == []
    assert driver.deadline == 6.1


def test_a_reader_that_answers_nothing_is_silent_after_two_questions_and_well_after_one_answer() -> None:
    driver = ready()
    for now in (3.0, 4.0, 5.0):
        driver.tick(now)

    assert driver.news() == [fault("silent")]
    driver.tick(8.0)
    driver.receive(OK, 8.1)
    assert driver.news() == [READY]


def test_bytes_that_are_no_answers_are_called_garbled() -> None:
    driver = IdCardReader()
    driver.connected(0.0)
    driver.news()
    for now in (0.5, 1.5):
        driver.receive(b"\x00\xf8\x07\xc3", now)
        driver.tick(now + 0.5)

    assert driver.news() == [fault("garbled")]


@pytest.mark.parametrize(("status", "kind"), [(0x60, "self_test"), (0x66, "sam")])
def test_a_broken_security_module_is_a_fault_and_ends_the_job(status: int, kind: str) -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)

    driver.receive(frame(status), 1.1)

    assert driver.news() == [fault(kind), WorkFailed(job="j1", cause=kind)]


def test_a_reader_that_falls_silent_fails_the_job_and_does_not_let_the_visitor_wait() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(timeout_s=30), 1.0)

    driver.tick(2.0)
    driver.tick(3.0)

    assert driver.news() == [fault("silent"), WorkFailed(job="j1", cause="silent")]


def test_a_broken_off_card_is_given_up_and_asked_for_again() -> None:
    driver = ready(read_s="2")
    driver.begin("j1", ReadCard(), 1.0)
    driver.receive(FOUND, 1.0)
    driver.receive(SELECTED, 1.0)
    driver.receive(holding(ZHANG)[:700], 2.5)
    driver.outbox()

    driver.tick(3.0)
    driver.tick(3.25)

    assert driver.outbox() == [STATUS], "the fence before anything is asked again"
    assert told(driver, OK, 3.3) == [FIND]
    assert driver.news() == []


def test_half_a_frame_does_not_eat_an_answer_that_comes_much_later() -> None:
    driver = ready()
    driver.receive(holding(ZHANG)[:300], 1.0)
    driver.tick(3.0)

    driver.receive(OK, 3.1)

    assert driver.deadline == 6.1


def test_revoking_ends_the_wait_and_the_answer_on_its_way_is_nobodys() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    driver.outbox()

    driver.revoke("j1", 1.1)

    assert driver.news() == [WorkFailed(job="j1", cause="revoked")]
    assert driver.idle
    assert told(driver, FOUND, 1.2) == []


def test_revoking_a_job_that_is_not_in_hand_is_nothing() -> None:
    driver = ready()
    driver.begin("j2", ReadCard(), 1.0)

    driver.revoke("j1", 1.1)

    assert driver.news() == []
    assert not driver.idle


def test_the_card_of_a_visitor_who_gave_up_is_not_given_to_the_next_one() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    driver.receive(FOUND, 1.0)
    driver.receive(SELECTED, 1.0)
    driver.revoke("j1", 1.5)
    driver.begin("j2", ReadCard(), 1.6)
    driver.outbox()
    driver.news()

    assert told(driver, holding(ZHANG), 1.7) == [FIND]

    assert driver.news() == []
    for answer in (FOUND, SELECTED, holding(LI_ELDER)):
        driver.receive(answer, 2.0)
    card, done = driver.news()
    assert isinstance(card, CardRead)
    assert (card.job, card.name) == ("j2", "李长者样例")
    assert done == WorkDone(job="j2")


def test_a_card_read_too_late_is_not_given_to_the_next_visitor() -> None:
    driver = ready(read_s="1")
    driver.begin("j1", ReadCard(timeout_s=1), 1.0)
    driver.receive(FOUND, 1.0)
    driver.receive(SELECTED, 1.0)
    driver.tick(2.0)
    assert driver.news() == [WorkFailed(job="j1", cause="unreadable")]
    driver.begin("j2", ReadCard(), 2.0)
    driver.outbox()

    assert told(driver, holding(ZHANG), 2.1) == []
    assert told(driver, OK, 2.2) == [FIND]
    assert driver.news() == []


def test_answers_said_twice_change_nothing() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    for answer in (FOUND, SELECTED, holding(ZHANG)):
        driver.receive(answer + answer, 1.5)
    driver.begin("j2", ReadCard(), 2.0)
    driver.receive(holding(ZHANG), 2.0)

    assert driver.outbox() == [FIND, SELECT, READ, FIND]
    assert [news.job for news in driver.news()] == ["j1", "j1"]


def test_a_job_that_comes_while_the_reader_is_being_asked_waits_for_that_answer() -> None:
    driver = ready()
    driver.tick(3.0)
    driver.outbox()

    driver.begin("j1", ReadCard(), 3.1)

    assert driver.outbox() == []
    assert told(driver, OK, 3.2) == [FIND]


def test_an_unplugged_reader_has_certainly_read_nothing() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)

    driver.lost(1.1, "unplugged")

    assert driver.news() == [WorkFailed(job="j1", cause="unplugged"), fault("unplugged")]
    assert driver.outbox() == []
    assert driver.deadline is None
    assert driver.idle


def test_half_a_frame_of_the_old_line_is_forgotten_on_the_new_one() -> None:
    driver = ready()
    driver.receive(OK[:6], 1.0)
    driver.lost(1.1, "unplugged")
    driver.connected(2.0)
    driver.news()

    driver.receive(OK, 2.1)

    assert driver.news() == [READY]


def test_other_work_is_refused() -> None:
    driver = ready()

    driver.begin("j1", ReadCode(), 1.0)

    assert driver.news() == [WorkFailed(job="j1", cause="wrong_work")]
    assert driver.idle


@pytest.mark.parametrize("value", ["", "0", "-1", "soon", "61", "nan"])
def test_an_unreadable_option_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="option read_s"):
        IdCardReader({"read_s": value})


def test_nothing_the_driver_shows_names_the_holder() -> None:
    driver = ready()
    driver.begin("j1", ReadCard(), 1.0)
    for answer in (FOUND, SELECTED, holding(ZHANG)):
        driver.receive(answer, 1.5)

    shown: list[AnyNews] = driver.news()

    assert "张" not in repr(shown)
    assert "1990" not in repr(shown) + str(shown) + repr(vars(driver))
