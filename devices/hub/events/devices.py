"""What devices did and how they are; whose card was read."""

from __future__ import annotations

from devices.hub.events.base import Event
from devices.link.words import DeviceState, Language, VisitorClass


class PersonIdentified(Event, frozen=True, kw_only=True, tag="person_identified"):
    """A card was read; the vault's row stands for the person, ``ground`` for why they go first."""

    person: str
    visitor_class: VisitorClass
    ground: str = ""


class CardLookedUp(Event, frozen=True, kw_only=True, tag="card_looked_up"):
    """A clerk at a window or desk looked up what somebody's card brings; the vault's row is the person."""

    person: str
    place: str
    clerk: str = ""


class PrintRequested(Event, frozen=True, kw_only=True, tag="print_requested"):
    """A ticket, or the official paper of id ``paper``, is wanted on paper; ``again`` marks 补打."""

    job: str
    ticket: str
    device: str
    language: Language
    again: bool = False
    paper: str = ""


class PrintBegan(Event, frozen=True, kw_only=True, tag="print_began"):
    """The printer is about to get the ticket's bytes."""

    job: str


class PrintOnPaper(Event, frozen=True, kw_only=True, tag="print_on_paper"):
    """The printer said that the ticket is on paper."""

    job: str


class PrintMissed(Event, frozen=True, kw_only=True, tag="print_missed"):
    """The ticket is certainly not on paper."""

    job: str
    cause: str


class PrintDoubtful(Event, frozen=True, kw_only=True, tag="print_doubtful"):
    """Nobody can tell whether the ticket is on paper."""

    job: str
    cause: str


class DeviceChanged(Event, frozen=True, kw_only=True, tag="device_changed"):
    """A device's health changed."""

    device: str
    state: DeviceState
    fault: str = ""


DevicesEvent = (
    PersonIdentified
    | CardLookedUp
    | PrintRequested
    | PrintBegan
    | PrintOnPaper
    | PrintMissed
    | PrintDoubtful
    | DeviceChanged
)
