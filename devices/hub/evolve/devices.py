"""What devices did and how they are; whose card was read."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import DeviceNow, Hall, PrintJob
from devices.link.words import PrintState

CHANGES = Changebook()


@CHANGES.on(e.PersonIdentified)
def _identified(hall: Hall, event: e.PersonIdentified) -> None:
    hall.persons[event.person] = event.visitor_class
    hall.grounds_of[event.person] = event.ground


@CHANGES.on(e.CardLookedUp)
def _looked_up(hall: Hall, event: e.CardLookedUp) -> None:
    hall.cards_at[event.place] = (event.person, event.at)


@CHANGES.on(e.PrintRequested)
def _requested(hall: Hall, event: e.PrintRequested) -> None:
    hall.jobs[event.job] = PrintJob(
        event.job, event.ticket, event.device, event.language, event.again, event.at, paper=event.paper
    )
    if event.paper:
        hall.paper_jobs[event.paper] = event.job
    else:
        hall.tickets[event.ticket].job = event.job


@CHANGES.on(e.PrintBegan)
def _began(hall: Hall, event: e.PrintBegan) -> None:
    hall.jobs[event.job].state = PrintState.STARTED


@CHANGES.on(e.PrintOnPaper)
def _on_paper(hall: Hall, event: e.PrintOnPaper) -> None:
    hall.jobs[event.job].state = PrintState.CONFIRMED


@CHANGES.on(e.PrintMissed)
def _failed(hall: Hall, event: e.PrintMissed) -> None:
    hall.jobs[event.job].state = PrintState.FAILED
    hall.jobs[event.job].cause = event.cause


@CHANGES.on(e.PrintDoubtful)
def _doubtful(hall: Hall, event: e.PrintDoubtful) -> None:
    hall.jobs[event.job].state = PrintState.UNKNOWN
    hall.jobs[event.job].cause = event.cause


@CHANGES.on(e.DeviceChanged)
def _changed(hall: Hall, event: e.DeviceChanged) -> None:
    hall.devices[event.device] = DeviceNow(event.state, event.fault, event.at)
