"""Windows, their clerks and their day."""

from __future__ import annotations

from datetime import datetime

from devices.link.rows.base import Row
from devices.link.words import TicketState, VisitorClass, WindowState


class WindowRow(Row, frozen=True, kw_only=True, tag="window"):
    """A window with its clerk and the ticket it has before it.

    Attributes:
        queues: those it serves now: its own or, while it is lent (潮汐), the lent ones.
        lent_until: when it stops taking the lent ones; None while it is not lent.
        draining: whether it only finishes what it has.
        clerk_photo: picture of its clerk, a path beside hall.toml; empty for none.
    """

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
    lent_until: datetime | None = None
    draining: bool = False
    clerk_photo: str = ""

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

    @property
    def opens_soon(self) -> bool:
        """Whether it is lent to the crowd (潮汐), and only its clerk is still to come."""
        return self.phase == "closed" and self.lent_until is not None and not self.draining


class DayRow(Row, frozen=True, kw_only=True, tag="day"):
    """A window's day as its clerk sees it: what was done, who waits, and when the sign-in ends.

    Attributes:
        ends_at: when the sign-in ends if nobody touches the panel; None while it does not.
    """

    window: int
    finished: int
    mean_minutes: float
    waiting: int
    longest_wait_min: int
    ends_at: datetime | None = None

    @property
    def key(self) -> str:
        """By window number."""
        return f"day/{self.window}"


class ReasonRow(Row, frozen=True, kw_only=True, tag="reason"):
    """A reason that a clerk may give.

    Attributes:
        kind: what it is a reason for: ``pause``, or ``call`` for a call out of order.
    """

    id: str
    name: str
    name_en: str
    kind: str = "pause"

    @property
    def key(self) -> str:
        """By reason id; one id may stand in both lists."""
        return f"reason/{self.id}" if self.kind == "pause" else f"reason/{self.kind}/{self.id}"


class GroundRow(Row, frozen=True, kw_only=True, tag="ground"):
    """A ground on which somebody goes first (优先类别), for whoever may grant it.

    Attributes:
        visitor_class: the class that it gives.
        evidence: kinds of evidence that are looked at; empty when it is plain to see.
    """

    id: str
    name: str
    name_en: str
    visitor_class: VisitorClass
    evidence: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By ground id."""
        return f"ground/{self.id}"


class ClerkRow(Row, frozen=True, kw_only=True, tag="clerk"):
    """Somebody of the hall's staff, for colleagues.

    Attributes:
        role: clerk, leader or guide; a guide signs in at no window.
        window: where they are signed in; 0 for at no window.
    """

    number: str
    name: str
    department: str = ""
    role: str = "clerk"
    window: int = 0

    @property
    def key(self) -> str:
        """By staff number."""
        return f"clerk/{self.number}"


CounterRow = WindowRow | DayRow | ReasonRow | GroundRow | ClerkRow
