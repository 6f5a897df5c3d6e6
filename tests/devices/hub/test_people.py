"""Who may say what: every role and every command, cell by cell; the default is no."""

from __future__ import annotations

from typing import get_args

import pytest

from devices.hub.people import HUB, MAY, Principal, may
from devices.hub.rules import decide
from devices.hub.rules.asked import Asked
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import REFUSALS, Refused
from devices.link.words import (
    AttendanceMark,
    AwayOutcome,
    ClosingReason,
    Delivery,
    DeviceState,
    Grade,
    HelpTopic,
    NoticeWay,
    Role,
    SlipKind,
    VisitorClass,
)
from tests.halls import MORNING, small_hall

SAID: dict[type[c.Command], c.AnyCommand] = {
    type(command): command
    for command in (
        c.TakeTicket(item="a-1"),
        c.CheckIn(code="x"),
        c.CancelTicket(ticket="t"),
        c.Reprint(ticket="t"),
        c.CloseTicketing(queue="a", reason=ClosingReason.CROWD),
        c.ReopenTicketing(queue="a"),
        c.CallNext(),
        c.CallTicket(ticket="t"),
        c.Recall(),
        c.Start(),
        c.Finish(),
        c.MarkNoShow(),
        c.ReturnTicket(ticket="t"),
        c.Hold(),
        c.Resume(ticket="t"),
        c.Transfer(queue="a"),
        c.AddStep(ticket="t", queue="a"),
        c.ComeBack(ticket="t"),
        c.ServeDirect(item="a-1"),
        c.CorrectItems(items=("a-2",)),
        c.Undo(),
        c.OpenWindow(),
        c.PauseWindow(reason="tea"),
        c.CloseWindow(),
        c.OpenTidal(window=1, until=MORNING),
        c.CloseTidal(window=1),
        c.SignIn(clerk="0101"),
        c.SignOut(),
        c.Present(),
        c.PostClerk(clerk="0101", window=1, until=MORNING),
        c.CorrectAttendance(clerk="0101", day=MORNING.date(), mark=AttendanceMark.ON_DUTY, words="words"),
        c.BookAppointment(code="x", item="a-1", starts_at=MORNING, ends_at=MORNING),
        c.CancelAppointment(code="x"),
        c.GrantClass(ticket="t", ground="disabled"),
        c.RevokeClass(ticket="t"),
        c.CallHelp(about=HelpTopic.QUESTION),
        c.AcceptHelp(help="h"),
        c.EndHelp(help="h"),
        c.GiveAdvice(item="a-1"),
        c.AttachAdvice(ticket="t", advice="F001"),
        c.BookRoom(room="r", starts_at=MORNING, ends_at=MORNING),
        c.FreeRoom(booking="b"),
        c.RegisterMatter(words="words"),
        c.AnswerMatter(matter="m", words="words"),
        c.Accept(first_pass=True),
        c.IssueSlip(kind=SlipKind.SUPPLEMENT),
        c.SettleSlip(slip="s"),
        c.ReturnWithSlip(slip="s"),
        c.ReprintPaper(paper="p"),
        c.RegisterResult(code="JG-1", item="a-1"),
        c.ChooseDelivery(result="r", way=Delivery.MAIL),
        c.NotifyResult(result="r", how=NoticeWay.PHONE),
        c.PutInLocker(result="r", locker="A1"),
        c.SendResult(result="r", waybill="EA123456789CN"),
        c.HandOverResult(result="r"),
        c.Rate(ticket="t", grade=Grade.SATISFIED),
        c.DeclineRating(ticket="t"),
        c.PrintStarted(job="j"),
        c.PrintConfirmed(job="j"),
        c.PrintFailed(job="j", cause="x"),
        c.PrintUnknown(job="j", cause="x"),
        c.ReportDevice(device="printer", state=DeviceState.READY),
        c.HandInTicket(ticket="t" * 24, item="a-1", count=1, taken_at=MORNING),
        c.HandInService(ticket="t", called_at=MORNING, outcome=AwayOutcome.SERVED),
        c.SettleNotice(notice="n"),
        c.IdentifyPerson(person="p", visitor_class=VisitorClass.ORDINARY),
        c.LookUpCard(person="p", place="window-1"),
        c.Tick(),
    )
}

Commands = set[type[c.Command]]

_RECEIVES: Commands = {c.TakeTicket, c.CheckIn, c.CancelTicket, c.Reprint, c.ReturnWithSlip}
_PAPERS: Commands = {c.Accept, c.IssueSlip, c.SettleSlip, c.ReprintPaper}
_BRINGS_RESULTS: Commands = {c.RegisterResult, c.ChooseDelivery, c.NotifyResult}
_CONSULTS: Commands = {c.GiveAdvice, c.AttachAdvice, c.RegisterMatter, c.AnswerMatter, c.BookRoom, c.FreeRoom}
_GRANTS: Commands = {c.GrantClass, c.RevokeClass}
_RUNS_THE_HALL: Commands = {
    c.OpenTidal,
    c.CloseTidal,
    c.PostClerk,
    c.CorrectAttendance,
    c.CloseTicketing,
    c.ReopenTicketing,
    c.SettleNotice,
}

