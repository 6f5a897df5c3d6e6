"""Who may sign in where, with what proof; who takes over when a clerk leaves; what the leader orders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.attendance import sheet
from devices.hub.people import Principal
from devices.hub.rules.proof import NOTHING, CardProof, NewPin, PinProof, Proof
from devices.link import commands as c
from devices.link.words import AttendanceMark, Role, TicketState, TransferPlace, WindowState
from tests.devices.hub.played import DESK, Played, clerk, refusal
from tests.devices.hub.seeing import seen
from tests.halls import small_hall

How = Literal["number", "pin", "card", "card_pin"]

LEADER = Principal(role=Role.LEADER)
GOOD = Proof(card=CardProof.GOOD, clerk="0101", pin=PinProof.GOOD)


def staffed(**changes: object) -> s.HallConfig:
    """The small hall with 0101 changed, and a guide and a leader beside."""
    config = small_hall()
    return small_hall(
        clerks=(
            msgspec.structs.replace(config.clerks[0], **changes),
            *config.clerks[1:],
            s.Clerk(number="0201", name="孙丽", role="guide"),
            s.Clerk(number="0301", name="周强", role="leader", zones=("two",)),
        ),
        desks=(s.Desk(id="desk-1", name="总服务台"), s.Desk(id="desk-2", name="税务咨询台", zone="two")),
    )


def kinds(events: list[e.AnyEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


# What is proved -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "proof", "code"),
    [
        ("number", NOTHING, ""),
        ("pin", NOTHING, "pin_needed"),
        ("pin", Proof(pin=PinProof.GOOD), ""),
        ("pin", Proof(pin=PinProof.WRONG), "pin_wrong"),
        ("pin", Proof(pin=PinProof.LOCKED), "pin_locked"),
        ("pin", Proof(pin=PinProof.NONE_SET), "pin_none"),
        ("card", NOTHING, "card_needed"),
        ("card", Proof(card=CardProof.GOOD, clerk="0101"), ""),
        ("card", Proof(card=CardProof.LOST), "card_lost"),
        ("card", Proof(card=CardProof.UNKNOWN), "card_unknown"),
        ("card", Proof(card=CardProof.GOOD, clerk="0102"), "card_not_yours"),
        ("card_pin", NOTHING, "card_needed"),
        ("card_pin", Proof(card=CardProof.GOOD, clerk="0101"), "pin_needed"),
        ("card_pin", Proof(pin=PinProof.GOOD), "card_needed"),
        ("card_pin", GOOD, ""),
    ],
)
def test_a_clerk_proves_what_the_hall_asks(how: How, proof: Proof, code: str) -> None:
    hall = Played(small_hall(staff=s.Staff(sign_in=how)), proof=proof)
    if code:
        assert refusal(hall, clerk(1), c.SignIn(clerk="0101")) == code
    else:
        (event,) = hall.say(clerk(1), c.SignIn(clerk="0101"))
        assert isinstance(event, e.ClerkSignedIn)
        assert event.how == how


def test_a_card_alone_says_who_it_is() -> None:
    hall = Played(small_hall(staff=s.Staff(sign_in="card_pin")), proof=GOOD)
    hall.say(clerk(1), c.SignIn())
    assert hall.hall.windows[1].clerk == "0101"
    hall = Played()
    assert refusal(hall, clerk(1), c.SignIn()) == "unknown_clerk"


@pytest.mark.parametrize(
    ("new_pin", "code"),
    [(NewPin.NOT_GIVEN, "pin_change_needed"), (NewPin.TOO_EASY, "pin_too_easy"), (NewPin.KEPT, "")],
)
def test_a_pin_that_somebody_else_chose_is_changed_first(new_pin: NewPin, code: str) -> None:
    proof = Proof(pin=PinProof.GOOD, must_change=True, new_pin=new_pin)
    hall = Played(small_hall(staff=s.Staff(sign_in="pin")), proof=proof)
    if code:
        assert refusal(hall, clerk(1), c.SignIn(clerk="0101")) == code
    else:
        assert kinds(hall.say(clerk(1), c.SignIn(clerk="0101"))) == ["ClerkSignedIn"]


# Where and when -----------------------------------------------------------------------------------


def test_two_clerks_do_not_share_a_window_and_one_clerk_has_one_place() -> None:
    hall = Played(staffed())
    hall.staff(1)
    assert refusal(hall, clerk(1), c.SignIn(clerk="0102")) == "window_taken"
    assert refusal(hall, clerk(2), c.SignIn(clerk="0101")) == "clerk_elsewhere"
    hall.say(DESK, c.SignIn(clerk="0301"))
    assert refusal(hall, clerk(2), c.SignIn(clerk="0301")) == "clerk_elsewhere"


@pytest.mark.parametrize(
    ("first", "last", "welcome"),
    [
        (None, None, True),
        (date(2026, 3, 2), date(2026, 3, 2), True),
        (date(2026, 3, 3), None, False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_temporary_staff_work_on_their_days(first: date | None, last: date | None, welcome: bool) -> None:
    hall = Played(staffed(valid_from=first, valid_to=last))
    if welcome:
        hall.say(clerk(1), c.SignIn(clerk="0101"))
    else:
        assert refusal(hall, clerk(1), c.SignIn(clerk="0101")) == "not_valid_today"


def test_a_clerk_works_in_the_own_zones_unless_posted_elsewhere_and_only_so_long() -> None:
    hall = Played(staffed(zones=("one",)))
    assert refusal(hall, clerk(3), c.SignIn(clerk="0101")) == "wrong_zone"
    hall.say(LEADER, c.PostClerk(clerk="0101", window=3, until=hall.now + timedelta(minutes=30)))
    assert refusal(hall, clerk(4), c.SignIn(clerk="0101")) == "wrong_zone"
    hall.say(clerk(3), c.SignIn(clerk="0101"))
    hall.say(clerk(3), c.SignOut())
    hall.later(minutes=30)
    assert refusal(hall, clerk(3), c.SignIn(clerk="0101")) == "wrong_zone"
    hall.say(clerk(1), c.SignIn(clerk="0301"))
    assert hall.hall.windows[1].clerk == "0301", "a leader works everywhere"


def test_a_posting_names_staff_a_window_and_a_time_that_is_still_to_come_today() -> None:
    hall = Played(staffed())
    soon = hall.now + timedelta(minutes=30)
    assert refusal(hall, clerk(1), c.PostClerk(clerk="0101", window=3, until=soon)) == "not_allowed"
    assert refusal(hall, LEADER, c.PostClerk(clerk="9999", window=3, until=soon)) == "unknown_clerk"
    assert refusal(hall, LEADER, c.PostClerk(clerk="0201", window=3, until=soon)) == "not_a_clerk"
    assert refusal(hall, LEADER, c.PostClerk(clerk="0101", window=9, until=soon)) == "unknown_window"
    for until in (hall.now, hall.now + timedelta(days=1), soon.replace(tzinfo=None)):
        assert refusal(hall, LEADER, c.PostClerk(clerk="0101", window=3, until=until)) == "bad_until"


def test_guides_sign_in_at_desks_only_and_clerks_at_windows_only() -> None:
    hall = Played(staffed())
    assert refusal(hall, clerk(1), c.SignIn(clerk="0201")) == "not_a_clerk"
    assert refusal(hall, DESK, c.SignIn(clerk="0101")) == "not_a_guide"
    for place in ("", "window-1"):
        assert refusal(hall, Principal(role=Role.DESK, place=place), c.SignIn(clerk="0201")) == "no_desk"
    assert kinds(hall.say(DESK, c.SignIn(clerk="0201"))) == ["GuideSignedIn"]
    assert hall.say(DESK, c.SignIn(clerk="0201")) == []
    assert hall.hall.clerk_at("desk-1") == "0201"
    assert refusal(hall, DESK, c.SignIn(clerk="0301")) == "desk_taken"
    other = Principal(role=Role.DESK, place="desk-2")
    assert refusal(hall, other, c.SignIn(clerk="0201")) == "clerk_elsewhere"
    hall.say(DESK, c.SignOut())
    assert hall.hall.desks == {}
    assert refusal(hall, DESK, c.SignOut()) == "not_signed_in"


def test_a_guide_works_at_the_desks_of_the_own_zones() -> None:
    config = staffed()
    guide = msgspec.structs.replace(config.clerks[3], zones=("one",))
    clerks = (*config.clerks[:3], guide, *config.clerks[4:])
    hall = Played(msgspec.structs.replace(config, clerks=clerks))
    desk = Principal(role=Role.DESK, place="desk-2")
    assert refusal(hall, desk, c.SignIn(clerk="0201")) == "wrong_zone"
    hall.say(desk, c.SignIn(clerk="0301"))


# Hand-over ----------------------------------------------------------------------------------------


def holding(*, serving: bool = False) -> Played:
    """Window 1 holds a ticket, and may serve another; windows 2 and 3 are staffed."""
    hall = Played()
    for window in (1, 2, 3):
        hall.staff(window)
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Hold())
    if serving:
        hall.take()
        hall.call(1)
        hall.say(clerk(1), c.Start())
    return hall


@pytest.mark.parametrize("leaving", [c.SignOut, c.CloseWindow])
def test_who_leaves_hands_over_what_is_served_and_held_to_a_named_colleague(
    leaving: type[c.SignOut | c.CloseWindow],
) -> None:
    hall = holding(serving=True)
    assert refusal(hall, clerk(1), leaving()) == "hand_over_needed"
    events = hall.say(clerk(1), leaving(hand_over="0102"))
    handed = [event for event in events if isinstance(event, e.TicketHandedOver)]
    assert [(event.window, event.to_window, event.clerk, event.to_clerk) for event in handed] == [
        (1, 2, "0101", "0102")
    ] * 2
    assert (hall.hall.windows[1].ticket, hall.hall.windows[1].held) == ("", [])
    assert hall.hall.windows[1].state is WindowState.CLOSED
    for name in list(hall.hall.windows[2].held):
        ticket = hall.hall.tickets[name]
        assert (ticket.state, ticket.window, ticket.clerk) == (TicketState.HELD, 2, "0102")
        hall.say(clerk(2), c.Resume(ticket=name))
        hall.say(clerk(2), c.Finish())
        assert ticket.state is TicketState.FINISHED


def test_a_hand_over_goes_to_somebody_who_is_here_and_can_serve_it() -> None:
    hall = holding()
    assert refusal(hall, clerk(1), c.SignOut(hand_over="9999")) == "unknown_clerk"
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0101")) == "clerk_not_here"
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0103")) == "cannot_serve"
    hall.say(clerk(2), c.CloseWindow())
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0102")) == "cannot_serve"
    hall.say(clerk(2), c.SignOut())
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0102")) == "clerk_not_here"


def test_an_item_of_the_season_is_handed_over_to_its_windows_only() -> None:
    season = s.Season(item="a-1", windows=(1,), first=date(2026, 3, 1), last=date(2026, 3, 9))
    hall = Played(small_hall(seasons=(season,)))
    hall.staff(1)
    hall.staff(2)
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0102")) == "cannot_serve"


def test_who_was_called_is_waited_for_or_missed_and_not_handed_over() -> None:
    hall = Played()
    hall.staff(1)
    hall.staff(2)
    hall.take()
    hall.call(1)
    for leaving in (c.SignOut(hand_over="0102"), c.CloseWindow(hand_over="0102")):
        assert refusal(hall, clerk(1), leaving) == "window_busy"
    assert refusal(hall, clerk(1), c.PauseWindow(reason="tea", hand_over="0102")) == "window_busy"


def test_a_pause_asks_for_a_colleague_where_there_is_one() -> None:
    hall = holding()
    assert refusal(hall, clerk(1), c.PauseWindow(reason="tea")) == "hand_over_needed"
    hall.say(clerk(2), c.SignOut())
    hall.say(clerk(1), c.PauseWindow(reason="tea"))
    assert hall.hall.windows[1].held, "nobody else could serve it: the visitor comes back to this window"
    hall = holding()
    assert kinds(hall.say(clerk(1), c.PauseWindow(reason="tea", hand_over="0102"))) == [
        "TicketHandedOver",
        "WindowPaused",
    ]


def test_skills_narrow_who_can_take_a_ticket_over() -> None:
    config = small_hall()
    other = msgspec.structs.replace(config.clerks[1], skills=("b",))
    hall = Played(small_hall(clerks=(config.clerks[0], other)))
    hall.staff(1)
    hall.staff(2)
    hall.take("a-1")
    hall.call(1)
    hall.say(clerk(1), c.Start())
    assert refusal(hall, clerk(1), c.SignOut(hand_over="0102")) == "cannot_serve"
    hall.say(clerk(1), c.Transfer(queue="b", place=TransferPlace.FRONT))
    hall.call(2)


# Corrections --------------------------------------------------------------------------------------


def test_only_the_leader_corrects_the_sheet_and_says_why() -> None:
    hall = Played()
    correct = c.CorrectAttendance(
        clerk="0101", day=hall.now.date(), mark=AttendanceMark.ON_DUTY, words="去区里开会"
    )
    assert refusal(hall, clerk(1), correct) == "not_allowed"
    (event,) = hall.say(LEADER, correct)
    assert isinstance(event, e.AttendanceCorrected)
    assert (event.by, event.mark) == ("leader", AttendanceMark.ON_DUTY)
    assert "开会" not in repr(event) + repr(correct)
    bare = msgspec.structs.replace(correct, words="")
    assert refusal(hall, LEADER, bare) == "why_needed"
    tomorrow = msgspec.structs.replace(correct, day=hall.now.date() + timedelta(days=1))
    assert refusal(hall, LEADER, tomorrow) == "day_to_come"
    assert refusal(hall, LEADER, msgspec.structs.replace(correct, clerk="9999")) == "unknown_clerk"


def test_the_day_signs_everybody_out() -> None:
    hall = Played(staffed())
    hall.staff(1)
    hall.say(DESK, c.SignIn(clerk="0201"))
    hall.later(days=1)
    hall.staff(2, "0102")
    gone = [event for event in hall.events if isinstance(event, e.ClerkSignedOut | e.GuideSignedOut)]
    assert [event.clerk for event in gone] == ["0101", "0201"]
    assert hall.hall.desks == {}


# Admins -------------------------------------------------------------------------------------------


def test_an_admin_works_on_the_hubs_pages_and_at_no_window_or_desk() -> None:
    hall = Played(staffed(role="admin"))
    assert refusal(hall, clerk(1), c.SignIn(clerk="0101")) == "not_a_clerk"
    assert refusal(hall, DESK, c.SignIn(clerk="0101")) == "not_a_guide"
    until = hall.now + timedelta(hours=1)
    assert refusal(hall, LEADER, c.PostClerk(clerk="0101", window=1, until=until)) == "not_a_clerk"
    # Nobody hands a visitor over to an admin, and nobody misses one at a post.
    for by in (clerk(2), DESK, LEADER):
        assert "clerk/0101" not in seen(hall, by)
    hall.staff(2)
    assert "0101" not in {row.clerk for row in sheet(hall.config, hall.now.date(), hall.events, hall.now)}
