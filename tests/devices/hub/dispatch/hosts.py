"""Hosts of devices as the dispatch sees them, and what is said again and again in its tests."""

from __future__ import annotations

import uuid
from datetime import date

from config.schema import Device, HallConfig, Tickets
from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.hub.vault import Person, Vault, VaultFailed
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import (
    Announcing,
    Done,
    Job,
    No,
    Revoke,
    Tell,
    TicketResult,
)
from tests.devices.hub.played import KIOSK
from tests.halls import small_hall

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
        # The clock stands still while things are said one after the other.
        tickets=Tickets(recall_guard_s=0),
        devices=(
            *config.devices,
            Device(id="voice-two", kind="speaker", port="folder://two", zone="two"),
            Device(id="strip-2", kind="led-strip", host="K1", port="serial://strip2", window=2),
        ),
    )


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
