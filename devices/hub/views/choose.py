"""What each session sees: rows of the hall, chosen by role and place.

A view is a function of the hall and nothing else, so what is sent is always the whole truth and the
difference to what was sent before is all that travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from msgspec import structs

from devices.hub.people import Principal
from devices.hub.rules.order import calling_order
from devices.hub.state import Call, Hall, WindowNow
from devices.hub.views import counter_lists, desk, register
from devices.hub.views.row_of import ItemRows, RowOf
from devices.hub.waits import Waits
from devices.link import rows as r
from devices.link.words import Role

WAITING_SHOWN = 40
"""Waiting tickets shown to a clerk, in calling order."""
CALLS_SHOWN = 12
"""Calls of a zone that its screen is shown."""
KIOSK_KEEPS = timedelta(minutes=10)
"""How long a kiosk is shown the tickets that it gave."""
KIOSK_SHOWN = 30
"""And how many of them at the most: it shows one at a time."""


class Views:
    """Chooses the rows of a hall that does not change while this lives."""

    def __init__(
        self,
        hall: Hall,
        waits: Waits,
        name_of: Callable[[str], str],
        items: ItemRows | None = None,
        contact_of: Callable[[str], str] = lambda row: "",
    ) -> None:
        """Look at a hall.

        Args:
            hall: the hall.
            waits: its forecast.
            name_of: gives the masked name of a person by the vault's row.
            items: rows of items made before, and kept for the next moment.
            contact_of: gives the masked name of a contact by the vault's row.
        """
        self._hall = hall
        self._waits = waits
        self._name_of = name_of
        self._items: ItemRows = {} if items is None else items
        self._contact_of = contact_of
        self._of: RowOf | None = None
        self._served: dict[int, list[str]] | None = None

    def rows(self, by: Principal, now: datetime) -> dict[str, r.AnyRow]:
        """Everything this principal is shown now, by key."""
        return {row.key: row for row in self._rows(by, self._at(now))}

    def dashboard(self, now: datetime) -> dict[str, r.AnyRow]:
        """The whole hall without any person: for the page, the API and the metrics."""
        of = self._at(now)
        rows = (of.hall(), *self._public(of), *self._overview(of))
        # A consult desk calls by name in its own zone only; the page is read anywhere.
        return {row.key: structs.replace(row, name="") if isinstance(row, r.CallRow) else row for row in rows}

    def ticket(self, name: str, now: datetime) -> r.TicketRow | None:
        """One ticket by its id, as its holder may see it."""
        ticket = self._hall.tickets.get(name)
        return None if ticket is None else self._at(now).ticket(ticket)

    def _at(self, now: datetime) -> RowOf:
        if self._of is None or self._of.now != now:
            self._of = RowOf(self._hall, self._waits, self._name_of, now, self._items, self._contact_of)
        return self._of

    def _rows(self, by: Principal, of: RowOf) -> Iterator[r.AnyRow]:
        yield of.hall()
        match by.role:
            case Role.KIOSK:
                yield from (of.kiosk(k) for k in self._hall.config.kiosks if k.id == by.place)
                yield from self._public(of)
                yield from of.items(by.place)
                yield from islice(self._kiosk_tickets(by.place, of), KIOSK_SHOWN)
                yield from islice(self._reprinted(by.place, of), KIOSK_SHOWN)
                yield from (of.device(d) for d in self._hall.config.devices if d.kiosk == by.place)
                yield from desk.helps(self._hall, by, of)
            case Role.CLERK if by.window in self._hall.windows:
                yield from self._counter(by.window, of)
                yield from register.papers(self._hall, by.window)
                if self._hall.window_of[by.window].type == "issue":
                    yield from register.results(self._hall, of)
                yield from desk.helps(self._hall, by, of)
                if self._hall.window_of[by.window].type == "consult":
                    yield from desk.rooms(self._hall)
                    yield from register.told(self._hall)
            case Role.PAD if by.window in self._hall.windows:
                yield of.window(by.window)
                yield from self._rating(by.window, of)
                yield from desk.helps(self._hall, by, of)
            case Role.SCREEN if by.window in self._hall.windows:
                yield of.window(by.window)
                yield from self._calls(lambda window, ticket: window == by.window)
            case Role.SCREEN:
                yield from self._zone(by.place.removeprefix("zone-"), of)
            case Role.DESK | Role.LEADER | Role.ADMIN:
                yield from self._public(of)
                yield from of.items("")
                yield from self._overview(of)
                roles = counter_lists.AT_DESKS if by.role is Role.DESK else counter_lists.EVERYBODY
                yield from counter_lists.clerks(self._hall, roles)
                yield from desk.helps(self._hall, by, of)
                yield from desk.rooms(self._hall)
                yield from desk.matters(self._hall, of)
                yield from desk.notices(self._hall)
                yield from register.told(self._hall)
                yield from register.results(self._hall, of)
            case _:
                pass

    # Parts ----------------------------------------------------------------------------------------

    def _public(self, of: RowOf) -> Iterator[r.AnyRow]:
        hall = self._hall
        yield from (of.zone(zone) for zone in hall.config.zones)
        yield from (of.queue(queue.id) for queue in hall.config.queues)
        yield from (of.window(number) for number in hall.windows)

    def _overview(self, of: RowOf) -> Iterator[r.AnyRow]:
        yield from (of.device(device) for device in self._hall.config.devices)
        yield from self._calls(lambda window, ticket: True)
        yield from self._missed(lambda window, ticket: True)

    def _zone(self, zone: str, of: RowOf) -> Iterator[r.AnyRow]:
        hall = self._hall

        def here(number: int) -> bool:
            lent = (hall.queue_of[queue].zone for queue in hall.serves(number))
            return zone in (hall.window_of[number].zone, *lent)

        def heard(window: int, ticket: str) -> bool:
            return window in hall.window_of and zone in hall.heard_in(window, ticket)

        yield from (of.zone(z) for z in hall.config.zones if z.id == zone)
        yield from (of.queue(q.id) for q in hall.config.queues if q.zone == zone)
        yield from (of.window(number) for number in hall.windows if here(number))
        yield from self._calls(heard)
        yield from self._missed(heard)

    def _counter(self, number: int, of: RowOf) -> Iterator[r.AnyRow]:
        hall, window = self._hall, self._hall.windows[number]
        yield from self._public(of)
        yield from self._waiting(number, of)
        mine = [name for name in (window.ticket, *window.held) if name]
        mine += [name for name in hall.missed if hall.tickets[name].window == number]
        mine += self._served_at(number)
        yield from (of.ticket(hall.tickets[name], staff=True) for name in mine)
        yield from counter_lists.reasons(hall)
        yield from counter_lists.grounds(hall)
        yield from counter_lists.clerks(hall, counter_lists.AT_WINDOWS)
        yield from counter_lists.items(hall, number, of, mine)
        yield from (of.device(d) for d in hall.config.devices if d.window == number)
        yield from self._rating(number, of)
        yield self._day(window, of)

    def _served_at(self, number: int) -> list[str]:
        """The tickets that a window finished last; all windows' are found at once."""
        if self._served is None:
            self._served = counter_lists.served(self._hall)
        return self._served.get(number, [])

    def _waiting(self, number: int, of: RowOf) -> Iterator[r.AnyRow]:
        """Whom the window would call, in order, and whom it calls while the hub is away."""
        share = dict.fromkeys(of.share(number))
        order = islice(calling_order(self._hall, number, of.now), WAITING_SHOWN)
        for place, choice in enumerate(order, start=1):
            row = of.ticket(choice.ticket, order=place, reason=choice.why, staff=True, at=number)
            own = choice.ticket.id in share
            share.pop(choice.ticket.id, None)
            yield structs.replace(row, away_share=True) if own else row
        for name in share:
            row = of.ticket(self._hall.tickets[name], staff=True, at=number)
            yield structs.replace(row, away_share=True)

    def _day(self, window: WindowNow, of: RowOf) -> r.DayRow:
        queues = self._hall.serves(window.number)
        heads = [
            line[0].taken_at
            for queue in queues
            for standing in self._hall.standings
            if (line := self._hall.lines.get((queue, standing))) and len(line)
        ]
        longest = (of.now - min(heads)).total_seconds() / 60 if heads else 0.0
        mean = window.served_s / window.finished / 60 if window.finished else 0.0
        return r.DayRow(
            window=window.number,
            finished=window.finished,
            mean_minutes=round(mean, 1),
            waiting=sum(self._hall.waiting(queue) for queue in queues),
            longest_wait_min=int(longest),
        )

    def _rating(self, number: int, of: RowOf) -> Iterator[r.AnyRow]:
        window = self._hall.windows[number]
        if window.rating and window.rating_until is not None and of.now < window.rating_until:
            ticket = self._hall.tickets[window.rating]
            item = self._hall.item(ticket.item)
            yield r.RatingRow(
                ticket=ticket.id,
                number=ticket.number,
                item_name=item.name,
                item_name_en=item.name_en or item.name,
                until=window.rating_until,
            )

    def _calls(self, here: Callable[[int, str], bool]) -> Iterator[r.AnyRow]:
        known = self._hall.window_of
        found = [call for call in self._hall.calls if call.window in known and here(call.window, call.ticket)]
        for call in found[-CALLS_SHOWN:]:
            window = self._hall.window_of[call.window]
            yield r.CallRow(
                id=call.id,
                ticket=call.ticket,
                number=self._hall.tickets[call.ticket].number,
                window=call.window,
                zone=window.zone,
                where=window.where,
                where_en=window.where_en or window.where,
                called_at=call.at,
                again=call.again,
                name=self._name_called(call),
                away=self._hall.tickets[call.ticket].away,
            )

    def _name_called(self, call: Call) -> str:
        """The masked name by which a consult desk called somebody."""
        person = self._hall.tickets[call.ticket].person
        return self._name_of(person) if call.by_name and person else ""

    def _missed(self, here: Callable[[int, str], bool]) -> Iterator[r.AnyRow]:
        for name in self._hall.missed:
            ticket = self._hall.tickets[name]
            if here(ticket.window, name) and ticket.ended_at is not None:
                yield r.MissedRow(
                    ticket=name, number=ticket.number, window=ticket.window, missed_at=ticket.ended_at
                )

    def _kiosk_tickets(self, kiosk: str, of: RowOf) -> Iterator[r.AnyRow]:
        for ticket in reversed(self._hall.tickets.values()):
            if ticket.id != ticket.visit:
                continue  # a later step of a visit; its number was given long ago
            if ticket.taken_at < of.now - KIOSK_KEEPS:
                if ticket.away:
                    continue  # handed in long after it was taken
                # First steps stand in the order of taking: all further ones are older still.
                return
            if ticket.kiosk == kiosk:
                yield of.ticket(ticket)

    def _reprinted(self, kiosk: str, of: RowOf) -> Iterator[r.AnyRow]:
        """Tickets of whichever kiosk that were printed again here, so that it tells of their paper."""
        printers = {device.id for device in self._hall.config.devices if device.kiosk == kiosk}
        for job in reversed(self._hall.jobs.values()):
            if job.requested_at < of.now - KIOSK_KEEPS:
                return
            if job.again and job.device in printers and job.ticket in self._hall.tickets:
                yield of.ticket(self._hall.tickets[job.ticket])
