"""Times that can be booked: slots and what is left of them, days, and requests for holiday service.

Pure questions about the hall; who is held to the answers is decided in ``rules.bookings``.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from config.calendar import add_working_days, is_day_of, is_holiday, local, moment
from config.schema import HallConfig, Queue
from devices.hub.state import Appointment, Hall

LOOKED_AHEAD = 62
"""Days that are searched for a free slot to offer."""


class Slot(NamedTuple):
    """A span that can be booked on one day: its capacity, and how many appointments still fit in."""

    starts_at: datetime
    ends_at: datetime
    capacity: int
    left: int


class BookingDay(StrEnum):
    """What a day is to a queue's bookings."""

    OPEN = "open"
    CLOSED = "closed"
    REQUEST = "request"


def booking_day(config: HallConfig, queue: Queue, day: date) -> BookingDay:
    """Whether the queue serves on this day: as always, not, or whoever asked for it days before."""
    if is_holiday(config, day):
        if queue.holiday == "request":
            return BookingDay.REQUEST
        if queue.holiday == "closed":
            return BookingDay.CLOSED
    served = is_day_of(config, queue.days or config.hours.days, day)
    return BookingDay.OPEN if served else BookingDay.CLOSED


def last_request(config: HallConfig, day: date) -> date:
    """The last day on which service on this holiday may be asked for."""
    return add_working_days(config, day, -config.bookings.request_days)


def last_bookable(config: HallConfig, today: date) -> date | None:
    """The last day that may be booked at the desk, None for no limit."""
    ahead = config.bookings.ahead_days
    return add_working_days(config, today, ahead) if ahead else None


def first_bookable(config: HallConfig, today: date) -> date:
    """The first day that may be booked at the desk."""
    return add_working_days(config, today, config.bookings.min_days_ahead)


def free_slots(hall: Hall, queue: str, day: date) -> list[Slot]:
    """The slots of a queue on a day, full ones too; none where any time can be booked, or none at all.

    Raises:
        KeyError: the hall has no such queue.
    """
    settings = hall.queue_of[queue]
    if not settings.bookings or booking_day(hall.config, settings, day) is BookingDay.CLOSED:
        return []
    starts = _booked(hall, queue, day)
    found = []
    for span in settings.bookings:
        first, last = (moment(hall.config, day, time.fromisoformat(part)) for part in span.span.split("-"))
        used = sum(first <= start < last for start in starts)
        found.append(Slot(first, last, span.capacity, max(0, span.capacity - used)))
    return found


def slot_at(hall: Hall, queue: str, at: datetime) -> Slot | None:
    """The slot in which a time lies, if the queue has one there."""
    day = local(hall.config, at).date()
    return next((slot for slot in free_slots(hall, queue, day) if slot.starts_at <= at < slot.ends_at), None)


def next_free(hall: Hall, queue: str, now: datetime) -> Slot | None:
    """The first slot from now on that may be booked at the desk and is not full."""
    today = local(hall.config, now).date()
    end = last_bookable(hall.config, today) or today + timedelta(days=LOOKED_AHEAD)
    day = first_bookable(hall.config, today)
    while day <= end:
        asked_in_time = today <= last_request(hall.config, day)
        if booking_day(hall.config, hall.queue_of[queue], day) is not BookingDay.REQUEST or asked_in_time:
            for slot in free_slots(hall, queue, day):
                if slot.left and slot.ends_at > now:
                    return slot
        day += timedelta(days=1)
    return None


def day_of(hall: Hall, booked: Appointment) -> date:
    """The day of the hall on which an appointment begins."""
    return local(hall.config, booked.starts_at).date()


def _booked(hall: Hall, queue: str, day: date) -> list[datetime]:
    """When the queue's appointments of a day begin; those that have checked in keep their place."""
    first = moment(hall.config, day, time.min)
    end = moment(hall.config, day + timedelta(days=1), time.min)
    return [
        booked.starts_at
        for booked in hall.appointments.values()
        if first <= booked.starts_at < end and hall.item(booked.item).queue == queue
    ]
