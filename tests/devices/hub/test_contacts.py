"""Names and phones of bookings and matters: in the vault, found again by the phone, and nowhere else."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from devices.hub.events import AppointmentBooked, MatterRegistered
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.hub.vault import Contact
from devices.link import commands as c
from devices.link.messages import Done, Made, No, TicketResult
from tests.devices.hub.played import BOOKING, KIOSK, clerk

PHONE = "138 0000 1111"


def made_by(reply: Done | No) -> str:
    assert isinstance(reply, Done), reply
    assert isinstance(reply.result, Made)
    return reply.result.id


async def book(hub: Hub, said_as: str, code: str, **who: str) -> Done | No:
    start = hub.now() + timedelta(minutes=5)
    said = c.BookAppointment(
        code=code, item="a-1", starts_at=start, ends_at=start + timedelta(minutes=30), **who
    )
    return await hub.do(BOOKING, said_as, said)


async def test_a_booked_visitor_checks_in_by_the_phone_that_only_the_vault_knows(hub: Hub) -> None:
    assert made_by(await book(hub, "book-001", "x", name="张三", phone=PHONE)) == "x"
    reply = await hub.do(KIOSK, "here-001", c.CheckIn(phone="13800001111"))
    assert isinstance(reply, Done)
    assert isinstance(reply.result, TicketResult)
    assert hub.hall.appointments["x"].ticket == reply.result.ticket
    (booked,) = [event for event in hub.journal.replay() if isinstance(event, AppointmentBooked)]
    assert booked.contact is not None
    assert hub.vault.contact(booked.contact) == Contact("张三", PHONE)
    stored = hub.journal.path.read_bytes() + hub.journal.path.with_name("journal.db-wal").read_bytes()
    assert b"13800001111" not in stored
    assert PHONE.encode() not in stored
    assert "张三".encode() not in stored


async def test_a_phone_that_nobody_left_is_not_kept_by_a_check_in(hub: Hub) -> None:
    reply = await hub.do(KIOSK, "here-001", c.CheckIn(phone=PHONE))
    assert isinstance(reply, No)
    assert reply.code == "unknown_appointment"
    assert hub.vault.contact_of(PHONE) is None


async def test_two_people_without_a_phone_are_two_also_at_the_same_moment(hub: Hub) -> None:
    for number in (1, 2):
        await sign_in(hub, clerk(number), f"010{number}")
    replies = await asyncio.gather(
        *(
            hub.do(clerk(n), f"matter-{n}", c.RegisterMatter(words="诉求", name=name))
            for n, name in ((1, "张三"), (2, "李四"))
        )
    )
    assert len({made_by(reply) for reply in replies}) == 2
    rows = [event.contact for event in hub.journal.replay() if isinstance(event, MatterRegistered)]
    assert [hub.vault.contact(row or "") for row in rows] == [Contact("张三", ""), Contact("李四", "")]


async def sign_in(hub: Hub, by: Principal, number: str) -> None:
    assert isinstance(await hub.do(by, f"sign-in-{number}", c.SignIn(clerk=number)), Done)
