"""A rating (好差评): taken once, for a service of this pad's window, never pressed for."""

from __future__ import annotations

from datetime import timedelta

from config.reasons import is_offered
from devices.hub.events import AnyEvent, Rated, RatingDeclined
from devices.hub.rules.asked import Asked, known_ticket, own_window
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import RATING_GRACE, Hall, Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Grade, TicketState, WorkSource

RULES = Rulebook()


@RULES.rule(c.Rate)
def rate(hall: Hall, command: c.Rate, asked: Asked) -> list[AnyEvent]:
    """Take a rating: once, for a service of this pad's window, while the pad is awake for it."""
    ticket = _rateable(hall, command.ticket, asked)
    if len(command.words) > hall.config.rating.words_max:
        raise Refused("words_too_long")
    if not all(is_offered(code, command.grade) for code in command.reasons):
        raise Refused("unknown_reason")
    if command.grade <= Grade.DISSATISFIED and not command.reasons:
        raise Refused("reasons_needed")
    return [
        Rated(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            window=ticket.window,
            clerk=ticket.clerk,
            grade=command.grade,
            reasons=command.reasons,
            words=asked.words,
        )
    ]


@RULES.rule(c.DeclineRating)
def decline_rating(hall: Hall, command: c.DeclineRating, asked: Asked) -> list[AnyEvent]:
    """Respect that the visitor would rather not rate."""
    ticket = _rateable(hall, command.ticket, asked)
    return [RatingDeclined(at=asked.at, by=asked.by.name, ticket=ticket.id)]


def _rateable(hall: Hall, name: str, asked: Asked) -> Ticket:
    window = own_window(hall, asked)
    ticket = known_ticket(hall, name)
    if ticket.window != window.number:
        raise Refused("wrong_window")
    if ticket.rating is not None or ticket.rating_closed:
        raise Refused("already_rated")
    if ticket.state is not TicketState.FINISHED or ticket.ended_at is None:
        raise Refused("not_rateable")
    if ticket.source is not WorkSource.COUNTER:
        # Nobody stood at the window whose rating it could be.
        raise Refused("not_rateable")
    if asked.at > ticket.ended_at + timedelta(seconds=hall.config.rating.wake_s) + RATING_GRACE:
        raise Refused("not_rateable")
    return ticket
