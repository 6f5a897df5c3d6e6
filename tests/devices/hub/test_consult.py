"""The consult desk: what was told travels with the visit; rooms; and matters that are answered by a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.people import HUB
from devices.hub.views.told import told_to
from devices.link import commands as c
from devices.link.refusals import Refused
from tests.devices.hub.desks import CONSULT, LEADER, desk_played, sign_in
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, refusal


@pytest.fixture
def hall() -> Played:
    return desk_played()


# Advice ---------------------------------------------------------------------------------------------


def test_advice_gets_a_number_of_the_day_and_travels_with_the_visit(hall: Played) -> None:
    hall.staff(1)
    ticket = hall.take()
    (given,) = hall.say(
        clerk(CONSULT),
        c.GiveAdvice(ticket=ticket.id, item="a-1", told=("户口簿", "originals"), words="别忘了", paper=True),
    )
    assert isinstance(given, e.AdviceGiven)
    assert (given.number, given.told) == ("F001", ("户口簿", "请带原件核验"))
    assert (given.clerk, given.paper) == ("0105", True)
    assert "别忘了" not in msgspec.json.encode(given).decode()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Transfer(queue="b"))
    step = list(hall.hall.tickets.values())[-1]
    assert step.id != ticket.id
    assert told_to(hall.hall, step) == ("户口簿", "请带原件核验")


def test_only_consult_windows_and_desks_advise(hall: Played) -> None:
    hall.staff(1)
    advice = c.GiveAdvice(item="a-1", told=("fee",))
    assert refusal(hall, clerk(1), advice) == "not_consult"
    assert refusal(hall, KIOSK, advice) == "not_allowed"
    hall.say(DESK, advice)
    hall.say(clerk(CONSULT), c.SignOut())
    assert refusal(hall, clerk(CONSULT), advice) == "not_signed_in"


def test_a_slip_names_only_the_items_materials_and_the_closed_list(hall: Played) -> None:
    assert refusal(hall, DESK, c.GiveAdvice(item="a-1", told=("张三的房产证",))) == "unknown_point"
    assert refusal(hall, DESK, c.GiveAdvice(item="a-2", told=("户口簿",))) == "unknown_point"
    assert refusal(hall, DESK, c.GiveAdvice(item="a-1")) == "nothing_told"
    assert refusal(hall, DESK, c.GiveAdvice(item="none", told=("fee",))) == "unknown_item"
    assert refusal(hall, DESK, c.GiveAdvice(item="a-1", ticket="none", told=("fee",))) == "unknown_ticket"
    (given,) = hall.say(DESK, c.GiveAdvice(item="a-1", words="其他情况"))
    assert isinstance(given, e.AdviceGiven)
    assert (given.told, given.words is None) == ((), False)


def test_a_slip_without_a_ticket_comes_to_the_visit_by_its_number(hall: Played) -> None:
    (given,) = hall.say(DESK, c.GiveAdvice(item="a-1", told=("fee",)))
    ticket = hall.take()
    assert told_to(hall.hall, ticket) == ()
    hall.staff(1)
    hall.say(clerk(1), c.AttachAdvice(ticket=ticket.id, advice="f001"))
    assert told_to(hall.hall, ticket) == ("此事项需要缴费",)
    assert hall.say(clerk(1), c.AttachAdvice(ticket=ticket.id, advice=given.made)) == []
    assert refusal(hall, clerk(1), c.AttachAdvice(ticket=ticket.id, advice="F002")) == "unknown_advice"


def test_a_person_known_by_card_carries_advice_from_ticket_to_ticket(hall: Played) -> None:
    person = hall.person("p1")
    first = hall.take("q-1", person)
    hall.say(DESK, c.GiveAdvice(ticket=first.id, item="a-1", told=("form",)))
    second = hall.take("a-1", person)
    assert told_to(hall.hall, second) == ("请填写申请表",)
    assert told_to(hall.hall, hall.take("a-1")) == ()


def test_slips_count_from_one_again_each_day(hall: Played) -> None:
    hall.say(DESK, c.GiveAdvice(item="a-1", told=("fee",)))
    hall.later(days=1)
    sign_in(hall)
    (given,) = hall.say(DESK, c.GiveAdvice(item="a-1", told=("fee",)))
    assert isinstance(given, e.AdviceGiven)
    assert given.number == "F001"


# Rooms ----------------------------------------------------------------------------------------------


def room(hall: Played, first: str, last: str, name: str = "r1", days: int = 0) -> c.BookRoom:
    day = (hall.now + timedelta(days=days)).date()
    starts, ends = (datetime.fromisoformat(f"{day}T{clock}:00+08:00") for clock in (first, last))
    return c.BookRoom(room=name, starts_at=starts, ends_at=ends)


def test_a_room_is_taken_by_one_at_a_time(hall: Played) -> None:
    (booked,) = hall.say(DESK, room(hall, "10:00", "11:00"))
    with pytest.raises(Refused) as no:
        hall.say(clerk(CONSULT), room(hall, "10:30", "11:30"))
    assert no.value.code == "room_taken"
    assert "11:00" in no.value.sentence.zh
    hall.say(LEADER, room(hall, "11:00", "11:30"))
    hall.say(DESK, room(hall, "09:30", "10:00"))
    hall.say(DESK, room(hall, "10:30", "11:30", "r2"))
    hall.say(DESK, room(hall, "10:30", "11:30", days=1))
    hall.say(DESK, c.FreeRoom(booking=booked.made))
    hall.say(DESK, room(hall, "10:00", "11:00"))
    assert refusal(hall, DESK, c.FreeRoom(booking=booked.made)) == "unknown_booking"


def test_a_room_is_booked_for_a_time_to_come_of_one_day(hall: Played) -> None:
    assert refusal(hall, DESK, room(hall, "08:00", "09:00")) == "room_time_over"
    assert refusal(hall, DESK, room(hall, "11:00", "10:00")) == "bad_slot"
    assert refusal(hall, DESK, room(hall, "10:00", "11:00", "r9")) == "unknown_room"
    over_night = c.BookRoom(room="r1", starts_at=hall.now, ends_at=hall.now + timedelta(days=1))
    assert refusal(hall, DESK, over_night) == "bad_slot"
    nowhere = c.BookRoom(
        room="r1", starts_at=hall.now.replace(tzinfo=None), ends_at=hall.now + timedelta(minutes=5)
    )
    assert refusal(hall, DESK, nowhere) == "bad_slot"


def test_a_rooms_past_days_are_forgotten(hall: Played) -> None:
    hall.say(DESK, room(hall, "10:00", "11:00"))
    (later,) = hall.say(DESK, room(hall, "10:00", "11:00", days=2))
    hall.later(days=1)
    sign_in(hall)
    assert list(hall.hall.rooms) == [later.made]


# Matters --------------------------------------------------------------------------------------------


def matter(**changes: str) -> c.RegisterMatter:
    return c.RegisterMatter(**({"words": "房产证名字有误", "name": "张三", "phone": "1380"} | changes))


def test_what_cannot_be_served_is_registered_and_answered_by_a_day(hall: Played) -> None:
    hall.staff(1)
    (registered,) = hall.say(clerk(1), matter(item="a-1"))
    assert isinstance(registered, e.MatterRegistered)
    assert (registered.number, registered.department) == ("S001", "公安局")
    # Five working days after Monday, with Thursday and Friday off.
    assert registered.reply_by == date(2026, 3, 11)
    assert registered.contact == "c-1380"
    assert not {"张三", "房产证名字有误"} & set(map(str, msgspec.structs.astuple(registered)))
    (answered,) = hall.say(DESK, c.AnswerMatter(matter=registered.made, words="已更正"))
    assert isinstance(answered, e.MatterAnswered)
    assert answered.clerk == "0901"
    again = c.AnswerMatter(matter=registered.made, words="已更正")
    assert refusal(hall, DESK, again) == "unknown_matter"


def test_a_matter_needs_words_and_somebody_to_answer_but_no_phone(hall: Played) -> None:
    assert refusal(hall, DESK, matter(words="  ")) == "words_needed"
    assert refusal(hall, DESK, matter(name="", phone="")) == "contact_needed"
    assert refusal(hall, DESK, matter(item="none")) == "unknown_item"
    assert refusal(hall, DESK, matter(department="张三家")) == "unknown_department"
    assert refusal(hall, clerk(1), matter()) == "not_signed_in"
    assert refusal(hall, KIOSK, matter()) == "not_allowed"
    (registered,) = hall.say(DESK, matter(phone="", department="公安局"))
    assert isinstance(registered, e.MatterRegistered)
    assert registered.contact is not None


def test_an_answer_needs_words_and_a_name(hall: Played) -> None:
    (registered,) = hall.say(DESK, matter())
    assert refusal(hall, LEADER, c.AnswerMatter(matter=registered.made, words="")) == "words_needed"
    assert refusal(hall, clerk(1), c.AnswerMatter(matter=registered.made, words="好")) == "not_signed_in"
    (answered,) = hall.say(LEADER, c.AnswerMatter(matter=registered.made, words="好"))
    assert isinstance(answered, e.MatterAnswered)
    assert answered.clerk == "leader"


def overdue(hall: Played) -> list[e.NoticeRaised]:
    events = [event for event in hall.say(HUB, c.Tick()) if isinstance(event, e.NoticeRaised)]
    return [event for event in events if event.code == "matter_overdue"]


def test_a_matter_stays_open_over_days_and_staff_are_told_when_it_is_overdue() -> None:
    hall = desk_played(papers=s.Papers(reply_days=1))
    (registered,) = hall.say(DESK, matter())
    hall.later(days=1)
    assert overdue(hall) == []
    hall.later(days=1)
    (notice,) = overdue(hall)
    assert notice.words == {"number": "S001", "day": "2026-03-02", "due": "2026-03-03"}
    assert overdue(hall) == []
    hall.later(days=1)
    sign_in(hall)
    assert overdue(hall) == []
    events = hall.say(DESK, c.AnswerMatter(matter=registered.made, words="已办"))
    assert [type(event) for event in events] == [e.MatterAnswered, e.NoticeSettled]
    assert hall.hall.matters == {}
