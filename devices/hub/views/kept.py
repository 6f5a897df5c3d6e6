"""Parts that are kept from one moment to the next, and made anew only when something of them was touched.

What is shown is what ``Views`` would make of the hall: each part has a stamp of all that it is made of, and
a part whose stamp is the same is the same. Time counts as touched when ``later`` says so, and what the
forecast learns from one circle is shown in the others from then on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from devices.hub.events import AnyEvent
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.views import counter, counter_lists, kiosk
from devices.hub.views.choose import part_rows, shown
from devices.hub.views.parts import Name, Part
from devices.hub.views.row_of import ItemRows, RowOf
from devices.hub.views.touched import Touched
from devices.hub.waits import Waits
from devices.link import rows as r
from devices.link.words import TicketState

Stamp = tuple[object, ...]

SELDOM = frozenset({"kiosk", "helps", "rooms", "matters", "notices", "told", "results"})
"""Parts that only time changes, and what touches everything."""


class KeptViews:
    """The parts of one hall, told what happens.

    Attributes:
        owes_figures: whether the figures of the whole hall are not those of the last look.
    """

    def __init__(self, name_of: Callable[[str], str], contact_of: Callable[[str], str]) -> None:
        """Keep nothing yet.

        Args:
            name_of: gives the masked name of a person by the vault's row.
            contact_of: gives the masked name of a contact by the vault's row.
        """
        self._name_of = name_of
        self._contact_of = contact_of
        self._items: ItemRows = {}
        self._of: RowOf | None = None
        self._waits: Waits | None = None
        self._touched = Touched()
        self._news: list[AnyEvent] = []
        self._made: dict[Name, tuple[Stamp, Part]] = {}
        self._shown: dict[Principal, tuple[Name, ...]] = {}
        self._users: Counter[Name] = Counter()
        self.owes_figures = False
        self._round = 0
        self._time = 0
        self._figures = 0
        self._devices = 0
        self._staff = 0
        self._windows: Counter[int] = Counter()
        self._circles: Counter[int] = Counter()
        self._tickets: Counter[str] = Counter()
        self._chosen: dict[int, tuple[Stamp, Stamp]] = {}
        self._missed: dict[int, list[str]] = {}
        self._calls: dict[int, list[int]] = {}

    def happened(self, events: Iterable[AnyEvent] | None) -> None:
        """Events have changed the hall, or anything may have (None); it is seen at the next look."""
        if events is None:
            self._touched.everything = True
        else:
            self._news += events

    def look(
        self, hall: Hall, waits: Waits, now: datetime, *, later: bool = False, figures: bool = True
    ) -> None:
        """See the hall as it is.

        Args:
            hall: the hall.
            waits: its forecast.
            now: the moment, in the hall's zone; of rows that are made anew.
            later: whether time alone changes rows too.
            figures: whether the figures of the whole hall, which everybody sees, may change.
        """
        if self._of is None or self._of.state is not hall or self._waits is not waits:
            self._of = RowOf(hall, waits, self._name_of, now, self._items, self._contact_of)
            self._waits = waits
            self._touched.everything = True
            later = True
        self._touched.follow(self._news, hall)
        self._news.clear()
        news = later or bool(self._touched)
        if later:
            self._time += 1
            self._of.later(now)
        else:
            self._of.now = self._of.tickets.now = now
        if self._touched:
            self._settle(self._of, self._touched)
            self._touched = Touched()
        self.owes_figures = self.owes_figures or news
        if figures and self.owes_figures:
            self._figures += 1
            self.owes_figures = False
        if not news:
            return
        self._round += 1
        self._missed = defaultdict(list)
        for name in hall.missed:
            if (ticket := hall.tickets.get(name)) is not None:
                self._missed[ticket.window].append(name)
        self._calls = defaultdict(list)
        for call in hall.calls:
            self._calls[call.window].append(call.id)

    def _settle(self, of: RowOf, touched: Touched) -> None:
        """Count what was touched, so that stamps of it differ."""
        if touched.everything:
            self._time += 1
            self._devices += 1
            self._staff += 1
            self._tickets.clear()
        self._devices += touched.devices
        self._staff += touched.staff
        self._windows.update(touched.windows)
        self._tickets.update(touched.tickets)
        self._circles.update(of.forget(touched))

    def parts(self, by: Principal) -> tuple[Part, ...]:
        """What this principal is shown since the last look.

        Raises:
            LookupError: nobody has looked at a hall yet.
        """
        if self._of is None:
            raise LookupError("look at a hall first")
        if by not in self._shown:
            self._shown[by] = shown(self._of.state, by)
            self._users.update(self._shown[by])
        return tuple(self._part(self._of, name) for name in self._shown[by])

    def rows(self, by: Principal) -> dict[str, r.AnyRow]:
        """The same as rows by key."""
        return {key: row for part in self.parts(by) for key, row in part.rows.items()}

    def forget(self, by: Principal) -> None:
        """Nobody is shown this any more."""
        for name in self._shown.pop(by, ()):
            self._users[name] -= 1
            if not self._users[name]:
                del self._users[name]
                self._made.pop(name, None)

    def _part(self, of: RowOf, name: Name) -> Part:
        stamp = self._stamp(of, name)
        kept = self._made.get(name)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        part = Part.made(part_rows(of, name), kept[1] if kept is not None else None)
        self._made[name] = stamp, part
        return part

    def _stamp(self, of: RowOf, name: Name) -> Stamp:
        """All that a part is made of, as counts of how often it was touched."""
        if name.shows in SELDOM:
            return (self._time,)
        match name.shows:
            case "public" | "zone":
                # Their rows are kept themselves.
                return (self._round,)
            case "calls" if not name.place:
                return (self._round,)
            case "hall":
                return (self._figures,)
            case "items":
                return ()
            case "given":
                return (self._time, *self._given(of, name.place))
            case "devices":
                return (self._devices,)
            case "lists" | "staff":
                return (self._staff,)
        number = name.window
        window = self._windows[number]
        match name.shows:
            case "day" if of.state.windows[number].held:
                # Whoever would take over those who are held may sit at any window.
                return (self._round,)
            case "waiting" | "day":
                return self._time, window, self._circles[of.tickets.circles.of_window(number)]
            case "choices":
                return self._chosen_from(of, number, (self._time, window, *self._missed.get(number, ())))
            case "rating":
                until = of.state.windows[number].rating_until
                return self._time, window, until is not None and of.now < until
            case "calls":
                return self._time, *self._calls.get(number, ())
            case _:
                return self._time, window, *self._missed.get(number, ())

    def _chosen_from(self, of: RowOf, number: int, stamp: Stamp) -> Stamp:
        """Queues and items of a window's choices: hundreds of rows that seldom change with its tickets."""
        kept = self._chosen.get(number)
        if kept is None or kept[0] != stamp:
            names = counter.names(of.state, number)
            kept = self._chosen[number] = stamp, counter_lists.chosen_from(of.state, number, names)
        return kept[1]

    def _given(self, of: RowOf, place: str) -> Iterable[object]:
        """What a kiosk's tickets are made of; that of those who wait with what happens around them."""
        for name, ticket in kiosk.lately(of, place).items():
            yield name
            yield self._tickets[name]
            if ticket.state is TicketState.WAITING:
                yield self._circles[of.tickets.circles.of_ticket(ticket)]
