"""What the desk grants, and calls for its help."""

from __future__ import annotations

from datetime import datetime

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, Help, Ticket
from devices.link.words import VisitorClass

CHANGES = Changebook()


@CHANGES.on(e.ClassGranted)
def _granted(hall: Hall, event: e.ClassGranted) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.before_grant = ticket.before_grant or (ticket.visitor_class, ticket.ground)
    # Somebody who came early for a booking waits from now on, and no longer from the booked time.
    _moved(hall, ticket, event.visitor_class, event.ground, min(ticket.place[0], event.at))


@CHANGES.on(e.ClassRevoked)
def _revoked(hall: Hall, event: e.ClassRevoked) -> None:
    ticket = hall.tickets[event.ticket]
    ticket.before_grant = None
    since = ticket.place[0]
    if event.visitor_class is VisitorClass.APPOINTMENT and ticket.slot is not None and ticket.slot > event.at:
        since = ticket.slot
    _moved(hall, ticket, event.visitor_class, event.ground, since)


def _moved(hall: Hall, ticket: Ticket, visitor_class: VisitorClass, ground: str, since: datetime) -> None:
    """Let a waiting ticket wait in the line of another standing, at its place in time."""
    hall.line_of(ticket).remove(ticket)
    ticket.visitor_class = visitor_class
    ticket.ground = ground
    ticket.stands_as = ""
    ticket.place = (since, *ticket.place[1:])
    hall.line_of(ticket).add(ticket)


@CHANGES.on(e.HelpCalled)
def _called(hall: Hall, event: e.HelpCalled) -> None:
    hall.helps[event.help] = Help(event.help, event.place, event.about, event.zone, event.at)


@CHANGES.on(e.HelpAccepted)
def _accepted(hall: Hall, event: e.HelpAccepted) -> None:
    hall.helps[event.help].clerk = event.clerk


@CHANGES.on(e.HelpEnded)
def _ended(hall: Hall, event: e.HelpEnded) -> None:
    del hall.helps[event.help]


def begin_day(hall: Hall) -> None:
    """Nobody still stands where help was called yesterday."""
    hall.helps.clear()
