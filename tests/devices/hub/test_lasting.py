"""What holds for longer than a hub's memory of days: a hub that starts again knows it as well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import get_args

from config import schema as s
from devices.hub.events import AnyEvent
from devices.hub.evolve import evolve
from devices.hub.journal import LASTING, RECENT_DAYS, Entry, Journal
from devices.hub.people import HUB
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.words import VisitorClass
from tests.devices.hub.desks import desk_played
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played
from tests.halls import MORNING

LONG = RECENT_DAYS + 10
"""Days after which what was said on the first day is no longer read for itself."""


def book(p: Played, code: str, days: int, phone: str = "") -> None:
    start = MORNING + timedelta(days=days, hours=1)
    p.say(
        BOOKING,
        c.BookAppointment(
            code=code, item="b-1", starts_at=start, ends_at=start + timedelta(minutes=30), phone=phone
        ),
    )


def started_again(p: Played, path: Path) -> Hall:
    """The hall that a hub makes of what is in the journal by then."""
    journal = Journal(path)
    journal.append(
        [Entry(command_id="all", principal="x", digest="d", answer=b"null", events=tuple(p.events))]
    )
    hall = Hall(p.config)
    for event in journal.recent():
        evolve(hall, event)
    journal.close()
    return hall


def lasting_of(hall: Hall) -> dict[str, object]:
    """All that outlives a day, and the day's own counters of it."""
    names = ("appointments", "no_shows", "restricted", "rooms", "matters", "advice", "serials", "helps")
    return {name: getattr(hall, name) for name in names}


def days_pass(p: Played, days: int) -> None:
    for _ in range(days):
        p.later(days=1)
        p.say(HUB, c.IdentifyPerson(person="somebody", visitor_class=VisitorClass.ORDINARY))


def test_appointments_rooms_and_matters_of_long_ago_are_as_they_were_left(tmp_path: Path) -> None:
    p = desk_played(bookings=s.Bookings(no_shows=0))
    for code, days in (("cancelled", LONG + 9), ("kept", LONG + 9), ("missed", 2), ("used", 0)):
        book(p, code, days)
    p.later(minutes=40)
    p.say(KIOSK, c.CheckIn(code="used"))
    p.say(BOOKING, c.CancelAppointment(code="cancelled"))
    matters = [p.say(DESK, c.RegisterMatter(words=f"诉求{n}", name="张三"))[0].made for n in range(2)]
    p.say(DESK, c.AnswerMatter(matter=matters[0], words="已答复"))
    rooms = []
    for hour in (1, 2):
        start = p.now + timedelta(days=LONG + 5, hours=hour)
        said = c.BookRoom(room="r1", starts_at=start, ends_at=start + timedelta(minutes=30))
        rooms.append(p.say(DESK, said)[0].made)
    p.say(DESK, c.FreeRoom(booking=rooms[0]))
    days_pass(p, LONG)
    again = started_again(p, tmp_path / "journal.db")
    assert lasting_of(again) == lasting_of(p.hall)
    assert (list(again.appointments), list(again.matters), list(again.rooms)) == (
        ["kept"],
        [matters[1]],
        [rooms[1]],
    )


def test_a_restriction_is_known_again_for_as_long_as_it_lasts(tmp_path: Path) -> None:
    p = desk_played(bookings=s.Bookings(no_shows=2, no_show_days=59))
    days_pass(p, 9)
    for n in range(2):
        start = p.now + timedelta(hours=1)
        p.say(
            BOOKING,
            c.BookAppointment(
                code=f"m{n}", item="b-1", starts_at=start, ends_at=start + timedelta(hours=1), phone="1380"
            ),
        )
        days_pass(p, 1)
    days_pass(p, 57)
    assert "c-1380" in p.hall.restricted
    assert lasting_of(started_again(p, tmp_path / "still.db")) == lasting_of(p.hall)
    days_pass(p, 5)
    assert p.hall.restricted == {}
    assert lasting_of(started_again(p, tmp_path / "over.db")) == lasting_of(p.hall)


def test_a_restarted_hub_misses_nobody_twice(tmp_path: Path) -> None:
    p = desk_played(bookings=s.Bookings(no_shows=0))
    days_pass(p, 1)
    book(p, "on the edge", 1)
    days_pass(p, RECENT_DAYS)
    again = started_again(p, tmp_path / "journal.db")
    assert lasting_of(again) == lasting_of(p.hall)
    assert again.appointments == {}


def test_every_kind_that_lasts_is_an_event() -> None:
    assert set(LASTING) <= {str(kind.__struct_config__.tag) for kind in get_args(AnyEvent)}
