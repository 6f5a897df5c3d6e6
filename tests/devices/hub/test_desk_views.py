"""Who sees calls for help, rooms, matters, and what a visitor was told."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from config import schema as s
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import HelpTopic
from tests.devices.hub.desks import CONSULT, LEADER, OTHER_DESK, desk_hall, desk_played
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, pad
from tests.devices.hub.seeing import of_kind, seen


@pytest.fixture
def hall() -> Played:
    return desk_played()


def help_seen(hall: Played, by: object) -> list[r.HelpRow]:
    return of_kind(seen(hall, by), r.HelpRow)  # type: ignore[arg-type]


def test_a_call_is_seen_by_desks_leader_and_whoever_called(hall: Played) -> None:
    hall.say(pad(1), c.CallHelp(about=HelpTopic.LANGUAGE))
    for by in (DESK, OTHER_DESK, LEADER, clerk(1), pad(1)):
        (row,) = help_seen(hall, by)
        assert (row.place, row.zone, row.about, row.accepted_by) == (
            "window-1",
            "one",
            HelpTopic.LANGUAGE,
            "",
        )
    for by in (KIOSK, clerk(2), pad(2)):
        assert help_seen(hall, by) == []


def test_who_called_is_told_who_comes_as_visitors_are_told_names(hall: Played) -> None:
    (called,) = hall.say(KIOSK, c.CallHelp(about=HelpTopic.FRAIL))
    hall.say(DESK, c.AcceptHelp(help=called.made))
    assert [help_seen(hall, by)[0].accepted_by for by in (KIOSK, LEADER)] == ["周*", "周兰"]
    hall.say(DESK, c.EndHelp(help=called.made))
    assert help_seen(hall, KIOSK) == []


def test_a_call_rings_at_the_desks_of_its_zone_first_and_then_everywhere(hall: Played) -> None:
    (called,) = hall.say(KIOSK, c.CallHelp(about=HelpTopic.FRAIL))
    assert [help_seen(hall, by)[0].rings for by in (DESK, OTHER_DESK, LEADER)] == [True, False, False]
    hall.later(seconds=30)
    assert help_seen(hall, OTHER_DESK)[0].rings
    hall.say(OTHER_DESK, c.AcceptHelp(help=called.made))
    assert not help_seen(hall, DESK)[0].rings


def test_a_desk_rings_for_everybody_where_no_desk_has_a_zone() -> None:
    config = desk_hall()
    everywhere = tuple(msgspec.structs.replace(desk, zone="") for desk in config.desks)
    hall = desk_played(desks=everywhere)
    hall.say(KIOSK, c.CallHelp(about=HelpTopic.FRAIL))
    assert help_seen(hall, DESK)[0].rings
    assert help_seen(hall, OTHER_DESK)[0].rings


def test_rooms_are_seen_with_their_times_where_they_are_booked(hall: Played) -> None:
    ticket = hall.take()
    start = hall.now + timedelta(minutes=30)
    said = c.BookRoom(room="r1", starts_at=start, ends_at=start + timedelta(hours=1), ticket=ticket.id)
    (booked,) = hall.say(DESK, said)
    for by in (DESK, LEADER, clerk(CONSULT)):
        first, second = of_kind(seen(hall, by), r.RoomRow)
        assert [(taken.booking, taken.number) for taken in first.taken] == [(booked.made, ticket.number)]
        assert second.taken == ()
    assert of_kind(seen(hall, clerk(1)), r.RoomRow) == []
    assert of_kind(seen(hall, KIOSK), r.RoomRow) == []


def test_a_matter_is_seen_without_name_phone_or_words() -> None:
    hall = desk_played(papers=s.Papers(reply_days=1))
    said = c.RegisterMatter(item="a-1", words="房产证名字有误", name="张三", phone="13800000000")
    hall.say(DESK, said)
    (row,) = of_kind(seen(hall, LEADER), r.MatterRow)
    assert (row.number, row.item_name, row.contact, row.overdue) == ("S001", "居住证办理", True, False)
    wire = msgspec.json.encode(row).decode()
    assert not any(private in wire for private in ("张三", "13800000000", "房产证"))
    hall.later(days=2)
    (row,) = of_kind(seen(hall, DESK), r.MatterRow)
    assert row.overdue
    assert of_kind(seen(hall, clerk(CONSULT)), r.MatterRow) == []


def test_the_window_sees_what_the_consult_desk_told_and_the_kiosk_does_not(hall: Played) -> None:
    hall.staff(1)
    ticket = hall.take()
    hall.say(DESK, c.GiveAdvice(ticket=ticket.id, item="a-1", told=("户口簿", "fee"), words="别忘了"))
    (row,) = of_kind(seen(hall, clerk(1)), r.TicketRow)
    assert row.advice == ("户口簿", "此事项需要缴费")
    (row,) = of_kind(seen(hall, KIOSK), r.TicketRow)
    assert row.advice == ()
