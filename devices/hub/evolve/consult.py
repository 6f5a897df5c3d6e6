"""Advice, rooms, and matters that could not be served."""

from __future__ import annotations

from datetime import datetime

from config.calendar import local
from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Advice, Hall, Matter, RoomBooking

CHANGES = Changebook()


@CHANGES.on(e.AdviceGiven)
def _advised(hall: Hall, event: e.AdviceGiven) -> None:
    _count(hall, event.number)
    hall.advice[event.advice] = Advice(
        event.advice, event.number, event.item, event.told, event.at, event.clerk, event.words
    )
    if event.ticket in hall.tickets:
        hall.visits[hall.tickets[event.ticket].visit].advice.append(event.advice)


@CHANGES.on(e.AdviceAttached)
def _attached(hall: Hall, event: e.AdviceAttached) -> None:
    hall.visits[hall.tickets[event.ticket].visit].advice.append(event.advice)


@CHANGES.on(e.RoomBooked)
def _booked(hall: Hall, event: e.RoomBooked) -> None:
    hall.rooms[event.booking] = RoomBooking(
        event.booking, event.room, event.starts_at, event.ends_at, event.ticket
    )


@CHANGES.on(e.RoomFreed)
def _freed(hall: Hall, event: e.RoomFreed) -> None:
    hall.rooms.pop(event.booking, None)


@CHANGES.on(e.MatterRegistered)
def _registered(hall: Hall, event: e.MatterRegistered) -> None:
    _count(hall, event.number)
    hall.matters[event.matter] = Matter(
        event.matter,
        event.number,
        event.item,
        event.department,
        event.at,
        event.reply_by,
        event.words,
        event.contact,
    )


@CHANGES.on(e.MatterAnswered)
def _answered(hall: Hall, event: e.MatterAnswered) -> None:
    hall.matters.pop(event.matter, None)


def _count(hall: Hall, number: str) -> None:
    hall.serials[number[0]] = hall.serials.get(number[0], 0) + 1


def begin_day(hall: Hall, at: datetime) -> None:
    """Slips and their numbers begin again; what is registered waits for its answer."""
    hall.advice.clear()
    hall.serials.clear()
    day = local(hall.config, at).date()
    hall.rooms = {
        name: taken for name, taken in hall.rooms.items() if local(hall.config, taken.ends_at).date() >= day
    }
