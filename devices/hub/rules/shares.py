"""Whom each window calls while the hub is away: those who wait now are dealt out, everybody to one window.

Panels without the hub cannot know what the others call. So each works down its own share, and nobody is
called twice as long as all of them had the same last list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from devices.hub.rules.order import calling_order
from devices.hub.state import Hall, Ticket
from devices.link.words import WindowState

MOST = 12
"""Tickets dealt to one window; an hour's work and more."""


def shares(
    hall: Hall, now: datetime, most: int = MOST, among: Iterable[int] | None = None
) -> dict[int, tuple[str, ...]]:
    """Deal those who wait to the open windows that could call them, each in turn its next one.

    Windows that call from the same lines have one order between them, that of the first of them; those that
    are free have the first turns. Only a window itself gets those who wait for it alone.

    Args:
        hall: the hall.
        now: when.
        most: tickets for one window at the most.
        among: windows that call from no line of any other one; None for all of the hall.

    Returns:
        Ids of tickets by window, in calling order; each ticket once.
    """
    all_ = hall.windows.values() if among is None else (hall.windows[number] for number in among)
    windows = [window for window in all_ if window.state is WindowState.OPEN]
    turns = [w.number for w in sorted(windows, key=lambda w: (bool(w.ticket), w.number))]
    orders: dict[tuple[object, ...], Iterator[Ticket]] = {}
    dealt: set[str] = set()
    found: dict[int, list[str]] = {number: [] for number in turns}
    keys = {number: _lines(hall, number) for number in turns}
    while turns:
        left = []
        for number in turns:
            key = keys[number]
            if key not in orders:
                orders[key] = (choice.ticket for choice in calling_order(hall, number, now))
            ticket = next((ticket for ticket in orders[key] if ticket.id not in dealt), None)
            if ticket is None:
                continue
            dealt.add(ticket.id)
            found[number].append(ticket.id)
            if len(found[number]) < most:
                left.append(number)
        turns = left
    return {number: tuple(names) for number, names in found.items()}


def _lines(hall: Hall, number: int) -> tuple[object, ...]:
    """What windows with one calling order between them have in common."""
    own = f"@{number}"
    alone = any(hall.lines.get((own, standing)) for standing in hall.standings)
    shared = tuple(name for name in hall.lines_of(number) if name != own)
    return (shared, hall.window_of[number].green, number if alone else 0)
