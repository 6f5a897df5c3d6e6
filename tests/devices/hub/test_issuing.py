"""Papers and results through the whole hub: printed once, kept over nights and restarts, named by nobody."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import HUB, Principal
from devices.hub.vault import Vault
from devices.hub.views import Views
from devices.link import commands as c
from devices.link import jobs as j
from devices.link import rows as r
from devices.link.messages import Ask, CardSeen, CodeSeen, Done, Made
from devices.link.words import (
    Delivery,
    Evidence,
    Language,
    PrintState,
    ResultState,
    Role,
    SlipKind,
    TicketState,
)
from tests.devices.hub.clocks import Clock
from tests.devices.hub.dispatch.hosts import LI, NUMBER, ZHANG, Host
from tests.devices.hub.doors import running
from tests.devices.hub.issuing import BUSINESS, CASE, ISSUE, issue_hall
from tests.devices.hub.played import AGENT, DESK, KIOSK, clerk

ONE, FIVE = clerk(1), clerk(ISSUE)
PRIVATE = ("张建国", "李小红", "13900001111", NUMBER, NUMBER[:6], "王五", "看不清")
SUPPLEMENT = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",), words="王五的合同看不清")
RESULT = c.RegisterResult(code="JG-1", item="a-1", case_number=CASE, name="李小红", phone="13900001111")


def opened(folder: Path, clock: Clock) -> Hub:
    vault = Vault(folder / "vault.db", folder / "keys" / "vault.key")
    return Hub(issue_hall(), Journal(folder / "journal.db"), vault, clock)


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    return opened(tmp_path, clock)


@pytest.fixture
async def dispatch(hub: Hub) -> Dispatch:
    made = Dispatch(hub)
    hub.after_commit = made.happened
    await come(hub)
    return made


@pytest.fixture
async def hosts(dispatch: Dispatch) -> dict[str, Host]:
    found = {}
    for by in (AGENT, HUB, *(Principal(role=Role.AGENT, place=f"window-{n}") for n in (1, ISSUE))):
        found[by.place] = Host(dispatch, by)
        await found[by.place].announce()
    return found


async def come(hub: Hub) -> None:
    for window, number in ((1, "0101"), (ISSUE, "0105")):
        await say(hub, clerk(window), c.SignIn(clerk=number))
        await say(hub, clerk(window), c.OpenWindow())


async def say(hub: Hub, by: Principal, command: c.AnyCommand) -> Done:
    reply = await hub.do(by, uuid.uuid4().hex, command)
    assert isinstance(reply, Done), reply
    return reply


async def made_by(hub: Hub, by: Principal, command: c.AnyCommand) -> str:
    result = (await say(hub, by, command)).result
    assert isinstance(result, Made)
    return result.id


async def read(dispatch: Dispatch, host: Host, by: Principal, device: str, news: j.AnyNews) -> object:
    """Hold a card or a code before a reader."""
    work = j.ReadCard() if isinstance(news, j.CardRead) else j.ReadCode()
    asking = asyncio.create_task(dispatch.ask(by, Ask(id=uuid.uuid4().hex, work=work)))
    await asyncio.sleep(0)
    job = host.jobs(type(work))[-1]
    await host.tell(device, msgspec.structs.replace(news, job=job.id))
    reply = await asking
    assert isinstance(reply, Done), reply
    return reply.result


async def card(dispatch: Dispatch, hosts: dict[str, Host], by: Principal, news: j.CardRead) -> CardSeen:
    host, device = (hosts["K1"], "cards") if by == KIOSK else (hosts["window-5"], "cards-5")
    seen = await read(dispatch, host, by, device, news)
    assert isinstance(seen, CardSeen)
    return seen


async def code(dispatch: Dispatch, hosts: dict[str, Host], text: str) -> CodeSeen:
    seen = await read(dispatch, hosts["K1"], KIOSK, "codes", j.CodeRead(data=text.encode()))
    assert isinstance(seen, CodeSeen)
    return seen


def seen_by(hub: Hub, by: Principal) -> list[r.AnyRow]:
    """Rows as the publisher makes them."""
    views = Views(hub.hall, hub.waits, hub.vault.masked_name, contact_of=hub.vault.masked_contact)
    return list(views.rows(by, hub.now()).values())


async def served(hub: Hub, person: str | None = None) -> None:
    await say(hub, KIOSK, c.TakeTicket(item="a-1", person=person))
    for step in (c.CallNext(), c.Start()):
        await say(hub, ONE, step)


# Paper ------------------------------------------------------------------------------------------------


async def test_a_paper_goes_to_the_windows_printer_once_with_the_words_of_the_vault(
    hub: Hub, hosts: dict[str, Host]
) -> None:
    await served(hub)
    slip = await made_by(hub, ONE, SUPPLEMENT)
    (job,) = hosts["window-1"].jobs(j.PrintSheet)
    assert isinstance(job.work, j.PrintSheet)
    assert job.device == "printer-1"
    assert job.work.sheet.items == ("照片", "王五的合同看不清")
    assert "王五" not in repr(job)
    host = hosts["window-1"]
    assert await host.tell("printer-1", j.WorkStarted(job=job.id)) is None
    await host.announce(job.id)
    assert len(host.jobs(j.PrintSheet)) == 1
    await host.announce()
    assert hub.hall.jobs[job.id].state is PrintState.UNKNOWN
    await say(hub, ONE, c.ReprintPaper(paper=slip, language=Language.EN))
    again = host.jobs(j.PrintSheet)[-1]
    assert isinstance(again.work, j.PrintSheet)
    assert again.work.sheet.mark == "REPRINT"


async def test_a_paper_waits_for_its_printer_and_is_offered_when_it_comes(
    hub: Hub, dispatch: Dispatch
) -> None:
    await served(hub)
    await made_by(hub, ONE, c.Accept(first_pass=True, case_number=CASE))
    host = Host(dispatch, Principal(role=Role.AGENT, place="window-1"))
    await host.announce()
    (job,) = host.jobs(j.PrintSheet)
    assert isinstance(job.work, j.PrintSheet)
    assert job.work.sheet.title == "业务受理凭证"


async def test_words_that_cannot_be_read_do_not_hold_the_paper_back(
    hub: Hub, hosts: dict[str, Host], expects_log: Callable[[str], None]
) -> None:
    expects_log("Words of a paper cannot be read")
    await served(hub)
    slip = await made_by(hub, ONE, SUPPLEMENT)
    job = hosts["window-1"].jobs(j.PrintSheet)[0]
    for news in (j.WorkStarted(job=job.id), j.WorkDone(job=job.id)):
        await hosts["window-1"].tell("printer-1", news)
    hub.vault._conn.execute("ALTER TABLE words RENAME TO hidden")
    await say(hub, ONE, c.ReprintPaper(paper=slip))
    work = hosts["window-1"].jobs(j.PrintSheet)[-1].work
    hub.vault._conn.execute("ALTER TABLE hidden RENAME TO words")
    assert isinstance(work, j.PrintSheet)
    assert work.sheet.items == ("照片",)


# Results ----------------------------------------------------------------------------------------------


async def test_a_card_brings_its_holders_results_at_kiosk_and_window(
    hub: Hub, dispatch: Dispatch, hosts: dict[str, Host]
) -> None:
    person = (await card(dispatch, hosts, KIOSK, LI)).person
    await served(hub, person)
    await say(hub, ONE, c.Accept(first_pass=True, case_number=CASE))
    await say(hub, BUSINESS, RESULT)
    (seen,) = (await card(dispatch, hosts, KIOSK, LI)).results
    assert (seen.code, seen.item_name, seen.state, seen.queue) == (
        "JG-1",
        "居住证办理",
        ResultState.ARRIVED,
        "z",
    )
    assert (seen.windows, seen.collect) == ((ISSUE,), "z-1")
    assert (await card(dispatch, hosts, KIOSK, ZHANG)).results == ()
    looked_up = hub.hall.cards_at.get("window-5")
    assert looked_up is None
    at_window = await card(dispatch, hosts, FIVE, LI)
    assert hub.hall.cards_at["window-5"][0] == person
    await say(hub, FIVE, c.HandOverResult(result=at_window.results[0].result, person=at_window.person))
    assert (await card(dispatch, hosts, FIVE, LI)).results == ()
    (job,) = hosts["hub"].jobs(j.PrintSheet)
    assert isinstance(job.work, j.PrintSheet)
    assert (job.device, job.work.sheet.title) == ("printer-two", "领取凭证")


async def test_codes_of_papers_are_known_again(hub: Hub, dispatch: Dispatch, hosts: dict[str, Host]) -> None:
    await served(hub)
    slip = await made_by(hub, ONE, SUPPLEMENT)
    seen = (await code(dispatch, hosts, slip)).slip
    assert seen is not None
    assert (seen.number[:2], seen.item, seen.first) == ("BZ", "a-1", True)
    await say(hub, BUSINESS, RESULT)
    assert [found.code for found in (await code(dispatch, hosts, CASE)).results] == ["JG-1"]
    assert [found.code for found in (await code(dispatch, hosts, "JG-1")).results] == ["JG-1"]
    await say(hub, DESK, c.SettleSlip(slip=slip))
    assert (await code(dispatch, hosts, slip)).slip is None
    nothing = await code(dispatch, hosts, "")
    assert (nothing.slip, nothing.results, nothing.advice) == (None, (), "")
    await say(hub, DESK, c.SignIn(clerk="0901"))
    advice = await made_by(hub, DESK, c.GiveAdvice(item="a-1", told=("身份证",)))
    assert (await code(dispatch, hosts, advice)).advice == advice


async def test_what_waits_is_there_after_months_and_a_restart(tmp_path: Path, clock: Clock) -> None:
    hub = opened(tmp_path, clock)
    async with running(hub):
        await come(hub)
        await served(hub)
        slip = await made_by(hub, ONE, SUPPLEMENT)
        await say(hub, ONE, c.Accept(first_pass=True, case_number=CASE))
        await say(hub, BUSINESS, RESULT)
        await say(hub, BUSINESS, msgspec.structs.replace(RESULT, code="JG-2", delivery=Delivery.LOCKER))
        await say(hub, DESK, c.PutInLocker(result="JG-2", locker="A1"))
        await say(hub, BUSINESS, msgspec.structs.replace(RESULT, code="JG-3"))
        await say(hub, FIVE, c.HandOverResult(result="JG-3", evidence=Evidence.ID_SHOWN))
        for _ in range(10):
            clock.turn(days=10)
            await hub.tick()
        live = (hub.hall.results, hub.hall.slips, hub.hall.cases)
    hub = opened(tmp_path, clock)
    async with running(hub):
        assert (hub.hall.results, hub.hall.slips, hub.hall.cases) == live
        assert sorted(result.code for result in hub.hall.results.values()) == ["JG-1", "JG-2"]
        assert next(r for r in hub.hall.results.values() if r.code == "JG-2").locker == "A1"
        assert all(result.overdue for result in hub.hall.results.values())
        assert list(hub.hall.slips) == [slip]
        clock.turn(hours=-1)
        await come(hub)
        await say(hub, FIVE, c.HandOverResult(result="JG-2", evidence=Evidence.ID_SHOWN))


async def test_an_erased_contact_leaves_result_and_replay_whole(tmp_path: Path, clock: Clock) -> None:
    hub = opened(tmp_path, clock)
    async with running(hub):
        await come(hub)
        await say(hub, BUSINESS, RESULT)
        (result,) = hub.hall.results.values()
        rows = seen_by(hub, FIVE)
        (row,) = (row for row in rows if isinstance(row, r.ResultRow))
        assert row.person == "李*"
        assert result.contact is not None
        assert hub.vault.erase(result.contact)
        live = hub.hall.results
    hub = opened(tmp_path, clock)
    async with running(hub):
        assert hub.journal.verify() > 0
        assert hub.hall.results == live
        rows = seen_by(hub, FIVE)
        (row,) = (row for row in rows if isinstance(row, r.ResultRow))
        assert row.person == ""


# Privacy ----------------------------------------------------------------------------------------------


async def test_nothing_private_is_in_journal_log_or_repr(
    hub: Hub,
    dispatch: Dispatch,
    hosts: dict[str, Host],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    person = (await card(dispatch, hosts, KIOSK, ZHANG)).person
    await served(hub, person)
    await say(hub, ONE, SUPPLEMENT)
    await say(hub, ONE, c.Accept(first_pass=True, case_number=CASE))
    await say(hub, BUSINESS, RESULT)
    seen = await card(dispatch, hosts, FIVE, ZHANG)
    await say(hub, FIVE, c.HandOverResult(result="JG-1", person=seen.person))
    said = [repr(event) for event in hub.journal.replay()]
    said += [str(row) for row in hub.journal.after(0, 1000)]
    said += [repr(command) for command in (SUPPLEMENT, RESULT)]
    said += [repr(job) for host in hosts.values() for job in host.got]
    said += [record.getMessage() for record in caplog.records]
    said += [str(row) for row in hub.journal._reader.execute("SELECT * FROM commands").fetchall()]
    assert not [text for text in said for private in PRIVATE if private in text]


async def test_no_row_says_more_than_the_surname_or_gives_the_vaults_row_away(
    hub: Hub, dispatch: Dispatch, hosts: dict[str, Host]
) -> None:
    person = (await card(dispatch, hosts, KIOSK, ZHANG)).person
    await served(hub, person)
    await say(hub, ONE, SUPPLEMENT)
    await say(hub, ONE, c.Accept(first_pass=True, case_number=CASE))
    await say(hub, BUSINESS, RESULT)
    roles = (
        ONE,
        FIVE,
        DESK,
        KIOSK,
        Principal(role=Role.LEADER),
        Principal(role=Role.SCREEN, place="zone-two"),
    )

    for by in roles:
        text = repr(seen_by(hub, by))
        assert not [private for private in (*PRIVATE, person) if private in text], by.name
    for by in (FIVE, DESK, Principal(role=Role.LEADER)):
        (row,) = (row for row in seen_by(hub, by) if isinstance(row, r.ResultRow))
        assert (row.person, row.by_card, row.code) == ("张*", True, "JG-1")
    for by in (ONE, KIOSK, Principal(role=Role.SCREEN, place="zone-two")):
        assert not any(isinstance(row, r.ResultRow) for row in seen_by(hub, by))
    kinds = {row.kind for row in seen_by(hub, ONE) if isinstance(row, r.PaperRow)}
    assert kinds == {"acceptance", "supplement"}


async def test_a_window_learns_from_a_card_how_its_holders_ticket_stands(
    hub: Hub, dispatch: Dispatch, hosts: dict[str, Host], clock: Clock
) -> None:
    person = (await card(dispatch, hosts, KIOSK, ZHANG)).person
    await say(hub, KIOSK, c.TakeTicket(item="a-1", person=person))
    (ticket,) = hub.hall.tickets.values()
    (waiting,) = (await card(dispatch, hosts, FIVE, ZHANG)).tickets
    assert (waiting.state, waiting.window) == (TicketState.WAITING, 0)
    await say(hub, ONE, c.CallNext())
    (called,) = (await card(dispatch, hosts, FIVE, ZHANG)).tickets
    assert (called.state, called.window) == (TicketState.CALLED, 1)
    clock.turn(minutes=1)
    await say(hub, ONE, c.MarkNoShow())
    (missed,) = (await card(dispatch, hosts, FIVE, ZHANG)).tickets
    assert (missed.ticket, missed.state, missed.window) == (ticket.id, TicketState.NO_SHOW, 1)
    assert (await card(dispatch, hosts, FIVE, LI)).tickets == ()
    assert (await card(dispatch, hosts, KIOSK, ZHANG)).tickets == ()
