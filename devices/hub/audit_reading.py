"""Reading the audit log, beside a hub that may be writing it."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from devices.hub import audit_chain, audit_file
from devices.hub.audit_file import AuditFailed, Kept, Wanted
from devices.hub.audit_kinds import Kind
from devices.hub.chain import SHA256, ChainBroken, End

log = logging.getLogger(__name__)


def verify(path: Path, last: int = 0) -> tuple[int, End]:
    """Walk the chain of a log, or of its last so many notes; returns how many are good, and where it ends.

    Raises:
        AuditFailed: a note is missing or changed, or the file cannot be read.
    """
    try:
        with closing(audit_file.prepared(path, SHA256)) as conn:
            conn.execute("BEGIN")
            return audit_chain.verified(conn, last)
    except (ChainBroken, sqlite3.Error, TypeError) as error:
        raise AuditFailed(str(error)) from error


def found(path: Path, want: Wanted, newest: int = -1) -> list[Kept]:
    """The notes that are asked for, the oldest first; of more than ``newest`` (0 or more), the newest alone.

    Raises:
        AuditFailed: the file cannot be read.
    """
    try:
        with closing(audit_file.prepared(path, SHA256)) as conn:
            return list(audit_file.wanted(conn, want, newest))
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise AuditFailed(f"the audit log cannot be read: {error}") from error


def newest(path: Path, kind: Kind) -> Kept | None:
    """The newest note of a kind, or None; also where the file cannot be read."""
    try:
        with closing(audit_file.prepared(path, SHA256)) as conn:
            return audit_file.newest(conn, kind)
    except (AuditFailed, sqlite3.Error, ValueError, TypeError) as error:
        log.error("The audit log cannot be read: %s", error)
        return None
