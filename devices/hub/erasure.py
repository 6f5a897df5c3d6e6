"""Which rows of the vault are one person's, as far as the journal links them.

The journal names rows by random ids and stays as it is: what was erased simply is no longer found. A phone
that another person gave too is theirs as well and stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from devices.hub import events as e


@dataclass
class Links:
    """Rows of the vault.

    Attributes:
        contacts: rows of how to reach the person.
        words: rows of what they said, or what was written for them.
        shared: contacts that are somebody else's too, which stay.
    """

    contacts: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)


class _Trail:
    """A person's way through the journal."""

    def __init__(self, person: str) -> None:
        self.links = Links()
        self.others: set[str] = set()
        self._person = person
        self._tickets: set[str] = set()
        self._advice: dict[str, str] = {}
        self._matters: list[tuple[str, str | None, str | None]] = []
        self._answers: list[tuple[str, str | None]] = []

    def follow(self, event: e.AnyEvent) -> None:
        """An event happened next."""
        match event:
            case e.TicketTaken(ticket=ticket, person=self._person):
                self._tickets.add(ticket)
            case e.TicketTransferred(ticket=ticket, step=step) | e.StepAdded(ticket=ticket, step=step):
                if ticket in self._tickets:
                    self._tickets.add(step)
            case e.Rated(ticket=ticket, words=words) | e.SlipIssued(ticket=ticket, words=words):
                theirs = ticket in self._tickets or getattr(event, "person", None) == self._person
                self._keep(words if theirs else None)
            case e.AdviceGiven(advice=advice, ticket=ticket, words=words):
                self._advice[advice] = words or ""
                self._keep(words if ticket in self._tickets else None)
            case e.AdviceAttached(ticket=ticket, advice=advice):
                self._keep(self._advice.get(advice) if ticket in self._tickets else None)
            case (
                e.AppointmentBooked(person=person, contact=contact)
                | e.ResultArrived(person=person, contact=contact)
            ):
                self._reach(person, contact)
            case e.MatterRegistered(matter=matter, words=words, contact=contact):
                self._matters.append((matter, words, contact))
            case e.MatterAnswered(matter=matter, words=words):
                self._answers.append((matter, words))
            case _:
                pass

    def end(self) -> Links:
        """The rows found; what has only a contact is theirs when the contact is theirs alone."""
        links = self.links
        links.shared = links.contacts & self.others
        links.contacts -= self.others
        matters = {matter for matter, _, contact in self._matters if contact in links.contacts}
        links.words |= {words for matter, words, _ in self._matters if matter in matters and words}
        links.words |= {words for matter, words in self._answers if matter in matters and words}
        return links

    def _keep(self, words: str | None) -> None:
        if words:
            self.links.words.add(words)

    def _reach(self, person: str | None, contact: str | None) -> None:
        if contact and person == self._person:
            self.links.contacts.add(contact)
        elif contact and person:
            self.others.add(contact)


def links_of(person: str, events: Iterable[e.AnyEvent]) -> Links:
    """Find a person's rows by the events of a journal, from the first on."""
    trail = _Trail(person)
    for event in events:
        trail.follow(event)
    return trail.end()
