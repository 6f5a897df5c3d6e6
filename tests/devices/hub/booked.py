"""Appointments of the desk's hall, and the mornings on which their visitors come."""

from __future__ import annotations

from datetime import date, datetime

from devices.hub.people import HUB
from devices.link import commands as c
from devices.link.words import VisitorClass
from tests.devices.hub.played import Played

TUESDAY = date(2026, 3, 3)
HOLIDAY = date(2026, 3, 5)


def at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00+08:00")


def booking(
    day: date = TUESDAY, span: str = "09:00-10:00", item: str = "a-1", **more: str
) -> c.BookAppointment:
    first, last = span.split("-")
    return c.BookAppointment(item=item, starts_at=at(day, first), ends_at=at(day, last), **more)


def morning_of(p: Played, day: date, clock: str = "09:00") -> None:
    p.now = at(day, clock)
    p.say(HUB, c.IdentifyPerson(person="somebody", visitor_class=VisitorClass.ORDINARY))
