"""What the asker of a command is told when it is done."""

from __future__ import annotations

from devices.hub.events import AnyEvent, PrintRequested, ReprintOffered, TicketTaken
from devices.hub.state import Hall
from devices.link.messages import AnyResult, Made, TicketResult


def result_of(hall: Hall, events: list[AnyEvent]) -> AnyResult | None:
    """What was made, or the ticket that the command concerned, if any."""
    made = next((event.made for event in events if event.made), "")
    if made:
        return Made(id=made)
    name = next((event.ticket for event in events if hasattr(event, "ticket")), None)
    if name is None or name not in hall.tickets:
        return None
    job = next((event.job for event in events if isinstance(event, PrintRequested)), "")
    taken = next((event for event in events if isinstance(event, TicketTaken)), None)
    number = taken.number if taken else hall.tickets[name].number
    offer = any(isinstance(event, ReprintOffered) for event in events)
    return TicketResult(ticket=name, number=number, job=job, offer=offer)
