"""Queues that have stopped giving numbers before their hours end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.link.words import ClosingReason


@dataclass
class Closing:
    """A queue that gives no numbers, why, and until when; it was so since ``at``.

    Attributes:
        eased_at: since when the forecast has said that it could give numbers again; None while it does not.
    """

    reason: ClosingReason
    until: datetime
    at: datetime
    eased_at: datetime | None = None


@dataclass(frozen=True)
class Reopening:
    """When a queue last gave numbers again; how often by forecast within the hours that end at ``until``."""

    at: datetime
    until: datetime
    times: int
