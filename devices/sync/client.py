"""Keeps the exchange database up with the journal, in the background of the hub.

The hall never waits for it: it reads what is durable, sends it, and says how it stands. What goes wrong is
logged once when it begins and once when it is over.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Protocol

from config.schema import Sync as Settings
from devices.sync.outbox import Outbox
from devices.sync.postgres import Address, exchange
from devices.sync.protocol import Batch, Diverged, JournalRow, Mark, Status, SyncState, Unreachable

LOG = logging.getLogger(__name__)


class Journal(Protocol):
    """The hub's journal, read from a thread beside the one that writes."""

    def after(self, seq: int, limit: int) -> Sequence[JournalRow]:
        """Read at most ``limit`` durable events that come after a number, in order."""
        ...

    @property
    def seq(self) -> int:
        """Number of the last durable event, 0 for none."""
        ...


class Remote(Protocol):
    """The exchange database, open."""

    async def mark(self, hall_id: str) -> Mark:
        """Find how far the hall's events have come."""
        ...

    async def merge(self, batch: Batch) -> None:
        """Add a batch, all of it or nothing."""
        ...


Opener = Callable[[], AbstractAsyncContextManager[Remote]]
Wait = Callable[[float], Awaitable[None]]


class SyncClient:
    """Copies one hall's journal; does nothing while ``[sync] postgres`` is empty."""

    def __init__(
        self,
        settings: Settings,
        hall_id: str,
        journal: Journal,
        *,
        opener: Opener | None = None,
        wait: Wait = asyncio.sleep,
    ) -> None:
        """Get ready; nothing is opened before ``run``.

        Args:
            settings: The hall's ``[sync]`` table.
            hall_id: Name of the hall in the exchange database, if the settings give none.
            journal: Where the events are read.
            opener: Opens the exchange database; by default the one the settings name.
            wait: How to let seconds pass.

        Raises:
            ValueError: The connection string cannot be read.
        """
        self._hall_id = settings.hall_id or hall_id
        self._journal = journal
        self._outbox = Outbox(self._hall_id, batch=settings.batch, every_s=settings.every_s)
        self._limit = settings.batch
        self._wait = wait
        self._on = bool(settings.postgres) or opener is not None
        self._down = False
        self._open: Opener | None = opener
        if settings.postgres and opener is None:
            self._open = partial(exchange, Address(settings.postgres))

    @property
    def status(self) -> Status:
        """How the copy stands."""
        return self._outbox.status if self._on else Status(state=SyncState.OFF)

    async def run(self) -> None:
        """Copy until cancelled; returns at once when off, and in the end when the journals diverged."""
        if self._open is None:
            return
        # One thread of its own: a journal on a slow disk holds up neither the hub nor its other readers.
        with ThreadPoolExecutor(1, thread_name_prefix="sync") as reader:
            await self._keep_up(self._open, reader)

    async def _keep_up(self, opener: Opener, reader: Executor) -> None:
        """Open the exchange again and again, until cancelled or diverged."""
        while True:
            try:
                async with opener() as remote:
                    await self._follow(remote, reader)
            except Unreachable as error:
                self._failed(str(error))
            except sqlite3.Error as error:
                self._failed(f"the journal cannot be read: {error}")
            except Diverged as error:
                self._outbox.diverged(str(error))
                LOG.error("sync of hall %s stopped: %s", self._hall_id, error)
                return
            await self._wait(self._outbox.pause_s)

    async def _follow(self, remote: Remote, reader: Executor) -> None:
        """Send what the exchange lacks, then what comes, until the line breaks."""
        mark = await remote.mark(self._hall_id)
        mine = await self._read(reader, mark.seq - 1, 1) if mark.seq else ()
        self._outbox.met(mark, mine[0] if mine else None, self._journal.seq)
        while True:
            rows = await self._read(reader, self._outbox.cursor, self._limit)
            batch = self._outbox.offer(rows, self._journal.seq)
            if batch is not None:
                await remote.merge(batch)
                self._outbox.merged(batch)
            if self._down and self._outbox.well:
                self._down = False
                LOG.info("sync of hall %s goes on at event %d", self._hall_id, self._outbox.cursor)
            if self._outbox.pause_s:
                await self._wait(self._outbox.pause_s)

    async def _read(self, reader: Executor, after: int, limit: int) -> Sequence[JournalRow]:
        """Read the journal in the reader's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(reader, lambda: self._journal.after(after, limit))

    def _failed(self, why: str) -> None:
        """Note a failure, and log the first of a row."""
        self._outbox.failed(why, self._journal.seq)
        if not self._down:
            self._down = True
            LOG.warning("sync of hall %s waits: %s", self._hall_id, why)
