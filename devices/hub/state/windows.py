"""Windows as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from devices.link.words import WindowState


@dataclass
class WindowNow:
    """A window as it is now.

    Attributes:
        streak: priority calls in a row.
        lent: queues that the leader gave it for a time (潮汐); None for its own of the hall's file.
        lent_until: when it stops taking them.
        draining: whether it only finishes what it has, and takes nobody new.
        acted_at: when anybody last did something here.
    """

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
    lent: tuple[str, ...] | None = None
    lent_until: datetime | None = None
    draining: bool = False
    acted_at: datetime | None = None
