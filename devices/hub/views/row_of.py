"""One thing of the hall as the row that screens show of it.

What many sessions are shown (the hall, a queue, a window, the items) is made once for one moment.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from config.calendar import add_working_days
from config.schema import Bundle, Device, Kiosk, Queue, Zone
from devices.hub.rules.hours import closes_at, span_now
from devices.hub.rules.no_number import no_number
from devices.hub.state import Hall, Ticket
from devices.hub.views import away
from devices.hub.views.circles import Circles
from devices.hub.views.ticket_rows import TicketRows
from devices.hub.views.touched import Touched
from devices.hub.waits import Waits
from devices.link import rows as r
from devices.link.words import WindowState

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

ItemRows = dict[str, tuple[r.ItemRow, ...]]
"""Rows of all items by kiosk; the hall's file does not change while the hub runs, so they are made once."""


class RowOf:
    """Makes rows of a hall, each once until something of it is touched."""

    def __init__(
        self,
        hall: Hall,
        waits: Waits,
        name_of: Callable[[str], str],
        now: datetime,
        items: ItemRows,
        contact_of: Callable[[str], str] = lambda row: "",
    ) -> None:
        """Look at the hall at one moment.

        Args:
            hall: the hall.
            waits: its forecast.
            name_of: gives the masked name of a person by the vault's row.
            now: the moment, in the hall's zone.
            items: rows of items made before, and kept for the next moment.
            contact_of: gives the masked name of a contact by the vault's row.
        """
        self.state = hall
        self._waits = waits
        self._name_of = name_of
        self.now = now
        self._item_rows = items
        self._contact_of = contact_of
        self.results: tuple[r.ResultRow, ...] | None = None
        self.given: dict[str, dict[str, Ticket]] | None = None
        self._hall_seen: r.HallRow | None = None
        self.tickets = TicketRows(hall, waits, name_of, now)
        self._open_for: dict[str, list[int]] | None = None
        self._queues_seen: dict[str, r.QueueRow] = {}
        self._windows_seen: dict[int, r.WindowRow] = {}

    def forget(self, touched: Touched) -> set[int]:
        """Make rows of what was touched anew when they are asked for again; time stands still.

        Returns:
            The circles in which anything is another way now.
        """
        hall, circles = self.state, Circles(self.state)
        if touched.everything or not circles.same(self.tickets.circles):
            self.later(self.now)
            return set(circles.all)
        windows = [number for number in touched.windows if number in hall.windows]
        found = {circles.of_window(number) for number in windows}
        for name in touched.tickets:
            ticket = hall.tickets[name]
            found |= {circles.of_ticket(ticket), circles.of_queue(ticket.queue)}
        for circle in found:
            self.tickets.forget(circle)
            for queue in circles.queues(circle):
                self._queues_seen.pop(queue, None)
        for number in windows:
            self._windows_seen.pop(number, None)
        self.given = self._hall_seen = self._open_for = None
        return found

    def later(self, now: datetime) -> None:
        """Make every row anew: time has passed, or anything may have happened."""
        self.now = now
        self.tickets = TicketRows(self.state, self._waits, self._name_of, now)
        self.results = self.given = self._hall_seen = self._open_for = None
        self._queues_seen.clear()
        self._windows_seen.clear()

    def hall(self) -> r.HallRow:
        """The hall itself."""
        if self._hall_seen is None:
            self._hall_seen = self._hall_now()
        return self._hall_seen

    def _hall_now(self) -> r.HallRow:
        hall, who, papers = self.state, self.state.config.hall, self.state.config.papers
        rows = [self.queue(queue.id) for queue in hall.config.queues]
        waits = [row.wait for row in rows if not row.refused]
        middle = sorted(waits, key=lambda wait: wait.high)[len(waits) // 2] if waits else r.Minutes(0, 0)
        return r.HallRow(
            name=who.name,
            name_en=who.name_en,
            consult_phone=who.consult_phone,
            complaint_phone=who.complaint_phone,
            timezone=who.timezone,
            waiting=sum(row.waiting for row in rows),
            windows_open=sum(w.state is WindowState.OPEN for w in hall.windows.values()),
            wait=middle,
            call_s=hall.config.screens.call_s,
            sign_in=hall.config.staff.sign_in,
            undo_s=hall.config.tickets.undo_s,
            supplement_due=add_working_days(hall.config, self.now.date(), papers.supplement_days),
            deferral_due=add_working_days(hall.config, self.now.date(), papers.deferral_days),
            items_max=hall.config.tickets.items_max,
        )

    def kiosk(self, kiosk: Kiosk) -> r.KioskRow:
        """A kiosk, for itself."""
        screens = self.state.config.screens
        return r.KioskRow(
            id=kiosk.id,
            zone=kiosk.zone,
            idle_s=screens.idle_s,
            count_s=screens.idle_count_s,
            day=self.state.day,
            ranges=away.ranges(self.state, kiosk.id),
        )

    def items(self, kiosk: str) -> tuple[r.ItemRow, ...]:
        """All items, with their places on a kiosk's home page, then the life events."""
        if kiosk in self._item_rows:
            return self._item_rows[kiosk]
        chosen = self.state.kiosk_of[kiosk].featured if kiosk in self.state.kiosk_of else ()
        places = {code: place for place, code in enumerate(chosen, start=1)}
        made = tuple(
            r.ItemRow(
                code=item.code,
                name=item.name,
                name_en=item.name_en or item.name,
                queue=item.queue,
                department=item.department,
                keywords=item.keywords,
                elder=item.elder,
                featured=places.get(item.code, 0),
                materials="" if kiosk else item.materials,
            )
            for item in self.state.config.items
        )
        bundles = tuple(self._bundle(bundle) for bundle in self.state.config.bundles)
        self._item_rows[kiosk] = made + bundles
        return made + bundles

    def _bundle(self, bundle: Bundle) -> r.ItemRow:
        return r.ItemRow(
            code=bundle.id,
            name=bundle.name,
            name_en=bundle.name_en or bundle.name,
            queue=self.state.item(bundle.items[0]).queue,
            kind="bundle",
            items=bundle.items,
        )

    @staticmethod
    def zone(zone: Zone) -> r.ZoneRow:
        """A zone and its sign."""
        return r.ZoneRow(id=zone.id, name=zone.name, name_en=zone.name_en or zone.name, floor=zone.floor)

    def queue(self, name: str) -> r.QueueRow:
        """A queue, with people ahead and the range."""
        if name not in self._queues_seen:
            self._queues_seen[name] = self._queue_now(name)
        return self._queues_seen[name]

    def _queue_now(self, name: str) -> r.QueueRow:
        hall, queue = self.state, self.state.queue_of[name]
        if self._open_for is None:
            self._open_for = self._open_windows()
        no = no_number(hall, queue, self.now, lambda other: self._waits.expected_min(hall, other))
        return r.QueueRow(
            id=queue.id,
            prefix=queue.prefix,
            name=queue.name,
            name_en=queue.name_en or queue.name,
            zone=queue.zone,
            waiting=hall.waiting(name),
            ahead=self._waits.ahead(hall, name),
            wait=self._waits.wait(hall, name),
            windows=tuple(self._open_for.get(name, ())),
            refused=no.code if no else "",
            refused_zh=no.sentence.zh if no else "",
            refused_en=no.sentence.en if no else "",
            closes_at=None if no else self._closes_at(queue),
            open=away.open_today(hall, queue, self.now),
            real_name=queue.real_name,
        )

    def _open_windows(self) -> dict[str, list[int]]:
        """Open windows by the queue that they call from now."""
        found: dict[str, list[int]] = {}
        for window in self.state.config.windows:
            if self.state.windows[window.number].state is WindowState.OPEN:
                for queue in self.state.serves(window.number):
                    found.setdefault(queue, []).append(window.number)
        return found

    def _closes_at(self, queue: Queue) -> datetime | None:
        span = span_now(self.state, queue, self.now)
        return closes_at(self.state, queue, span) if span is not None and span.ends else None

    def window(self, number: int) -> r.WindowRow:
        """A window with whom it serves."""
        if number not in self._windows_seen:
            self._windows_seen[number] = self._window_now(number)
        return self._windows_seen[number]

    def _window_now(self, number: int) -> r.WindowRow:
        hall, now, window = self.state, self.state.windows[number], self.state.window_of[number]
        ticket = hall.current(number)
        reason = next((p for p in hall.config.pauses if p.id == now.reason), None)
        since = ticket and (ticket.started_at or ticket.called_at)
        return r.WindowRow(
            number=number,
            zone=window.zone,
            name=window.name or WINDOW_NAMES[window.type],
            type=window.type,
            state=now.state,
            queues=hall.serves(number),
            where=window.where,
            where_en=window.where_en or window.where,
            reason=reason.name if reason else "",
            reason_en=(reason.name_en or reason.name) if reason else "",
            clerk=now.clerk,
            clerk_name=self.clerk_name(now.clerk),
            ticket=ticket.id if ticket else "",
            number_shown=ticket.number if ticket else "",
            ticket_state=ticket.state if ticket else None,
            since=since or None,
            lent_until=now.lent_until,
            draining=now.draining,
            clerk_photo=hall.clerk_of[now.clerk].photo if now.clerk in hall.clerk_of else "",
        )

    def clerk_name(self, number: str) -> str:
        """How visitors are told a clerk's name, as the hall wants it; empty for nobody."""
        clerk = self.state.clerk_of.get(number)
        if clerk is None or self.state.config.screens.staff_names == "number":
            return ""
        return clerk.name if self.state.config.screens.staff_names == "full" else f"{clerk.name[0]}*"

    def ticket(self, ticket: Ticket, *, staff: bool = False) -> r.TicketRow:
        """A ticket that is in no window's list; a masked name and why it is called only for staff."""
        return self.tickets.row(ticket, staff=staff)

    def whose(self, person: str | None, contact: str | None) -> str:
        """The masked name of a card's holder, or of a contact that was left; for staff only."""
        return (self._name_of(person) if person else "") or (self._contact_of(contact) if contact else "")

    def device(self, device: Device) -> r.DeviceRow:
        """A device and its health."""
        now = self.state.devices[device.id]
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
