"""What the web needs of the hub, and nothing more.

Whatever is shown is the last committed state; whatever is asked goes through the same door as the link's
commands. The web never reaches into the hall by another way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Protocol, TypeVar

from msgspec import Struct

from devices.hub.backup_status import BackupStatus
from devices.hub.certificate_status import CertificateStatus
from devices.hub.people import Principal
from devices.hub.tally import Tally
from devices.hub.tokens import Bearer
from devices.link.commands import AnyCommand
from devices.link.messages import Done, No
from devices.link.rows import AnyRow, TicketRow
from devices.sync.protocol import Status

T = TypeVar("T")

ANSWER_S = 5.0
"""A hub that has not answered after this time does not answer."""


async def in_time(answer: Awaitable[T]) -> T:
    """Wait for the hub, but not for ever.

    A command that was not answered in time may yet be carried out; said again with the same id, it is
    answered with what became of it.

    Raises:
        TimeoutError: the hub does not answer.
    """
    async with asyncio.timeout(ANSWER_S):
        return await answer


class Vitals(Struct, frozen=True, kw_only=True):
    """How the hub is doing.

    Attributes:
        journal_writable: whether the journal's file and folder take writes, as far as permissions tell.
        commit_failing: whether the newest commit failed.
        events: number of the newest event, 0 for none.
        last_event_age_s: seconds since the newest event; None before the first.
        disk_free_bytes: free space where the journal lies.
        links: sessions now, by role.
        tally: what the hub counts about itself.
        sync: how the copy in the exchange database stands.
        backup: how the hub's own backups stand.
        certificates: how the certificates of the hub's port stand.
    """

    journal_writable: bool
    commit_failing: bool
    events: int
    last_event_age_s: float | None
    disk_free_bytes: int
    links: Mapping[str, int]
    tally: Tally
    sync: Status
    backup: BackupStatus = BackupStatus()
    certificates: CertificateStatus = CertificateStatus()


class Hall(Protocol):
    """The hub as the web sees it."""

    def prove(self, token: str) -> Bearer | None:
        """Who holds this token and for what, or None."""
        ...

    async def do(self, by: Principal, name: str, command: AnyCommand) -> Done | No:
        """Carry out a command once, however often it is said with this name."""
        ...

    async def dashboard(self) -> Mapping[str, AnyRow]:
        """The rows of the whole hall, without any person."""
        ...

    async def ticket(self, name: str) -> TicketRow | None:
        """One of today's tickets by its id, as its holder may see it."""
        ...

    def vitals(self) -> Vitals:
        """How the hub is doing now."""
        ...
