"""What a service leaves behind: a case that is taken, slips, advice, a rating."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from config.reasons import reasons_for
from devices.hub.events import AnyEvent, SlipIssued
from devices.hub.people import Principal
from devices.hub.rules.papers import materials_of
from devices.hub.state import Ticket
from devices.link import commands as c
from devices.link.words import Grade, Role, SlipKind
from devices.simulate.clock import Clock

ACCEPTED, FIRST_PASS, SUPPLEMENTED = 0.75, 0.95, 0.6
"""Share of cases that are taken, at the first try, and of those lacking something that get a slip."""
RATED, DECLINED = 0.35, 0.1
GRADES = {5: 0.82, 4: 0.12, 3: 0.04, 2: 0.012, 1: 0.008}


def clerk(window: int) -> Principal:
    """Whoever works at a window."""
    return Principal(role=Role.CLERK, place=f"window-{window}")


def pad(window: int) -> Principal:
    """The rating pad of a window."""
    return Principal(role=Role.PAD, place=f"window-{window}")


class Casework:
    """The papers and ratings of all windows.

    Attributes:
        comes_again: told of a slip and the ticket of whoever will bring what it asks for.
    """

    def __init__(self, clock: Clock) -> None:
        """Begin without any."""
        self._clock = clock
        self._stage = clock.stage
        self.comes_again: Callable[[str, Ticket], None] = lambda slip, ticket: None

    def accept(self, number: int, ticket: Ticket) -> None:
        """Take the case, mostly; where something lacks, the visitor may get a notice of it."""
        if not self._clock.luck(ACCEPTED):
            return
        first_pass = self._clock.luck(FIRST_PASS)
        materials = materials_of(self._stage.hall.item(ticket.item))
        lacking = () if first_pass else materials[:1]
        accept = c.Accept(first_pass=first_pass, lacking=lacking, paper=False)
        accepted = self._stage.may(clerk(number), accept)
        if accepted and lacking and self._clock.luck(SUPPLEMENTED):
            slip = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=lacking, paper=False)
            self._slip_given(number, slip, ticket)

    def advise(self, number: int, ticket: Ticket) -> None:
        """Tell all that something of the hall needs, on a slip that travels with the visit."""
        item = self._clock.dice.choice(self._stage.config.items)
        told = materials_of(item)
        self._stage.may(clerk(number), c.GiveAdvice(item=item.code, told=told, ticket=ticket.id))

    def _slip_given(self, number: int, slip: c.IssueSlip, ticket: Ticket) -> None:
        events: list[AnyEvent] = self._stage.say(clerk(number), slip)
        given = next((event.slip for event in events if isinstance(event, SlipIssued)), "")
        if given and self._clock.luck(0.5):
            self.comes_again(given, ticket)

    def rating(self, number: int, ticket: str) -> None:
        """Let the visitor rate the service at the pad, decline, or walk past it."""
        luck = self._clock.dice.random()
        if luck < RATED:
            self._clock.after(4, 40, partial(self._rate, number, ticket))
        elif luck < RATED + DECLINED:
            self._clock.after(4, 20, partial(self._decline, number, ticket))

    def _rate(self, number: int, ticket: str) -> None:
        grade = Grade(self._clock.dice.choices(list(GRADES), list(GRADES.values()))[0])
        reasons = (self._clock.dice.choice(reasons_for(grade)[:3]).code,) if grade <= 2 else ()
        self._stage.may(pad(number), c.Rate(ticket=ticket, grade=grade, reasons=reasons))

    def _decline(self, number: int, ticket: str) -> None:
        self._stage.may(pad(number), c.DeclineRating(ticket=ticket))
