"""What a clerk chooses from at the counter: reasons, grounds, colleagues, items.

Only what could be chosen at that window is shown: a hall has hundreds of items, a window some dozens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from heapq import nlargest

from config.schema import Reason
from devices.hub.rules.staff import AT_DESKS as AT_DESKS
from devices.hub.rules.staff import AT_WINDOWS as AT_WINDOWS
from devices.hub.state import Hall
from devices.hub.views.row_of import RowOf
from devices.link import rows as r
from devices.link.words import VisitorClass


def reasons(hall: Hall) -> Iterator[r.AnyRow]:
    """Reasons for a pause and for a call out of order."""
    lists: tuple[tuple[str, Iterable[Reason]], ...] = (
        ("pause", hall.config.pauses),
        ("call", hall.config.call_reasons),
    )
    for kind, found in lists:
        for one in found:
            yield r.ReasonRow(id=one.id, name=one.name, name_en=one.name_en or one.name, kind=kind)


def grounds(hall: Hall) -> Iterator[r.AnyRow]:
    """Grounds on which somebody may go first, with what shows them."""
    for ground in hall.config.grounds:
        yield r.GroundRow(
            id=ground.id,
            name=ground.name,
            name_en=ground.name_en or ground.name,
            visitor_class=VisitorClass(ground.visitor_class),
            evidence=ground.evidence,
        )


EVERYBODY = AT_WINDOWS | AT_DESKS
"""Roles of staff who sign in where visitors are."""


def lists(hall: Hall) -> Iterator[r.AnyRow]:
    """What all windows choose from."""
    yield from reasons(hall)
    yield from grounds(hall)
    yield from clerks(hall, AT_WINDOWS)


def clerks(hall: Hall, roles: Collection[str]) -> Iterator[r.AnyRow]:
    """Everybody of these roles, and the window where they are."""
    for clerk in hall.config.clerks:
        if clerk.role in roles:
            yield r.ClerkRow(
                number=clerk.number,
                name=clerk.name,
                department=clerk.department,
                role=clerk.role,
                window=hall.clerks.get(clerk.number, 0),
            )


def items(hall: Hall, number: int, of: RowOf, shown: Iterable[str]) -> Iterator[r.AnyRow]:
    """Items that the window serves, and those of the tickets that it is shown.

    A window without a queue (专职) serves any item of its zone.
    """
    queues, beside = chosen_from(hall, number, shown)
    items = (row for row in of.items("") if row.kind == "item")
    yield from (row for row in items if row.queue in queues or row.code in beside)


def chosen_from(hall: Hall, number: int, shown: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Queues whose items may be chosen at a window, and items beside these."""
    queues = set(hall.queues_of(number))
    if not hall.window_of[number].queues:
        queues |= {q.id for q in hall.config.queues if q.zone == hall.window_of[number].zone}
    tickets = (hall.tickets[name] for name in shown)
    beside = (code for ticket in tickets for code in (ticket.items or (ticket.item,)))
    return frozenset(queues), frozenset(beside)


SERVED_SHOWN = 8
"""Finished tickets of a window that are shown: their visitors may come back from paying or copying."""


def served(hall: Hall, number: int) -> list[str]:
    """Ids of the tickets that a window finished last and whose visits went no further, newest first."""
    tickets = (hall.tickets[name] for name in hall.windows[number].served)
    last = (
        (ticket.ended_at, ticket.id)
        for ticket in tickets
        if ticket.number and ticket.ended_at and hall.visits[ticket.visit].tickets[-1] == ticket.id
    )
    return [name for _, name in nlargest(SERVED_SHOWN, last)]
