"""A reading goes to who asked for it, and no further than the vault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from devices.hub import events as e
from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import (
    Ask,
    CardSeen,
    CodeSeen,
    Done,
    Job,
    No,
)
from devices.link.words import Role, VisitorClass
from tests.devices.hub.clocks import Clock
from tests.devices.hub.dispatch.hosts import LI, NUMBER, ZHANG, Full, Host, say, take
from tests.devices.hub.played import BOOKING, DESK, KIOSK, clerk, pad
from tests.halls import MORNING

CARD = Ask(id="ask-card-1", work=j.ReadCard(timeout_s=30))
CODE = Ask(id="ask-code-1", work=j.ReadCode(timeout_s=30))


async def asked(dispatch: Dispatch, ask: Ask, by: Principal = KIOSK) -> asyncio.Task[Done | No]:
    task = asyncio.create_task(dispatch.ask(by, ask))
    await asyncio.sleep(0)
    return task


def newest(host: Host) -> str:
    job = host.got[-1]
    assert isinstance(job, Job)
    return job.id


async def card_seen(agent: Host, dispatch: Dispatch, card: j.CardRead, name: str = "ask-card-1") -> CardSeen:
    asking = await asked(dispatch, msgspec.structs.replace(CARD, id=name))
    job = newest(agent)
    await agent.tell("cards", msgspec.structs.replace(card, job=job))
    reply = await asking
    assert isinstance(reply, Done), reply
    assert reply.id == name
    assert isinstance(reply.result, CardSeen)
    return reply.result


async def test_a_card_becomes_a_row_of_the_vault_a_masked_name_and_a_class(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    seen = await card_seen(agent, dispatch, ZHANG)
    assert (seen.masked_name, seen.visitor_class) == ("张*", VisitorClass.PRIORITY)
    assert hub.hall.persons == {seen.person: VisitorClass.PRIORITY}
    assert hub.vault.masked_name(seen.person) == "张*"
    young = await card_seen(agent, dispatch, LI, "ask-card-2")
    assert young.visitor_class is VisitorClass.ORDINARY


async def test_nothing_a_card_says_is_in_the_journal(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    await agent.announce()
    await card_seen(agent, dispatch, ZHANG)
    files = b"".join(file.read_bytes() for file in hub.journal.path.parent.glob("journal.db*"))
    for clear in ("张", NUMBER, NUMBER[6:14], "1949"):
        assert clear.encode() not in files, clear


async def test_a_card_finds_what_its_holder_has_here(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    await agent.announce()
    person = (await card_seen(agent, dispatch, LI)).person
    starts = MORNING + timedelta(minutes=30)
    booking = c.BookAppointment(
        code="x", item="b-1", starts_at=starts, ends_at=starts + timedelta(minutes=30), person=person
    )
    await say(hub, KIOSK, c.TakeTicket(item="a-1", person=person))
    await say(hub, BOOKING, booking)
    seen = await card_seen(agent, dispatch, LI, "ask-card-2")
    assert [ticket.number for ticket in seen.tickets] == ["A001"]
    assert [(booked.code, booked.item_name) for booked in seen.appointments] == [("x", "养老金查询")]
    await say(hub, KIOSK, c.CheckIn(code="x"))
    seen = await card_seen(agent, dispatch, LI, "ask-card-3")
    assert [ticket.number for ticket in seen.tickets] == ["A001", "B001"]
    assert seen.appointments == ()


async def test_a_card_is_known_to_the_rules_again_on_another_day(
    hub: Hub, dispatch: Dispatch, agent: Host, clock: Clock
) -> None:
    await agent.announce()
    first = await card_seen(agent, dispatch, LI)
    again = await card_seen(agent, dispatch, LI, "ask-card-2")
    assert again.person == first.person
    clock.turn(days=1)
    tomorrow = await card_seen(agent, dispatch, LI, "ask-card-3")
    assert tomorrow.person == first.person
    assert hub.hall.persons == {first.person: VisitorClass.ORDINARY}
    identified = [event for event in hub.journal.replay() if isinstance(event, e.PersonIdentified)]
    assert len(identified) == 2


async def test_a_card_the_vault_cannot_keep_is_refused_and_named_nowhere(
    hub: Hub, dispatch: Dispatch, agent: Host, expects_log: Callable[[str], None]
) -> None:
    expects_log("a reading could not be kept")
    await agent.announce()
    assert isinstance(hub.vault, Full)
    hub.vault.full = True
    asking = await asked(dispatch, CARD)
    assert await agent.tell("cards", msgspec.structs.replace(ZHANG, job=newest(agent))) is None
    reply = await asking
    assert isinstance(reply, No)
    assert reply.code == "fault"
    hub.vault.full = False
    assert (await card_seen(agent, dispatch, ZHANG, "ask-card-2")).masked_name == "张*"


async def test_a_card_the_hub_could_not_note_is_refused(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    await agent.announce()
    asking = await asked(dispatch, CARD)
    job = newest(agent)
    hub.stop()
    await agent.tell("cards", msgspec.structs.replace(ZHANG, job=job))
    reply = await asking
    assert isinstance(reply, No)
    assert reply.code == "stopping"


async def code_seen(agent: Host, dispatch: Dispatch, data: bytes, name: str) -> CodeSeen:
    asking = await asked(dispatch, msgspec.structs.replace(CODE, id=name))
    await agent.tell("codes", j.CodeRead(job=newest(agent), data=data))
    reply = await asking
    assert isinstance(reply, Done), reply
    assert isinstance(reply.result, CodeSeen)
    return reply.result


async def test_a_code_is_an_appointment_a_ticket_or_nothing_we_know(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    starts = MORNING + timedelta(minutes=30)
    await say(
        hub,
        BOOKING,
        c.BookAppointment(
            code="BK-0417", item="a-1", starts_at=starts, ends_at=starts + timedelta(minutes=30)
        ),
    )
    ticket = await take(hub)
    name = ticket.ticket
    codes: dict[bytes, tuple[str, str]] = {
        b"BK-0417": ("BK-0417", ""),
        b"  BK-0417\r\n": ("BK-0417", ""),
        b"https://hall.example/bookings/BK-0417": ("BK-0417", ""),
        b"https://hall.example/b/BK-0417/?utm=1#x": ("BK-0417", ""),
        name.encode(): ("", "A001"),
        f"https://hall.example/t/{name}".encode(): ("", "A001"),
        f"http://hall.example/t/{name}/".encode(): ("", "A001"),
        b"A001": ("", ""),
        b"https://hall.example/": ("", ""),
        b"http://[broken": ("", ""),
        b"": ("", ""),
        b"\xff\xfe\x00": ("", ""),
        b"BK-0417" * 100: ("", ""),
        "身份证".encode(): ("", ""),
    }
    for n, (data, (booked, number)) in enumerate(codes.items()):
        seen = await code_seen(agent, dispatch, data, f"ask-code-{n}")
        found = (
            seen.appointment.code if seen.appointment else "",
            seen.ticket.number if seen.ticket else "",
        )
        assert found == (booked, number), data


@pytest.mark.parametrize(
    ("news", "code"),
    [
        (j.WorkFailed(cause="nobody"), "nothing_read"),
        (j.WorkFailed(cause="revoked"), "dropped"),
        (j.WorkFailed(cause="unplugged"), "reader_fault"),
        (j.WorkUnknown(cause="silent"), "reader_fault"),
    ],
)
async def test_a_reading_that_failed_says_why(
    hub: Hub, dispatch: Dispatch, agent: Host, news: j.WorkFailed | j.WorkUnknown, code: str
) -> None:
    await agent.announce()
    asking = await asked(dispatch, CARD)
    await agent.tell("cards", msgspec.structs.replace(news, job=newest(agent)))
    reply = await asking
    assert isinstance(reply, No)
    assert (reply.id, reply.code) == (CARD.id, code)


async def test_where_no_reader_can_work_it_is_said_at_once(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    for by in (KIOSK, DESK, clerk(1), Principal(role=Role.DESK)):
        reply = await dispatch.ask(by, CARD)
        assert isinstance(reply, No)
        assert reply.code == "no_reader"
    reply = await dispatch.ask(pad(1), CARD)
    assert isinstance(reply, No)
    assert reply.code == "not_allowed"


async def test_a_newer_ask_takes_the_reader(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    await agent.announce()
    first = await asked(dispatch, CARD)
    old = newest(agent)
    second = await asked(dispatch, msgspec.structs.replace(CARD, id="ask-card-2"))
    reply = await first
    assert isinstance(reply, No)
    assert (reply.id, reply.code) == (CARD.id, "dropped")
    assert agent.revoked() == [old]
    await agent.tell("cards", msgspec.structs.replace(LI, job=newest(agent)))
    assert isinstance(await second, Done)


async def test_an_ask_that_is_dropped_is_answered_so_and_its_reading_forgotten(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    asking = await asked(dispatch, CARD)
    job = newest(agent)
    dispatch.drop(DESK, CARD.id)
    assert not asking.done()
    dispatch.drop(KIOSK, CARD.id)
    reply = await asking
    assert isinstance(reply, No)
    assert reply.code == "dropped"
    assert agent.revoked() == [job]
    assert await agent.tell("cards", msgspec.structs.replace(ZHANG, job=job)) is None
    assert hub.hall.persons == {}
    assert hub.vault._conn.execute("SELECT COUNT(*) FROM people").fetchone() == (0,)


async def test_a_reading_of_another_device_or_host_is_not_believed(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    asking = await asked(dispatch, CARD)
    job = newest(agent)
    stranger = Host(dispatch, Principal(role=Role.AGENT, place="K2"))
    await stranger.tell("cards", msgspec.structs.replace(ZHANG, job=job))
    await stranger.tell("cards", j.WorkFailed(job=job, cause="nobody"))
    await agent.tell("codes", msgspec.structs.replace(ZHANG, job=job))
    await agent.tell("nothing", msgspec.structs.replace(ZHANG, job=job))
    assert not asking.done()
    assert hub.hall.persons == {}
    await agent.tell("cards", msgspec.structs.replace(LI, job=job))
    assert isinstance(await asking, Done)


async def test_an_agent_that_goes_leaves_nobody_waiting_at_its_readers(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    card, code = await asked(dispatch, CARD), await asked(dispatch, CODE)
    await agent.leave()
    for asking in (card, code):
        reply = await asking
        assert isinstance(reply, No)
        assert reply.code == "reader_fault"


async def test_a_reader_that_never_answers_is_given_up(
    hub: Hub, dispatch: Dispatch, agent: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.hub.dispatch.ASK_GRACE_S", 0.01)
    await agent.announce()
    asking = await asked(dispatch, Ask(id="ask-card-1", work=j.ReadCard(timeout_s=0.01)))
    job = newest(agent)
    reply = await asking
    assert isinstance(reply, No)
    assert reply.code == "reader_fault"
    assert agent.revoked() == [job]
