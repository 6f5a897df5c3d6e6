"""A day that begins leaves nothing of the day before."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve import bookings, consult, desk, papers, results
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, WindowNow

CHANGES = Changebook()


@CHANGES.on(e.DayEnded)
def _end_day(hall: Hall, event: e.DayEnded) -> None:
    """Nothing: what the day came to is for its reports."""


@CHANGES.on(e.DayBegan)
def _begin_day(hall: Hall, event: e.DayBegan) -> None:
    hall.day = event.day
    for kept in (
        hall.tickets,
        hall.counts,
        hall.issued,
        hall.issued_in,
        hall.last_numbers,
        hall.last_given,
        hall.closings,
        hall.reopened,
        hall.reopenings,
        hall.grounds_of,
        hall.lines,
        hall.visits,
        hall.desks,
        hall.desks_acted_at,
        hall.postings,
        hall.persons,
        hall.tickets_of,
        hall.jobs,
        hall.away_calls,
    ):
        kept.clear()
    hall.numbers.clear()
    hall.beaten_calls.clear()
    hall.merge = None
    hall.told.clear()
    hall.missed.clear()
    hall.calls.clear()
    for number in hall.windows:
        hall.windows[number] = WindowNow(number)
    hall.former.clear()
    hall.clerks.clear()
    bookings.begin_day(hall, event.at)
    desk.begin_day(hall)
    consult.begin_day(hall, event.at)
    papers.begin_day(hall, event.at)
    results.begin_day(hall, event.at)
