"""What was done without the hub and handed in afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class AwayCall:
    """A window's word that it called a ticket; of two for one ticket the lesser ``rank`` holds.

    Attributes:
        missed: whether nobody came: whoever had the visitor before them goes before whoever had not.
        online: whether the hub itself made the call, and only what followed was handed in.
    """

    missed: bool
    called_at: datetime
    window: int
    clerk: str = ""
    online: bool = False

    @property
    def rank(self) -> tuple[bool, datetime, int]:
        """What decides between two: the visitor was there, then the earlier call, then the lower number."""
        return (self.missed, self.called_at, self.window)


@dataclass
class Merge:
    """An outage being told, from the first thing handed in until nothing more comes.

    Attributes:
        at: when something was handed in last.
        called: tickets that windows had called or gone on with.
    """

    at: datetime
    tickets: int = 0
    services: int = 0
    called: set[str] = field(default_factory=set)
