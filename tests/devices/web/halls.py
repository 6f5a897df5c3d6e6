"""Pretend halls for the web's tests: one of plain rows, and a real hub behind the real front."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from litestar import Litestar

from config.schema import Device, Hall, HallConfig, Hours, Item, Kiosk, Queue, Reason, Sync, Window, Zone
from devices.hub.clients import Clients
from devices.hub.dispatch import Dispatch
from devices.hub.front import Front
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import Principal
from devices.hub.publish import Publisher
from devices.hub.server import LinkServer
from devices.hub.tally import Tally
from devices.hub.tokens import ALL, Bearer, Scope, Tokens
from devices.hub.vault import Vault
from devices.link import rows as r
from devices.link.commands import AnyCommand
from devices.link.messages import Done, No
from devices.link.words import DeviceState, Role, TicketState, VisitorClass, WindowState
from devices.sync.client import SyncClient
from devices.sync.protocol import Status, SyncState
from devices.web.app import make_app
from devices.web.hall import Vitals

GOOD = "good-token"
KIOSK = Principal(role=Role.KIOSK, place="kiosk-1")

AT = datetime(2026, 3, 2, 2, 26, 5, tzinfo=UTC)
"""10:26:05 on the hall's clock."""


def clock(zone: ZoneInfo) -> datetime:
    return AT.astimezone(zone)


def some_rows() -> list[r.AnyRow]:
    """A small morning: two queues, three windows, two calls, a missed number, three devices."""
    return [
        r.HallRow(
            name="晴川区政务服务中心",
            name_en="Qingchuan Service Centre",
            consult_phone="12345",
            complaint_phone="12345",
            timezone="Asia/Shanghai",
            waiting=7,
            windows_open=1,
            wait=r.Minutes(10, 20),
        ),
        r.ZoneRow(id="general", name="综合受理区", name_en="General Services", floor=1),
        r.QueueRow(
            id="affairs",
            prefix="A",
            name="社会事务",
            name_en="Civil affairs",
            zone="general",
            waiting=7,
            ahead=7,
            wait=r.Minutes(10, 20),
            windows=(1,),
        ),
        r.QueueRow(
            id="tax",
            prefix="D",
            name="税务",
            name_en="Tax",
            zone="general",
            waiting=0,
            ahead=0,
            wait=r.Minutes(0, 0),
            refused="closed",
        ),
        r.WindowRow(
            number=1,
            zone="general",
            name="综合受理",
            type="accept",
            state=WindowState.OPEN,
            queues=("affairs",),
            clerk="G1001",
            clerk_name="王*",
            ticket="secret-ticket-1",
            number_shown="A012",
            ticket_state=TicketState.CALLED,
        ),
        r.WindowRow(
            number=2,
            zone="general",
            name="综合受理",
            type="accept",
            state=WindowState.PAUSED,
            reason="取材料",
            reason_en="Fetching papers",
        ),
        r.WindowRow(number=3, zone="general", name="领证", type="issue", state=WindowState.CLOSED),
        call(1, "A011", "secret-ticket-0"),
        call(2, "A012", "secret-ticket-1"),
        r.MissedRow(ticket="secret-ticket-9", number="A009", window=1, missed_at=AT),
        r.DeviceRow(id="printer-1", kind="escpos", host="hub", state=DeviceState.READY, serves="kiosk-1"),
        r.DeviceRow(
            id="strip-2", kind="strip", host="hub", state=DeviceState.FAULT, serves="window-2", fault="silent"
        ),
        r.DeviceRow(id="reader-1", kind="idcard", host="hub", state=DeviceState.AWAY),
    ]


def call(number: int, shown: str, ticket: str) -> r.CallRow:
    return r.CallRow(
        id=number,
        ticket=ticket,
        number=shown,
        window=1,
        zone="general",
        where="",
        where_en="",
        called_at=AT,
    )


