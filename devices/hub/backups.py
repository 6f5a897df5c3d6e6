"""The hub's own backups, at the times its settings say.

The work is done in a thread of its own that nothing waits for: a target that is full, slow, hanging or not
mounted costs a line in the log, a notice to staff and a word in ``/health``, never a command.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from config.schema import Backup as Settings
from devices.hub.backup import LONGEST_S, Backup, BackupFailed, Source, same_disk, take
from devices.hub.backup_status import BackupState, BackupStatus, was_due

log = logging.getLogger(__name__)

LOOK_S = 10.0
"""Seconds between two looks at the clock."""
AGAIN = timedelta(minutes=5)
"""A backup that failed is tried again after this time, until one is made."""


class Backups:
    """Makes one hall's backups while its hub runs; does nothing while ``[backup] target`` is empty.

    Attributes:
        status: how they stand.
    """

    def __init__(
        self,
        settings: Settings,
        source: Source,
        now: Callable[[], datetime],
        told: Callable[[datetime | None], None],
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Get ready.

        Args:
            settings: the hall's ``[backup]`` table.
            source: what is copied.
            now: the hall's time.
            told: hears since when backups fail, or None when they do not.
            wait: how to let seconds pass.
        """
        self._settings = settings
        self._source = source
        self._now = now
        self._told = told
        self._wait = wait
        self._asked_at: datetime | None = None
        self.status = BackupStatus(state=BackupState.WELL if settings.target else BackupState.OFF)

    async def run(self) -> None:
        """Make a backup whenever one is due, until cancelled; returns at once when they are off."""
        looked = self._now()
        while self._settings.target:
            now = self._now()
            again = self._asked_at is not None and self.status.failed_at and now - self._asked_at >= AGAIN
            if again or was_due(self._settings.times, looked, now):
                await self.make()
            looked = now
            await self._wait(LOOK_S)

    async def make(self) -> None:
        """Make a backup now."""
        self._asked_at = at = self._now()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Backup | BackupFailed] = loop.create_future()

        def tell(outcome: Backup | BackupFailed) -> None:
            if not done.done():
                done.set_result(outcome)

        def work() -> None:
            outcome = self._made(at)
            # The hub may have ended meanwhile, and its loop with it.
            if not loop.is_closed():
                loop.call_soon_threadsafe(tell, outcome)

        # A daemon: a target that hangs must not hold the hub when it is told to end.
        threading.Thread(target=work, name="backup", daemon=True).start()
        try:
            async with asyncio.timeout(LONGEST_S + 60):
                outcome = await done
        except TimeoutError:
            outcome = BackupFailed(f"{self._settings.target} does not answer")
        self._ended(outcome, at)

    def _made(self, at: datetime) -> Backup | BackupFailed:
        target = Path(self._settings.target)
        try:
            if self._settings.other_disk and target.is_dir() and same_disk(self._source.data, target):
                return BackupFailed(
                    f"{target} lies on the journal's own disk (is its own mounted?); "
                    "[backup] other_disk = false lets it"
                )
            return take(self._source, target, at, keep=self._settings.keep)
        except BackupFailed as error:
            return error
        except Exception as error:
            log.exception("A bug: no backup was made.")
            return BackupFailed(str(error))

    def _ended(self, outcome: Backup | BackupFailed, at: datetime) -> None:
        if isinstance(outcome, BackupFailed):
            failed_at = self.status.failed_at or at
            if self.status.failed_at is None:
                log.warning("No backup: %s", outcome)
            self.status = BackupStatus(
                state=BackupState.FAILED, last_at=self.status.last_at, failed_at=failed_at
            )
        else:
            log.info("Backup %s holds %d events.", outcome.path.name, outcome.manifest.seq)
            self.status = BackupStatus(state=BackupState.WELL, last_at=at)
        self._told(self.status.failed_at)
