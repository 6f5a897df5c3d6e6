"""Who granted priority, to how many, on which ground and evidence: a look at the journal against abuse.

Pure: events in, figures out. What is suspicious is only worth a look; the shift leader judges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from devices.hub.events import AnyEvent, ClassGranted, ClassRevoked, StepAdded, TicketTaken, TicketTransferred
from devices.link.words import Role

SUSPICIOUS_SHARE = 2.0
"""A day's grantor whose share of the tickets is more than so many times the mean of all others …"""
SUSPICIOUS_COUNT = 5
"""… is worth a look from so many grants on: few grants say nothing."""

AUTOMATIC = (f"{Role.KIOSK.value}:", Role.AGENT.value)
"""How grantors begin that are no people: kiosks and the hub."""


@dataclass
class Grantor:
    """One grantor's day.

    Attributes:
        name: staff number, or the session of the leader, a kiosk or the hub.
        automatic: whether it followed a rule of the hall, so that nobody made up their mind: a kiosk by a
            slip, the hub for who was overtaken without it.
        count: grants, with those taken back.
        revoked: how many of them were taken back, by whomever.
        grounds: grants by ground.
        evidence: grants by evidence; empty for what is plain to see.
    """

    name: str
    automatic: bool = False
    count: int = 0
    revoked: int = 0
    grounds: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)


@dataclass
class GrantDay:
    """One day's grants beside all its tickets."""

    day: date
    tickets: int = 0
    grantors: dict[str, Grantor] = field(default_factory=dict)

    def share(self, grantor: Grantor) -> float:
        """A grantor's grants for each ticket of the day, 0 to 1 and rarely above; 0 on a day without any."""
        return grantor.count / self.tickets if self.tickets else 0.0


@dataclass
class Grants:
    """The days that were looked at."""

    days: list[GrantDay]

    def suspicious(self, day: GrantDay, grantor: Grantor) -> bool:
        """Whether somebody gave far more on a day than others did, or than they did themselves on others.

        Where there is nobody and no day to compare with, nothing is suspicious; nor is what is automatic,
        which says nothing of people either.
        """
        others = [
            other_day.share(other)
            for other_day in self.days
            for other in other_day.grantors.values()
            if other is not grantor and not other.automatic
        ]
        if grantor.automatic or not others or grantor.count < SUSPICIOUS_COUNT:
            return False
        return day.share(grantor) > SUSPICIOUS_SHARE * sum(others) / len(others)


def grants_of(events: Iterable[AnyEvent]) -> Grants:
    """Each day with its tickets and grants, in the order of the journal."""
    days: dict[date, GrantDay] = {}
    newest: dict[str, Grantor] = {}
    for event in events:
        day = days.setdefault(event.at.date(), GrantDay(event.at.date()))
        match event:
            case TicketTaken():
                day.tickets += 1
            case ClassGranted():
                automatic = event.grantor.startswith(AUTOMATIC)
                grantor = day.grantors.setdefault(event.grantor, Grantor(event.grantor, automatic))
                grantor.count += 1
                grantor.grounds[event.ground] += 1
                grantor.evidence[event.evidence] += 1
                newest[event.ticket] = grantor
            case TicketTransferred() | StepAdded() if event.ticket in newest:
                # A grant goes on with the visit, and so may be taken back at a later step.
                newest[event.step] = newest[event.ticket]
            case ClassRevoked() if event.ticket in newest:
                newest.pop(event.ticket).revoked += 1
            case _:
                pass
    return Grants(list(days.values()))
