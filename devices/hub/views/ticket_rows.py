"""Rows of tickets, and of those who wait for a window in its calling order.

Whoever waits is in the lists of many windows. Windows that call in the same order show the same rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from msgspec import structs

from devices.hub.rules import why
from devices.hub.rules.order import calling_order, claim_of
from devices.hub.rules.shares import shares
from devices.hub.rules.steps import next_step
from devices.hub.state import Hall, Ticket
from devices.hub.views.circles import Circles
from devices.hub.views.told import told_to
from devices.hub.waits import Waits
from devices.link import rows as r
from devices.link.refusals import Sentence
from devices.link.words import TicketState

WAITING_SHOWN = 40
"""Waiting tickets shown to a clerk, in calling order."""

HERE = (TicketState.SERVING, TicketState.HELD, TicketState.FINISHED)
NOBODY = Sentence("", "")
_Order = tuple[object, ...]


@dataclass
class _Circle:
    """What was reckoned of the tickets of one circle.

    Attributes:
        stands: how many are ahead of a ticket, and how long it waits.
        rows: rows of those who wait without their order, by ticket and by what its queue costs at a window.
        lists: the same in an order, by all that it depends on.
        dealt: rows of a list as the window sees them that they are dealt to, by list and place.
        shares: ids of tickets by the window that they are dealt to.
    """

    stands: dict[str, tuple[int, r.Minutes | None]] = field(default_factory=dict)
    rows: dict[tuple[str, int], r.TicketRow] = field(default_factory=dict)
    lists: dict[_Order, list[r.TicketRow]] = field(default_factory=dict)
    dealt: dict[tuple[_Order, int], r.TicketRow] = field(default_factory=dict)
    shares: dict[int, tuple[str, ...]] | None = None


class TicketRows:
    """Makes rows of tickets; what is reckoned for one row is kept for the next ones."""

    def __init__(self, hall: Hall, waits: Waits, name_of: Callable[[str], str], now: datetime) -> None:
        """Look at the tickets of a hall at one moment."""
        self._hall = hall
        self._waits = waits
        self._name_of = name_of
        self.now = now
        self.circles = Circles(hall)
        self._of: dict[int, _Circle] = {}

    def forget(self, circle: int) -> None:
        """Somebody came to, or left, a circle."""
        self._of.pop(circle, None)

    def row(self, ticket: Ticket, *, staff: bool = False, at: int = 0) -> r.TicketRow:
        """A ticket; a masked name, why it is called and what comes next only for staff.

        Args:
            ticket: the ticket.
            staff: whether staff see the row.
            at: number of the window in whose list it waits.
        """
        hall, item = self._hall, self._hall.item(ticket.item)
        ground = hall.ground_of.get(ticket.ground)
        bundle = hall.bundle_of.get(ticket.bundle)
        visit = hall.visits.get(ticket.visit)
        ahead, wait = self._stands(ticket) if ticket.state is TicketState.WAITING else (0, None)
        next_item, next_queue = next_step(hall, ticket) if staff and ticket.state in HERE else ("", "")
        said = self._why(ticket, at) if staff else NOBODY
        job = hall.jobs.get(ticket.job)
        return r.TicketRow(
            id=ticket.id,
            number=ticket.number,
            queue=ticket.queue,
            item=ticket.item,
            item_name=item.name,
            item_name_en=item.name_en or item.name,
            visitor_class=ticket.visitor_class,
            state=ticket.state,
            taken_at=ticket.taken_at,
            window=ticket.window,
            ahead=ahead,
            wait=wait,
            called_at=ticket.called_at,
            started_at=ticket.started_at,
            ended_at=ticket.ended_at,
            recalls=ticket.recalls,
            returns=ticket.returns,
            person=self._name_of(ticket.person) if staff and ticket.person else "",
            slot=ticket.slot,
            why=ticket.why,
            why_zh=said.zh,
            why_en=said.en,
            print_state=job.state if job else None,
            print_cause=job.cause if job else "",
            items=ticket.items if len(ticket.items) > 1 else (),
            ground=ticket.ground,
            advice=told_to(hall, ticket) if staff else (),
            ground_name=ground.name if ground else "",
            ground_name_en=(ground.name_en or ground.name) if ground else "",
            first_asked=visit.first_asked if staff and visit else "",
            next_item=next_item,
            next_queue=next_queue,
            away=ticket.away,
            printed=ticket.printed,
            bundle_name=bundle.name if bundle else "",
            bundle_name_en=(bundle.name_en or bundle.name) if bundle else "",
            to_do=tuple(visit.to_do) if visit else (),
        )

    def waiting(self, number: int) -> list[r.TicketRow]:
        """Whom a window would call, in order, and whom it calls while the hub is away."""
        of = self._in(self.circles.of_window(number))
        share = dict.fromkeys(self._share(number))
        order = self._order_of(number)
        if order not in of.lists:
            of.lists[order] = self._list(of, number)
        found = list(of.lists[order])
        for n, row in enumerate(found):
            if row.id in share:
                del share[row.id]
                if (order, n) not in of.dealt:
                    of.dealt[order, n] = structs.replace(row, away_share=True)
                found[n] = of.dealt[order, n]
        for name in share:
            row = self.row(self._hall.tickets[name], staff=True, at=number)
            found.append(structs.replace(row, away_share=True))
        return found

    def _list(self, of: _Circle, number: int) -> list[r.TicketRow]:
        """The rows of a window's calling order; what a ticket has to show is told once for all orders."""
        queues = self._hall.queues_of(number)
        costs = {queue: n for n, queue in enumerate(queues)} if self._hall.config.order.preference_min else {}
        found = []
        for place, choice in enumerate(
            islice(calling_order(self._hall, number, self.now), WAITING_SHOWN), start=1
        ):
            ticket = choice.ticket
            key = (ticket.id, costs.get(ticket.queue, 0))
            if key not in of.rows:
                of.rows[key] = self.row(ticket, staff=True, at=number)
            found.append(structs.replace(of.rows[key], order=place, why=choice.why))
        return found

    def _order_of(self, number: int) -> _Order:
        """What the calling order of a window depends on, and what its tickets have to show."""
        hall, own = self._hall, f"@{number}"
        alone = any(hall.lines.get((own, standing)) for standing in hall.weighings)
        lines = tuple(name for name in hall.lines_of(number) if name != own)
        streak = min(hall.windows[number].streak, hall.config.tickets.priority_in_a_row)
        return lines, hall.queues_of(number), hall.window_of[number].green, streak, number if alone else 0

    def _share(self, number: int) -> tuple[str, ...]:
        """Ids of the tickets that a window calls if the hub is away from now on."""
        circle = self.circles.of_window(number)
        of = self._in(circle)
        if of.shares is None:
            of.shares = shares(self._hall, self.now, among=self.circles.windows(circle))
        return of.shares.get(number, ())

    def _stands(self, ticket: Ticket) -> tuple[int, r.Minutes | None]:
        """How a waiting ticket stands."""
        stands = self._in(self.circles.of_ticket(ticket)).stands
        if ticket.id not in stands:
            ahead = self._waits.ahead_of(self._hall, ticket, self.now)
            stands[ticket.id] = ahead, self._waits.wait_of(self._hall, ticket, ahead)
        return stands[ticket.id]

    def _why(self, ticket: Ticket, window: int) -> Sentence:
        """Why it was called or, while it waits for a window, what it has to show so far."""
        hall = self._hall
        if ticket.state is TicketState.WAITING:
            if window not in hall.windows:
                return NOBODY
            return why.waiting(claim_of(hall, window, ticket, self.now), hall.config)
        return why.sentence(ticket.reckoning, hall.config) if ticket.reckoning else NOBODY

    def _in(self, circle: int) -> _Circle:
        return self._of.setdefault(circle, _Circle())
