"""A strip shows the newest text, again and again until it surely does, and says so when it is silent."""

from __future__ import annotations

import pytest

from devices.base import Driver
from devices.boards.driver import ANSWER_S, LED_STRIP, SHOW_AGAIN_S, SILENT_AGAIN_S, TRIES, StripDriver
from devices.boards.profile import EQ2013, QUEUE_STRIP
from devices.boards.strip import Strip, strip
from devices.link.jobs import (
    Announce,
    AnyNews,
    DeviceIs,
    ShowText,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.words import DeviceState

OK = b"##FOK$$$"
MUTE = Strip(profile=QUEUE_STRIP, address=1, columns=16)
EQ = Strip(profile=EQ2013, address=1, columns=16)


def ready(made: Strip) -> StripDriver:
    """Return a driver at time 0 whose strip is blank and settled."""
    driver = StripDriver(made)
    driver.connected(0.0)
    driver.outbox()
    driver.tick(0.0)
    driver.receive(OK, 0.0)
    assert driver.idle
    driver.news()
    return driver


def sent(driver: StripDriver, made: Strip, text: str) -> bool:
    """Whether the outbox holds exactly the frames of a text."""
    return driver.outbox() == made.frames(text, "red")


def keep_silent(driver: StripDriver) -> tuple[int, float, list[AnyNews]]:
    """Let every answer fail to come; return how often frames were sent, until when, and the news."""
    times, deadline = 0, 0.0
    while driver.outbox():
        times += 1
        assert driver.deadline is not None
        deadline = driver.deadline
        driver.tick(deadline)
    return times, deadline, driver.news()


def test_it_is_a_driver_as_the_runner_knows_them() -> None:
    driver: Driver = StripDriver(MUTE)
    assert driver.deadline is None
    assert not driver.idle


def test_the_catalogue_row_names_every_option_a_strip_takes() -> None:
    made = strip({"profile": "eq2013", "address": "7", "columns": "32"})
    assert set(LED_STRIP.options) == {"profile", "address", "columns"}
    assert (made.address, made.columns) == (7, 32)
    assert LED_STRIP.frame_gap_s >= 0.02


def test_a_mute_strip_is_ready_with_its_line_and_begins_blank() -> None:
    driver = StripDriver(MUTE)
    driver.connected(0.0)
    assert driver.news() == [DeviceIs(state=DeviceState.READY)]
    assert sent(driver, MUTE, "")


def test_a_text_on_a_mute_strip_is_done_when_it_was_sent() -> None:
    driver = ready(MUTE)
    driver.begin("j1", ShowText(text="请A001到3号窗口"), 5.0)
    assert driver.news() == [WorkStarted(job="j1")]
    assert not driver.idle
    assert sent(driver, MUTE, "请A001到3号窗口")
    assert driver.news() == []
    assert driver.deadline == 5.0
    driver.tick(5.0)
    assert driver.news() == [WorkDone(job="j1")]
    assert driver.idle


def test_nothing_is_done_before_its_frames_were_taken() -> None:
    driver = ready(MUTE)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.tick(6.0)
    assert driver.news() == [WorkStarted(job="j1")]


def test_an_idle_text_is_shown_again_every_minute() -> None:
    driver = ready(MUTE)
    driver.begin("j1", ShowText(text="暂停服务"), 5.0)
    driver.outbox()
    driver.tick(5.0)
    driver.news()
    for minute in (1, 2):
        at = 5.0 + minute * SHOW_AGAIN_S
        driver.tick(at - 0.1)
        assert driver.outbox() == []
        driver.tick(at)
        assert sent(driver, MUTE, "暂停服务")
        driver.tick(at)
    assert driver.news() == []


def test_a_newer_text_takes_the_place_of_the_older() -> None:
    driver = ready(MUTE)
    for place, text in enumerate(("请A001到3号窗口", "请A002到3号窗口")):
        driver.begin(f"j{place}", ShowText(text=text), 1.0)
        driver.outbox()
        driver.tick(1.0)
    driver.tick(1.0 + SHOW_AGAIN_S)
    assert sent(driver, MUTE, "请A002到3号窗口")


def test_a_strip_that_answers_is_ready_only_when_it_has_answered() -> None:
    driver = StripDriver(EQ)
    driver.connected(0.0)
    assert driver.news() == [DeviceIs(state=DeviceState.STARTING)]
    assert sent(driver, EQ, "")
    driver.receive(b"##F", 0.1)
    assert driver.news() == []
    driver.receive(b"OK$$$", 0.2)
    assert driver.news() == [DeviceIs(state=DeviceState.READY)]


def test_a_text_on_a_strip_that_answers_is_done_by_its_answer() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请A001", colour="green"), 5.0)
    assert driver.outbox() == EQ.frames("请A001", "green")
    assert driver.deadline == 5.0 + ANSWER_S
    driver.receive(b"\xff##KOK$$$", 5.3)
    assert driver.news() == [WorkStarted(job="j1"), WorkDone(job="j1")]
    assert driver.idle


def test_an_answer_that_nobody_asked_for_means_nothing() -> None:
    driver = ready(EQ)
    driver.receive(OK, 1.0)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.receive(OK, 5.0)
    assert driver.news() == [WorkStarted(job="j1")]
    assert sent(driver, EQ, "请")


def test_an_unanswered_text_is_sent_again_and_then_the_strip_is_silent() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    times, _, news = keep_silent(driver)
    assert times == TRIES
    assert news == [
        WorkStarted(job="j1"),
        WorkUnknown(job="j1", cause="silent"),
        DeviceIs(state=DeviceState.FAULT, fault="silent"),
    ]
    assert driver.idle


def test_an_answer_to_the_second_try_is_as_good_as_one_to_the_first() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.outbox()
    driver.tick(5.0 + ANSWER_S)
    assert sent(driver, EQ, "请")
    driver.receive(OK, 6.2)
    assert driver.news() == [WorkStarted(job="j1"), WorkDone(job="j1")]


def test_a_silent_strip_is_told_once_and_asked_less_and_less_often() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    _, silent_at, _ = keep_silent(driver)
    waits = []
    for _ in range(4):
        assert driver.deadline is not None
        waits.append(driver.deadline - silent_at)
        driver.tick(driver.deadline)
        _, silent_at, news = keep_silent(driver)
        assert news == []
    assert waits == [*SILENT_AGAIN_S, SILENT_AGAIN_S[-1]]


def test_a_silent_strip_that_answers_again_is_ready_and_shows_the_newest_text() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="旧"), 5.0)
    keep_silent(driver)
    driver.begin("j2", ShowText(text="新"), 9.0)
    assert sent(driver, EQ, "新")
    driver.receive(OK, 9.2)
    assert driver.news() == [
        WorkStarted(job="j2"),
        WorkDone(job="j2"),
        DeviceIs(state=DeviceState.READY),
    ]


