"""What kiosks and panels did without the hub, and hand in when it is back."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event
from devices.link.words import AwayConflictKind, AwayOutcome, Language, PrintState


class PaperHandedIn(Event, frozen=True, kw_only=True, tag="paper_handed_in"):
    """What became of the paper of a ticket that a kiosk gave without the hub."""

    job: str
    ticket: str
    device: str
    state: PrintState
    language: Language = Language.ZH


class ServiceHandedIn(Event, frozen=True, kw_only=True, tag="service_handed_in"):
    """A window called a ticket without the hub, at these times and with this outcome.

    Attributes:
        online: whether the hub had made the call itself before it was away.
        beaten: whether the ticket stays as it is, because another window had it before.
        late: whether it was of a day that had ended; nothing changes any more.
        live: whether the window had done other things with the hub since then, so that it was not away and
            called somebody out of order.
    """

    ticket: str
    window: int
    clerk: str
    called_at: datetime
    outcome: AwayOutcome
    started_at: datetime | None = None
    ended_at: datetime | None = None
    online: bool = False
    beaten: bool = False
    late: bool = False
    live: bool = False


class AwayConflict(Event, frozen=True, kw_only=True, tag="away_conflict"):
    """Two things were done without each other: both are kept here, and staff are told.

    Attributes:
        ticket: the ticket that was handed in, or that two windows had.
        other: the ticket that the same person had already in the same queue.
        windows: the windows that had the ticket, the one that keeps it first.
    """

    kind: AwayConflictKind
    ticket: str
    other: str = ""
    windows: tuple[int, ...] = ()


class AwayMerged(Event, frozen=True, kw_only=True, tag="away_merged"):
    """Nobody has handed in anything for a while: what is said of an outage has been said."""

    tickets: int
    services: int
    overtaken: int = 0


AwayEvent = PaperHandedIn | ServiceHandedIn | AwayConflict | AwayMerged
