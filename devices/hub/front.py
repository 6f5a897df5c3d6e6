"""The hub as its pages see it: what is committed, and the one door for commands."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Mapping
from time import monotonic

from devices.hub.backup_status import BackupStatus
from devices.hub.backups import Backups
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.hub.server import LinkServer
from devices.hub.tokens import Bearer, Tokens
from devices.hub.views import Views
from devices.link.commands import AnyCommand
from devices.link.messages import Done, No
from devices.link.rows import AnyRow, TicketRow
from devices.sync.client import SyncClient
from devices.web.hall import Vitals

FRESH_S = 0.25
"""How long a dashboard may be shown again: many readers cost the hall no more than one."""


class Front:
    """Serves ``devices.web.hall.Hall`` from the hub."""

    def __init__(
        self, hub: Hub, tokens: Tokens, link: LinkServer, sync: SyncClient, backups: Backups | None = None
    ) -> None:
        self._hub = hub
        self._tokens = tokens
        self._link = link
        self._sync = sync
        self._backups = backups
        self._rows: Mapping[str, AnyRow] = {}
        self._seen_at = -FRESH_S

    def prove(self, token: str) -> Bearer | None:
        """Who holds this token and for what, or None."""
        return self._tokens.prove(token)

    async def do(self, by: Principal, name: str, command: AnyCommand) -> Done | No:
        """Carry out a command once, however often it is said with this name."""
        return await self._hub.do(by, name, command)

    async def dashboard(self) -> Mapping[str, AnyRow]:
        """The rows of the whole hall, without any person, at most ``FRESH_S`` old."""
        if monotonic() - self._seen_at >= FRESH_S:
            self._rows = await self._hub.look(
                lambda hall, waits: Views(hall, waits, _nobody).dashboard(self._hub.now())
            )
            self._seen_at = monotonic()
        return self._rows

    async def ticket(self, name: str) -> TicketRow | None:
        """One of today's tickets by its id, as its holder may see it."""
        return await self._hub.look(
            lambda hall, waits: Views(hall, waits, _nobody).ticket(name, self._hub.now())
        )

    def vitals(self) -> Vitals:
        """How the hub is doing now."""
        folder = self._hub.journal.path.parent
        last = self._hub.hall.last_at
        return Vitals(
            journal_writable=os.access(self._hub.journal.path, os.W_OK) and os.access(folder, os.W_OK),
            commit_failing=self._hub.commit_failing,
            events=self._hub.journal.seq,
            last_event_age_s=None if last is None else (self._hub.now() - last).total_seconds(),
            disk_free_bytes=shutil.disk_usage(folder).free,
            links=Counter(by.role.value for by in self._link.sessions),
            tally=self._hub.tally,
            sync=self._sync.status,
            backup=self._backups.status if self._backups else BackupStatus(),
            certificates=self._hub.certificates,
        )


def _nobody(person: str) -> str:
    return ""
