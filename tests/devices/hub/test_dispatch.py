"""Work goes to the right host, a ticket at most once, and a reading no further than the vault."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from config.schema import Device, HallConfig
from devices.hub import events as e
from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import HUB, Principal
from devices.hub.vault import Person, Vault, VaultFailed
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import (
    Announcing,
    Ask,
    CardSeen,
    CodeSeen,
    Done,
    Job,
    No,
    Revoke,
    Tell,
    TicketResult,
)
from devices.link.words import DeviceState, PrintState, Role, VisitorClass
from tests.devices.hub.clocks import Clock
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, clerk
from tests.halls import MORNING, small_hall

NUMBER = "11010519491231002X"
ZHANG = j.CardRead(card_type="", name="张建国", id_number=NUMBER, born=date(1949, 12, 31))
LI = j.CardRead(card_type="", name="李小红", id_number="440524199001010012", born=date(1990, 1, 1))


class Host:
    """An agent, or the hub's own runner, as dispatch sees it: a line that takes jobs."""

    def __init__(self, dispatch: Dispatch, by: Principal) -> None:
        self.dispatch = dispatch
        self.by = by
        self.got: list[Job | Revoke] = []
        self.told = 0

    def __call__(self, job: Job | Revoke) -> None:
        self.got.append(job)

    async def announce(self, *in_hand: str) -> None:
        await self.dispatch.announced(self.by.place, self, Announcing(devices=(), jobs=in_hand))

    async def leave(self) -> None:
        await self.dispatch.gone(self.by.place, self)

    async def tell(self, device: str, news: j.AnyNews) -> No | None:
        self.told += 1
        return await self.dispatch.told(
            self.by, Tell(id=f"{self.by.place}-{id(self)}-{self.told:04}", device=device, news=news)
        )

    def jobs(self, kind: type[j.Work]) -> list[Job]:
        return [job for job in self.got if isinstance(job, Job) and isinstance(job.work, kind)]

    def revoked(self) -> list[str]:
        return [job.id for job in self.got if isinstance(job, Revoke)]


class Full(Vault):
    """A vault on a disk that is full when it is told to be."""

    full = False

    def remember(self, card: j.CardRead) -> Person:
        if self.full:
            raise VaultFailed("the disk is full")
        return super().remember(card)


