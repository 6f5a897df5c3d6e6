"""Clerks and guides who come and go, hand over, and are posted elsewhere."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, Posting
from devices.link.words import TicketState

CHANGES = Changebook()


@CHANGES.on(e.ClerkSignedIn)
def _signed_in(hall: Hall, event: e.ClerkSignedIn) -> None:
    hall.window(event.window).clerk = event.clerk
    if event.window in hall.windows:
        # Whoever worked at a window that the hall's file has lost works nowhere now, and may go elsewhere.
        hall.clerks[event.clerk] = event.window


@CHANGES.on(e.ClerkSignedOut)
def _signed_out(hall: Hall, event: e.ClerkSignedOut) -> None:
    window = hall.window(event.window)
    window.clerk = ""
    window.absent_since = None
    window.free_since = event.at
    hall.clerks.pop(event.clerk, None)


@CHANGES.on(e.GuideSignedIn)
def _guide_in(hall: Hall, event: e.GuideSignedIn) -> None:
    hall.desks[event.desk] = event.clerk


@CHANGES.on(e.GuideSignedOut)
def _guide_out(hall: Hall, event: e.GuideSignedOut) -> None:
    hall.desks.pop(event.desk, None)
    hall.desks_acted_at.pop(event.desk, None)


@CHANGES.on(e.StaffPresent)
def _present(hall: Hall, event: e.StaffPresent) -> None:
    """Whatever is said at a window or desk shows that somebody is there (``devices.hub.evolve``)."""


@CHANGES.on(e.TicketHandedOver)
def _handed_over(hall: Hall, event: e.TicketHandedOver) -> None:
    ticket = hall.tickets[event.ticket]
    before = hall.window(event.window)
    if before.ticket == ticket.id:
        before.ticket = ""
    if ticket.id in before.held:
        before.held.remove(ticket.id)
    hall.window(event.to_window).held.append(ticket.id)
    ticket.state = TicketState.HELD
    ticket.window = event.to_window
    ticket.clerk = event.to_clerk


@CHANGES.on(e.ClerkPosted)
def _posted(hall: Hall, event: e.ClerkPosted) -> None:
    hall.postings[event.clerk] = Posting(event.window, event.until)


@CHANGES.on(e.AttendanceCorrected)
def _corrected(hall: Hall, event: e.AttendanceCorrected) -> None:
    """Nothing in the hall changes: the sheet is made of the journal (``devices.hub.attendance``)."""