def test_a_strip_that_answered_in_between_is_asked_often_again() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    keep_silent(driver)
    driver.begin("j2", ShowText(text="新"), 9.0)
    driver.outbox()
    driver.receive(OK, 9.2)
    driver.begin("j3", ShowText(text="再"), 10.0)
    _, silent_at, _ = keep_silent(driver)
    assert driver.deadline == silent_at + SILENT_AGAIN_S[0]


def test_a_text_lost_with_the_line_is_shown_when_the_line_is_back() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.outbox()
    driver.lost(5.1, "unplugged")
    assert driver.news() == [
        WorkStarted(job="j1"),
        WorkUnknown(job="j1", cause="unplugged"),
    ]
    assert not driver.idle
    assert driver.deadline is None
    driver.connected(8.0)
    assert sent(driver, EQ, "请")


def test_a_text_of_which_no_byte_was_sent_has_failed_for_certain() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.lost(5.0, "unplugged")
    assert WorkFailed(job="j1", cause="unplugged") in driver.news()
    assert driver.outbox() == []


def test_a_text_that_was_to_be_sent_again_may_already_stand_there() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.outbox()
    driver.tick(5.0 + ANSWER_S)
    driver.lost(6.1, "unplugged")
    assert WorkUnknown(job="j1", cause="unplugged") in driver.news()


@pytest.mark.parametrize("made", [MUTE, EQ])
def test_work_of_another_sort_fails_and_changes_nothing(made: Strip) -> None:
    driver = ready(made)
    driver.begin("j1", Announce(number="A001", window=3), 5.0)
    assert driver.news() == [WorkFailed(job="j1", cause="wrong_work")]
    assert driver.outbox() == []
    assert driver.idle


def test_a_text_is_not_taken_back() -> None:
    driver = ready(EQ)
    driver.begin("j1", ShowText(text="请"), 5.0)
    driver.revoke("j1", 5.0)
    assert sent(driver, EQ, "请")
