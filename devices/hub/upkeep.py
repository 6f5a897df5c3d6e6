"""What a hub does for its audit log and vault: at its start, at its end, and each night when nobody is there.

Nothing here stops the hall: what fails is logged, noted where it can be, and tried again the next night.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from base64 import b32encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from devices.hub.archive import FOLDER, events
from devices.hub.audit import Audit, AuditFailed
from devices.hub.audit_kinds import Kind
from devices.hub.audit_reading import newest
from devices.hub.journal import JournalFailed
from devices.hub.people import HUB
from devices.hub.sweep import sweep
from devices.hub.vault_file import VaultFailed

log = logging.getLogger(__name__)

LOOK_S = 300.0
"""Seconds between two looks at whether the hall is empty."""
EVERY_S = 20 * 3600.0
"""Least seconds between two nights' work."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is looked after.

    Attributes:
        keep_days: days that notes of the audit log stay.
        vault: the vault's database.
        journal: the journal; its archives lie beside it.
    """

    keep_days: int
    vault: Path
    journal: Path


@contextmanager
def log_of_hub(path: Path, algorithm: str, folder: Path) -> Iterator[Audit]:
    """Have the audit log for the life of a hub, whose start and end are noted.

    Args:
        path: the log.
        algorithm: what a new one is chained with.
        folder: the hall's files.

    Raises:
        AuditFailed: it cannot be opened.
    """
    outcome = "failed"
    with closing(Audit(path, algorithm)) as audit:
        begun(audit, folder)
        try:
            yield audit
            outcome = "done"
        finally:
            audit.note(Kind.HUB_STOPPED, by=HUB.name, outcome=outcome)


def begun(audit: Audit, folder: Path) -> None:
    """Note that a hub starts, and whether the hall's files were changed since the last one did.

    A log whose newest notes are not what was written is told loudly; the hall opens all the same.
    """
    try:
        audit.verify_newest()
    except AuditFailed as error:
        log.error(
            "THE AUDIT LOG IS BROKEN: %s. Somebody has changed it, or its disk has. See how far it is whole "
            "with hall audit verify, keep the file, and tell whoever answers for the hall's security.",
            error,
        )
        audit.note(Kind.AUDIT_BROKEN, by=HUB.name, outcome=str(error))
    settings = settings_of(folder)
    last = newest(audit.path, Kind.HUB_STARTED)
    if last is not None and last.note.about != settings:
        audit.note(Kind.SETTINGS_CHANGED, by=HUB.name, about=settings, why=f"was {last.note.about}")
    audit.note(Kind.HUB_STARTED, by=HUB.name, about=settings)


def settings_of(folder: Path) -> str:
    """A hash over a hall's files, in letters that nobody takes for a number."""
    whole = hashlib.sha256()
    for path in sorted([*folder.glob("*.toml"), *folder.glob("*.csv")]):
        whole.update(path.name.encode() + b"\x1f" + hashlib.sha256(path.read_bytes()).digest())
    return f"files:{b32encode(whole.digest()[:10]).decode()}"


class Upkeep:
    """Prunes the audit log and sweeps the vault, once a night."""

    def __init__(
        self,
        audit: Audit,
        kept: Kept,
        empty: Callable[[], bool],
        clock: Callable[[], float] = monotonic,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Look after these.

        Args:
            audit: the audit log.
            kept: what is looked after beside it.
            empty: whether nobody is in the hall.
            clock: monotonic seconds.
            wait: how to let seconds pass.
        """
        self._audit = audit
        self._kept = kept
        self._empty = empty
        self._clock = clock
        self._wait = wait

    async def run(self) -> None:
        """Work whenever a night has come, until cancelled."""
        done_at = -EVERY_S
        while True:
            # Not at once: a hub that starts has better things to do.
            await self._wait(LOOK_S)
            if self._clock() - done_at >= EVERY_S and self._empty():
                await asyncio.to_thread(self.work)
                done_at = self._clock()

    def work(self) -> None:
        """Do a night's work now."""
        try:
            count = self._audit.prune(self._kept.keep_days)
            if count:
                log.info("%d notes older than %d days left the audit log.", count, self._kept.keep_days)
        except AuditFailed as error:
            log.error("THE AUDIT LOG IS BROKEN: %s.", error)
            self._audit.note(Kind.AUDIT_BROKEN, by=HUB.name, outcome=str(error))
        journal = self._kept.journal
        try:
            swept = sweep(
                self._kept.vault, lambda: events(journal, journal.parent / FOLDER), datetime.now(UTC)
            )
        except (VaultFailed, JournalFailed) as error:
            log.error("Rows that no event names were not looked for: %s", error)
            return
        if swept.gone:
            log.info("%d rows of the vault that no event names are gone.", swept.gone)
            self._audit.note(Kind.VAULT_SWEPT, by=HUB.name, about=f"{swept.gone} rows")
