"""Before a touch a visitor reads whether numbers are given, until when, and else when and where."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from devices.link.rows import QueueRow, WindowRow
from devices.link.words import WindowState
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_errands as errands
from tests.screens import kiosk_rows as rows

TOO_LATE = msgspec.structs.replace(
    rows.QUEUES[0],
    refused="too_late",
    refused_zh="现在取号，到12:00已来不及办理，请今天13:00再来，或到服务台咨询。",
    refused_en="A number taken now could not be served before 12:00; please come back today at 13:00.",
)


def closing_in(minutes: int) -> QueueRow:
    return msgspec.structs.replace(rows.QUEUES[0], closes_at=rows.NOW + timedelta(minutes=minutes))


def test_a_queue_without_numbers_tells_the_whole_sentence_with_ways_on(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(TOO_LATE)
    assert kiosk.hand.reads("今天来不及")
    kiosk.hand.tap("choice-b1")
    assert kiosk.hand.sees(text=TOO_LATE.refused_zh)
    for way in ("others", "call", "desk"):
        assert kiosk.hand.sees(way)
    kiosk.model.speak("en")
    assert kiosk.hand.sees(text=TOO_LATE.refused_en)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("closed", "未到取号时间"),
        ("holiday", "今天放假"),
        ("full", "今日已满"),
        ("slot_full", "本时段已满"),
        ("too_late", "今天来不及"),
        ("stopped", "暂停取号"),
    ],
)
def test_the_choice_itself_says_in_a_word_why_not(kiosk: OpenKiosk, code: str, words: str) -> None:
    kiosk.hub.show(msgspec.structs.replace(rows.QUEUES[0], refused=code))
    assert kiosk.hand.reads(words)


def test_a_refusal_of_the_hub_is_told_as_the_hub_said_it(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    kiosk.hub.no("too_late")
    for way in ("other", "call", "desk"):
        assert kiosk.hand.sees(f"way-{way}")
    kiosk.hand.tap("way-call")
    assert kiosk.hand.sees("page-desk")


def test_a_queue_that_soon_gives_no_more_numbers_says_until_when(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(closing_in(34))
    assert kiosk.hand.reads("10:00 止号")
    kiosk.hand.tap("choice-b1")
    assert kiosk.hand.reads("取号截止 10:00")


def test_a_queue_that_closes_later_does_not_hurry_anybody(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(closing_in(60))
    assert not kiosk.hand.reads("止号")
    kiosk.screen.pass_time(61)
    assert kiosk.hand.reads("10:26 止号")


def test_lent_windows_stand_out_and_draining_ones_are_not_open(kiosk: OpenKiosk) -> None:
    assert not kiosk.hand.reads("潮汐窗口")
    kiosk.hub.connect_hub(errands.tidal())
    assert kiosk.hand.reads("潮汐窗口")


def test_a_lent_window_has_its_colour_from_when_its_clerk_is_there(kiosk: OpenKiosk) -> None:
    lent = next(row for row in errands.tidal() if isinstance(row, WindowRow) and row.number == 13)
    kiosk.hub.show(msgspec.structs.replace(lent, state=WindowState.CLOSED))
    assert not kiosk.hand.reads("潮汐窗口")
    kiosk.hub.show(lent)
    assert kiosk.hand.reads("潮汐窗口")
