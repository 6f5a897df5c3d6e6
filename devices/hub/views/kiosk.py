"""The tickets that a kiosk gave lately, or printed again: it tells their holders of the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from devices.hub.state import Ticket
from devices.hub.views.row_of import RowOf
from devices.link import rows as r

KIOSK_KEEPS = timedelta(minutes=10)
"""How long a kiosk is shown the tickets that it gave."""
KIOSK_SHOWN = 30
"""And how many of them at the most: it shows one at a time."""


def given(of: RowOf, kiosk: str) -> Iterator[r.AnyRow]:
    """Rows of a kiosk's newest tickets, and of those that were printed again there."""
    return (of.ticket(ticket) for ticket in lately(of, kiosk).values())


def lately(of: RowOf, kiosk: str) -> dict[str, Ticket]:
    """These tickets by id; those of all kiosks are found at once."""
    if of.given is None:
        of.given = {}
        for place, ticket in (*_taken(of), *_reprinted(of)):
            of.given.setdefault(place, {})[ticket.id] = ticket
    return of.given.get(kiosk, {})


def _taken(of: RowOf) -> Iterator[tuple[str, Ticket]]:
    found = Counter[str]()
    for ticket in reversed(of.state.tickets.values()):
        if ticket.id != ticket.visit:
            continue  # a later step of a visit; its number was given long ago
        if ticket.taken_at < of.now - KIOSK_KEEPS:
            if ticket.away:
                continue  # handed in long after it was taken
            # First steps stand in the order of taking: all further ones are older still.
            return
        found[ticket.kiosk] += 1
        if found[ticket.kiosk] <= KIOSK_SHOWN:
            yield ticket.kiosk, ticket


def _reprinted(of: RowOf) -> Iterator[tuple[str, Ticket]]:
    """Tickets of whichever kiosk that were printed again at another one."""
    hall = of.state
    found = Counter[str]()
    for job in reversed(hall.jobs.values()):
        if job.requested_at < of.now - KIOSK_KEEPS:
            return
        device = hall.device_of.get(job.device)
        if job.again and job.ticket in hall.tickets and device is not None and device.kiosk:
            found[device.kiosk] += 1
            if found[device.kiosk] <= KIOSK_SHOWN:
                yield device.kiosk, hall.tickets[job.ticket]
