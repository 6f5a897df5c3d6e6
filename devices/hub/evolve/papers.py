"""Cases that windows took, and slips that are given out, come back, and are settled."""

from __future__ import annotations

from datetime import datetime, timedelta

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import PAPERS_KEPT, Acceptance, Case, Hall, Slip

CHANGES = Changebook()

KEPT = timedelta(days=180)
"""How long whose case it is, and an overdue slip, are remembered at the most."""


def show_at(hall: Hall, window: int, paper: str) -> None:
    """Let a window be shown a paper that it made; the oldest of many makes room."""
    shown = hall.papers_at.setdefault(window, [])
    shown.append(paper)
    del shown[:-PAPERS_KEPT]


@CHANGES.on(e.CaseAccepted)
def _accepted(hall: Hall, event: e.CaseAccepted) -> None:
    hall.paper_counts["SL"] = event.count
    hall.acceptances[event.paper] = Acceptance(
        id=event.paper,
        number=event.number,
        ticket=event.ticket,
        ticket_number=event.ticket_number,
        window=event.window,
        clerk=event.clerk,
        item=event.item,
        at=event.at,
        case_number=event.case_number,
        first_pass=event.first_pass,
        lacking=event.lacking,
        advised=event.advised,
        person=event.person,
    )
    show_at(hall, event.window, event.paper)
    ticket = hall.tickets.get(event.ticket)
    if ticket is not None and event.case_number:
        hall.visits[ticket.visit].case_number = event.case_number
    if event.case_number and event.person is not None:
        hall.cases[event.case_number] = Case(event.case_number, event.person, event.at)


@CHANGES.on(e.SlipIssued)
def _issued(hall: Hall, event: e.SlipIssued) -> None:
    hall.paper_counts[event.number[:2]] = event.count
    hall.slips[event.slip] = Slip(
        id=event.slip,
        number=event.number,
        kind=event.kind,
        ticket=event.ticket,
        ticket_number=event.ticket_number,
        window=event.window,
        clerk=event.clerk,
        item=event.item,
        at=event.at,
        case_number=event.case_number,
        materials=event.materials,
        words=event.words,
        due=event.due,
        person=event.person,
    )
    show_at(hall, event.window, event.slip)


@CHANGES.on(e.SlipSettled)
def _settled(hall: Hall, event: e.SlipSettled) -> None:
    if event.slip in hall.slips:
        hall.slips[event.slip].outcome = event.outcome


@CHANGES.on(e.SlipReturned)
def _returned(hall: Hall, event: e.SlipReturned) -> None:
    if event.slip in hall.slips:
        hall.slips[event.slip].back = event.ticket
        hall.slips_back[event.ticket] = event.slip


@CHANGES.on(e.SlipOverdue)
def _overdue(hall: Hall, event: e.SlipOverdue) -> None:
    if event.slip in hall.slips:
        hall.slips[event.slip].overdue = True


def begin_day(hall: Hall, at: datetime) -> None:
    """Forget the papers of the day before, but for slips that are still to be answered."""
    hall.cards_at.clear()
    hall.papers_at.clear()
    hall.slips_back.clear()
    hall.paper_jobs.clear()
    hall.paper_counts.clear()
    hall.acceptances.clear()
    hall.cases = {number: case for number, case in hall.cases.items() if case.at > at - KEPT}
    hall.slips = {
        name: slip
        for name, slip in hall.slips.items()
        if slip.asks and (slip.due is None or slip.due > (at - KEPT).date())
    }
