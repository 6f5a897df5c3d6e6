"""Tickets, calls and missed numbers."""

from __future__ import annotations

from datetime import datetime

from devices.link.rows.base import Minutes, Row
from devices.link.words import PrintState, TicketState, VisitorClass


class TicketRow(Row, frozen=True, kw_only=True, tag="ticket"):
    """A ticket (号票).

    Attributes:
        why: code of the reason for its place in the order, or for its call.
        why_zh: the same as one sentence with its numbers; only for staff.
        items: codes of all its items, ``item`` being the first; empty when it is the only one.
        ground: id of the ground on which it goes first; empty for its class alone.
        advice: what the consult desk told the visitor, line by line; only for staff.
        first_asked: staff number of whoever dealt with the visitor first (首问负责).
        next_item: code of the item proposed as the next step of a bundle (一件事); empty for none.
        next_queue: queue proposed as the next step; empty for none.
        away_share: whether this window calls it while the hub is away.
        away: whether a kiosk gave it without the hub.
        bundle_name: the life event (一件事) for which it was taken; empty for none.
        to_do: codes of the items that follow after it in the same visit.
        printed: the number on its paper, if that is another one.
    """

    id: str
    number: str
    queue: str
    item: str
    item_name: str
    item_name_en: str
    visitor_class: VisitorClass
    state: TicketState
    taken_at: datetime
    window: int = 0
    ahead: int = 0
    wait: Minutes | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    recalls: int = 0
    returns: int = 0
    person: str = ""
    slot: datetime | None = None
    order: int = 0
    why: str = ""
    print_state: PrintState | None = None
    print_cause: str = ""
    why_zh: str = ""
    why_en: str = ""
    items: tuple[str, ...] = ()
    ground: str = ""
    ground_name: str = ""
    ground_name_en: str = ""
    advice: tuple[str, ...] = ()
    first_asked: str = ""
    next_item: str = ""
    next_queue: str = ""
    away_share: bool = False
    away: bool = False
    printed: str = ""
    bundle_name: str = ""
    bundle_name_en: str = ""
    to_do: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By ticket id."""
        return f"ticket/{self.id}"


class CallRow(Row, frozen=True, kw_only=True, tag="call"):
    """One call, or recall, of a ticket to a window; screens queue them by id, which only grows.

    Attributes:
        name: masked name (张*) of a visitor whom a consult desk calls by it; empty for calls by number.
        away: whether a kiosk gave the number without the hub.
    """

    id: int
    ticket: str
    number: str
    window: int
    zone: str
    where: str
    where_en: str
    called_at: datetime
    again: bool = False
    name: str = ""
    away: bool = False

    @property
    def key(self) -> str:
        """By call id."""
        return f"call/{self.id}"


class MissedRow(Row, frozen=True, kw_only=True, tag="missed"):
    """A number that was called and not seen, still to be restored."""

    ticket: str
    number: str
    window: int
    missed_at: datetime

    @property
    def key(self) -> str:
        """By ticket id."""
        return f"missed/{self.ticket}"


class RatingRow(Row, frozen=True, kw_only=True, tag="rating"):
    """A rating that the pad of a window may take now."""

    ticket: str
    number: str
    item_name: str
    item_name_en: str
    until: datetime

    @property
    def key(self) -> str:
        """One pad asks about one service at a time."""
        return "rating"


VisitRow = TicketRow | CallRow | MissedRow | RatingRow
