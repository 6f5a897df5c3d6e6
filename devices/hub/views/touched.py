"""What events touch, so that only rows of that are made anew.

An event that is not known here touches everything: forgetting to name one costs time and never a row.
"""

from __future__ import annotations

from collections.abc import Iterable

from devices.hub import events as e
from devices.hub.state import Hall

QUIET = (e.ReprintOffered, e.PersonIdentified, e.CardLookedUp, e.AttendanceCorrected, e.StaffPresent)
"""Events of which no row tells, but where somebody at a window says so."""
AT_WINDOW = "clerk:window-"
"""How events name whoever said something at a window; the window shows that somebody is there."""

OF_TICKETS = (
    e.TicketTaken,
    e.TicketCancelled,
    e.TicketExpired,
    e.TicketCalled,
    e.TicketRecalled,
    e.ServiceStarted,
    e.DirectServiceStarted,
    e.ItemsCorrected,
    e.ServiceFinished,
    e.TicketMissed,
    e.TicketReturned,
    e.TicketHeld,
    e.TicketResumed,
    e.TicketTransferred,
    e.StepAdded,
    e.TicketHandedOver,
    e.Rated,
    e.RatingDeclined,
    e.ClassGranted,
    e.CaseAccepted,
    e.SlipIssued,
    e.Undone,
)
OF_WINDOWS = (e.WindowOpened, e.WindowPaused, e.WindowClosed, e.ClerkSignedIn, e.ClerkSignedOut)
OF_PAPER = (e.PrintRequested, e.PrintBegan, e.PrintOnPaper, e.PrintMissed, e.PrintDoubtful)


class Touched:
    """What was touched since somebody looked.

    Attributes:
        everything: whether no row can be trusted.
        tickets: ids of tickets, with all of the same visit and of the same person.
        windows: numbers of windows.
        devices: whether a device is another way.
        staff: whether somebody came or went.
    """

    def __init__(self) -> None:
        """Nothing was."""
        self.everything = False
        self.tickets: set[str] = set()
        self.windows: set[int] = set()
        self.devices = False
        self.staff = False

    def __bool__(self) -> bool:
        """Whether anything was."""
        return bool(self.everything or self.tickets or self.windows or self.devices or self.staff)

    def follow(self, events: Iterable[e.AnyEvent], hall: Hall) -> None:
        """Learn from events; ``hall`` is as it is after them."""
        for event in events:
            if self.everything:
                return
            self._follow(event, hall)

    def _follow(self, event: e.AnyEvent, hall: Hall) -> None:
        if event.by.startswith(AT_WINDOW):
            # Whoever says anything at a window has not gone away from it.
            self.windows.add(int(event.by.removeprefix(AT_WINDOW)))
        if isinstance(event, OF_TICKETS):
            away = isinstance(event, e.TicketTaken) and event.away
            if away or not self._ticket(event.ticket, hall):
                self.everything = True
                return
            for name in ("window", "to_window"):
                self.windows.add(getattr(event, name, 0))
            if step := getattr(event, "step", ""):
                self._ticket(step, hall)
        elif isinstance(event, OF_WINDOWS):
            self.windows.add(event.window)
            self.staff = True
        elif isinstance(event, e.StaffPresent):
            # Only the clerk's own day tells until when the sign-in lasts.
            self.windows.update(n for n in hall.windows if event.place == f"window-{n}")
        elif isinstance(event, OF_PAPER):
            self._printed(event.job, hall)
        elif isinstance(event, e.DeviceChanged):
            self.devices = True
        elif not isinstance(event, QUIET):
            self.everything = True

    def _ticket(self, name: str, hall: Hall) -> bool:
        """A ticket and whatever its visit and its person have beside it; False for one that is unknown."""
        ticket = hall.tickets.get(name)
        visit = hall.visits.get(ticket.visit) if ticket else None
        if ticket is None or visit is None:
            return False
        own = hall.tickets_of.get(ticket.person, []) if ticket.person else []
        for one in (name, *visit.tickets, *own):
            self.tickets.add(one)
            self.windows.add(hall.tickets[one].window)
        return True

    def _printed(self, name: str, hall: Hall) -> None:
        """A print job is another way: of a ticket, or of a paper wherever that is shown."""
        job = hall.jobs.get(name)
        if job is None:
            self.everything = True
        elif not job.paper:
            self.everything = not self._ticket(job.ticket, hall) or self.everything
        else:
            made = [number for number, papers in hall.papers_at.items() if job.paper in papers]
            brought = [step for step, slip in hall.slips_back.items() if slip == job.paper]
            if not made:
                self.everything = True
            self.windows.update(made)
            for step in brought:
                self._ticket(step, hall)
