"""What a clerk has before them: their visitors, what these may be here for, the pad's question, the day."""

from __future__ import annotations

from collections.abc import Iterator

from devices.hub.rules.idle import ends_at
from devices.hub.state import Hall
from devices.hub.views import counter_lists
from devices.hub.views.row_of import RowOf
from devices.link import rows as r


def names(hall: Hall, number: int) -> list[str]:
    """Ids of the tickets that a window has, holds, missed or served last."""
    window = hall.windows[number]
    found = [name for name in (window.ticket, *window.held) if name]
    found += [name for name in hall.missed if hall.tickets[name].window == number]
    return found + counter_lists.served(hall, number)


def tickets(of: RowOf, number: int) -> Iterator[r.AnyRow]:
    """Rows of these tickets."""
    return (of.ticket(of.state.tickets[name], staff=True) for name in names(of.state, number))


def choices(of: RowOf, number: int) -> Iterator[r.AnyRow]:
    """Items that may be chosen at a window."""
    return counter_lists.items(of.state, number, of, names(of.state, number))


def day(of: RowOf, number: int) -> r.DayRow:
    """What the window did today, and who waits for it."""
    hall, window = of.state, of.state.windows[number]
    queues = hall.serves(number)
    heads = [
        line[0].taken_at
        for queue in queues
        for standing in hall.standings
        if (line := hall.lines.get((queue, standing))) and len(line)
    ]
    longest = (of.now - min(heads)).total_seconds() / 60 if heads else 0.0
    mean = window.served_s / window.finished / 60 if window.finished else 0.0
    return r.DayRow(
        window=window.number,
        finished=window.finished,
        mean_minutes=round(mean, 1),
        waiting=sum(hall.waiting(queue) for queue in queues),
        longest_wait_min=int(longest),
        ends_at=ends_at(hall, f"window-{number}", of.now),
    )


def rating(of: RowOf, number: int) -> Iterator[r.AnyRow]:
    """The rating that the window's pad may take now."""
    window = of.state.windows[number]
    if window.rating and window.rating_until is not None and of.now < window.rating_until:
        ticket = of.state.tickets[window.rating]
        item = of.state.item(ticket.item)
        yield r.RatingRow(
            ticket=ticket.id,
            number=ticket.number,
            item_name=item.name,
            item_name_en=item.name_en or item.name,
            until=window.rating_until,
        )
