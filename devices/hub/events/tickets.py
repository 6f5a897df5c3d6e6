"""Numbers that are given, given up, or end unserved."""

from __future__ import annotations

from datetime import datetime

from devices.hub.events.base import Event
from devices.link.words import VisitorClass


class TicketTaken(Event, frozen=True, kw_only=True, tag="ticket_taken"):
    """A visitor got a number.

    Attributes:
        items: all items of the ticket, of one queue; empty where there is only ``item``.
        to_do: items of other queues, in the order in which the visit goes on to them.
        bundle: the life event (一件事) it was taken for.
        band: the counter that gave the number beside the queue's own; empty for that one.
        ground: why it goes first, of the hall's table.
        only: the item for which some windows are set aside this season.
        clerk: staff number of the guide who took the number for the visitor; empty at a kiosk.
        away: whether a kiosk gave it without the hub, at ``taken_at``; ``at`` is when it handed it in.
        away_order: its place among those who wait since the same moment, if ``away``.
        printed: the number on its paper, if that was used already and ``number`` is another one.
        late: whether it was of a day that had ended.
    """

    ticket: str
    number: str
    count: int
    queue: str
    item: str
    visitor_class: VisitorClass
    place: str
    order_at: datetime
    person: str | None = None
    appointment: str | None = None
    slot: datetime | None = None
    items: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()
    bundle: str = ""
    band: str = ""
    ground: str = ""
    only: str = ""
    clerk: str = ""
    away: bool = False
    taken_at: datetime | None = None
    away_order: int = 0
    printed: str = ""
    late: bool = False


class ReprintOffered(Event, frozen=True, kw_only=True, tag="reprint_offered"):
    """A person with a waiting ticket asked for another of the same queue, and was shown the one they have."""

    ticket: str
    place: str = ""


class TicketCancelled(Event, frozen=True, kw_only=True, tag="ticket_cancelled"):
    """The visitor gave the ticket up."""

    ticket: str


class TicketExpired(Event, frozen=True, kw_only=True, tag="ticket_expired"):
    """The ticket ended unserved; ``reason`` is ``end_of_day`` or ``returns_used``."""

    ticket: str
    reason: str


TicketsEvent = TicketTaken | ReprintOffered | TicketCancelled | TicketExpired
