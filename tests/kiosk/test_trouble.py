"""Whatever is refused, the visitor reads why and finds a way on."""

from __future__ import annotations

import pytest

from devices.link.commands import TakeTicket
from devices.link.refusals import REFUSALS
from tests.kiosk.conftest import OpenKiosk

WAYS = {"other", "desk", "card", "mine", "scan", "paper", "retry", "call", "phone"}


def be_refused(kiosk: OpenKiosk, code: str) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    kiosk.hub.no(code)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_refusal_is_told_in_both_languages_and_leads_on(kiosk: OpenKiosk, code: str) -> None:
    kiosk.model.choose("b1")
    kiosk.model.take()
    kiosk.hub.no(code)
    assert kiosk.hand.sees(text=REFUSALS[code].zh)
    ways = kiosk.part("trouble").property("ways")
    assert set(ways) <= WAYS
    assert "desk" in ways
    kiosk.model.speak("en")
    assert kiosk.hand.sees(text=REFUSALS[code].en)


def test_another_service_may_be_chosen_instead(kiosk: OpenKiosk) -> None:
    be_refused(kiosk, "full")
    kiosk.hand.tap("way-other")
    assert kiosk.hand.sees("page-groups")


def test_what_failed_for_a_moment_may_be_tried_again_as_a_new_command(kiosk: OpenKiosk) -> None:
    be_refused(kiosk, "busy")
    kiosk.hand.tap("way-retry")
    assert kiosk.hub.commands() == [TakeTicket(item="b1")]


def test_back_leads_past_the_trouble_to_where_it_began(kiosk: OpenKiosk) -> None:
    be_refused(kiosk, "busy")
    kiosk.hand.tap("back")
    assert kiosk.hand.sees("page-item")


def test_help_from_people_is_one_touch_away_and_so_is_home(kiosk: OpenKiosk) -> None:
    be_refused(kiosk, "full")
    kiosk.hand.tap("way-desk")
    assert kiosk.hand.item("phone").property("text") == "0371-67580990"
    kiosk.hand.tap("home")
    assert kiosk.hand.sees("page-home")
