"""When backups are due, and how they stand; what ``/health`` and the hall's staff are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct


class BackupState(StrEnum):
    """How the newest backup went."""

    OFF = "off"
    WELL = "well"
    FAILED = "failed"


class BackupStatus(Struct, frozen=True, kw_only=True):
    """How backups stand.

    Attributes:
        last_at: when the newest was made, None for none since the hub began.
        failed_at: since when they fail, None while they do not.
    """

    state: BackupState = BackupState.OFF
    last_at: datetime | None = None
    failed_at: datetime | None = None


def was_due(times: Iterable[str], after: datetime, now: datetime) -> bool:
    """Whether one of these times of day ("12:30", of the clock of ``now``) lies in (after, now]."""
    after = after.astimezone(now.tzinfo)
    days = [after.date() + timedelta(days=n) for n in range((now.date() - after.date()).days + 1)]
    moments = (datetime.combine(day, time.fromisoformat(at), now.tzinfo) for day in days for at in times)
    return any(after < moment <= now for moment in moments)
