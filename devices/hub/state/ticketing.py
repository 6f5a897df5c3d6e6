"""Queues that have stopped giving numbers before their hours end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.link.words import ClosingReason


@dataclass
class Closing:
    """A queue that gives no numbers, why, and until when; it was so since ``at``."""

    reason: ClosingReason
    until: datetime
    at: datetime
