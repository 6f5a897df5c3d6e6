"""Results: to the right person, by card or named evidence, and never forgotten until then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config.schema import Papers
from devices.hub import events as e
from devices.hub.people import HUB, Principal
from devices.hub.rules.results import CARD_FRESH
from devices.hub.state import Result
from devices.link import commands as c
from devices.link.words import Delivery, Evidence, NoticeWay, ResultState
from tests.devices.hub.issuing import (
    BUSINESS,
    CASE,
    ISSUE,
    card_at,
    issue_played,
    serving,
    tomorrow,
)
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, refusal

ONE, FIVE = clerk(1), clerk(ISSUE)
ARRIVED = c.RegisterResult(code="JG-1", item="a-1", case_number=CASE, name="张建国", phone="13900001111")


@pytest.fixture
def hall() -> Played:
    return issue_played()


def accepted(p: Played, person: str | None = "p1") -> None:
    """Let a case be accepted, with or without a card."""
    if person:
        p.person(person)
    serving(p, person=person)
    p.say(ONE, c.Accept(first_pass=True, case_number=CASE))
    p.say(ONE, c.Finish())


def arrived(p: Played, command: c.RegisterResult = ARRIVED, by: Principal = BUSINESS) -> Result:
    (event,) = p.say(by, command)
    assert isinstance(event, e.ResultArrived)
    return p.hall.results[event.result]


# Arrival ----------------------------------------------------------------------------------------------


def test_a_result_belongs_to_the_card_with_which_its_case_was_accepted(hall: Played) -> None:
    accepted(hall)
    tomorrow(hall, 30)
    result = arrived(hall)
    assert (result.person, result.contact, result.case_number) == ("p1", "c-13900001111", CASE)
    assert (result.state, result.delivery, result.queue) == (ResultState.ARRIVED, Delivery.COUNTER, "z")
    assert hall.hall.cases == {}


@pytest.mark.parametrize("by", [BUSINESS, DESK, FIVE])
def test_results_come_by_the_business_system_the_desk_or_an_issue_window(hall: Played, by: Principal) -> None:
    assert arrived(hall, by=by).code == "JG-1"


def test_a_result_is_registered_once_for_an_item_that_there_is(hall: Played) -> None:
    arrived(hall)
    assert refusal(hall, DESK, ARRIVED) == "result_exists"
    assert refusal(hall, DESK, c.RegisterResult(code="x", item="nothing")) == "unknown_item"
    assert refusal(hall, DESK, c.RegisterResult(code="x", item="a-1", queue="y")) == "unknown_queue"
    assert refusal(hall, DESK, c.RegisterResult(code="x", item="a-1", person="p9")) == "unknown_person"
    assert refusal(hall, ONE, c.RegisterResult(code="x", item="a-1")) == "not_issue_window"
    assert refusal(hall, clerk(99), c.RegisterResult(code="x", item="a-1")) == "no_window"


def test_a_result_says_in_which_queue_it_is_fetched(hall: Played) -> None:
    assert arrived(hall, c.RegisterResult(code="x", item="a-1", queue="t")).queue == "t"


def test_without_issue_windows_a_result_has_no_queue() -> None:
    p = Played()
    assert arrived(p, c.RegisterResult(code="x", item="a-1")).queue == ""


# Telling ----------------------------------------------------------------------------------------------


def test_every_notice_to_the_applicant_is_kept(hall: Played) -> None:
    result = arrived(hall)
    hall.say(BUSINESS, c.NotifyResult(result="JG-1", how=NoticeWay.SMS))
    hall.later(hours=1)
    hall.say(FIVE, c.NotifyResult(result=result.id, how=NoticeWay.PHONE))
    assert [how for how, _ in result.told] == [NoticeWay.SMS, NoticeWay.PHONE]
    assert refusal(hall, DESK, c.NotifyResult(result="JG-2", how=NoticeWay.SMS)) == "unknown_result"


# Hand-over --------------------------------------------------------------------------------------------


def test_the_applicants_card_read_at_the_window_is_enough(hall: Played) -> None:
    accepted(hall)
    result = arrived(hall)
    ticket = serving(hall, "z-1", ISSUE)
    card_at(hall, ISSUE, "p1")
    given, printed = hall.say(FIVE, c.HandOverResult(result="JG-1", person="p1"))
    assert isinstance(given, e.ResultHandedOver)
    assert (given.clerk, given.window, given.ticket) == ("0105", ISSUE, ticket)
    assert (given.person_checked, given.evidence, given.number) == (True, None, "LQ20260302-001")
    assert result.state is ResultState.HANDED_OVER
    assert isinstance(printed, e.PrintRequested)
    assert (printed.paper, printed.device) == (given.paper, "printer-two")
    assert refusal(hall, FIVE, c.HandOverResult(result="JG-1", person="p1")) == "result_gone"


def test_a_card_that_was_not_read_at_this_window_just_now_says_nothing(hall: Played) -> None:
    accepted(hall)
    arrived(hall)
    claim = c.HandOverResult(result="JG-1", person="p1")
    assert refusal(hall, FIVE, claim) == "unknown_person"
    card_at(hall, 1, "p1")
    assert refusal(hall, FIVE, claim) == "unknown_person"
    card_at(hall, ISSUE, "p1")
    hall.later(seconds=CARD_FRESH.total_seconds() + 1)
    assert refusal(hall, FIVE, claim) == "unknown_person"
    card_at(hall, ISSUE, "p1")
    card_at(hall, ISSUE, "p2")
    assert refusal(hall, FIVE, claim) == "unknown_person"


def test_somebody_elses_card_is_not_enough_and_a_delegates_authority_is_logged(hall: Played) -> None:
    accepted(hall)
    arrived(hall)
    card_at(hall, ISSUE, "p2")
    assert refusal(hall, FIVE, c.HandOverResult(result="JG-1", person="p2")) == "not_the_person"
    by_authority = c.HandOverResult(result="JG-1", person="p2", evidence=Evidence.AUTHORITY)
    (given, *_) = hall.say(FIVE, by_authority)
    assert isinstance(given, e.ResultHandedOver)
    assert (given.person_checked, given.evidence, given.person) == (False, Evidence.AUTHORITY, "p2")


def test_a_name_that_fits_is_not_enough_without_a_card(hall: Played) -> None:
    accepted(hall, person=None)
    arrived(hall)
    assert refusal(hall, FIVE, c.HandOverResult(result="JG-1")) == "card_first"
    card_at(hall, ISSUE, "p1")
    assert refusal(hall, FIVE, c.HandOverResult(result="JG-1", person="p1")) == "not_the_person"
    (given, *_) = hall.say(FIVE, c.HandOverResult(result="JG-1", evidence=Evidence.ID_SHOWN))
    assert isinstance(given, e.ResultHandedOver)
    assert not given.person_checked


def test_results_are_given_at_issue_windows_by_a_clerk_who_is_there(hall: Played) -> None:
    arrived(hall)
    shown = c.HandOverResult(result="JG-1", evidence=Evidence.ID_SHOWN)
    assert refusal(hall, ONE, shown) == "not_issue_window"
    assert refusal(hall, DESK, shown) == "not_allowed"
    assert refusal(hall, BUSINESS, shown) == "not_in_locker"
    hall.say(FIVE, c.SignOut())
    assert refusal(hall, FIVE, shown) == "not_signed_in"


# Locker and post --------------------------------------------------------------------------------------


def test_a_box_of_the_locker_holds_one_result_until_it_is_fetched(hall: Played) -> None:
    first = arrived(hall)
    second = arrived(hall, c.RegisterResult(code="JG-2", item="a-1", delivery=Delivery.LOCKER))
    assert refusal(hall, DESK, c.PutInLocker(result="JG-1", locker="A12")) == "other_delivery"
    hall.say(DESK, c.ChooseDelivery(result="JG-1", way=Delivery.LOCKER))
    hall.say(DESK, c.PutInLocker(result="JG-1", locker="A12"))
    assert hall.say(DESK, c.PutInLocker(result="JG-1", locker="A12")) == []
    assert refusal(hall, DESK, c.PutInLocker(result="JG-2", locker="A12")) == "locker_taken"
    code = c.HandOverResult(result="JG-1", evidence=Evidence.LOCKER_CODE)
    assert refusal(hall, FIVE, code) == "not_in_locker"
    (given,) = hall.say(BUSINESS, code)
    assert isinstance(given, e.ResultHandedOver)
    assert (given.evidence, given.window, given.clerk) == (Evidence.LOCKER_CODE, 0, "")
    hall.say(DESK, c.PutInLocker(result="JG-2", locker="A12"))
    assert (first.state, second.state) == (ResultState.HANDED_OVER, ResultState.IN_LOCKER)


def test_what_is_posted_has_a_waybill_and_may_come_back(hall: Played) -> None:
    result = arrived(hall)
    assert refusal(hall, FIVE, c.SendResult(result="JG-1", waybill="EA123456789CN")) == "other_delivery"
    hall.say(BUSINESS, c.ChooseDelivery(result="JG-1", way=Delivery.MAIL))
    hall.say(FIVE, c.SendResult(result="JG-1", waybill="EA123456789CN"))
    assert (result.state, result.waybill) == (ResultState.SENT, "EA123456789CN")
    assert refusal(hall, FIVE, c.HandOverResult(result="JG-1", evidence=Evidence.ID_SHOWN)) == "result_sent"
    hall.say(FIVE, c.ChooseDelivery(result="JG-1", way=Delivery.COUNTER))
    assert (result.state, result.waybill, result.ended_at) == (ResultState.ARRIVED, "", None)
    hall.say(FIVE, c.HandOverResult(result="JG-1", evidence=Evidence.ID_SHOWN))
    assert refusal(hall, FIVE, c.ChooseDelivery(result="JG-1", way=Delivery.MAIL)) == "result_gone"


@pytest.mark.parametrize(
    "command",
    [
        c.ChooseDelivery(result="JG-1", way=Delivery.MAIL),
        c.NotifyResult(result="JG-1", how=NoticeWay.PHONE),
        c.PutInLocker(result="JG-1", locker="A1"),
        c.SendResult(result="JG-1", waybill="EA123456789CN"),
    ],
)
def test_no_other_window_and_nobody_without_a_name_moves_a_result(
    hall: Played, command: c.AnyCommand
) -> None:
    arrived(hall)
    assert refusal(hall, ONE, command) == "not_issue_window"
    hall.say(FIVE, c.SignOut())
    assert refusal(hall, FIVE, command) == "not_signed_in"


def test_the_same_choice_again_changes_nothing(hall: Played) -> None:
    arrived(hall)
    assert hall.say(DESK, c.ChooseDelivery(result="JG-1", way=Delivery.COUNTER)) == []


# Days -------------------------------------------------------------------------------------------------


def test_a_result_waits_for_years_and_one_handed_over_is_forgotten(hall: Played) -> None:
    waits = arrived(hall)
    arrived(hall, c.RegisterResult(code="JG-2", item="a-1"))
    hall.say(FIVE, c.HandOverResult(result="JG-2", evidence=Evidence.ID_SHOWN))
    hall.later(days=29)
    hall.say(HUB, c.Tick())
    assert refusal(hall, DESK, c.RegisterResult(code="JG-2", item="a-1")) == "result_exists"
    hall.later(days=2)
    hall.say(HUB, c.Tick())
    assert list(hall.hall.results.values()) == [waits]
    hall.later(days=1000)
    hall.say(HUB, c.Tick())
    assert list(hall.hall.results.values()) == [waits]


def waiting_notices(p: Played) -> list[dict[str, str]]:
    return [notice.words for notice in p.hall.notices.values() if notice.code == "result_waits"]


def test_staff_are_told_once_that_nobody_comes() -> None:
    p = issue_played(papers=Papers(keep_days=7))
    arrived(p)
    p.later(days=7)
    p.say(HUB, c.Tick())
    assert waiting_notices(p) == []
    for _ in range(3):
        p.later(days=1)
        p.say(HUB, c.Tick())
    assert waiting_notices(p) == [{"code": "JG-1", "item": "居住证办理", "days": "7"}]
    p.staff(ISSUE, "0105")
    p.say(FIVE, c.HandOverResult(result="JG-1", evidence=Evidence.ID_SHOWN))
    assert waiting_notices(p) == []


def test_whose_a_case_is_is_remembered_half_a_year(hall: Played) -> None:
    accepted(hall)
    hall.later(days=179)
    hall.say(HUB, c.Tick())
    assert CASE in hall.hall.cases
    hall.later(days=2)
    hall.say(HUB, c.Tick())
    assert hall.hall.cases == {}
    assert arrived(hall).person is None


def test_a_card_looked_up_yesterday_is_not_todays(hall: Played) -> None:
    accepted(hall)
    arrived(hall)
    hall.later(hours=14, minutes=25)
    card_at(hall, ISSUE, "p1")
    hall.now += timedelta(minutes=8)
    hall.say(FIVE, c.SignIn(clerk="0105"))
    claim = c.HandOverResult(result="JG-1", person="p1")
    assert refusal(hall, FIVE, claim) == "unknown_person"


def test_every_look_up_before_a_clerk_is_kept(hall: Played) -> None:
    card_at(hall, ISSUE, "p1")
    looked = [event for event in hall.events if isinstance(event, e.CardLookedUp)]
    assert [(event.person, event.place, event.clerk) for event in looked] == [("p1", "window-5", "0105")]
    assert refusal(hall, KIOSK, c.LookUpCard(person="p1", place="window-5")) == "not_allowed"
