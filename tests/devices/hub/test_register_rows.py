"""Windows see their own papers and what a visitor brings; results are seen where they are given away."""

from __future__ import annotations

from devices.hub.state import PAPERS_KEPT
from devices.hub.views.register import RESULTS_SHOWN
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import (
    Delivery,
    Evidence,
    NoticeWay,
    PrintState,
    ResultState,
    SlipKind,
)
from tests.devices.hub.issuing import BUSINESS, CASE, CONSULT, ISSUE, issue_played, serving, tomorrow
from tests.devices.hub.played import DESK, KIOSK, Played, clerk
from tests.devices.hub.seeing import LEADER, of_kind, seen

ONE, FIVE = clerk(1), clerk(ISSUE)
SUPPLEMENT = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",))


def papers(p: Played, window: int = 1) -> dict[str, r.PaperRow]:
    return {row.kind: row for row in of_kind(seen(p, clerk(window)), r.PaperRow)}


def results(p: Played, window: int = ISSUE) -> dict[str, r.ResultRow]:
    return {row.code: row for row in of_kind(seen(p, clerk(window)), r.ResultRow)}


def test_a_window_sees_the_papers_it_made_and_how_their_printing_goes() -> None:
    p = issue_played()
    serving(p)
    p.say(ONE, c.Accept(first_pass=False, case_number=CASE, lacking=("照片",), paper=False))
    p.say(ONE, SUPPLEMENT)
    found = papers(p)
    assert set(found) == {"acceptance", "supplement"}
    slip = found["supplement"]
    assert (slip.name, slip.name_en) == ("补齐补正通知书", "Request to complete your papers")
    assert (slip.materials, slip.open, slip.case_number) == (("照片",), True, CASE)
    assert slip.due is not None
    assert slip.print_state is PrintState.REQUESTED
    assert found["acceptance"].print_state is None
    assert papers(p, CONSULT) == {}


def test_whoever_is_back_brings_the_slip_before_another_window() -> None:
    p = issue_played()
    serving(p)
    p.say(ONE, SUPPLEMENT)
    p.say(ONE, c.Finish())
    slip = next(iter(p.hall.slips))
    tomorrow(p)
    assert papers(p) == {}
    p.say(KIOSK, c.ReturnWithSlip(slip=slip))
    p.staff(2)
    p.call(2)
    assert papers(p, 2)["supplement"].materials == ("照片",)
    assert papers(p, 1) == {}
    p.say(clerk(2), c.Start())
    p.say(clerk(2), c.Finish())
    assert papers(p, 2) == {}


def test_only_the_newest_papers_of_a_window_are_shown() -> None:
    p = issue_played()
    serving(p)
    for _ in range(PAPERS_KEPT + 5):
        p.say(ONE, c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE, paper=False))
    shown = of_kind(seen(p, ONE), r.PaperRow)
    assert len(shown) == PAPERS_KEPT
    assert max(row.number for row in shown) == f"GZ20260302-{PAPERS_KEPT + 5:03}"


def test_results_are_seen_at_issue_windows_desks_and_by_the_leader_with_all_that_became_of_them() -> None:
    p = issue_played()
    for code, way in (("JG-1", Delivery.COUNTER), ("JG-2", Delivery.LOCKER), ("JG-3", Delivery.MAIL)):
        p.say(BUSINESS, c.RegisterResult(code=code, item="a-1", delivery=way))
        p.say(BUSINESS, c.NotifyResult(result=code, how=NoticeWay.SMS))
    p.say(DESK, c.PutInLocker(result="JG-2", locker="A7"))
    p.say(DESK, c.SendResult(result="JG-3", waybill="EA123456789CN"))
    for by in (FIVE, DESK, LEADER):
        assert len(of_kind(seen(p, by), r.ResultRow)) == 3
    assert results(p, 1) == {}
    found = results(p)
    assert (found["JG-1"].state, found["JG-1"].told, found["JG-1"].told_how) == (
        ResultState.ARRIVED,
        1,
        NoticeWay.SMS,
    )
    assert (found["JG-2"].locker, found["JG-3"].waybill) == ("A7", "EA123456789CN")
    p.say(FIVE, c.HandOverResult(result="JG-1", evidence=Evidence.ID_SHOWN))
    assert results(p)["JG-1"].state is ResultState.HANDED_OVER
    assert papers(p, ISSUE)["collection"].number == "LQ20260302-001"
    tomorrow(p)
    assert set(results(p)) == {"JG-2"}


def test_of_very_many_results_the_newest_are_shown() -> None:
    p = issue_played()
    for n in range(RESULTS_SHOWN + 3):
        p.say(BUSINESS, c.RegisterResult(code=f"JG-{n}", item="a-1"))
    shown = results(p)
    assert len(shown) == RESULTS_SHOWN
    assert f"JG-{RESULTS_SHOWN + 2}" in shown
    assert "JG-0" not in shown


def test_the_consult_desk_sees_its_own_papers() -> None:
    p = issue_played()
    p.say(clerk(CONSULT), c.GiveAdvice(item="a-1", told=("身份证",)))
    p.say(clerk(CONSULT), c.RegisterMatter(words="想问", name="王五", phone="13900001111"))
    for by in (clerk(CONSULT), DESK, LEADER):
        rows = {row.kind: row for row in of_kind(seen(p, by), r.PaperRow)}
        assert set(rows) == {"advice", "matter"}
        assert rows["matter"].due is not None
