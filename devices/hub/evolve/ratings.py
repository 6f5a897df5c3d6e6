"""Ratings (好差评)."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall

CHANGES = Changebook()


@CHANGES.on(e.Rated)
def _rated(hall: Hall, event: e.Rated) -> None:
    hall.tickets[event.ticket].rating = event.grade
    _close_rating(hall, event.ticket)


@CHANGES.on(e.RatingDeclined)
def _declined(hall: Hall, event: e.RatingDeclined) -> None:
    _close_rating(hall, event.ticket)


def _close_rating(hall: Hall, ticket: str) -> None:
    hall.tickets[ticket].rating_closed = True
    window = hall.window(hall.tickets[ticket].window)
    if window.rating == ticket:
        window.rating = ""
