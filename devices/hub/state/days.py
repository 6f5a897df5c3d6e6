"""What a day came to, as its end wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DayReport:
    """The day before: what was open at its end by state, what was given and served, the last numbers."""

    day: date
    open: dict[str, int]
    given: int
    served: int
    by_queue: dict[str, int]
    last: dict[str, str]