def a_ticket() -> r.TicketRow:
    return r.TicketRow(
        id="abcdefgh12345678",
        number="A013",
        queue="affairs",
        item="birth",
        item_name="出生登记",
        item_name_en="Birth",
        visitor_class=VisitorClass.ORDINARY,
        state=TicketState.WAITING,
        taken_at=AT,
        ahead=3,
        wait=r.Minutes(5, 15),
    )


def well(**changed: object) -> Vitals:
    vitals: dict[str, object] = {
        "journal_writable": True,
        "commit_failing": False,
        "events": 42,
        "last_event_age_s": 1.5,
        "disk_free_bytes": 50 * 2**30,
        "links": {"kiosk": 2, "clerk": 1},
        "tally": Tally(),
        "sync": Status(state=SyncState.OFF),
    }
    return Vitals(**{**vitals, **changed})  # type: ignore[arg-type]


class PaperHall:
    """A hall of plain rows that answers every command as it was told to."""

    def __init__(self) -> None:
        self.rows: Mapping[str, r.AnyRow] = {row.key: row for row in some_rows()}
        self.tickets = {a_ticket().id: a_ticket()}
        self.holders = {GOOD: Bearer(by=KIOSK, scopes=ALL)}
        self.holders |= {scope.value: Bearer(by=KIOSK, scopes=frozenset({scope})) for scope in Scope}
        self.now = well()
        self.reply: Done | No = Done(id="0")
        self.said: list[tuple[Principal, str, AnyCommand]] = []
        self.fails: Exception | None = None

    def prove(self, token: str) -> Bearer | None:
        return self.holders.get(token)

    async def do(self, by: Principal, name: str, command: AnyCommand) -> Done | No:
        self.said.append((by, name, command))
        return self.reply

    async def dashboard(self) -> Mapping[str, r.AnyRow]:
        if self.fails is not None:
            raise self.fails
        return self.rows

    async def ticket(self, name: str) -> r.TicketRow | None:
        return self.tickets.get(name)

    def vitals(self) -> Vitals:
        return self.now


def browser(app: Litestar, host: str = "127.0.0.1", token: str = "") -> httpx.AsyncClient:
    """A client at ``host``."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app, client=(host, 50_000), raise_app_exceptions=False),  # type: ignore[arg-type]
        base_url="http://hall",
        headers={"Authorization": f"Bearer {token}"} if token else {},
    )


def real_config() -> HallConfig:
    return HallConfig(
        hall=Hall(name="测试大厅", name_en="Test hall", consult_phone="1", complaint_phone="2"),
        hours=Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",)),
        sync=Sync(),
        zones=(Zone(id="z", name="一区"),),
        queues=(Queue(id="a", prefix="A", name="事务", zone="z", minutes=8),),
        windows=(Window(number=1, zone="z", queues=("a",)), Window(number=2, zone="z", queues=("a",))),
        kiosks=(Kiosk(id="kiosk-1", zone="z"),),
        pauses=(Reason(id="tea", name="喝水"),),
        devices=(Device(id="strip-1", kind="strip", host="window-1", port="tcp://127.0.0.1:9", window=1),),
        items=(Item(code="birth", name="出生登记", queue="a"),),
    )


@asynccontextmanager
async def real_hall(folder: Path) -> AsyncIterator[tuple[Litestar, Tokens]]:
    """A running hub with its web application, without a port."""
    config = real_config()
    hub = Hub(
        config, Journal(folder / "journal.db"), Vault(folder / "vault.db", folder / "keys" / "vault.key")
    )
    tokens = Tokens(folder / "tokens.db")
    clients = Clients(folder / "clients.db")
    link = LinkServer(hub, Publisher(hub), Dispatch(hub), clients)
    front = Front(hub, tokens, link, SyncClient(config.sync, "test", hub.journal))
    writer = asyncio.create_task(hub.run(), name="hub")
    try:
        yield make_app(front), tokens
    finally:
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)
        hub.close()
        tokens.close()
        clients.close()
