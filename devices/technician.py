"""Whoever sits at the hub's own keyboard, in the audit log: what cannot be noted is neither shown nor done.

A program cannot hold back whoever owns the hub's files; it can see to it that what they do by ``hall`` is
known.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.schema import HallConfig
from devices.command_line import FAILED

if TYPE_CHECKING:
    from devices.hub.audit_kinds import Kind


def who() -> str:
    """The technician, with the account they came by; somebody who became root by sudo is still themselves."""
    account = os.environ.get("SUDO_USER") or os.environ.get("LOGNAME") or ""
    return f"technician:{account}" if account else "technician"


def noted(config: HallConfig, data: Path, kind: Kind, **more: str) -> None:
    """Note something, on the disk before this returns; where it cannot be, the program says so and ends.

    Args:
        config: the hall.
        data: its data folder.
        kind: what.
        more: as for ``Audit.note``.
    """
    from devices.hub.audit import FILE, Audit, AuditFailed

    try:
        with closing(Audit(data / FILE, config.hub.hash)) as audit:
            if audit.note(kind, by=who(), **more).result():
                return
            raise AuditFailed("it takes no notes")
    except AuditFailed as error:
        click.echo(f"hall: {kind.value} could not be noted in the audit log: {error}", err=True)
        sys.exit(FAILED)
