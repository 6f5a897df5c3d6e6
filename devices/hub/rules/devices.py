"""What agents report: how a print job fares, how a device is, whose card was read."""

from __future__ import annotations

from devices.hub.events import (
    AnyEvent,
    CardLookedUp,
    DeviceChanged,
    PersonIdentified,
    PrintBegan,
    PrintDoubtful,
    PrintMissed,
    PrintOnPaper,
)
from devices.hub.rules.asked import Asked
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, PrintJob
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import PrintState

RULES = Rulebook()


@RULES.rule(c.PrintStarted)
def print_started(hall: Hall, command: c.PrintStarted, asked: Asked) -> list[AnyEvent]:
    """The printer is about to get the bytes: from here on a job is never given out again."""
    job = _job(hall, command.job, asked)
    if job.state is not PrintState.REQUESTED:
        raise Refused("wrong_job_state")
    return [PrintBegan(at=asked.at, by=asked.by.name, job=job.id)]


@RULES.rule(c.PrintConfirmed)
def print_confirmed(hall: Hall, command: c.PrintConfirmed, asked: Asked) -> list[AnyEvent]:
    """The printer said so itself; an earlier doubt is settled by it."""
    job = _job(hall, command.job, asked)
    if job.state not in (PrintState.STARTED, PrintState.UNKNOWN):
        raise Refused("wrong_job_state")
    return [PrintOnPaper(at=asked.at, by=asked.by.name, job=job.id)]


@RULES.rule(c.PrintFailed)
def print_failed(hall: Hall, command: c.PrintFailed, asked: Asked) -> list[AnyEvent]:
    """Certainly not on paper."""
    job = _job(hall, command.job, asked)
    if job.state not in (PrintState.REQUESTED, PrintState.STARTED):
        raise Refused("wrong_job_state")
    return [PrintMissed(at=asked.at, by=asked.by.name, job=job.id, cause=command.cause)]


@RULES.rule(c.PrintUnknown)
def print_unknown(hall: Hall, command: c.PrintUnknown, asked: Asked) -> list[AnyEvent]:
    """Nobody can tell; only a person may ask for it again."""
    job = _job(hall, command.job, asked)
    if job.state is not PrintState.STARTED:
        raise Refused("wrong_job_state")
    return [PrintDoubtful(at=asked.at, by=asked.by.name, job=job.id, cause=command.cause)]


@RULES.rule(c.ReportDevice)
def report_device(hall: Hall, command: c.ReportDevice, asked: Asked) -> list[AnyEvent]:
    """A device's health, kept only when it changed."""
    _own_device(hall, command.device, asked)
    now = hall.devices[command.device]
    if (now.state, now.fault) == (command.state, command.fault):
        return []
    return [
        DeviceChanged(
            at=asked.at, by=asked.by.name, device=command.device, state=command.state, fault=command.fault
        )
    ]


@RULES.rule(c.IdentifyPerson)
def identify_person(hall: Hall, command: c.IdentifyPerson, asked: Asked) -> list[AnyEvent]:
    """A card was read: from now until the day ends the person may take tickets by it."""
    known = hall.persons.get(command.person), hall.grounds_of.get(command.person, "")
    if known == (command.visitor_class, command.ground):
        return []
    return [
        PersonIdentified(
            at=asked.at,
            by=asked.by.name,
            person=command.person,
            visitor_class=command.visitor_class,
            ground=command.ground,
        )
    ]


@RULES.rule(c.LookUpCard)
def look_up_card(hall: Hall, command: c.LookUpCard, asked: Asked) -> list[AnyEvent]:
    """Every look-up at a window or desk is kept: whose card, where, and before whom."""
    return [
        CardLookedUp(
            at=asked.at,
            by=asked.by.name,
            person=command.person,
            place=command.place,
            clerk=hall.clerk_at(command.place),
        )
    ]


def _job(hall: Hall, name: str, asked: Asked) -> PrintJob:
    job = hall.jobs.get(name)
    if job is None:
        raise Refused("unknown_job")
    _own_device(hall, job.device, asked)
    return job


def _own_device(hall: Hall, name: str, asked: Asked) -> None:
    device = hall.device_of.get(name)
    if device is None:
        raise Refused("unknown_device")
    if device.host != asked.by.place:
        raise Refused("not_allowed")