def hall_with_more() -> HallConfig:
    config = small_hall()
    return small_hall(
        devices=(
            *config.devices,
            Device(id="voice-two", kind="speaker", port="folder://two", zone="two"),
            Device(id="strip-2", kind="led-strip", host="K1", port="serial://strip2", window=2),
        )
    )


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    return Hub(
        hall_with_more(),
        Journal(tmp_path / "journal.db"),
        Full(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


@pytest.fixture
def dispatch(hub: Hub) -> Dispatch:
    made = Dispatch(hub)
    hub.after_commit = made.happened
    return made


@pytest.fixture
def agent(dispatch: Dispatch) -> Host:
    return Host(dispatch, AGENT)


@pytest.fixture
def local(dispatch: Dispatch) -> Host:
    return Host(dispatch, HUB)


async def take(hub: Hub, item: str = "a-1", *, paper: bool = True) -> TicketResult:
    count = len(hub.hall.tickets)
    reply = await hub.do(KIOSK, f"touch-{count:04}", c.TakeTicket(item=item, paper=paper))
    assert isinstance(reply, Done), reply
    assert isinstance(reply.result, TicketResult)
    return reply.result


async def say(hub: Hub, by: Principal, *commands: c.AnyCommand) -> None:
    for command in commands:
        reply = await hub.do(by, uuid.uuid4().hex, command)
        assert isinstance(reply, Done), reply


# Printing ------------------------------------------------------------------------------------------


async def test_a_ticket_goes_to_the_printer_of_its_kiosk_at_once(hub: Hub, agent: Host) -> None:
    await agent.announce()
    ticket = await take(hub)
    (job,) = agent.jobs(j.PrintSlip)
    assert (job.id, job.device) == (ticket.job, "printer")
    assert isinstance(job.work, j.PrintSlip)
    assert job.work.slip.number == "A001"


async def test_a_ticket_taken_while_the_agent_was_away_is_offered_when_it_comes(
    hub: Hub, agent: Host
) -> None:
    ticket = await take(hub)
    assert agent.got == []
    await agent.announce()
    assert [job.id for job in agent.jobs(j.PrintSlip)] == [ticket.job]


async def test_a_job_is_offered_until_it_begins_and_never_after(hub: Hub, agent: Host) -> None:
    ticket = await take(hub)
    for _ in range(3):
        await agent.announce()
    assert [job.id for job in agent.jobs(j.PrintSlip)] == [ticket.job] * 3
    assert await agent.tell("printer", j.WorkStarted(job=ticket.job)) is None
    await agent.announce(ticket.job)
    await agent.announce()
    assert len(agent.jobs(j.PrintSlip)) == 3


async def test_a_job_begins_once_whoever_asks(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    ticket = await take(hub)
    await agent.announce()
    other = Host(dispatch, AGENT)
    await other.announce()
    assert [job.id for job in other.jobs(j.PrintSlip)] == [ticket.job]
    assert await other.tell("printer", j.WorkStarted(job=ticket.job)) is None
    no = await agent.tell("printer", j.WorkStarted(job=ticket.job))
    assert no is not None
    assert no.code == "wrong_job_state"


async def test_an_agent_that_forgot_a_begun_job_makes_it_doubtful(hub: Hub, agent: Host) -> None:
    kept, forgotten = await take(hub), await take(hub)
    await agent.announce()
    for ticket in (kept, forgotten):
        await agent.tell("printer", j.WorkStarted(job=ticket.job))
    await agent.announce(kept.job)
    assert hub.hall.jobs[kept.job].state is PrintState.STARTED
    assert hub.hall.jobs[forgotten.job].state is PrintState.UNKNOWN
    assert hub.hall.jobs[forgotten.job].cause == "agent_restarted"
    assert await agent.tell("printer", j.WorkDone(job=kept.job)) is None
    assert hub.hall.jobs[kept.job].state is PrintState.CONFIRMED


async def test_a_late_word_of_the_printer_settles_a_doubt(hub: Hub, agent: Host) -> None:
    ticket = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=ticket.job))
    await agent.announce()
    assert await agent.tell("printer", j.WorkDone(job=ticket.job)) is None
    assert hub.hall.jobs[ticket.job].state is PrintState.CONFIRMED


@pytest.mark.parametrize(
    ("news", "state"),
    [
        (j.WorkFailed(job="", cause="paper_out"), PrintState.FAILED),
        (j.WorkUnknown(job="", cause="silent"), PrintState.UNKNOWN),
    ],
)
async def test_how_a_job_ended_is_kept_with_its_cause(
    hub: Hub, agent: Host, news: j.WorkFailed | j.WorkUnknown, state: PrintState
) -> None:
    ticket = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=ticket.job))
    await agent.tell("printer", msgspec.structs.replace(news, job=ticket.job))
    job = hub.hall.jobs[ticket.job]
    assert (job.state, job.cause) == (state, news.cause)


