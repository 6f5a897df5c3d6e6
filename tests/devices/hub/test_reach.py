"""Every role, every command, at its own place and at another's: what the table says is what the rules do."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import timedelta

import pytest

from devices.hub.events import AnyEvent
from devices.hub.people import HUB, MAY, Principal
from devices.hub.reach import AT_OWN_PLACE, BY_THE_HUB, OTHERWISE, OWN, Reach, reach
from devices.hub.state.numbers import away_range
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import (
    AttendanceMark,
    AwayOutcome,
    ClosingReason,
    Delivery,
    DeviceState,
    Evidence,
    Grade,
    HelpTopic,
    NoticeWay,
    Role,
    SlipKind,
    TicketState,
    VisitorClass,
)
from tests.devices.hub.desks import CONSULT, LEADER
from tests.devices.hub.full_house import ISSUE, twice
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, pad, refusal
from tests.devices.hub.test_people import SAID

ANYWHERE = ("", "elsewhere")
PLACES: dict[Reach, dict[Role, tuple[str, str]]] = {
    Reach.CONSULT: {Role.CLERK: (f"window-{CONSULT}", "window-1")},
    Reach.ISSUE: {Role.CLERK: (f"window-{ISSUE}", "window-1")},
}
OWN_AND_ANOTHER = {
    Role.CLERK: ("window-1", "window-2"),
    Role.PAD: ("window-1", "window-2"),
    Role.KIOSK: ("K1", "K2"),
    Role.DESK: ("desk-1", "desk-2"),
    Role.AGENT: ("K1", "K2"),
}
"""A place whose things a command names, and one that has its own."""
AT_HOME = frozenset({Reach.WINDOW, Reach.KIOSK, Reach.DESK, Reach.HOST})


# Things of a place, and what is said of them ------------------------------------------------------


def _called(p: Played) -> str:
    p.take()
    return p.call(1).id


def _served(p: Played) -> str:
    name = _called(p)
    p.say(clerk(1), c.Start())
    return name


def _finished(p: Played) -> str:
    name = _served(p)
    p.say(clerk(1), c.Finish())
    return name


def _held(p: Played) -> str:
    name = _served(p)
    p.say(clerk(1), c.Hold())
    return name


def _missed(p: Played) -> str:
    name = _called(p)
    p.say(clerk(1), c.MarkNoShow())
    return name


def _granted(p: Played) -> c.GrantClass:
    ground = next(ground for ground in p.config.grounds if ground.visitor_class == "priority")
    return c.GrantClass(ticket=p.take().id, ground=ground.id, evidence=(*ground.evidence, "")[0])


def _slip(p: Played) -> str:
    _served(p)
    p.say(clerk(1), c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("身份证",), paper=False))
    p.say(clerk(1), c.Finish())
    return next(iter(p.hall.slips))


def _help(p: Played, by: Principal) -> str:
    p.say(by, c.CallHelp(about=HelpTopic.QUESTION))
    return next(iter(p.hall.helps))


def _result(p: Played, delivery: Delivery = Delivery.COUNTER) -> str:
    p.say(BOOKING, c.RegisterResult(code="JG-1", item="a-1", delivery=delivery))
    return next(iter(p.hall.results))


def _in_locker(p: Played) -> str:
    name = _result(p, Delivery.LOCKER)
    p.say(DESK, c.PutInLocker(result=name, locker="A1"))
    return name


def _job(p: Played) -> str:
    p.say(KIOSK, c.TakeTicket(item="a-1"))
    return next(iter(p.hall.jobs))


def _begun(p: Played) -> str:
    name = _job(p)
    p.say(AGENT, c.PrintStarted(job=name))
    return name


def _on_paper(p: Played) -> str:
    p.say(AGENT, c.PrintConfirmed(job=_begun(p)))
    return next(iter(p.hall.tickets))


def _booking(p: Played, code: str = "bk-1") -> c.BookAppointment:
    begins = p.now + timedelta(minutes=5)
    return c.BookAppointment(
        code=code, item="b-1", starts_at=begins, ends_at=begins + timedelta(minutes=30), name="张三"
    )


def _booked(p: Played) -> str:
    p.say(BOOKING, _booking(p))
    return "bk-1"


def _room(p: Played) -> c.BookRoom:
    begins = p.now + timedelta(hours=1)
    return c.BookRoom(room="r1", starts_at=begins, ends_at=begins + timedelta(hours=1))


def _free_room(p: Played) -> c.FreeRoom:
    p.say(DESK, _room(p))
    return c.FreeRoom(booking=next(iter(p.hall.rooms)))


MATTER = c.RegisterMatter(words="缺少依据", name="张三", phone="13800000000")


def _answer(p: Played) -> c.AnswerMatter:
    p.say(DESK, MATTER)
    return c.AnswerMatter(matter=next(iter(p.hall.matters)), words="已办结")


def _attach(p: Played) -> c.AttachAdvice:
    p.say(DESK, c.GiveAdvice(item="a-1", words="带身份证"))
    return c.AttachAdvice(ticket=p.take().id, advice=next(iter(p.hall.advice)))


def _lent(p: Played) -> c.OpenTidal:
    return c.OpenTidal(window=2, queues=("t",), until=p.now + timedelta(hours=1))


def _notice(p: Played) -> c.SettleNotice:
    _help(p, KIOSK)
    p.later(minutes=10)
    p.say(HUB, c.Tick())
    return c.SettleNotice(notice=next(iter(p.hall.notices)))


Scene = Callable[[Played, Principal], c.AnyCommand]


def _after(command: c.AnyCommand, *before: tuple[Principal, c.AnyCommand]) -> Scene:
    def scene(p: Played, by: Principal) -> c.AnyCommand:
        for who, said in before:
            p.say(who, said)
        return command

    return scene


def _nobody_there(p: Played, by: Principal) -> c.AnyCommand:
    p.say(by, c.SignOut())
    return c.SignIn(clerk="0101" if by.role is Role.CLERK else "0901")


def _hand_over(p: Played, by: Principal) -> c.AnyCommand:
    if by.role is Role.INTEGRATION:
        return c.HandOverResult(result=_in_locker(p), evidence=Evidence.LOCKER_CODE)
    return c.HandOverResult(result=_result(p), evidence=Evidence.ID_SHOWN)


def _later(p: Played, **time: float) -> Played:
    p.later(**time)
    return p


SCENES: dict[type[c.Command], Scene] = {
    c.TakeTicket: _after(c.TakeTicket(item="a-1")),
    c.CheckIn: lambda p, by: c.CheckIn(code=_booked(p)),
    c.CancelTicket: lambda p, by: c.CancelTicket(ticket=p.take().id),
    c.Reprint: lambda p, by: c.Reprint(ticket=_on_paper(p)),
    c.CloseTicketing: _after(c.CloseTicketing(queue="a", reason=ClosingReason.CROWD)),
    c.ReopenTicketing: _after(
        c.ReopenTicketing(queue="a"), (LEADER, c.CloseTicketing(queue="a", reason=ClosingReason.CROWD))
    ),
    c.CallNext: _after(c.CallNext(), (KIOSK, c.TakeTicket(item="a-1"))),
    c.CallTicket: lambda p, by: c.CallTicket(ticket=p.take().id),
    c.Recall: lambda p, by: (_called(p), _later(p, minutes=2), c.Recall())[-1],
    c.Start: lambda p, by: (_called(p), c.Start())[-1],
    c.Finish: lambda p, by: (_served(p), c.Finish())[-1],
    c.MarkNoShow: lambda p, by: c.MarkNoShow(ticket=_called(p)),
    c.ReturnTicket: lambda p, by: c.ReturnTicket(ticket=_missed(p)),
    c.Hold: lambda p, by: (_served(p), c.Hold())[-1],
    c.Resume: lambda p, by: c.Resume(ticket=_held(p)),
    c.Transfer: lambda p, by: (_served(p), c.Transfer(queue="b"))[-1],
    c.AddStep: lambda p, by: c.AddStep(ticket=_finished(p), queue="b"),
    c.ComeBack: lambda p, by: c.ComeBack(ticket=_finished(p)),
    c.ServeDirect: _after(c.ServeDirect(item="a-1")),
    c.CorrectItems: lambda p, by: (_served(p), c.CorrectItems(items=("a-2",)))[-1],
    c.Undo: lambda p, by: (_called(p), c.Undo())[-1],
    c.OpenWindow: _after(c.OpenWindow(), (clerk(1), c.PauseWindow(reason="tea"))),
    c.PauseWindow: _after(c.PauseWindow(reason="tea")),
    c.CloseWindow: _after(c.CloseWindow()),
    c.OpenTidal: lambda p, by: _lent(p),
    c.CloseTidal: lambda p, by: (p.say(LEADER, _lent(p)), c.CloseTidal(window=2))[-1],
    c.SignIn: _nobody_there,
    c.SignOut: _after(c.SignOut()),
    c.Present: lambda p, by: (_later(p, minutes=2), c.Present())[-1],
    c.PostClerk: lambda p, by: c.PostClerk(clerk="0101", window=3, until=p.now + timedelta(hours=1)),
    c.CorrectAttendance: lambda p, by: c.CorrectAttendance(
        clerk="0101", day=p.now.date(), mark=AttendanceMark.ON_DUTY, words="开会"
    ),
    c.BookAppointment: lambda p, by: _booking(p),
    c.CancelAppointment: lambda p, by: c.CancelAppointment(code=_booked(p)),
    c.GrantClass: lambda p, by: _granted(p),
    c.RevokeClass: lambda p, by: (p.say(LEADER, said := _granted(p)), c.RevokeClass(ticket=said.ticket))[-1],
    c.CallHelp: _after(c.CallHelp(about=HelpTopic.QUESTION)),
    c.AcceptHelp: lambda p, by: c.AcceptHelp(help=_help(p, KIOSK)),
    c.EndHelp: lambda p, by: c.EndHelp(help=_help(p, by if by.role in MAY[c.CallHelp] else KIOSK)),
    c.GiveAdvice: _after(c.GiveAdvice(item="a-1", words="带身份证")),
    c.AttachAdvice: lambda p, by: _attach(p),
    c.BookRoom: lambda p, by: _room(p),
    c.FreeRoom: lambda p, by: _free_room(p),
    c.RegisterMatter: _after(MATTER),
    c.AnswerMatter: lambda p, by: _answer(p),
    c.Accept: lambda p, by: (_served(p), c.Accept(first_pass=True))[-1],
    c.IssueSlip: lambda p, by: (_served(p), c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE))[-1],
    c.SettleSlip: lambda p, by: c.SettleSlip(slip=_slip(p)),
    c.ReturnWithSlip: lambda p, by: c.ReturnWithSlip(slip=_slip(p)),
    c.ReprintPaper: lambda p, by: c.ReprintPaper(paper=_slip(p)),
    c.RegisterResult: _after(c.RegisterResult(code="JG-2", item="a-1")),
    c.ChooseDelivery: lambda p, by: c.ChooseDelivery(result=_result(p), way=Delivery.MAIL),
    c.NotifyResult: lambda p, by: c.NotifyResult(result=_result(p), how=NoticeWay.PHONE),
    c.PutInLocker: lambda p, by: c.PutInLocker(result=_result(p, Delivery.LOCKER), locker="A1"),
    c.SendResult: lambda p, by: c.SendResult(result=_result(p, Delivery.MAIL), waybill="EA123456789CN"),
    c.HandOverResult: _hand_over,
    c.Rate: lambda p, by: c.Rate(ticket=_finished(p), grade=Grade.SATISFIED),
    c.DeclineRating: lambda p, by: c.DeclineRating(ticket=_finished(p)),
    c.PrintStarted: lambda p, by: c.PrintStarted(job=_job(p)),
    c.PrintConfirmed: lambda p, by: c.PrintConfirmed(job=_begun(p)),
    c.PrintFailed: lambda p, by: c.PrintFailed(job=_begun(p), cause="paper_out"),
    c.PrintUnknown: lambda p, by: c.PrintUnknown(job=_begun(p), cause="silent"),
    c.ReportDevice: _after(c.ReportDevice(device="printer", state=DeviceState.READY)),
    c.HandInTicket: lambda p, by: c.HandInTicket(
        ticket="t" * 24,
        item="b-1",
        count=next(iter(away_range(p.config, p.hall.queue_of["b"], "K1"))),
        taken_at=p.now,
    ),
    c.HandInService: lambda p, by: c.HandInService(
        ticket=p.take().id, called_at=p.now, outcome=AwayOutcome.SERVED
    ),
    c.SettleNotice: lambda p, by: _notice(p),
    c.IdentifyPerson: _after(c.IdentifyPerson(person="p", visitor_class=VisitorClass.ORDINARY)),
    c.LookUpCard: _after(c.LookUpCard(person="p", place="window-1")),
    c.Tick: _after(c.Tick()),
}


CELLS = [(role, kind) for role in Role for kind in SCENES]


def named(p: Played, events: list[AnyEvent]) -> set[str]:
    """Names of the places at which these events happened or whose things they are about."""
    found = set()
    for event in events:
        for word in ("kiosk", "place", "desk"):
            found.add(getattr(event, word, ""))
        if window := getattr(event, "window", 0):
            found.add(f"window-{window}")
        ticket = p.hall.tickets.get(getattr(event, "ticket", "") or "")
        if ticket is not None and ticket.state in (TicketState.CALLED, TicketState.SERVING, TicketState.HELD):
            found.add(f"window-{ticket.window}")
        job = p.hall.jobs.get(getattr(event, "job", ""))
        name = getattr(event, "device", "") or (job.device if job else "")
        if (device := p.hall.device_of.get(name)) is not None:
            found |= {device.kiosk, device.host, f"window-{device.window}"}
        if (help_ := p.hall.helps.get(getattr(event, "help", ""))) is not None:
            found.add(help_.place)
    # What hangs on the hub's own box is at no place of its own.
    return found - {"", "window-0", "hub"}


def said(p: Played, by: Principal, command: c.AnyCommand) -> tuple[str, set[str]]:
    """Code of the refusal, or an empty one; and the places that what was done is about."""
    again = copy.deepcopy(p)
    try:
        events = again.say(by, command)
    except Refused as no:
        return no.code, set()
    # Where things are before and after: who is finished is at no window any more.
    return "", named(p, events) | named(again, events)


@pytest.mark.parametrize(("role", "kind"), CELLS, ids=lambda thing: getattr(thing, "__name__", thing))
def test_a_role_reaches_as_far_as_the_table_says(role: Role, kind: type[c.Command]) -> None:
    far = reach(role, kind)
    own, another = PLACES.get(far, {}).get(role) or OWN_AND_ANOTHER.get(role, ANYWHERE)
    here, there = Principal(role=role, place=own), Principal(role=role, place=another)
    if far is Reach.NOWHERE:
        for by in (here, there):
            assert refusal(twice(), by, SAID[kind]) == "not_allowed"
        return
    p = twice()
    command = SCENES[kind](p, here)
    code, places = said(p, here, command)
    elsewhere, other_places = said(p, there, command)
    if far is Reach.TOLD_WHY:
        assert code not in ("", "not_allowed")
        assert elsewhere not in ("", "not_allowed")
        return
    assert code == "", f"{kind.__name__} does not go through at its own place"
    if far in (Reach.HALL, Reach.NOT_SERVED):
        assert elsewhere == ""
    elif far in AT_HOME:
        assert another not in places
        assert own not in other_places, "it reached into another's place"
        # Whatever goes through elsewhere is about that place.
        assert elsewhere or other_places <= {another}
    else:
        assert elsewhere in ("not_consult", "not_issue_window")


def test_whom_another_window_serves_gets_no_further_step_from_here() -> None:
    p = twice()
    step = c.AddStep(ticket=_served(p), queue="b")
    assert said(p, clerk(2), step)[0] == "wrong_window"
    assert said(p, DESK, step)[0] == "wrong_state"
    assert said(p, clerk(1), step)[0] == ""


def test_a_pad_rates_what_its_own_window_did_and_nothing_else() -> None:
    p = twice()
    rating = c.Rate(ticket=_finished(p), grade=Grade.SATISFIED)
    assert said(p, pad(2), rating)[0] == "wrong_window"
    assert said(p, pad(1), rating)[0] == ""


def test_the_table_has_every_command_and_is_no_wider_than_it_must() -> None:
    assert set(SCENES) == set(MAY) == set(SAID)
    assert {kind for kind in MAY if not MAY[kind]} == BY_THE_HUB
    assert set(MAY) >= AT_OWN_PLACE
    for (kind, role), far in OTHERWISE.items():
        assert role in MAY[kind]
        assert far not in (Reach.NOWHERE, OWN.get(role) if kind in AT_OWN_PLACE else Reach.HALL)
