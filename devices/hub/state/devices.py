"""Print jobs and devices as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.link.words import DeviceState, Language, PrintState


@dataclass
class PrintJob:
    """A ticket, or the official paper of id ``paper``, on its way out of a printer."""

    id: str
    ticket: str
    device: str
    language: Language
    again: bool
    requested_at: datetime
    state: PrintState = PrintState.REQUESTED
    cause: str = ""
    paper: str = ""


@dataclass
class DeviceNow:
    """A device's health as last told."""

    state: DeviceState = DeviceState.STARTING
    fault: str = ""
    since: datetime | None = None
