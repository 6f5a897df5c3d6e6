"""What a window did last, and what was so before: all that taking it back needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from devices.hub.events.counter import Reckoning
from devices.link.words import CounterStep, TicketState


@dataclass(frozen=True)
class TicketWas:
    """What a step at a window changes of its ticket."""

    state: TicketState
    window: int
    clerk: str
    called_at: datetime | None
    announced_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    why: str
    reckoning: Reckoning | None
    stands_as: str
    by_name: bool
    recalls: int


@dataclass(frozen=True)
class WindowWas:
    """What a step changes of its window."""

    ticket: str
    held: tuple[str, ...]
    streak: int
    finished: int
    served_s: float
    rating: str
    rating_until: datetime | None


@dataclass(frozen=True)
class LastStep:
    """A window's last step.

    Attributes:
        clerk: who took it.
        step: id of the new step of a visit that goes on.
        steps: how many steps the visit had after it.
        first_asked: who was responsible for the visit before.
        to_do: items of the visit that were still to be done before.
        finish: the end of a service that was one with adding the next step.
    """

    what: CounterStep
    at: datetime
    clerk: str
    ticket: str
    was: TicketWas
    window: WindowWas
    step: str
    steps: int
    first_asked: str
    to_do: tuple[str, ...]
    finish: LastStep | None = None
