"""Windows as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from devices.link.words import WindowState


@dataclass
class WindowNow:
    """A window as it is now; ``streak`` counts priority calls in a row."""

    number: int
    state: WindowState = WindowState.CLOSED
    reason: str = ""
    clerk: str = ""
    ticket: str = ""
    held: list[str] = field(default_factory=list)
    streak: int = 0
    finished: int = 0
    served_s: float = 0.0
    rating: str = ""
    rating_until: datetime | None = None
