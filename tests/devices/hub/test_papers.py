"""Cases and slips: who may take a case, what a slip holds, and who comes back goes first."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from devices.hub import events as e
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import Language, PrintState, SlipKind, SlipOutcome, TicketState, VisitorClass
from tests.devices.hub.issuing import (
    CASE,
    CONSULT,
    ISSUE,
    MATERIALS,
    issue_hall,
    issue_played,
    serving,
    tomorrow,
)
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, refusal

ONE = clerk(1)
SUPPLEMENT = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",))


@pytest.fixture
def hall() -> Played:
    return issue_played()


def of(events: list[e.AnyEvent], kind: type[e.Event]) -> list[e.AnyEvent]:
    return [event for event in events if isinstance(event, kind)]


def given(p: Played, command: c.IssueSlip, by: Principal = ONE) -> str:
    """Give a slip; its id."""
    (slip,) = of(p.say(by, command), e.SlipIssued)
    assert isinstance(slip, e.SlipIssued)
    return slip.slip


# Cases ------------------------------------------------------------------------------------------------


def test_an_accepted_case_is_known_by_its_number_and_gets_a_receipt(hall: Played) -> None:
    ticket = serving(hall)
    accepted, printed = hall.say(ONE, c.Accept(first_pass=True, case_number=CASE))
    assert isinstance(accepted, e.CaseAccepted)
    assert (accepted.number, accepted.window, accepted.clerk) == ("SL20260302-001", 1, "0101")
    assert accepted.made == accepted.paper
    assert hall.hall.visits[ticket].case_number == CASE
    assert isinstance(printed, e.PrintRequested)
    assert (printed.paper, printed.ticket, printed.device) == (accepted.paper, "", "printer-1")


def test_whether_a_case_passed_at_once_is_kept_with_whether_there_was_advice(hall: Played) -> None:
    serving(hall)
    (first, *_) = hall.say(ONE, c.Accept(first_pass=False, lacking=("照片",)))
    hall.say(ONE, c.Finish())
    told = hall.take()
    hall.say(clerk(CONSULT), c.GiveAdvice(item="a-1", told=("身份证",), ticket=told.id))
    hall.call(1)
    hall.say(ONE, c.Start())
    (second, *_) = hall.say(ONE, c.Accept(first_pass=True))
    assert isinstance(first, e.CaseAccepted)
    assert isinstance(second, e.CaseAccepted)
    assert (first.first_pass, first.advised, first.lacking) == (False, False, ("照片",))
    assert (second.first_pass, second.advised, second.number) == (True, True, "SL20260302-002")


@pytest.mark.parametrize("by", [clerk(CONSULT), DESK])
def test_the_consult_desk_takes_no_cases_and_asks_nobody_to_complete_papers(
    hall: Played, by: Principal
) -> None:
    serving(hall, "q-1", CONSULT)
    assert refusal(hall, by, c.Accept(first_pass=True)) == "consult_takes_no_cases"
    assert refusal(hall, by, SUPPLEMENT) == "consult_takes_no_cases"


def test_the_consult_desk_may_tell_all_at_once(hall: Played) -> None:
    serving(hall, "q-1", CONSULT)
    slip = hall.hall.slips[
        given(hall, c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE, words="带原件"), clerk(CONSULT))
    ]
    assert (slip.number, slip.due, slip.asks) == ("GZ20260302-001", None, False)


def test_a_case_is_taken_only_for_the_ticket_being_served_and_once(hall: Played) -> None:
    assert refusal(hall, ONE, c.Accept(first_pass=True)) == "nothing_serving"
    hall.take()
    hall.call(1)
    assert refusal(hall, ONE, c.Accept(first_pass=True)) == "nothing_serving"
    hall.say(ONE, c.Start())
    hall.say(ONE, c.Accept(first_pass=True))
    assert refusal(hall, ONE, c.Accept(first_pass=True)) == "already_accepted"


def test_each_item_of_a_ticket_is_a_case_of_its_own(hall: Played) -> None:
    hall.say(KIOSK, c.TakeTicket(item="a-1", also=("a-2",)))
    hall.call(1)
    hall.say(ONE, c.Start())
    for item in ("a-1", "a-2"):
        hall.say(ONE, c.Accept(first_pass=True, item=item, case_number=f"BJ-{item}"))
    assert [case.item for case in hall.hall.acceptances.values()] == ["a-1", "a-2"]
    assert refusal(hall, ONE, c.Accept(first_pass=True, item="b-1")) == "not_of_ticket"


def test_nobody_elses_case_number_is_accepted_a_second_time(hall: Played) -> None:
    serving(hall, person=hall.person("p1"))
    hall.say(ONE, c.Accept(first_pass=True, case_number=CASE))
    hall.say(ONE, c.Finish())
    serving(hall, person=hall.person("p2"))
    again = c.Accept(first_pass=True, case_number=CASE)
    assert refusal(hall, ONE, again) == "case_of_another"
    assert hall.hall.cases[CASE].person == "p1"
    hall.say(ONE, c.Finish())
    serving(hall, person="p1")
    hall.say(ONE, again)


def test_what_passed_at_once_lacked_nothing_and_only_listed_materials_are_named(hall: Played) -> None:
    serving(hall)
    both = c.Accept(first_pass=True, lacking=("照片",))
    assert refusal(hall, ONE, both) == "passed_and_lacking"
    named = c.Accept(first_pass=False, lacking=("张三的照片",))
    assert refusal(hall, ONE, named) == "unknown_material"


# Slips ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "number", "due"),
    [
        (SlipKind.ONE_TIME_NOTICE, "GZ20260302-001", None),
        # Ten working days from a Monday before a week with two holidays.
        (SlipKind.SUPPLEMENT, "BZ20260302-001", date(2026, 3, 18)),
        (SlipKind.DEFERRAL_PROMISE, "CN20260302-001", date(2026, 3, 18)),
    ],
)
def test_a_slip_has_a_number_of_its_sort_and_a_limit_in_working_days(
    hall: Played, kind: SlipKind, number: str, due: date | None
) -> None:
    serving(hall)
    slip = hall.hall.slips[given(hall, c.IssueSlip(kind=kind, materials=("照片",)))]
    assert (slip.number, slip.due, slip.materials) == (number, due, ("照片",))


def test_a_clerk_may_set_another_limit(hall: Played) -> None:
    serving(hall)
    slip = hall.hall.slips[given(hall, c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",), days=2))]
    assert slip.due == date(2026, 3, 4)


def test_numbers_count_by_sort_and_day(hall: Played) -> None:
    serving(hall)
    notice = c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE)
    slips = [given(hall, command) for command in (SUPPLEMENT, notice, SUPPLEMENT)]
    assert [hall.hall.slips[name].number for name in slips] == [
        "BZ20260302-001",
        "GZ20260302-001",
        "BZ20260302-002",
    ]
    tomorrow(hall)
    serving(hall)
    assert hall.hall.slips[given(hall, SUPPLEMENT)].number == "BZ20260303-001"


def test_a_one_time_notice_names_all_materials_of_the_item(hall: Played) -> None:
    serving(hall)
    notice = given(hall, c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE))
    assert hall.hall.slips[notice].materials == MATERIALS


def test_a_slip_says_something_and_the_journal_only_what_is_nobodys(hall: Played) -> None:
    serving(hall)
    empty = c.IssueSlip(kind=SlipKind.SUPPLEMENT)
    assert refusal(hall, ONE, empty) == "nothing_lacking"
    free = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("王五的户口簿",))
    assert refusal(hall, ONE, free) == "unknown_material"
    said = c.IssueSlip(kind=SlipKind.SUPPLEMENT, words="王五的户口簿")
    (issued, *_) = hall.say(ONE, said)
    assert isinstance(issued, e.SlipIssued)
    assert issued.words is not None
    assert "王五" not in repr(issued)
    assert "王五" not in repr(said)


def test_a_deferral_notice_needs_a_promise_of_the_same_visit_and_names_no_more(hall: Played) -> None:
    serving(hall)
    notice = c.IssueSlip(kind=SlipKind.DEFERRAL_NOTICE, materials=("照片",))
    assert refusal(hall, ONE, notice) == "promise_first"
    promise = c.IssueSlip(kind=SlipKind.DEFERRAL_PROMISE, materials=("照片",), days=5, words="尺寸不对")
    given(hall, promise)
    more = c.IssueSlip(kind=SlipKind.DEFERRAL_NOTICE, materials=("照片", "身份证"))
    assert refusal(hall, ONE, more) == "promise_first"
    slip = hall.hall.slips[given(hall, c.IssueSlip(kind=SlipKind.DEFERRAL_NOTICE))]
    promised = next(s for s in hall.hall.slips.values() if s.kind is SlipKind.DEFERRAL_PROMISE)
    assert (slip.materials, slip.words, slip.due) == (("照片",), promised.words, promised.due)
    hall.say(ONE, c.Finish())
    serving(hall)
    assert refusal(hall, ONE, notice) == "promise_first"


def test_a_slip_names_the_case_under_which_the_visit_was_accepted(hall: Played) -> None:
    serving(hall)
    hall.say(ONE, c.Accept(first_pass=False, case_number=CASE))
    assert hall.hall.slips[given(hall, SUPPLEMENT)].case_number == CASE


# Coming back ------------------------------------------------------------------------------------------


def test_whoever_comes_back_with_a_slip_goes_before_others(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    hall.say(ONE, c.Finish())
    tomorrow(hall)
    hall.take()
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    back = list(hall.hall.tickets.values())[-1]
    assert (back.visitor_class, back.ground) == (VisitorClass.SECOND_VISIT, "second_visit")
    assert back.item == "a-1"
    assert hall.call(1).id == back.id


def test_a_kiosk_takes_the_code_and_a_desk_the_number_too(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    assert refusal(hall, KIOSK, c.ReturnWithSlip(slip="BZ20260302-001")) == "unknown_slip"
    assert refusal(hall, DESK, c.ReturnWithSlip(slip="BZ20260302-009")) == "unknown_slip"
    hall.say(DESK, c.ReturnWithSlip(slip="BZ20260302-001"))
    assert hall.hall.slips[slip].back == list(hall.hall.tickets)[-1]


def test_a_slip_gives_one_number_at_a_time(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    hall.say(ONE, c.Finish())
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    back = hall.hall.slips[slip].back
    (offered,) = hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    assert isinstance(offered, e.ReprintOffered)
    assert offered.ticket == back
    hall.say(DESK, c.CancelTicket(ticket=back))
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    assert hall.hall.slips[slip].back != back


def test_whoever_waits_in_the_queue_already_goes_first_with_the_number_they_have(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    person = hall.person("p1")
    ticket = hall.take(person=person)
    back = c.ReturnWithSlip(slip=slip, person=person)
    events = hall.say(KIOSK, back)
    assert [type(event) for event in events] == [e.SlipReturned, e.ClassGranted, e.ReprintOffered]
    assert hall.hall.tickets_of[person] == [ticket.id]
    assert ticket.visitor_class is VisitorClass.SECOND_VISIT
    assert [type(event) for event in hall.say(KIOSK, back)] == [e.ReprintOffered]


def test_after_its_last_day_a_slip_gives_a_number_like_anybodys(hall: Played) -> None:
    serving(hall)
    slip = given(hall, c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",), days=1))
    tomorrow(hall)
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    assert list(hall.hall.tickets.values())[-1].visitor_class is VisitorClass.SECOND_VISIT
    tomorrow(hall)
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    assert list(hall.hall.tickets.values())[-1].visitor_class is VisitorClass.ORDINARY


@pytest.mark.parametrize("kind", [SlipKind.ONE_TIME_NOTICE, SlipKind.DEFERRAL_PROMISE])
def test_a_slip_that_asks_for_nothing_later_gives_no_number(hall: Played, kind: SlipKind) -> None:
    serving(hall)
    slip = given(hall, c.IssueSlip(kind=kind, materials=("照片",)))
    assert refusal(hall, KIOSK, c.ReturnWithSlip(slip=slip)) == "slip_settled"


def test_a_slip_keeps_to_hours_and_real_names_like_any_number(hall: Played) -> None:
    hall.staff(3)
    hall.person("p1")
    serving(hall, "t-1", 3, "p1")
    said = c.IssueSlip(kind=SlipKind.SUPPLEMENT, words="完税证明")
    slip = given(hall, said, clerk(3))
    hall.say(clerk(3), c.Finish())
    assert refusal(hall, KIOSK, c.ReturnWithSlip(slip=slip)) == "real_name"
    assert refusal(hall, KIOSK, c.ReturnWithSlip(slip=slip, person="nobody")) == "unknown_person"
    hall.later(hours=9)
    assert refusal(hall, DESK, c.ReturnWithSlip(slip=slip)) == "closed"


def test_accepting_the_case_settles_the_slip_that_brought_the_visitor_back(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    hall.say(ONE, c.Finish())
    other = serving(hall)
    assert other
    hall.say(ONE, c.Accept(first_pass=True))
    assert hall.hall.slips[slip].outcome is None
    hall.say(ONE, c.Finish())
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    hall.call(1)
    hall.say(ONE, c.Start())
    hall.say(ONE, c.Accept(first_pass=False))
    assert hall.hall.slips[slip].outcome is SlipOutcome.HANDED_IN
    assert refusal(hall, KIOSK, c.ReturnWithSlip(slip=slip)) == "slip_settled"


def test_what_was_sent_by_post_settles_a_slip_without_a_visit(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    hall.say(DESK, c.SettleSlip(slip="BZ20260302-001"))
    assert hall.hall.slips[slip].outcome is SlipOutcome.HANDED_IN
    assert refusal(hall, ONE, c.SettleSlip(slip=slip)) == "slip_settled"
    assert refusal(hall, ONE, c.SettleSlip(slip="nothing")) == "unknown_slip"


# Days -------------------------------------------------------------------------------------------------


def test_an_open_slip_survives_the_night_and_other_papers_do_not(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    given(hall, c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE))
    hall.say(ONE, c.Accept(first_pass=False))
    tomorrow(hall)
    assert list(hall.hall.slips) == [slip]
    assert hall.hall.acceptances == {}
    hall.say(ONE, c.SettleSlip(slip=slip))
    tomorrow(hall)
    assert hall.hall.slips == {}


def test_staff_are_told_once_that_a_slip_is_overdue(hall: Played) -> None:
    serving(hall)
    slip = given(hall, c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",), days=1))
    hall.later(days=1)
    hall.say(HUB, c.Tick())
    assert "slip_overdue" not in [n.code for n in hall.hall.notices.values()]
    hall.later(days=1)
    hall.say(HUB, c.Tick())
    (notice,) = [n for n in hall.hall.notices.values() if n.code == "slip_overdue"]
    assert notice.words == {"number": "BZ20260302-001", "item": "居住证办理", "due": "2026-03-03"}
    assert (notice.window, notice.zone) == (1, "one")
    hall.later(days=1)
    hall.say(HUB, c.Tick())
    assert len([n for n in hall.hall.notices.values() if n.code == "slip_overdue"]) == 1
    assert refusal(hall, ONE, c.SettleSlip(slip=slip, outcome=SlipOutcome.LAPSED)) == "not_signed_in"
    hall.staff(1)
    hall.say(ONE, c.SettleSlip(slip=slip, outcome=SlipOutcome.LAPSED))
    assert [n for n in hall.hall.notices.values() if n.code == "slip_overdue"] == []


def test_a_slip_nobody_settles_is_forgotten_after_half_a_year(hall: Played) -> None:
    serving(hall)
    given(hall, SUPPLEMENT)
    hall.later(days=190)
    hall.say(HUB, c.Tick())
    assert len(hall.hall.slips) == 1
    hall.later(days=10)
    hall.say(HUB, c.Tick())
    assert hall.hall.slips == {}


# Printing ---------------------------------------------------------------------------------------------


def printed(p: Played, by: Principal, window: int, item: str) -> list[str]:
    serving(p, item, window)
    notice = c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE, words="带原件")
    found = of(p.say(by, notice), e.PrintRequested)
    return [event.device for event in found if isinstance(event, e.PrintRequested)]


def test_a_paper_comes_out_at_its_window_or_in_its_zone_or_exists_all_the_same(hall: Played) -> None:
    assert printed(hall, ONE, 1, "a-1") == ["printer-1"]
    assert printed(hall, clerk(ISSUE), ISSUE, "z-1") == ["printer-two"]
    assert printed(hall, clerk(CONSULT), CONSULT, "q-1") == []
    assert len(hall.hall.slips) == 3


def test_nobody_gets_paper_who_wants_none(hall: Played) -> None:
    serving(hall)
    (accepted,) = hall.say(ONE, c.Accept(first_pass=True, paper=False))
    assert isinstance(accepted, e.CaseAccepted)
    (requested,) = hall.say(ONE, c.ReprintPaper(paper=accepted.paper, language=Language.EN))
    assert isinstance(requested, e.PrintRequested)
    assert (requested.again, requested.language) == (False, Language.EN)


def test_a_reprint_is_marked_and_never_while_the_paper_may_still_come(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    again = c.ReprintPaper(paper=slip)
    assert refusal(hall, ONE, again) == "printing"
    job = hall.hall.jobs[hall.hall.paper_jobs[slip]]
    job.state = PrintState.UNKNOWN
    (requested,) = hall.say(ONE, again)
    assert isinstance(requested, e.PrintRequested)
    assert requested.again
    assert refusal(hall, DESK, c.ReprintPaper(paper="nothing")) == "unknown_paper"
    hall.hall.jobs[requested.job].state = PrintState.FAILED
    assert refusal(hall, DESK, again) == "no_printer"


def test_the_papers_of_the_consult_desk_are_printed_where_a_printer_stands() -> None:
    devices = issue_hall().devices
    near = tuple(msgspec.structs.replace(d, zone="three") for d in devices if d.id == "printer-two")
    p = issue_played(devices=near)
    by = clerk(CONSULT)
    advised = p.say(by, c.GiveAdvice(item="a-1", told=("身份证",), paper=True))
    quiet = p.say(by, c.GiveAdvice(item="a-1", told=("照片",)))
    matter = p.say(by, c.RegisterMatter(item="a-1", words="想问", name="王五", phone="13900001111"))
    assert [len(of(events, e.PrintRequested)) for events in (advised, quiet, matter)] == [1, 0, 1]
    assert {job.paper for job in p.hall.jobs.values()} == {*list(p.hall.advice)[:1], *p.hall.matters}


def test_a_ticket_that_comes_back_is_served_to_its_end(hall: Played) -> None:
    serving(hall)
    slip = given(hall, SUPPLEMENT)
    hall.say(ONE, c.Finish())
    hall.say(KIOSK, c.ReturnWithSlip(slip=slip))
    ticket = hall.serve(1)
    assert ticket.state is TicketState.FINISHED
    assert hall.now - ticket.taken_at < timedelta(minutes=1)
