"""The guides' desk: who goes first and on what evidence, and calls for help that are accepted by name.

Every grant names its grantor and the kind of evidence that was seen, so that ``devices.hub.grants`` can show
who grants how much.
"""

from __future__ import annotations

from datetime import timedelta

from devices.hub.events import (
    AnyEvent,
    ClassGranted,
    ClassRevoked,
    HelpAccepted,
    HelpCalled,
    HelpEnded,
)
from devices.hub.rules.asked import Asked, known_ticket
from devices.hub.rules.notices import no_more, notice
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, Help
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import HelpTopic, Role, TicketState, VisitorClass

RULES = Rulebook()

UNANSWERED = timedelta(seconds=60)
"""A call for help that nobody has accepted by then is told to all staff."""


# Classes ------------------------------------------------------------------------------------------


@RULES.rule(c.GrantClass)
def grant(hall: Hall, command: c.GrantClass, asked: Asked) -> list[AnyEvent]:
    """Let a waiting visitor go first; the ticket keeps its number and its place in time."""
    ticket = known_ticket(hall, command.ticket)
    ground = hall.ground_of.get(command.ground)
    if ground is None:
        raise Refused("unknown_ground")
    if ground.evidence and command.evidence not in ground.evidence:
        raise Refused("evidence_needed", {"kinds": "、".join(ground.evidence)})
    if command.evidence and not ground.evidence:
        # A free word here could be a name or a number, which no journal keeps.
        raise Refused("no_evidence_asked")
    grantor = _grantor(asked)
    if ticket.state is not TicketState.WAITING:
        raise Refused("wrong_state")
    visitor_class = VisitorClass(ground.visitor_class)
    if (ticket.ground, ticket.visitor_class) == (ground.id, visitor_class):
        return []
    return [
        ClassGranted(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            ground=ground.id,
            visitor_class=visitor_class,
            evidence=command.evidence,
            grantor=grantor,
        )
    ]


@RULES.rule(c.RevokeClass)
def revoke(hall: Hall, command: c.RevokeClass, asked: Asked) -> list[AnyEvent]:
    """Take back what was granted; what the card or a booking gave stays."""
    ticket = known_ticket(hall, command.ticket)
    grantor = _grantor(asked)
    if ticket.state is not TicketState.WAITING:
        raise Refused("wrong_state")
    if ticket.before_grant is None:
        raise Refused("not_granted")
    visitor_class, ground = ticket.before_grant
    return [
        ClassRevoked(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            ground=ground,
            visitor_class=visitor_class,
            grantor=grantor,
        )
    ]


def _grantor(asked: Asked) -> str:
    """Who answers for a grant: whoever is signed in here, or the leader's own session.

    Raises:
        Refused: ``not_signed_in``.
    """
    if asked.clerk:
        return asked.clerk
    if asked.by.role is Role.LEADER:
        return asked.by.name
    raise Refused("not_signed_in")


# Help ---------------------------------------------------------------------------------------------


@RULES.rule(c.CallHelp)
def call_help(hall: Hall, command: c.CallHelp, asked: Asked) -> list[AnyEvent]:
    """Ring at the desk; a place that has called already is not heard twice, but for what is urgent."""
    zone = _zone_of(hall, asked)
    heard = [help_.about for help_ in hall.helps.values() if help_.place == asked.by.place]
    if heard and (command.about is not HelpTopic.URGENT or HelpTopic.URGENT in heard):
        return []
    return [
        HelpCalled(
            at=asked.at,
            by=asked.by.name,
            help=asked.fresh,
            place=asked.by.place,
            about=command.about,
            zone=zone,
        )
    ]


@RULES.rule(c.AcceptHelp)
def accept_help(hall: Hall, command: c.AcceptHelp, asked: Asked) -> list[AnyEvent]:
    """A guide goes there, known by name to whoever called, or takes over from one who has left the desk."""
    help_ = _known(hall, command.help)
    if not asked.clerk:
        raise Refused("not_signed_in")
    if help_.clerk == asked.clerk:
        return []
    if _on_the_way(hall, help_):
        raise Refused("help_accepted")
    accepted = HelpAccepted(at=asked.at, by=asked.by.name, help=help_.id, clerk=asked.clerk)
    return [accepted, *no_more(hall, asked, "help_waiting", help_.id)]


@RULES.rule(c.EndHelp)
def end_help(hall: Hall, command: c.EndHelp, asked: Asked) -> list[AnyEvent]:
    """The help was given; whoever called may also find that it is no longer wanted."""
    help_ = _known(hall, command.help)
    if asked.by.role not in (Role.DESK, Role.LEADER) and asked.by.place != help_.place:
        raise Refused("unknown_help")
    ended = HelpEnded(at=asked.at, by=asked.by.name, help=help_.id, clerk=asked.clerk)
    return [ended, *no_more(hall, asked, "help_waiting", help_.id)]


@RULES.due
def unanswered(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell staff of calls that nobody accepts, and settle the notices of those that are gone."""
    events: list[AnyEvent] = []
    for help_ in hall.helps.values():
        if not _on_the_way(hall, help_) and asked.at - help_.since >= UNANSWERED:
            events += notice(
                hall,
                asked,
                "help_waiting",
                help_.id,
                {"place": help_.place},
                zone=help_.zone,
                window=_window(help_.place),
            )
    for open_ in hall.notices.values():
        if open_.code == "help_waiting" and open_.about not in hall.helps:
            events += no_more(hall, asked, "help_waiting", open_.about)
    return events


def _on_the_way(hall: Hall, help_: Help) -> bool:
    """Whether whoever accepted a call still works at a desk; who went home helps nobody."""
    return bool(help_.clerk) and help_.clerk in hall.desks.values()


def _known(hall: Hall, name: str) -> Help:
    help_ = hall.helps.get(name)
    if help_ is None:
        raise Refused("unknown_help")
    return help_


def _zone_of(hall: Hall, asked: Asked) -> str:
    """The zone of the kiosk or window that calls.

    Raises:
        Refused: ``no_kiosk`` or ``no_window``.
    """
    if asked.by.role is Role.KIOSK:
        kiosk = hall.kiosk_of.get(asked.by.place)
        if kiosk is None:
            raise Refused("no_kiosk")
        return kiosk.zone
    window = hall.window_of.get(asked.by.window)
    if window is None:
        raise Refused("no_window")
    return window.zone


def _window(place: str) -> int:
    head, _, number = place.partition("-")
    return int(number) if head == "window" and number.isascii() and number.isdecimal() else 0
