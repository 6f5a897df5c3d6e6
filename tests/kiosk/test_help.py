"""Staff are called by one touch from every page, and whoever called is told that they come."""

from __future__ import annotations

import pytest

from devices.link.commands import CallHelp, EndHelp
from devices.link.session import MAX_UNANSWERED
from devices.link.words import DeviceState, HelpTopic
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_errands as errands
from tests.screens import kiosk_rows as rows


def test_one_touch_calls_and_says_that_somebody_comes(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.QUESTION)]
    assert kiosk.hand.reads("正在呼叫工作人员")
    kiosk.hub.show(errands.help_row())
    kiosk.hub.done()
    assert kiosk.hand.reads("服务台已收到")
    kiosk.hub.show(errands.help_row(accepted=True, name="周*"))
    assert kiosk.hand.reads("周* 正在过来")


def test_whoever_comes_is_announced_without_a_name_where_the_hall_tells_none(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    kiosk.hub.show(errands.help_row(accepted=True))
    assert kiosk.hand.reads("已经有人过来")


def test_an_impatient_visitor_calls_once(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    kiosk.hand.tap("help")
    kiosk.hub.show(errands.help_row())
    kiosk.hand.tap("help")
    kiosk.model.ring()
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.QUESTION)]


def test_a_call_that_is_no_longer_needed_is_taken_back(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(errands.help_row())
    kiosk.hand.tap("help")
    kiosk.hand.tap("cancel-help")
    assert kiosk.hub.commands() == [EndHelp(help="h-1")]
    kiosk.hub.show(gone=["help/h-1"])
    assert kiosk.hand.sees("call")
    kiosk.hand.tap("call")
    assert kiosk.hub.commands()[-1] == CallHelp(about=HelpTopic.QUESTION)


def test_a_call_goes_on_when_the_visit_is_over(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    kiosk.hub.show(errands.help_row())
    kiosk.hub.done()
    kiosk.hand.tap("home")
    assert kiosk.hand.sees("page-home")
    assert kiosk.hand.sees(text="工作人员\n马上来")


def test_a_call_that_failed_sends_to_the_desk_and_may_be_tried_again(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    kiosk.hub.no("busy")
    assert kiosk.hand.reads("呼叫未成功，请到服务台")
    kiosk.hand.tap("call")
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.QUESTION)]


def test_while_the_hub_is_away_the_call_waits_and_says_so(kiosk: OpenKiosk) -> None:
    kiosk.hub.lose_hub()
    kiosk.hand.tap("help")
    assert kiosk.hand.reads("恢复后自动呼叫")
    kiosk.hub.connect_hub(rows.everyday())
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.QUESTION)]


def test_a_hub_that_is_away_for_too_long_is_a_failed_call_and_no_crash(kiosk: OpenKiosk) -> None:
    kiosk.hub.lose_hub()
    for _ in range(MAX_UNANSWERED):
        kiosk.hub.do(CallHelp(about=HelpTopic.OTHER))
    kiosk.hand.tap("help")
    assert kiosk.hand.reads("呼叫未成功")


def test_a_call_that_was_ended_as_soon_as_it_was_heard_can_be_made_again(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    kiosk.hub.done()
    kiosk.hub.show(rows.HALL)
    kiosk.hand.tap("call")
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.QUESTION)]


def test_the_desk_is_told_what_it_may_be_about(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("elder")
    kiosk.hand.tap("help")
    kiosk.hub.no("busy")
    kiosk.model.speak("en")
    kiosk.hand.tap("call")
    kiosk.hub.no("busy")
    kiosk.hub.show(*rows.devices(printer=DeviceState.FAULT))
    kiosk.hand.tap("call")
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.KIOSK_TROUBLE)]


@pytest.mark.parametrize(
    ("elder", "language", "about"),
    [(True, "zh", HelpTopic.FRAIL), (False, "en", HelpTopic.LANGUAGE), (True, "en", HelpTopic.LANGUAGE)],
)
def test_version_and_language_tell_the_desk_who_calls(
    kiosk: OpenKiosk, elder: bool, language: str, about: HelpTopic
) -> None:
    kiosk.model.enlarge(elder)
    kiosk.model.speak(language)
    kiosk.hand.tap("help")
    assert kiosk.hub.commands() == [CallHelp(about=about)]


def test_a_page_that_is_left_while_calling_still_tells_that_it_calls(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("help")
    kiosk.hand.tap("home")
    assert kiosk.hand.sees(text="正在\n呼叫…")
    assert kiosk.hub.commands() == [CallHelp(about=HelpTopic.QUESTION)]