async def test_an_agent_speaks_for_its_own_devices_only(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    ticket = await take(hub)
    stranger = Host(dispatch, Principal(role=Role.AGENT, place="K2"))
    await stranger.announce()
    assert stranger.got == []
    for news in (j.WorkStarted(job=ticket.job), j.DeviceIs(state=DeviceState.FAULT, fault="paper_out")):
        no = await stranger.tell("printer", news)
        assert no is not None
        assert no.code == "not_allowed"
    assert hub.hall.devices["printer"].state is DeviceState.STARTING


async def test_a_device_tells_how_it_is(hub: Hub, agent: Host) -> None:
    await agent.announce()
    assert await agent.tell("printer", j.DeviceIs(state=DeviceState.DEGRADED, fault="paper_low")) is None
    now = hub.hall.devices["printer"]
    assert (now.state, now.fault, now.since) == (DeviceState.DEGRADED, "paper_low", hub.hall.last_at)


# Agents come and go ------------------------------------------------------------------------------------


async def test_an_agent_that_goes_leaves_its_devices_away(hub: Hub, dispatch: Dispatch, agent: Host) -> None:
    await agent.announce()
    await agent.tell("printer", j.DeviceIs(state=DeviceState.READY))
    await agent.leave()
    states = {name: (now.state, now.fault) for name, now in hub.hall.devices.items()}
    away = (DeviceState.AWAY, "agent_away")
    for device in ("printer", "cards", "codes", "strip-2"):
        assert states[device] == away
    assert states["strip-1"] == states["voice-one"] == (DeviceState.STARTING, "")
    await take(hub)
    assert agent.jobs(j.PrintSlip) == []


async def test_a_line_that_ends_late_takes_nothing_from_its_successor(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    again = Host(dispatch, AGENT)
    await again.announce()
    await again.tell("printer", j.DeviceIs(state=DeviceState.READY))
    await agent.leave()
    assert hub.hall.devices["printer"].state is DeviceState.READY
    await take(hub)
    assert len(again.jobs(j.PrintSlip)) == 1
    assert agent.jobs(j.PrintSlip) == []


async def test_an_agent_that_comes_back_while_it_is_reported_away_is_not_away(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    await agent.announce()
    again = Host(dispatch, AGENT)

    async def back() -> None:
        await again.announce()
        for device in ("printer", "cards", "codes", "strip-2"):
            await again.tell(device, j.DeviceIs(state=DeviceState.READY))

    await asyncio.gather(agent.leave(), back())
    assert {hub.hall.devices[device].state for device in ("printer", "cards", "codes", "strip-2")} == {
        DeviceState.READY
    }


async def test_after_a_start_of_the_hub_nobodys_agent_is_here_yet(hub: Hub, dispatch: Dispatch) -> None:
    await hub.do(AGENT, "ready-001", c.ReportDevice(device="printer", state=DeviceState.READY))
    await dispatch.begin()
    assert hub.hall.devices["printer"].state is DeviceState.AWAY
    assert hub.hall.devices["strip-1"].state is DeviceState.STARTING


async def test_an_announcement_broken_off_leaves_nothing_half_done(
    hub: Hub, dispatch: Dispatch, agent: Host
) -> None:
    ticket = await take(hub)
    await agent.announce()
    await agent.tell("printer", j.WorkStarted(job=ticket.job))
    cut = Host(dispatch, AGENT)
    cutting = asyncio.create_task(cut.announce())
    await asyncio.sleep(0)
    cutting.cancel()
    await asyncio.gather(cutting, return_exceptions=True)
    await cut.leave()
    assert hub.hall.devices["printer"].state is DeviceState.AWAY
    await agent.announce(ticket.job)
    assert hub.hall.jobs[ticket.job].state is PrintState.STARTED


# Boards and voice ------------------------------------------------------------------------------------


def texts(host: Host) -> list[str]:
    return [job.work.text for job in host.jobs(j.ShowText) if isinstance(job.work, j.ShowText)]


async def test_a_strip_is_told_when_its_text_changes_and_only_then(hub: Hub, local: Host) -> None:
    await local.announce()
    assert texts(local) == ["窗口未开放"]
    await say(hub, clerk(1), c.SignIn(clerk="0101"))
    await take(hub)
    assert texts(local) == ["窗口未开放"]
    await say(hub, clerk(1), c.OpenWindow(), c.CallNext(), c.Recall(), c.Start(), c.Finish())
    assert texts(local) == ["窗口未开放", "1号窗口欢迎您", "请A001到1号窗口", "A001正在办理", "1号窗口欢迎您"]
    assert {job.device for job in local.jobs(j.ShowText)} == {"strip-1"}


async def test_a_strip_that_comes_back_is_told_what_it_should_show(hub: Hub, agent: Host) -> None:
    await agent.announce()
    await agent.leave()
    await say(hub, clerk(2), c.SignIn(clerk="0102"), c.OpenWindow())
    assert texts(agent) == ["窗口未开放"]
    await agent.announce()
    assert texts(agent) == ["窗口未开放", "2号窗口欢迎您"]
    await agent.announce()
    assert texts(agent)[-1] == "2号窗口欢迎您"


async def test_a_call_is_spoken_in_the_zone_of_its_window_and_nowhere_else(hub: Hub, local: Host) -> None:
    await local.announce()
    await take(hub)
    await say(hub, clerk(1), c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext(), c.Recall())
    spoken = local.jobs(j.Announce)
    assert [job.device for job in spoken] == ["voice-one", "voice-one"]
    assert [job.work for job in spoken] == [j.Announce(number="A001", window=1, repeat=2)] * 2
    assert len({job.id for job in spoken}) == 2


async def test_a_call_nobody_could_speak_is_not_spoken_late(hub: Hub, local: Host) -> None:
    await take(hub)
    await say(hub, clerk(1), c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext())
    await local.announce()
    assert local.jobs(j.Announce) == []
    assert texts(local) == ["请A001到1号窗口"]


async def test_news_of_a_voice_or_a_strip_concern_no_ticket(hub: Hub, local: Host) -> None:
    before = hub.journal.seq
    for news in (
        j.WorkStarted(job="v-1-voice-one"),
        j.WorkDone(job="v-1-voice-one"),
        j.WorkUnknown(job="v-1-voice-one", cause="unplugged"),
        j.WorkFailed(job="b-1", cause="busy"),
    ):
        assert await local.tell("voice-one", news) is None
    assert hub.journal.seq == before


# Readers ---------------------------------------------------------------------------------------------


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
    for by in (KIOSK, DESK):
        reply = await dispatch.ask(by, CARD)
        assert isinstance(reply, No)
        assert reply.code == "no_reader"
    reply = await dispatch.ask(clerk(1), CARD)
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
