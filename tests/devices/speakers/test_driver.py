"""A call is one WAV, and is made when the line has played it."""

from __future__ import annotations

import pytest

from devices.base import Driver
from devices.link.jobs import Announce, DeviceIs, ShowText, WorkDone, WorkFailed, WorkStarted, WorkUnknown
from devices.link.words import DeviceState
from devices.speakers.clips import SHIPPED, ClipSet, load_clips
from devices.speakers.driver import SENTENCES_KEPT, SpeakerDriver
from devices.speakers.phrase import phrase_of
from devices.speakers.sentence import sentence_wav

VOICE = load_clips(SHIPPED)
CALL = Announce(number="A001", window=3)


@pytest.fixture
def driver() -> SpeakerDriver:
    """A loudspeaker whose line is open."""
    driver = SpeakerDriver(VOICE)
    driver.connected(0.0)
    driver.news()
    return driver


def test_it_is_a_driver_as_the_runner_knows_them() -> None:
    driver: Driver = SpeakerDriver(VOICE)
    assert not driver.idle
    assert driver.deadline is None


def is_busy(driver: SpeakerDriver) -> bool:
    return not driver.idle


def test_a_loudspeaker_is_ready_with_its_line() -> None:
    driver = SpeakerDriver(VOICE)
    driver.connected(0.0)
    assert driver.news() == [DeviceIs(state=DeviceState.READY)]
    assert driver.idle
    assert driver.outbox() == []


def test_a_call_is_one_complete_wav_and_done_when_the_line_has_taken_it(driver: SpeakerDriver) -> None:
    driver.begin("j1", CALL, 5.0)
    assert driver.news() == [WorkStarted(job="j1")]
    assert is_busy(driver)
    assert driver.outbox() == [sentence_wav(phrase_of(CALL), VOICE)]
    assert driver.outbox() == []
    assert driver.deadline is not None
    driver.tick(14.0)
    assert driver.news() == [WorkDone(job="j1")]
    assert driver.idle


def test_a_call_is_not_done_before_its_wav_was_taken(driver: SpeakerDriver) -> None:
    driver.begin("j1", CALL, 5.0)
    assert driver.deadline is None
    driver.tick(6.0)
    assert driver.news() == [WorkStarted(job="j1")]


def test_a_call_that_broke_off_may_have_been_heard(driver: SpeakerDriver) -> None:
    driver.begin("j1", CALL, 5.0)
    driver.outbox()
    driver.lost(7.0, "unplugged")
    assert driver.news() == [
        WorkStarted(job="j1"),
        WorkUnknown(job="j1", cause="unplugged"),
    ]
    driver.connected(9.0)
    assert driver.outbox() == []
    assert driver.idle


def test_a_call_that_never_began_has_failed_for_certain(driver: SpeakerDriver) -> None:
    driver.begin("j1", CALL, 5.0)
    driver.lost(5.0, "stalled")
    assert WorkFailed(job="j1", cause="stalled") in driver.news()
    assert driver.outbox() == []


@pytest.mark.parametrize(
    "work", [ShowText(text="A001"), Announce(number="甲", window=3), Announce(number="A001", window=0)]
)
def test_what_cannot_be_said_fails_and_leaves_the_loudspeaker_free(
    driver: SpeakerDriver, work: ShowText | Announce
) -> None:
    driver.begin("j1", work, 5.0)
    assert driver.news() == [WorkFailed(job="j1", cause="wrong_work")]
    assert driver.idle
    assert driver.outbox() == []


def test_a_call_that_is_being_made_is_not_taken_back(driver: SpeakerDriver) -> None:
    driver.begin("j1", CALL, 5.0)
    driver.revoke("j1", 5.0)
    driver.receive(b"anything", 5.0)
    assert len(driver.outbox()) == 1


def say(driver: SpeakerDriver, call: Announce) -> bytes:
    driver.begin("j", call, 0.0)
    [wav] = driver.outbox()
    driver.tick(0.0)
    return wav


def test_a_recall_is_the_same_wav_and_is_not_put_together_again(driver: SpeakerDriver) -> None:
    assert say(driver, CALL) is say(driver, CALL)


def test_sentences_kept_are_few_and_the_oldest_goes(driver: SpeakerDriver) -> None:
    small = SpeakerDriver(ClipSet(rate_hz=VOICE.rate_hz, clips=VOICE.clips))
    small.connected(0.0)
    first = say(small, CALL)
    for window in range(100, 100 + SENTENCES_KEPT - 1):
        say(small, Announce(number="A001", window=window))
    assert say(small, CALL) is first
    say(small, Announce(number="A001", window=199))  # the one least lately said goes, and that is not it
    assert say(small, CALL) is first
    for window in range(200, 200 + SENTENCES_KEPT):
        say(small, Announce(number="A001", window=window))
    again = say(small, CALL)
    assert again == first
    assert again is not first
