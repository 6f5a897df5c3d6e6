"""Looks are noted before anything is shown, and where they cannot be noted nothing is."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from devices.hub import looks as looking
from devices.hub.audit import Audit
from devices.hub.audit_file import Wanted
from devices.hub.audit_kinds import Kind
from devices.hub.audit_reading import found
from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.looks import AGAIN_S, SIGN_INS, Looks
from devices.hub.people import HUB, Principal
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import Ask, Bye, CardSeen, CodeSeen, Done, Job, No, Snapshot
from devices.link.refusals import Refused
from devices.link.words import PrintState, Role
from tests.devices.hub.clocks import Clock
from tests.devices.hub.dispatch.hosts import LI, NUMBER, ZHANG, Host, say
from tests.devices.hub.doors import Door, running
from tests.devices.hub.issuing import ISSUE, issue_hall
from tests.devices.hub.lines import WireLine
from tests.devices.hub.played import BOOKING, KIOSK, clerk
from tests.halls import MORNING

CARD, CODE = j.ReadCard(timeout_s=30), j.ReadCode(timeout_s=30)
FIVE = clerk(ISSUE)


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return Audit(tmp_path / "audit.db")


@pytest.fixture
async def hub(tmp_path: Path, clock: Clock, audit: Audit) -> AsyncIterator[Hub]:
    made = Hub(
        issue_hall(),
        Journal(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
        audit=audit,
    )
    with closing(audit):
        async with running(made):
            yield made


@pytest.fixture
def dispatch(hub: Hub) -> Dispatch:
    made = Dispatch(hub)
    hub.after_commit = made.happened
    return made


def notes(audit: Audit, kind: Kind | None = None) -> list[tuple[str, str, str, str]]:
    """By whom, with which staff number, about what, and what became of it."""
    audit.note(Kind.HUB_STOPPED, by="the test").result(5)
    rows = found(audit.path, Wanted(kind=kind or ""))
    return [
        (kept.note.by, kept.note.staff, kept.note.about, kept.note.outcome)
        for kept in rows
        if kept.note.by != "the test"
    ]


def broken(audit: Audit) -> None:
    """Nothing can be noted from now on."""
    with closing(sqlite3.connect(audit.path)) as conn:
        conn.execute("ALTER TABLE notes RENAME TO hidden")


async def read(
    dispatch: Dispatch,
    host: Host,
    by: Principal,
    work: j.ReadCard | j.ReadCode,
    news: j.CardRead | j.CodeRead,
) -> Done | No:
    asking = asyncio.create_task(dispatch.ask(by, Ask(id="ask-00001", work=work)))
    await asyncio.sleep(0)
    job = host.got[-1]
    assert isinstance(job, Job)
    await host.tell(job.device, msgspec.structs.replace(news, job=job.id))
    return await asking


@pytest.fixture
async def hosts(dispatch: Dispatch) -> dict[str, Host]:
    made = {
        name: Host(dispatch, Principal(role=Role.AGENT, place=name))
        for name in ("K1", "window-5", "window-1")
    }
    for host in made.values():
        await host.announce()
    return made


async def test_a_card_is_a_look_by_the_kiosk_and_by_whoever_is_signed_in_at_the_window(
    hub: Hub, dispatch: Dispatch, hosts: dict[str, Host], audit: Audit
) -> None:
    await say(hub, FIVE, c.SignIn(clerk="0105"))

    own = await read(dispatch, hosts["K1"], KIOSK, CARD, ZHANG)
    looked = await read(dispatch, hosts["window-5"], FIVE, CARD, ZHANG)

    assert isinstance(own, Done)
    assert isinstance(looked, Done)
    assert isinstance(looked.result, CardSeen)
    row = looked.result.person
    assert notes(audit, Kind.CARD_READ) == [("kiosk:K1", "", row, "done")]
    assert notes(audit, Kind.CARD_LOOKED_UP) == [("clerk:window-5", "0105", row, "done")]
    content = b"".join(path.read_bytes() for path in audit.path.parent.glob("audit.db*"))
    for clear in ("张", NUMBER, NUMBER[6:14]):
        assert clear.encode() not in content


async def test_nothing_of_a_card_is_shown_that_could_not_be_noted(
    hub: Hub, dispatch: Dispatch, hosts: dict[str, Host], audit: Audit, expects_log: Callable[[str], None]
) -> None:
    expects_log("The audit log cannot be written")
    await say(hub, FIVE, c.SignIn(clerk="0105"))
    notes(audit)
    broken(audit)

    for host, by in (("window-5", FIVE), ("K1", KIOSK)):
        reply = await read(dispatch, hosts[host], by, CARD, LI)
        assert isinstance(reply, No)
        assert reply.code == "audit_failed"
    assert hub.hall.persons == {}, "nor does the hall learn of it"


async def test_a_code_that_brings_something_is_a_look_and_the_code_is_not_noted(
    hub: Hub, dispatch: Dispatch, hosts: dict[str, Host], audit: Audit
) -> None:
    starts = MORNING + timedelta(minutes=30)
    booked = c.BookAppointment(
        code="BK-0417",
        item="a-1",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=30),
        phone="13900001111",
    )
    await say(hub, BOOKING, booked)

    found_it = await read(dispatch, hosts["K1"], KIOSK, CODE, j.CodeRead(data=b"BK-0417"))
    nothing = await read(dispatch, hosts["K1"], KIOSK, CODE, j.CodeRead(data=b"nothing"))

    assert isinstance(found_it, Done)
    assert isinstance(found_it.result, CodeSeen)
    assert isinstance(nothing, Done)
    contact = hub.hall.appointments["BK-0417"].contact
    assert notes(audit, Kind.CODE_LOOKED_UP) == [("kiosk:K1", "", contact, "done")]


async def test_a_phone_that_finds_somebody_is_a_look_and_cannot_be_used_unnoted(
    hub: Hub, audit: Audit, expects_log: Callable[[str], None]
) -> None:
    expects_log("The audit log cannot be written")
    starts = MORNING + timedelta(minutes=10)
    await say(
        hub,
        BOOKING,
        c.BookAppointment(
            code="BK-1",
            item="a-1",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=30),
            phone="13900001111",
        ),
    )
    await hub.do(KIOSK, "check-0001", c.CheckIn(phone="13900002222"))
    assert notes(audit, Kind.CONTACT_LOOKED_UP) == [], "nobody was found"

    await say(hub, KIOSK, c.CheckIn(phone="139 0000 1111"))

    contact = hub.hall.appointments["BK-1"].contact
    assert notes(audit, Kind.CONTACT_LOOKED_UP) == [("kiosk:K1", "", contact, "done")]
    broken(audit)
    reply = await hub.do(KIOSK, "check-0002", c.CheckIn(phone="13900001111"))
    assert isinstance(reply, No)
    assert reply.code == "audit_failed"


async def test_who_signs_in_and_out_and_who_fails_to_is_noted(hub: Hub, audit: Audit) -> None:
    await say(hub, FIVE, c.SignIn(clerk="0105"))
    await say(hub, FIVE, c.SignOut())
    for clerk_number in ("9999", "13900001111", NUMBER):
        reply = await hub.do(FIVE, f"in-{clerk_number}", c.SignIn(clerk=clerk_number))
        assert isinstance(reply, No)

    assert notes(audit, Kind.SIGNED_IN) == [("clerk:window-5", "0105", "0105", "done")]
    assert notes(audit, Kind.SIGNED_OUT) == [("clerk:window-5", "0105", "0105", "done")]
    failed = notes(audit, Kind.SIGN_IN_FAILED)
    assert [(staff, about) for _, staff, about, _ in failed] == [("", "")] * 3, "it may be an ID number"
    assert [outcome for *_, outcome in failed] == ["unknown_clerk", "unknown_clerk", "id_number"]


async def test_what_a_role_may_not_do_is_noted_once_a_minute(hub: Hub, audit: Audit) -> None:
    for n in range(20):
        await hub.do(KIOSK, f"close-{n:04}", c.CloseTicketing(queue="a"))

    assert notes(audit, Kind.NOT_ALLOWED) == [("kiosk:K1", "", "close_ticketing", "not_allowed")]


async def test_a_paper_is_printed_only_once_that_is_noted(
    hub: Hub,
    dispatch: Dispatch,
    hosts: dict[str, Host],
    audit: Audit,
    expects_log: Callable[[str], None],
) -> None:
    expects_log("The audit log cannot be written")
    one = clerk(1)
    await say(hub, KIOSK, c.TakeTicket(item="a-1"))
    await say(hub, one, c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext(), c.Start())
    await say(hub, one, c.Accept(first_pass=True, case_number="BJ20260302001"))
    await asyncio.gather(*dispatch._noting)
    (job,) = hosts["window-1"].jobs(j.PrintSheet)
    (note,) = notes(audit, Kind.PAPER_PRINTED)
    assert (note[0], note[3]) == ("clerk:window-1", "done")

    for news in (j.WorkStarted(job=job.id), j.WorkDone(job=job.id)):
        await hosts["window-1"].tell("printer-1", news)
    broken(audit)
    await say(hub, one, c.ReprintPaper(paper=hub.hall.jobs[job.id].paper))
    await asyncio.gather(*dispatch._noting)

    assert len(hosts["window-1"].jobs(j.PrintSheet)) == 1
    (again,) = [each for each in hub.hall.jobs.values() if each.paper and each.id != job.id]
    assert again.state is PrintState.FAILED


async def test_lists_with_names_begin_with_a_note_and_others_with_none(
    hub: Hub, audit: Audit, door: Door
) -> None:
    await say(hub, FIVE, c.SignIn(clerk="0105"))
    for role, place in ((Role.CLERK, "window-5"), (Role.SCREEN, "window-5"), (Role.LEADER, "")):
        line = await door.enter(role, place)
        await line.hang_up()

    shown = [(by, staff) for by, staff, _, _ in notes(audit, Kind.LISTS_SHOWN)]
    assert shown == [("clerk:window-5", "0105"), ("leader", "")]


async def test_a_session_that_cannot_be_noted_is_shown_nothing(
    hub: Hub, audit: Audit, door: Door, expects_log: Callable[[str], None]
) -> None:
    expects_log("The audit log cannot be written")
    broken(audit)

    line = await WireLine().dial(door.server, door.identity(Role.CLERK, "window-5"))

    said = await line.hears()
    assert isinstance(said, Bye)
    assert said.code == "audit_failed"
    screen = await door.enter(Role.SCREEN, "window-5")
    assert screen.rows, "a screen that shows no names goes on"
    await screen.hang_up()
    assert not isinstance(await line.hears(), Snapshot)


def test_a_clock_that_jumps_is_noted_once_and_when_it_agrees_again(audit: Audit) -> None:
    looks = Looks(audit)
    for minutes in (0, 0, 45, 45, 44, 0, 0):
        looks.clock_off(minutes)

    with closing(audit):
        outcomes = [outcome for *_, outcome in notes(audit, Kind.CLOCK_STEPPED)]
    assert outcomes == ["off by 45 min", "agrees again"]


async def test_a_disk_that_hangs_holds_nobody_for_ever(
    hub: Hub, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "WAIT_S", 0.01)
    with closing(sqlite3.connect(audit.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as refused:
            await hub.looks.look(hub.hall, Kind.CARD_READ, KIOSK, about="row-1", why="card")
        other.execute("ROLLBACK")

    assert refused.value.code == "audit_failed"
    assert len(notes(audit, Kind.CARD_READ)) == 1, "it is noted that somebody wanted to look"


async def test_attempts_are_noted_again_after_a_while(audit: Audit, hub: Hub) -> None:
    now = [0.0]
    looks = Looks(audit, lambda: now[0])
    no = No(id="x", code="not_allowed", zh="", en="")
    for at in (0.0, 1.0, AGAIN_S, AGAIN_S + 1):
        now[0] = at
        looks.answered(hub.hall, KIOSK, c.CallNext(), no)
        looks.answered(hub.hall, HUB, c.CallNext(), no)

    assert len(notes(audit, Kind.NOT_ALLOWED)) == 2


async def test_a_panel_that_asks_to_sign_in_on_and_on_fills_no_log(audit: Audit, hub: Hub) -> None:
    now = [0.0]
    looks = Looks(audit, lambda: now[0])
    no = No(id="x", code="place_locked", zh="", en="")
    for _ in range(50):
        looks.answered(hub.hall, FIVE, c.SignIn(clerk="x"), no)
    looks.answered(hub.hall, clerk(1), c.SignIn(clerk="x"), no)
    now[0] = AGAIN_S
    looks.answered(hub.hall, FIVE, c.SignIn(clerk="x"), no)

    by = [by for by, *_ in notes(audit, Kind.SIGN_IN_FAILED)]
    assert by == ["clerk:window-5"] * SIGN_INS + ["clerk:window-1", "clerk:window-5"]
