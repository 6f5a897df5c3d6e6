"""What the consult desk told a visitor, for the window that serves them: nothing is asked or told twice."""

from __future__ import annotations

from devices.hub.state import Hall, Ticket


def told_to(hall: Hall, ticket: Ticket) -> tuple[str, ...]:
    """What the consult desk told this visitor today, line by line, on whichever of their tickets."""
    own = hall.tickets_of.get(ticket.person, []) if ticket.person else []
    visits = dict.fromkeys([ticket.visit, *(hall.tickets[name].visit for name in own)])
    slips = dict.fromkeys(slip for visit in visits for slip in hall.visits[visit].advice)
    return tuple(dict.fromkeys(line for slip in slips for line in hall.advice[slip].told))
