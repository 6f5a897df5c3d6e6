"""Windows as they are now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from devices.hub.state.steps import LastStep
from devices.link.words import WindowState


@dataclass
class WindowNow:
    """A window as it is now.

    Attributes:
        streak: priority calls in a row.
        served: ids of the tickets that it finished.
        last: its last step, which may be taken back for a moment; None for none.
        lent: queues that the leader gave it for a time (潮汐); None for its own of the hall's file.
        lent_until: when it stops taking them.
        draining: whether it only finishes what it has, and takes nobody new.
        acted_at: when its clerk last did something here.
        live_at: when the hub last heard of something done here as it was done, not handed in afterwards.
        absent_since: since when its clerk is away, once that was noticed.
        empty_since: since when it has had no clerk in its shift, once that was noticed.
        free_since: when its last clerk left, or it was lent or given back.
    """

    number: int
    state: WindowState = WindowState.CLOSED
    reason: str = ""
    clerk: str = ""
    ticket: str = ""
    held: list[str] = field(default_factory=list)
    streak: int = 0
    finished: int = 0
    served: set[str] = field(default_factory=set)
    served_s: float = 0.0
    rating: str = ""
    rating_until: datetime | None = None
    last: LastStep | None = None
    lent: tuple[str, ...] | None = None
    lent_until: datetime | None = None
    draining: bool = False
    acted_at: datetime | None = None
    live_at: datetime | None = None
    absent_since: datetime | None = None
    empty_since: datetime | None = None
    free_since: datetime | None = None


@dataclass(frozen=True)
class Posting:
    """A clerk who may work at a window outside of the own zones until then."""

    window: int
    until: datetime
