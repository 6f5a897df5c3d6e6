"""Windows, their clerks and their day."""

from __future__ import annotations

from datetime import datetime

from devices.link.rows.base import Row
from devices.link.words import TicketState, WindowState


class WindowRow(Row, frozen=True, kw_only=True, tag="window"):
    """A window with its clerk and the ticket it has before it."""

    number: int
    zone: str
    name: str
    type: str
    state: WindowState
    queues: tuple[str, ...] = ()
    where: str = ""
    where_en: str = ""
    reason: str = ""
    reason_en: str = ""
    clerk: str = ""
    clerk_name: str = ""
    ticket: str = ""
    number_shown: str = ""
    ticket_state: TicketState | None = None
    since: datetime | None = None

    @property
    def key(self) -> str:
        """By window number."""
        return f"window/{self.number}"

    @property
    def phase(self) -> str:
        """What the window does, in one word: closed, paused, free, called or serving."""
        if self.ticket_state in (TicketState.CALLED, TicketState.SERVING):
            return self.ticket_state.value
        return "free" if self.state is WindowState.OPEN else self.state.value


class DayRow(Row, frozen=True, kw_only=True, tag="day"):
    """What a window has done today."""

    window: int
    finished: int
    mean_minutes: float
    waiting: int
    longest_wait_min: int

    @property
    def key(self) -> str:
        """By window number."""
        return f"day/{self.window}"


class ReasonRow(Row, frozen=True, kw_only=True, tag="reason"):
    """A reason for a pause."""

    id: str
    name: str
    name_en: str

    @property
    def key(self) -> str:
        """By reason id."""
        return f"reason/{self.id}"


class ClerkRow(Row, frozen=True, kw_only=True, tag="clerk"):
    """A clerk who may sign in at this window."""

    number: str
    name: str

    @property
    def key(self) -> str:
        """By staff number."""
        return f"clerk/{self.number}"


CounterRow = WindowRow | DayRow | ReasonRow | ClerkRow
