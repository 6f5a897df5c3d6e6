"""A day that begins leaves nothing of the day before."""

from __future__ import annotations

from datetime import timedelta

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, WindowNow

CHANGES = Changebook()


@CHANGES.on(e.DayBegan)
def _begin_day(hall: Hall, event: e.DayBegan) -> None:
    hall.day = event.day
    for kept in (
        hall.tickets,
        hall.counts,
        hall.issued,
        hall.lines,
        hall.visits,
        hall.desks,
        hall.persons,
        hall.tickets_of,
        hall.jobs,
    ):
        kept.clear()
    hall.told.clear()
    hall.missed.clear()
    hall.calls.clear()
    for number in hall.windows:
        hall.windows[number] = WindowNow(number)
    hall.former.clear()
    hall.clerks.clear()
    yesterday = event.at - timedelta(days=1)
    hall.appointments = {
        code: booked
        for code, booked in hall.appointments.items()
        if not booked.ticket and booked.ends_at > yesterday
    }
