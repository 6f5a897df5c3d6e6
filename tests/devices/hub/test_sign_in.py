"""Sign-in over a true hub: cards and PINs are proved before the rules and are written nowhere."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from config import schema as s
from config.schema import Device, HallConfig
from devices.hub import events as e
from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import Principal
from devices.hub.proofs import VOUCHER_S
from devices.hub.staff_cards import CardKind, CardState
from devices.hub.staff_register import StaffRegister, StaffRegisterFailed
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import Ask, CardSeen, Done, Job, No, StaffSeen
from tests.devices.hub import registers
from tests.devices.hub.clocks import Clock
from tests.devices.hub.dispatch.hosts import LI as VISITOR
from tests.devices.hub.dispatch.hosts import ZHANG, Host
from tests.devices.hub.doors import running
from tests.devices.hub.played import AGENT, DESK, KIOSK, clerk
from tests.devices.hub.registers import IC_CARD, ID_CARD, LI, OTHER_PIN, PIN, WANG
from tests.halls import small_hall

WRONG = "190274"
CARD = Ask(id="ask-card-1", work=j.ReadCard(timeout_s=30))
CODE = Ask(id="ask-code-1", work=j.ReadCode(timeout_s=30))


How = Literal["number", "pin", "card", "card_pin"]


def hall_with_readers(how: How) -> HallConfig:
    config = small_hall()
    line = Device(id="x", kind="idcard-reader", host="K1", port="serial://x")
    return small_hall(
        staff=s.Staff(sign_in=how),
        clerks=(*config.clerks, s.Clerk(number="0201", name="孙丽", role="guide")),
        desks=(s.Desk(id="desk-1", name="总服务台"),),
        devices=(
            *config.devices,
            msgspec.structs.replace(line, id="cards-1", window=1),
            msgspec.structs.replace(line, id="codes-1", kind="serial-scanner", window=1),
            msgspec.structs.replace(line, id="cards-desk", kiosk="desk-1"),
        ),
    )


@pytest.fixture
def how() -> How:
    return "card_pin"


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Iterator[StaffRegister]:
    """Wang has an ID card and an IC card, Li an IC card that was lost; both have a PIN."""
    register = registers.opened(tmp_path / "staff.db", clock)
    register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    lost = register.enrol("04FFEE11", LI, CardKind.IC, "technician")
    register.set_card_state(lost.id, CardState.LOST, "technician")
    register.set_pin(WANG, PIN, "technician")
    register.set_pin(LI, PIN, "technician")
    yield register
    register.close()


@pytest.fixture
async def hub(tmp_path: Path, clock: Clock, register: StaffRegister, how: How) -> AsyncIterator[Hub]:
    made = Hub(
        hall_with_readers(how),
        Journal(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
        staff=register,
    )
    async with running(made):
        yield made


@pytest.fixture
async def reader(hub: Hub) -> Reader:
    host = Host(dispatch := Dispatch(hub), AGENT)
    hub.after_commit = dispatch.happened
    await host.announce()
    return Reader(dispatch, host)


class Reader:
    """The readers of windows and desks, as people hold cards to them."""

    def __init__(self, dispatch: Dispatch, host: Host) -> None:
        self.dispatch = dispatch
        self.host = host

    async def holds(self, by: Principal, ask: Ask, news: j.CardRead | j.CodeRead) -> Done | No:
        asking = asyncio.create_task(self.dispatch.ask(by, ask))
        await asyncio.sleep(0)
        job = self.host.got[-1]
        assert isinstance(job, Job)
        await self.host.tell(job.device, msgspec.structs.replace(news, job=job.id))
        return await asking


async def signs_in(hub: Hub, by: Principal, name: str = "", **said: str) -> str:
    """Code of the refusal, or an empty string."""
    reply = await hub.do(by, name or uuid.uuid4().hex, c.SignIn(**said))
    return reply.code if isinstance(reply, No) else ""


def signed(hub: Hub) -> list[tuple[str, int, str]]:
    found = (event for event in hub.journal.replay() if isinstance(event, e.ClerkSignedIn))
    return [(event.clerk, event.window, event.how) for event in found]


def databases(folder: Path) -> list[Path]:
    return list(folder.glob("*.db*"))


# Typed cards and PINs -----------------------------------------------------------------------------


async def test_a_card_and_a_pin_open_the_window_of_the_session(hub: Hub) -> None:
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == ""
    assert signed(hub) == [(WANG, 1, "card_pin")]


async def test_a_lost_card_does_not_sign_in(hub: Hub, register: StaffRegister) -> None:
    assert await signs_in(hub, clerk(1), card="04FFEE11", pin=PIN) == "card_lost"
    for card in register.cards(WANG):
        register.set_card_state(card.id, CardState.LOST, "technician")
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == "card_lost"
    assert signed(hub) == []


async def test_what_is_missing_or_wrong_is_said_one_after_the_other(hub: Hub) -> None:
    assert await signs_in(hub, clerk(1), clerk=WANG, pin=PIN) == "card_needed"
    assert await signs_in(hub, clerk(1), card="00000000", pin=PIN) == "card_unknown"
    assert await signs_in(hub, clerk(1), card=IC_CARD) == "pin_needed"
    assert await signs_in(hub, clerk(1), card=IC_CARD, clerk=LI, pin=PIN) == "card_not_yours"
    for _ in range(5):
        assert await signs_in(hub, clerk(1), card=IC_CARD, pin=WRONG) == "pin_wrong"
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == "pin_locked"


async def test_nobody_without_the_card_locks_a_clerk_out(hub: Hub) -> None:
    for _ in range(8):
        assert await signs_in(hub, clerk(2), clerk=WANG, pin=WRONG) == "card_needed"
    for _ in range(8):
        assert await signs_in(hub, KIOSK, card=IC_CARD, pin=WRONG) == "not_allowed"
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == ""


async def test_a_pin_that_somebody_else_chose_is_replaced_at_sign_in(
    hub: Hub, register: StaffRegister
) -> None:
    register.set_pin(WANG, PIN, "technician", must_change=True)
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == "pin_change_needed"
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN, new_pin="1234") == "pin_too_easy"
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN, new_pin=OTHER_PIN) == ""
    await hub.do(clerk(1), uuid.uuid4().hex, c.SignOut())
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == "pin_wrong"
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=OTHER_PIN) == ""


async def test_a_sign_in_that_is_said_again_is_done_once(hub: Hub) -> None:
    for _ in range(2):
        assert await signs_in(hub, clerk(1), "touch-0001", card=IC_CARD, pin=PIN) == ""
    assert len(signed(hub)) == 1


async def test_neither_pin_nor_card_is_in_the_journal_or_the_log(
    hub: Hub, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = c.SignIn(card=IC_CARD, pin=PIN, new_pin=OTHER_PIN, voucher="v0ucher")
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN, new_pin=OTHER_PIN) == ""
    on_disk = b"".join(file.read_bytes() for file in databases(tmp_path))
    for secret in (PIN, OTHER_PIN, IC_CARD, "v0ucher"):
        assert secret.encode() not in on_disk + caplog.text.encode() + repr(said).encode()
    (row,) = hub.journal._reader.execute("SELECT digest FROM commands").fetchall()
    assert row[0] == hub.vault.digest(msgspec.json.encode(c.SignIn()))


async def test_a_register_that_cannot_be_read_signs_nobody_in_and_is_logged_once(
    hub: Hub, register: StaffRegister, expects_log: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    expects_log("The staff register cannot be used")
    register._file._conn.execute("ALTER TABLE cards RENAME TO hidden")
    with pytest.raises(StaffRegisterFailed):
        register.clerk_of_card(IC_CARD)
    for _ in range(3):
        assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == "register_failed"
    assert len([r for r in caplog.records if r.levelno >= logging.ERROR]) == 1
    register._file._conn.execute("ALTER TABLE hidden RENAME TO cards")
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == ""


@pytest.mark.parametrize("how", ["pin"])
async def test_a_hall_of_pins_needs_no_card(hub: Hub) -> None:
    assert await signs_in(hub, clerk(1), clerk=WANG) == "pin_needed"
    assert await signs_in(hub, clerk(1), clerk=WANG, pin=WRONG) == "pin_wrong"
    assert await signs_in(hub, clerk(1), clerk="0103", pin=PIN) == "pin_none"
    assert await signs_in(hub, clerk(1), clerk=WANG, pin=PIN) == ""
    assert signed(hub) == [(WANG, 1, "pin")]


@pytest.mark.parametrize("how", ["number"])
async def test_a_hall_of_numbers_asks_nothing(hub: Hub) -> None:
    assert await signs_in(hub, clerk(1), clerk=WANG, pin=WRONG) == ""


# Cards on readers ---------------------------------------------------------------------------------


async def voucher(reader: Reader, by: Principal = clerk(1)) -> str:  # noqa: B008 - a value that never changes
    reply = await reader.holds(by, CARD, ZHANG)
    assert isinstance(reply, Done), reply
    assert isinstance(reply.result, StaffSeen)
    assert (reply.result.clerk, reply.result.name) == (WANG, "王敏")
    assert reply.result.voucher not in repr(reply)
    return reply.result.voucher


async def test_a_staff_card_on_the_windows_reader_signs_in_once_at_this_window(
    hub: Hub, reader: Reader
) -> None:
    word = await voucher(reader)
    assert await signs_in(hub, clerk(2), voucher=word, pin=PIN) == "card_needed"
    assert await signs_in(hub, clerk(1), voucher=word, pin=WRONG) == "pin_wrong"
    assert await signs_in(hub, clerk(1), voucher=word, pin=PIN) == ""
    await hub.do(clerk(1), uuid.uuid4().hex, c.SignOut())
    assert await signs_in(hub, clerk(1), voucher=word, pin=PIN) == "card_needed"


async def test_a_card_that_was_read_is_good_for_a_minute(
    hub: Hub, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    monkeypatch.setattr(hub.proofs, "_clock", lambda: seconds[0])
    word = await voucher(reader)
    seconds[0] = VOUCHER_S
    assert await signs_in(hub, clerk(1), voucher=word, pin=PIN) == "card_needed"


async def test_an_ic_card_that_a_serial_reader_reads_is_a_staff_card_too(hub: Hub, reader: Reader) -> None:
    reply = await reader.holds(clerk(1), CODE, j.CodeRead(data=IC_CARD.encode() + b"\r\n"))
    assert isinstance(reply, Done)
    assert isinstance(reply.result, StaffSeen)
    assert await signs_in(hub, clerk(1), voucher=reply.result.voucher, pin=PIN) == ""


async def test_a_lost_card_on_the_reader_is_said_to_be_lost(hub: Hub, reader: Reader) -> None:
    reply = await reader.holds(clerk(1), CODE, j.CodeRead(data=b"04FFEE11"))
    assert isinstance(reply, No)
    assert reply.code == "card_lost"


async def test_where_a_clerk_works_already_a_card_is_a_visitors(hub: Hub, reader: Reader) -> None:
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == ""
    for card in (ZHANG, VISITOR):
        reply = await reader.holds(clerk(1), CARD, card)
        assert isinstance(reply, Done)
        assert isinstance(reply.result, CardSeen)


async def test_a_clerk_at_a_kiosk_is_a_visitor(hub: Hub, reader: Reader) -> None:
    reply = await reader.holds(KIOSK, CARD, ZHANG)
    assert isinstance(reply, Done)
    assert isinstance(reply.result, CardSeen)


async def test_a_revoked_card_is_any_visitors(hub: Hub, reader: Reader, register: StaffRegister) -> None:
    for card in register.cards(WANG):
        register.set_card_state(card.id, CardState.REVOKED, "technician")
    reply = await reader.holds(clerk(1), CARD, ZHANG)
    assert isinstance(reply, Done)
    assert isinstance(reply.result, CardSeen)
    assert await signs_in(hub, clerk(1), card=IC_CARD, pin=PIN) == "card_unknown"


async def test_a_guide_signs_in_with_the_desks_reader(
    hub: Hub, reader: Reader, register: StaffRegister
) -> None:
    register.enrol("04ABCDEF", "0201", CardKind.IC, "technician")
    register.set_pin("0201", OTHER_PIN, "technician")
    word = await voucher(reader, DESK)
    assert await signs_in(hub, DESK, voucher=word, pin=PIN) == "not_a_guide"
    assert await signs_in(hub, DESK, card="04 AB CD EF", pin=OTHER_PIN) == ""
    assert hub.hall.desks == {"desk-1": "0201"}


async def test_a_register_that_fails_while_a_card_is_read_is_said(
    reader: Reader, register: StaffRegister, expects_log: Callable[[str], None]
) -> None:
    expects_log("A card could not be looked up")
    register._file._conn.execute("ALTER TABLE cards RENAME TO hidden")
    reply = await reader.holds(clerk(1), CARD, ZHANG)
    assert isinstance(reply, No)
    assert reply.code == "register_failed"