ALLOWED: dict[Role, Commands] = {
    # Where visitors stand alone: nothing about anybody but themselves.
    Role.KIOSK: {*_RECEIVES, c.HandInTicket, c.CallHelp, c.EndHelp},
    Role.DESK: {
        *_RECEIVES,
        *_PAPERS,
        *_BRINGS_RESULTS,
        *_CONSULTS,
        *_GRANTS,
        c.ReturnTicket,
        c.AddStep,
        c.ComeBack,
        c.BookAppointment,
        c.CancelAppointment,
        c.PutInLocker,
        c.SendResult,
        c.AcceptHelp,
        c.EndHelp,
        c.SettleNotice,
        c.SignIn,
        c.SignOut,
        c.Present,
    },
    Role.CLERK: {
        *_PAPERS,
        *_BRINGS_RESULTS,
        *_CONSULTS,
        *_GRANTS,
        c.CallNext,
        c.CallTicket,
        c.Recall,
        c.Start,
        c.Finish,
        c.MarkNoShow,
        c.ReturnTicket,
        c.Hold,
        c.Resume,
        c.Transfer,
        c.AddStep,
        c.ComeBack,
        c.ServeDirect,
        c.CorrectItems,
        c.Undo,
        c.OpenWindow,
        c.PauseWindow,
        c.CloseWindow,
        c.PutInLocker,
        c.SendResult,
        c.HandOverResult,
        c.HandInService,
        c.CallHelp,
        c.EndHelp,
        c.SignIn,
        c.SignOut,
        c.Present,
    },
    Role.PAD: {c.Rate, c.DeclineRating, c.CallHelp, c.EndHelp},
    Role.SCREEN: set(),
    Role.AGENT: {c.PrintStarted, c.PrintConfirmed, c.PrintFailed, c.PrintUnknown, c.ReportDevice},
    Role.LEADER: {*_RUNS_THE_HALL, *_GRANTS, c.EndHelp, c.BookRoom, c.FreeRoom, c.AnswerMatter},
    Role.ADMIN: _RUNS_THE_HALL,
    # The city's booking system and the business system; neither gives numbers nor calls anybody.
    Role.INTEGRATION: {*_BRINGS_RESULTS, c.BookAppointment, c.CancelAppointment, c.HandOverResult},
}
"""The whole table once more, written from the hall's rules and not from the code."""

NAMED = "4f2a"
"""Id of a token, never the token."""

PLACES = ("", "K1", "desk-1", "window-1", "window-99", "zone-one", "hub", "window-٣", "window--1")


def test_every_command_has_its_row() -> None:
    assert set(get_args(c.AnyCommand)) == set(MAY) == set(SAID)
    assert set(ALLOWED) == set(Role)


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_say_what_the_table_says_and_nothing_else(role: Role, kind: type[c.Command]) -> None:
    for place in PLACES:
        by = Principal(role=role, place=place, credential=NAMED)
        assert may(by, SAID[kind]) == (kind in ALLOWED[role]), place


@pytest.mark.parametrize("role", list(Role))
def test_the_rules_refuse_whoever_may_not_before_they_look_at_anything(role: Role) -> None:
    asked = Asked(by=Principal(role=role, place="window-1"), at=MORNING, fresh="f")
    for kind in SAID.keys() - ALLOWED[role]:
        with pytest.raises(Refused) as no:
            decide(Hall(small_hall()), SAID[kind], asked)
        assert no.value.code == "not_allowed", kind


@pytest.mark.parametrize("kind", sorted(ALLOWED[Role.CLERK], key=str), ids=lambda kind: kind.__name__)
def test_a_panel_at_which_nobody_is_signed_in_does_nothing_of_a_clerks(kind: type[c.Command]) -> None:
    asked = Asked(by=Principal(role=Role.CLERK, place="window-1"), at=MORNING, fresh="f")
    code = ""
    try:
        decide(Hall(small_hall()), SAID[kind], asked)
    except Refused as no:
        code = no.code
    others = {
        c.SignIn: "",
        c.CallHelp: "",
        c.EndHelp: "unknown_help",
        c.HandInService: "unknown_ticket",
    }
    assert code == others.get(kind, "not_signed_in")


class Unlisted(c.Command, frozen=True, kw_only=True, tag="unlisted"):
    """A command that somebody added and forgot to list."""


@pytest.mark.parametrize("role", list(Role))
def test_a_command_that_is_not_listed_is_for_nobody(role: Role) -> None:
    assert not may(Principal(role=role, place="hub"), Unlisted())
    assert not may(HUB, Unlisted())


@pytest.mark.parametrize("kind", [c.IdentifyPerson, c.LookUpCard, c.Tick])
def test_only_the_hub_itself_knows_people_and_lets_time_pass(kind: type[c.Command]) -> None:
    command = SAID[kind]
    assert may(HUB, command)
    # A token's principal always names its token, so none can be equal to the hub.
    assert not may(Principal(role=Role.AGENT, place="hub", credential=NAMED), command)
    assert not may(Principal(role=Role.AGENT, place="K1"), command)


@pytest.mark.parametrize(
    ("place", "window"),
    [
        ("window-5", 5),
        ("window-0012", 12),
        ("window-", 0),
        ("window-x", 0),
        ("window--5", 0),
        ("window-5-6", 0),
        ("window-٣", 0),
        ("window-²", 0),
        ("zone-5", 0),
        ("5", 0),
        ("", 0),
    ],
)
def test_a_window_is_read_from_the_place_and_only_there(place: str, window: int) -> None:
    assert Principal(role=Role.CLERK, place=place).window == window


def test_events_name_role_and_place() -> None:
    assert Principal(role=Role.CLERK, place="window-5", credential=NAMED).name == "clerk:window-5"
    assert Principal(role=Role.ADMIN).name == "admin"


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    assert all(sentence.zh and sentence.en for sentence in REFUSALS.values())
    with pytest.raises(KeyError):
        Refused("a-code-nobody-knows")
