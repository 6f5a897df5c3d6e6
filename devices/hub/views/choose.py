"""What each session sees: parts chosen by role and place, and the rows of each part.

A view is a function of the hall and nothing else, so what is sent is always the whole truth and the
difference to what was sent before is all that travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from msgspec import structs

from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.views import calls, counter, counter_lists, desk, kiosk, register
from devices.hub.views.parts import Name
from devices.hub.views.row_of import ItemRows, RowOf
from devices.hub.waits import Waits
from devices.link import rows as r
from devices.link.words import Role

EVERYBODY = Name("hall")
PUBLIC = Name("public")
REGISTER = Name("results")
OVERVIEW = (PUBLIC, Name("items"), Name("devices"), Name("calls"))


def shown(hall: Hall, by: Principal) -> tuple[Name, ...]:
    """The parts that a principal is shown; no two of them have a row in common."""
    helps = Name("helps", by.place, by.role)
    place = f"window-{by.window}" if by.window in hall.windows else by.place
    match by.role:
        case Role.KIOSK:
            own = (Name(part, place) for part in ("kiosk", "items", "given", "devices"))
            return EVERYBODY, PUBLIC, *own, helps
        case Role.CLERK if by.window in hall.windows:
            kind = hall.window_of[by.window].type
            parts = ("waiting", "tickets", "choices", "devices", "rating", "day", "papers")
            return (
                EVERYBODY,
                PUBLIC,
                Name("lists"),
                *(Name(part, place) for part in parts),
                helps,
                *([REGISTER] if kind == "issue" else []),
                *([Name("rooms"), Name("told")] if kind == "consult" else []),
            )
        case Role.PAD if by.window in hall.windows:
            return EVERYBODY, Name("window", place), Name("rating", place), helps
        case Role.SCREEN if by.window in hall.windows:
            return EVERYBODY, Name("window", place), Name("calls", place)
        case Role.SCREEN:
            return EVERYBODY, Name("zone", place.removeprefix("zone-"))
        case Role.DESK | Role.LEADER | Role.ADMIN:
            staff = Name("staff", role=Role.DESK if by.role is Role.DESK else None)
            more = (Name(part) for part in ("rooms", "matters", "notices", "told"))
            return EVERYBODY, *OVERVIEW, staff, helps, *more, REGISTER
        case _:
            return (EVERYBODY,)


class Views:
    """Makes the parts of a hall, from rows that are made once until something of them is touched."""

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
        self._contact_of = contact_of
        self._items: ItemRows = {} if items is None else items
        self._of: RowOf | None = None

    def rows(self, by: Principal, now: datetime) -> dict[str, r.AnyRow]:
        """Everything this principal is shown now, by key."""
        of = self.at(now)
        return {row.key: row for name in shown(self._hall, by) for row in part_rows(of, name)}

    def dashboard(self, now: datetime) -> dict[str, r.AnyRow]:
        """The whole hall without any person: for the page, the API and the metrics."""
        of = self.at(now)
        rows = (row for name in (EVERYBODY, PUBLIC, *OVERVIEW[2:]) for row in part_rows(of, name))
        # A consult desk calls by name in its own zone only; the page is read anywhere.
        return {row.key: structs.replace(row, name="") if isinstance(row, r.CallRow) else row for row in rows}

    def ticket(self, name: str, now: datetime) -> r.TicketRow | None:
        """One ticket by its id, as its holder may see it."""
        ticket = self._hall.tickets.get(name)
        return None if ticket is None else self.at(now).ticket(ticket)

    def at(self, now: datetime) -> RowOf:
        """The rows of this moment."""
        if self._of is None:
            self._of = RowOf(self._hall, self._waits, self._name_of, now, self._items, self._contact_of)
        elif self._of.now != now:
            self._of.later(now)
        return self._of


def part_rows(of: RowOf, name: Name) -> Iterable[r.AnyRow]:
    """The rows of a part."""
    return _PARTS[name.shows](of, name)


def _public(of: RowOf, name: Name) -> Iterator[r.AnyRow]:
    yield from (of.zone(zone) for zone in of.state.config.zones)
    yield from (of.queue(queue.id) for queue in of.state.config.queues)
    yield from (of.window(number) for number in of.state.windows)


def _zone(of: RowOf, name: Name) -> Iterator[r.AnyRow]:
    hall, zone = of.state, name.place

    def here(number: int) -> bool:
        lent = (hall.queue_of[queue].zone for queue in hall.serves(number))
        return zone in (hall.window_of[number].zone, *lent)

    yield from (of.zone(z) for z in hall.config.zones if z.id == zone)
    yield from (of.queue(q.id) for q in hall.config.queues if q.zone == zone)
    yield from (of.window(number) for number in hall.windows if here(number))
    yield from calls.of_zone(of, zone)


def _devices(of: RowOf, name: Name) -> Iterator[r.AnyRow]:
    for device in of.state.config.devices:
        if name.place in ("", device.kiosk, f"window-{device.window}"):
            yield of.device(device)


def _calls(of: RowOf, name: Name) -> Iterator[r.AnyRow]:
    return calls.at_window(of, name.window) if name.place else calls.everywhere(of)


_PARTS: dict[str, Callable[[RowOf, Name], Iterable[r.AnyRow]]] = {
    "hall": lambda of, name: [of.hall()],
    "public": _public,
    "zone": _zone,
    "items": lambda of, name: of.items(name.place),
    "devices": _devices,
    "calls": _calls,
    "window": lambda of, name: [of.window(name.window)],
    "kiosk": lambda of, name: [of.kiosk(k) for k in of.state.config.kiosks if k.id == name.place],
    "given": lambda of, name: kiosk.given(of, name.place),
    "waiting": lambda of, name: of.tickets.waiting(name.window),
    "tickets": lambda of, name: counter.tickets(of, name.window),
    "lists": lambda of, name: counter_lists.lists(of.state),
    "choices": lambda of, name: counter.choices(of, name.window),
    "rating": lambda of, name: counter.rating(of, name.window),
    "day": lambda of, name: [counter.day(of, name.window)],
    "papers": lambda of, name: register.papers(of.state, name.window),
    "helps": desk.helps,
    "staff": lambda of, name: counter_lists.clerks(
        of.state, counter_lists.AT_DESKS if name.role else counter_lists.EVERYBODY
    ),
    "rooms": lambda of, name: desk.rooms(of.state),
    "matters": lambda of, name: desk.matters(of.state, of),
    "notices": lambda of, name: desk.notices(of.state),
    "told": lambda of, name: register.told(of.state),
    "results": lambda of, name: register.results(of.state, of),
}
