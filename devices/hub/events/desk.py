"""What the desk grants, and calls for its help."""

from __future__ import annotations

from devices.hub.events.base import Event
from devices.link.words import HelpTopic, VisitorClass


class ClassGranted(Event, frozen=True, kw_only=True, tag="class_granted"):
    """A waiting visitor goes first on a ground of the hall's table; who granted it on which evidence."""

    ticket: str
    ground: str
    visitor_class: VisitorClass
    evidence: str = ""
    grantor: str = ""


class ClassRevoked(Event, frozen=True, kw_only=True, tag="class_revoked"):
    """A grant was taken back: the ticket stands again as it did before it."""

    ticket: str
    ground: str
    visitor_class: VisitorClass
    grantor: str = ""


class HelpCalled(Event, frozen=True, kw_only=True, tag="help_called"):
    """Somebody at a kiosk or a window wants help from the desk."""

    help: str
    place: str
    about: HelpTopic
    zone: str = ""

    @property
    def made(self) -> str:
        """The call's id."""
        return self.help


class HelpAccepted(Event, frozen=True, kw_only=True, tag="help_accepted"):
    """A guide is on the way."""

    help: str
    clerk: str


class HelpEnded(Event, frozen=True, kw_only=True, tag="help_ended"):
    """The help was given, or is no longer wanted."""

    help: str
    clerk: str = ""


DeskEvent = ClassGranted | ClassRevoked | HelpCalled | HelpAccepted | HelpEnded
