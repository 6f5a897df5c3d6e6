"""What each session sees: rows of the hall, chosen by role and place.

A view is a function of the hall and nothing else, so what is sent is always the whole truth and the
difference to what was sent before is all that travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from config.schema import Device, Zone
from devices.hub.hours import refusal_now
from devices.hub.order import calling_order
from devices.hub.people import Principal
from devices.hub.state import Hall, Ticket, WindowNow
from devices.hub.waits import Waits
from devices.link import rows as r
from devices.link.words import Role, TicketState, VisitorClass, WindowState

WAITING_SHOWN = 40
"""Waiting tickets shown to a clerk, in calling order."""
CALLS_SHOWN = 12
"""Calls of a zone that its screen is shown."""
KIOSK_KEEPS = timedelta(minutes=10)
"""How long a kiosk is shown the tickets that it gave."""

WINDOW_NAMES = {
    "accept": "综合受理",
    "immediate": "即办",
    "issue": "综合出件",
    "consult": "综合咨询",
    "tidal": "潮汐窗口",
    "unsolved": "办不成事反映",
    "inter_province": "跨省通办",
    "elder": "为老服务",
    "dedicated": "专职窗口",
}


class Views:
    """Makes rows; keeps nothing but where to look."""

    def __init__(self, hall: Hall, waits: Waits, name_of: Callable[[str], str]) -> None:
        """``name_of`` gives the masked name of a person by the vault's row."""
        self._hall = hall
        self._waits = waits
        self._name_of = name_of

    def rows(self, by: Principal, now: datetime) -> dict[str, r.AnyRow]:
        """Everything this principal is shown now, by key."""
        return {row.key: row for row in self._rows(by, now)}

    def _rows(self, by: Principal, now: datetime) -> Iterator[r.AnyRow]:
        yield self._hall_row(now)
        match by.role:
            case Role.KIOSK:
                yield from self._public(now)
                yield from self._items(by.place)
                yield from self._kiosk_tickets(by.place, now)
                yield from (self._device(d) for d in self._hall.config.devices if d.kiosk == by.place)
            case Role.CLERK if by.window in self._hall.windows:
                yield from self._counter(by.window, now)
            case Role.PAD if by.window in self._hall.windows:
                yield self._window(by.window)
                yield from self._rating(by.window, now)
            case Role.SCREEN if by.window in self._hall.windows:
                yield self._window(by.window)
                yield from self._calls(lambda window: window == by.window)
            case Role.SCREEN:
                yield from self._zone(by.place.removeprefix("zone-"), now)
            case Role.DESK | Role.LEADER | Role.ADMIN:
                yield from self._public(now)
                yield from self._items("")
                yield from self._overview()
            case _:
                pass

    def dashboard(self, now: datetime) -> dict[str, r.AnyRow]:
        """The whole hall without any person: for the page, the API and the metrics."""
        rows = [self._hall_row(now), *self._public(now), *self._overview()]
        return {row.key: row for row in rows}

    def ticket(self, name: str, now: datetime) -> r.TicketRow | None:
        """One ticket by its id, as its holder may see it."""
        ticket = self._hall.tickets.get(name)
        return None if ticket is None else self._ticket(ticket, now)

    # Parts ----------------------------------------------------------------------------------------

    def _hall_row(self, now: datetime) -> r.HallRow:
        hall, who = self._hall, self._hall.config.hall
        waits = [self._waits.wait(hall, q.id) for q in hall.config.queues if not refusal_now(hall, q, now)]
        middle = sorted(waits, key=lambda wait: wait.high)[len(waits) // 2] if waits else r.Minutes(0, 0)
        return r.HallRow(
            name=who.name,
            name_en=who.name_en,
            consult_phone=who.consult_phone,
            complaint_phone=who.complaint_phone,
            timezone=who.timezone,
            waiting=sum(hall.waiting(queue.id) for queue in hall.config.queues),
            windows_open=sum(w.state is WindowState.OPEN for w in hall.windows.values()),
            wait=middle,
            call_s=hall.config.screens.call_s,
        )

    def _public(self, now: datetime) -> Iterator[r.AnyRow]:
        hall = self._hall
        yield from (self._zone_row(zone) for zone in hall.config.zones)
        yield from (self._queue(queue.id, now) for queue in hall.config.queues)
        yield from (self._window(number) for number in hall.windows)

    def _overview(self) -> Iterator[r.AnyRow]:
        yield from (self._device(device) for device in self._hall.config.devices)
        yield from self._calls(lambda window: True)
        yield from self._missed(lambda window: True)

    def _zone(self, zone: str, now: datetime) -> Iterator[r.AnyRow]:
        hall = self._hall

        def here(window: int) -> bool:
            return hall.window_of[window].zone == zone

        yield from (self._zone_row(z) for z in hall.config.zones if z.id == zone)
        yield from (self._queue(q.id, now) for q in hall.config.queues if q.zone == zone)
        yield from (self._window(number) for number in hall.windows if here(number))
        yield from self._calls(here)
        yield from self._missed(here)

    def _counter(self, number: int, now: datetime) -> Iterator[r.AnyRow]:
        hall, window = self._hall, self._hall.windows[number]
        yield from self._public(now)
        order = enumerate(islice(calling_order(hall, number, now), WAITING_SHOWN), start=1)
        for place, (ticket, why) in order:
            yield self._ticket(ticket, now, order=place, why=why, staff=True)
        for name in (window.ticket, *window.held):
            if name:
                yield self._ticket(hall.tickets[name], now, staff=True)
        for name in hall.missed:
            if hall.tickets[name].window == number:
                yield self._ticket(hall.tickets[name], now, staff=True)
        yield from (r.ReasonRow(id=p.id, name=p.name, name_en=p.name_en) for p in hall.config.pauses)
        yield from (r.ClerkRow(number=c.number, name=c.name) for c in hall.config.clerks)
        yield from (self._device(d) for d in hall.config.devices if d.window == number)
        yield from self._rating(number, now)
        yield self._day(window, now)

    def _day(self, window: WindowNow, now: datetime) -> r.DayRow:
        queues = self._hall.window_of[window.number].queues
        heads = [
            line[0].taken_at
            for queue in queues
            for c in VisitorClass
            if (line := self._hall.lines.get((queue, c))) and len(line)
        ]
        longest = (now - min(heads)).total_seconds() / 60 if heads else 0.0
        mean = window.served_s / window.finished / 60 if window.finished else 0.0
        return r.DayRow(
            window=window.number,
            finished=window.finished,
            mean_minutes=round(mean, 1),
            waiting=sum(self._hall.waiting(queue) for queue in queues),
            longest_wait_min=int(longest),
        )

    def _rating(self, number: int, now: datetime) -> Iterator[r.AnyRow]:
        window = self._hall.windows[number]
        if window.rating and window.rating_until is not None and now < window.rating_until:
            ticket = self._hall.tickets[window.rating]
            item = self._hall.item_of[ticket.item]
            yield r.RatingRow(
                ticket=ticket.id,
                number=ticket.number,
                item_name=item.name,
                item_name_en=item.name_en,
                until=window.rating_until,
            )

    def _calls(self, here: Callable[[int], bool]) -> Iterator[r.AnyRow]:
        found = [call for call in self._hall.calls if here(call.window)]
        for call in found[-CALLS_SHOWN:]:
            window = self._hall.window_of[call.window]
            yield r.CallRow(
                id=call.id,
                ticket=call.ticket,
                number=self._hall.tickets[call.ticket].number,
                window=call.window,
                zone=window.zone,
                where=window.where,
                where_en=window.where_en,
                called_at=call.at,
                again=call.again,
            )

    def _missed(self, here: Callable[[int], bool]) -> Iterator[r.AnyRow]:
        for name in self._hall.missed:
            ticket = self._hall.tickets[name]
            if here(ticket.window) and ticket.ended_at is not None:
                yield r.MissedRow(
                    ticket=name, number=ticket.number, window=ticket.window, missed_at=ticket.ended_at
                )

    def _kiosk_tickets(self, kiosk: str, now: datetime) -> Iterator[r.AnyRow]:
        for ticket in reversed(self._hall.tickets.values()):
            if ticket.id != ticket.visit:
                continue  # a later step of a visit; its number was given long ago
            # First steps stand in the order of taking: all further ones are older still.
            if ticket.taken_at < now - KIOSK_KEEPS:
                return
            if ticket.kiosk == kiosk:
                yield self._ticket(ticket, now)

    def _items(self, kiosk: str) -> Iterator[r.AnyRow]:
        chosen = self._hall.kiosk_of[kiosk].featured if kiosk in self._hall.kiosk_of else ()
        places = {code: place for place, code in enumerate(chosen, start=1)}
        for item in self._hall.config.items:
            yield r.ItemRow(
                code=item.code,
                name=item.name,
                name_en=item.name_en or item.name,
                queue=item.queue,
                department=item.department,
                keywords=item.keywords,
                elder=item.elder,
                featured=places.get(item.code, 0),
            )

    # Rows -----------------------------------------------------------------------------------------

    @staticmethod
    def _zone_row(zone: Zone) -> r.ZoneRow:
        return r.ZoneRow(id=zone.id, name=zone.name, name_en=zone.name_en or zone.name, floor=zone.floor)

    def _queue(self, name: str, now: datetime) -> r.QueueRow:
        hall, queue = self._hall, self._hall.queue_of[name]
        serving = [
            w.number
            for w in hall.config.windows
            if name in w.queues and hall.windows[w.number].state is WindowState.OPEN
        ]
        return r.QueueRow(
            id=queue.id,
            prefix=queue.prefix,
            name=queue.name,
            name_en=queue.name_en or queue.name,
            zone=queue.zone,
            waiting=hall.waiting(name),
            ahead=self._waits.ahead(hall, name),
            wait=self._waits.wait(hall, name),
            windows=tuple(serving),
            refused=refusal_now(hall, queue, now),
        )

    def _window(self, number: int) -> r.WindowRow:
        hall, now, window = self._hall, self._hall.windows[number], self._hall.window_of[number]
        ticket = hall.current(number)
        reason = next((p for p in hall.config.pauses if p.id == now.reason), None)
        since = ticket and (ticket.started_at or ticket.called_at)
        return r.WindowRow(
            number=number,
            zone=window.zone,
            name=window.name or WINDOW_NAMES[window.type],
            type=window.type,
            state=now.state,
            queues=window.queues,
            where=window.where,
            where_en=window.where_en or window.where,
            reason=reason.name if reason else "",
            reason_en=(reason.name_en or reason.name) if reason else "",
            clerk=now.clerk,
            clerk_name=self._clerk_name(now.clerk),
            ticket=ticket.id if ticket else "",
            number_shown=ticket.number if ticket else "",
            ticket_state=ticket.state if ticket else None,
            since=since or None,
        )

    def _clerk_name(self, number: str) -> str:
        clerk = self._hall.clerk_of.get(number)
        if clerk is None or self._hall.config.screens.staff_names == "number":
            return ""
        return clerk.name if self._hall.config.screens.staff_names == "full" else f"{clerk.name[0]}*"

    def _ticket(
        self, ticket: Ticket, now: datetime, *, order: int = 0, why: str = "", staff: bool = False
    ) -> r.TicketRow:
        hall, item = self._hall, self._hall.item_of[ticket.item]
        waits = ticket.state is TicketState.WAITING
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
            ahead=self._waits.ahead_of(hall, ticket) if waits else 0,
            wait=self._waits.wait_of(hall, ticket) if waits else None,
            called_at=ticket.called_at,
            started_at=ticket.started_at,
            ended_at=ticket.ended_at,
            recalls=ticket.recalls,
            returns=ticket.returns,
            person=self._name_of(ticket.person) if staff and ticket.person else "",
            slot=ticket.slot,
            order=order,
            why=why or ticket.why,
            print_state=job.state if job else None,
            print_cause=job.cause if job else "",
        )

    def _device(self, device: Device) -> r.DeviceRow:
        now = self._hall.devices[device.id]
        window = f"window-{device.window}" if device.window else ""
        return r.DeviceRow(
            id=device.id,
            kind=device.kind,
            host=device.host,
            state=now.state,
            serves=device.kiosk or window or device.zone,
            fault=now.fault,
            since=now.since,
        )
