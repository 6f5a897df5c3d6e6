"""Plays commands against the pure rules, keeping the events, as the hub does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from config.schema import HallConfig
from devices.hub.certificate_status import CertificateStatus
from devices.hub.events import AnyEvent, DayBegan
from devices.hub.evolve import evolve
from devices.hub.people import HUB, Principal
from devices.hub.rules import decide, turn_day
from devices.hub.rules.asked import Asked
from devices.hub.rules.proof import NOTHING, Proof
from devices.hub.state import Hall, Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role, VisitorClass
from tests.halls import MORNING, small_hall

KIOSK = Principal(role=Role.KIOSK, place="K1")
DESK = Principal(role=Role.DESK, place="desk-1")
AGENT = Principal(role=Role.AGENT, place="K1")
BOOKING = Principal(role=Role.INTEGRATION)


def clerk(window: int) -> Principal:
    return Principal(role=Role.CLERK, place=f"window-{window}")


def pad(window: int) -> Principal:
    return Principal(role=Role.PAD, place=f"window-{window}")


@dataclass
class Played:
    """A hall in which things are said one after the other; ``wait`` is what the forecast says of any
    queue, ``proof`` what whoever signs in has proved.
    """

    config: HallConfig = field(default_factory=small_hall)
    now: datetime = MORNING
    events: list[AnyEvent] = field(default_factory=list)
    count: int = 0
    wait: int = 0
    proof: Proof = NOTHING
    contacts: set[str] = field(default_factory=set)
    backup_failed_at: datetime | None = None
    certificates: CertificateStatus = field(default_factory=CertificateStatus)

    def __post_init__(self) -> None:
        self.hall = Hall(self.config)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def say(self, by: Principal, command: c.AnyCommand) -> list[AnyEvent]:
        """Carry out a command.

        Raises:
            Refused: as the rules say.
        """
        self._happen(turn_day(self.hall, self.now, HUB.name))
        self.count += 1
        asked = Asked(
            by=by,
            at=self.now,
            fresh=f"t{self.count}",
            words=f"w{self.count}" if getattr(command, "words", "") else None,
            contact=self._contact(command),
            clerk=self.hall.clerk_at(by.place),
            proof=self.proof,
            wait=lambda queue: self.wait,
            backup_failed_at=self.backup_failed_at,
            certificates=self.certificates,
        )
        events = decide(self.hall, command, asked)
        if asked.contact and command.keeps_contact:
            self.contacts.add(asked.contact)
        self._happen(events)
        return events

    def _contact(self, command: c.AnyCommand) -> str | None:
        """The vault's row of a command's contact: the same for the same phone, a new one for a name alone."""
        phone, name = getattr(command, "phone", ""), getattr(command, "name", "")
        row = f"c-{phone}" if phone else f"c{self.count}"
        known = command.keeps_contact or row in self.contacts
        return row if (phone or name) and known else None

    def _happen(self, events: list[AnyEvent]) -> None:
        for event in events:
            evolve(self.hall, event)
        self.events.extend(events)

    # What happens again and again in tests

    def person(self, name: str, visitor_class: VisitorClass = VisitorClass.ORDINARY) -> str:
        self.say(HUB, c.IdentifyPerson(person=name, visitor_class=visitor_class))
        return name

    def take(self, item: str = "a-1", person: str | None = None) -> Ticket:
        self.say(KIOSK, c.TakeTicket(item=item, person=person))
        return list(self.hall.tickets.values())[-1]

    def staff(self, window: int, number: str = "") -> Principal:
        by = clerk(window)
        self.say(by, c.SignIn(clerk=number or f"010{window}"))
        self.say(by, c.OpenWindow())
        return by

    def call(self, window: int) -> Ticket:
        self.say(clerk(window), c.CallNext())
        ticket = self.hall.current(window)
        assert ticket is not None
        return ticket

    def serve(self, window: int) -> Ticket:
        ticket = self.call(window)
        self.say(clerk(window), c.Start())
        self.say(clerk(window), c.Finish())
        return ticket


def refusal(played: Played, by: Principal, command: c.AnyCommand) -> str:
    """The code with which the hall refuses this; nothing else happens but the turn of a day."""
    before = len(played.events)
    with pytest.raises(Refused) as no:
        played.say(by, command)
    after = played.events[before:]
    turned = [at for at, event in enumerate(after, 1) if isinstance(event, DayBegan)]
    assert after[max(turned, default=0) :] == []
    return no.value.code
