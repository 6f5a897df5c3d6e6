"""The guides' desk: grants of priority that name who and why, and calls for help that somebody accepts."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub import events as e
from devices.hub.people import HUB
from devices.link import commands as c
from devices.link.words import HelpTopic, VisitorClass
from tests.devices.hub.desks import LEADER, OTHER_DESK, desk_hall, desk_played
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, clerk, pad, refusal


@pytest.fixture
def hall() -> Played:
    return desk_played()


# Grants ---------------------------------------------------------------------------------------------


def test_a_grant_names_ground_evidence_and_grantor(hall: Played) -> None:
    ticket = hall.take()
    (granted,) = hall.say(DESK, c.GrantClass(ticket=ticket.id, ground="disabled", evidence="残疾人证"))
    assert isinstance(granted, e.ClassGranted)
    assert (granted.ground, granted.evidence, granted.grantor) == ("disabled", "残疾人证", "0901")
    assert (ticket.visitor_class, ticket.ground) == (VisitorClass.PRIORITY, "disabled")


def test_a_granted_ticket_keeps_its_number_and_its_place_in_time(hall: Played) -> None:
    first, second = hall.take(), hall.take()
    hall.later(minutes=5)
    third = hall.take()
    hall.say(DESK, c.GrantClass(ticket=third.id, ground="pregnant"))
    hall.say(DESK, c.GrantClass(ticket=second.id, ground="pregnant"))
    line = hall.hall.line("a", "pregnant")
    assert [line[n].number for n in range(len(line))] == ["A002", "A003"]
    ordinary = hall.hall.line("a", "ordinary")
    assert [ordinary[n].id for n in range(len(ordinary))] == [first.id]


def test_evidence_is_one_of_the_grounds_kinds_or_none_where_it_asks_for_none(hall: Played) -> None:
    ticket = hall.take().id
    assert refusal(hall, DESK, c.GrantClass(ticket=ticket, ground="friend")) == "unknown_ground"
    assert refusal(hall, DESK, c.GrantClass(ticket=ticket, ground="disabled")) == "evidence_needed"
    wrong = c.GrantClass(ticket=ticket, ground="disabled", evidence="驾驶证")
    assert refusal(hall, DESK, wrong) == "evidence_needed"
    named = c.GrantClass(ticket=ticket, ground="pregnant", evidence="张三")
    assert refusal(hall, DESK, named) == "no_evidence_asked"


def test_nobody_grants_without_a_name(hall: Played) -> None:
    ticket = hall.take().id
    grant = c.GrantClass(ticket=ticket, ground="pregnant")
    assert refusal(hall, clerk(1), grant) == "not_signed_in"
    assert refusal(hall, KIOSK, grant) == "not_allowed"
    (granted,) = hall.say(LEADER, grant)
    assert isinstance(granted, e.ClassGranted)
    assert granted.grantor == "leader"


def test_a_clerk_at_any_window_may_grant(hall: Played) -> None:
    hall.staff(3)
    ticket = hall.take()
    (granted,) = hall.say(clerk(3), c.GrantClass(ticket=ticket.id, ground="infant"))
    assert isinstance(granted, e.ClassGranted)
    assert granted.grantor == "0103"


def test_who_was_called_already_needs_no_grant(hall: Played) -> None:
    hall.staff(1)
    ticket = hall.take()
    hall.call(1)
    assert refusal(hall, DESK, c.GrantClass(ticket=ticket.id, ground="pregnant")) == "wrong_state"
    assert refusal(hall, DESK, c.RevokeClass(ticket=ticket.id)) == "wrong_state"


def test_the_same_grant_twice_is_one(hall: Played) -> None:
    ticket = hall.take()
    hall.say(DESK, c.GrantClass(ticket=ticket.id, ground="pregnant"))
    assert hall.say(DESK, c.GrantClass(ticket=ticket.id, ground="pregnant")) == []


def test_a_revoked_grant_leaves_the_ticket_as_it_was(hall: Played) -> None:
    person = hall.person("old", VisitorClass.PRIORITY)
    by_card, other = hall.take("a-1", person), hall.take()
    assert refusal(hall, DESK, c.RevokeClass(ticket=by_card.id)) == "not_granted"
    for ground, evidence in (("pregnant", ""), ("second_visit", "补正通知书")):
        hall.say(DESK, c.GrantClass(ticket=by_card.id, ground=ground, evidence=evidence))
    assert by_card.visitor_class is VisitorClass.SECOND_VISIT
    hall.say(DESK, c.RevokeClass(ticket=by_card.id))
    assert (by_card.visitor_class, by_card.before_grant) == (VisitorClass.PRIORITY, None)
    assert hall.hall.line_of(by_card)[0] is by_card
    assert hall.hall.line_of(other)[0] is other


def test_a_second_visit_is_granted_on_a_supplement_notice(hall: Played) -> None:
    ticket = hall.take()
    hall.say(DESK, c.GrantClass(ticket=ticket.id, ground="second_visit", evidence="补正通知书"))
    assert (ticket.visitor_class, ticket.ground) == (VisitorClass.SECOND_VISIT, "second_visit")


def test_an_early_booked_visitor_waits_from_the_grant_on_and_after_it_from_the_slot(hall: Played) -> None:
    start = hall.now.replace(hour=10, minute=0)
    end = start.replace(hour=11)
    hall.say(BOOKING, c.BookAppointment(code="x", item="a-1", starts_at=start, ends_at=end))
    hall.say(KIOSK, c.CheckIn(code="x"))
    ticket = hall.hall.tickets[hall.hall.appointments["x"].ticket]
    hall.say(DESK, c.GrantClass(ticket=ticket.id, ground="pregnant"))
    assert ticket.place[0] == hall.now
    hall.say(DESK, c.RevokeClass(ticket=ticket.id))
    assert (ticket.visitor_class, ticket.place[0]) == (VisitorClass.APPOINTMENT, start)


GRANTED = st.lists(
    st.tuples(st.integers(0, 7), st.sampled_from(["pregnant", "infant", "revoke"])), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(GRANTED)
def test_grants_move_tickets_between_lines_and_lose_none(granted: list[tuple[int, str]]) -> None:
    hall = desk_played()
    tickets = []
    for n in range(8):
        tickets.append(hall.take(("a-1", "b-1")[n % 2]))
        hall.later(seconds=20)
    places = {ticket.id: ticket.place for ticket in tickets}
    for which, ground in granted:
        ticket = tickets[which]
        if ground != "revoke":
            hall.say(DESK, c.GrantClass(ticket=ticket.id, ground=ground))
        elif ticket.ground:
            hall.say(DESK, c.RevokeClass(ticket=ticket.id))
        else:
            assert refusal(hall, DESK, c.RevokeClass(ticket=ticket.id)) == "not_granted"
    standing = [line[n] for line in hall.hall.lines.values() for n in range(len(line))]
    assert sorted(ticket.id for ticket in standing) == sorted(places)
    for ticket in tickets:
        assert ticket.place == places[ticket.id]
        line = hall.hall.line_of(ticket)
        assert any(line[n] is ticket for n in range(len(line)))
        assert [line[n].place for n in range(len(line))] == sorted(line[n].place for n in range(len(line)))


# Help -----------------------------------------------------------------------------------------------


def called(hall: Played, by: object = KIOSK) -> str:
    (event,) = hall.say(by, c.CallHelp(about=HelpTopic.FRAIL))  # type: ignore[arg-type]
    assert isinstance(event, e.HelpCalled)
    return event.made


def told(hall: Played) -> list[e.NoticeRaised]:
    """What staff are told of calls that nobody accepts, as time goes by."""
    events = [event for event in hall.say(HUB, c.Tick()) if isinstance(event, e.NoticeRaised)]
    return [event for event in events if event.code == "help_waiting"]


def test_a_call_for_help_is_accepted_by_name_and_ended(hall: Played) -> None:
    name = called(hall)
    assert (hall.hall.helps[name].place, hall.hall.helps[name].zone) == ("K1", "one")
    (accepted,) = hall.say(DESK, c.AcceptHelp(help=name))
    assert isinstance(accepted, e.HelpAccepted)
    assert accepted.clerk == "0901"
    assert hall.say(DESK, c.AcceptHelp(help=name)) == []
    assert refusal(hall, OTHER_DESK, c.AcceptHelp(help=name)) == "help_accepted"
    hall.say(DESK, c.EndHelp(help=name))
    assert refusal(hall, DESK, c.EndHelp(help=name)) == "unknown_help"
    assert refusal(hall, DESK, c.AcceptHelp(help=name)) == "unknown_help"


def test_a_place_calls_once_at_a_time(hall: Played) -> None:
    first = called(hall)
    assert hall.say(KIOSK, c.CallHelp(about=HelpTopic.OTHER)) == []
    at_window = called(hall, clerk(1))
    assert hall.say(pad(1), c.CallHelp(about=HelpTopic.OTHER)) == []
    assert set(hall.hall.helps) == {first, at_window}


def test_only_a_guide_with_a_name_accepts(hall: Played) -> None:
    name = called(hall)
    hall.say(DESK, c.SignOut())
    assert refusal(hall, DESK, c.AcceptHelp(help=name)) == "not_signed_in"
    assert refusal(hall, clerk(1), c.AcceptHelp(help=name)) == "not_allowed"


def test_who_called_may_end_the_call_and_no_other_place(hall: Played) -> None:
    name = called(hall, pad(1))
    assert refusal(hall, clerk(2), c.EndHelp(help=name)) == "unknown_help"
    assert refusal(hall, KIOSK, c.EndHelp(help=name)) == "unknown_help"
    hall.say(clerk(1), c.EndHelp(help=name))


def test_a_place_that_is_not_the_halls_cannot_call(hall: Played) -> None:
    stranger = msgspec.structs.replace(KIOSK, place="K9")
    assert refusal(hall, stranger, c.CallHelp(about=HelpTopic.OTHER)) == "no_kiosk"
    assert refusal(hall, pad(77), c.CallHelp(about=HelpTopic.OTHER)) == "no_window"


def test_a_call_that_nobody_accepts_is_told_to_staff_once_and_settled_with_it(hall: Played) -> None:
    name = called(hall)
    hall.later(seconds=59)
    assert told(hall) == []
    hall.later(seconds=1)
    (notice,) = told(hall)
    assert (notice.words, notice.zone) == ({"place": "K1"}, "one")
    assert told(hall) == []
    (_, settled) = hall.say(DESK, c.AcceptHelp(help=name))
    assert isinstance(settled, e.NoticeSettled)
    hall.later(minutes=5)
    assert told(hall) == []


def test_a_new_day_ends_calls_and_settles_what_was_told_of_them() -> None:
    hall = desk_played(pauses=desk_hall().pauses)
    called(hall)
    hall.later(minutes=2)
    hall.say(HUB, c.Tick())
    hall.later(days=1)
    hall.say(HUB, c.Tick())
    assert hall.hall.helps == {}
    assert told(hall) == []
    assert not any(notice.code == "help_waiting" for notice in hall.hall.notices.values())


def test_what_is_urgent_is_heard_beside_another_call_of_the_same_place(hall: Played) -> None:
    first = called(hall, clerk(1))
    (urgent,) = hall.say(clerk(1), c.CallHelp(about=HelpTopic.URGENT))
    assert isinstance(urgent, e.HelpCalled)
    assert set(hall.hall.helps) == {first, urgent.made}
    assert hall.say(pad(1), c.CallHelp(about=HelpTopic.URGENT)) == []


def test_a_call_whose_guide_has_left_the_desk_is_told_and_may_be_accepted_again(hall: Played) -> None:
    name = called(hall)
    hall.say(DESK, c.AcceptHelp(help=name))
    hall.later(minutes=2)
    assert told(hall) == []
    hall.say(DESK, c.SignOut())
    assert [event.about for event in told(hall)] == [name]
    hall.say(OTHER_DESK, c.AcceptHelp(help=name))
    assert hall.hall.helps[name].clerk != "0901"
    assert not [n for n in hall.hall.notices.values() if n.code == "help_waiting"]
