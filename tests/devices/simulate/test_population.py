"""Who comes: the same for a seed, within the hours, in the shares that halls know."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

import pytest

from config.calendar import is_within
from config.load import load
from config.schema import BookingSlot, Queue
from devices.hub.state import Hall
from devices.link.words import VisitorClass
from devices.simulate.population import Population, population
from tests.devices.simulate.days import HALLS, MONDAY
from tests.halls import small_hall


@pytest.fixture(scope="module")
def zhengzhou() -> Hall:
    return Hall(load(HALLS / "zhengzhou"))


@pytest.fixture(scope="module")
def many(zhengzhou: Hall) -> Population:
    return population(zhengzhou, MONDAY, 7, 4000)


def test_a_seed_gives_the_same_visitors_and_another_one_others(zhengzhou: Hall, many: Population) -> None:
    assert population(zhengzhou, MONDAY, 7, 4000) == many
    assert population(zhengzhou, MONDAY, 8, 4000) != many


def test_as_many_come_as_are_asked_for(many: Population) -> None:
    assert abs(len(many.visitors) - 4000) < 20


def test_visitors_come_within_the_hours_of_their_queue(zhengzhou: Hall, many: Population) -> None:
    for visitor in many.visitors:
        if visitor.appointment:
            continue
        queue = zhengzhou.queue_of[zhengzhou.item(visitor.item).queue]
        clock = time(visitor.at // 3600, visitor.at // 60 % 60)
        assert any(is_within(span, clock) for span in queue.hours or zhengzhou.config.hours.open)


def test_noon_is_quiet(many: Population) -> None:
    hours = Counter(visitor.at // 3600 for visitor in many.visitors)
    assert hours[12] < hours[10] / 3


def test_classes_come_in_the_shares_that_halls_know(many: Population) -> None:
    whole = len(many.visitors)
    granted = ("disabled", "pregnant", "ill")
    first = sum(v.by_card is VisitorClass.PRIORITY or v.ground in granted for v in many.visitors)
    assert 0.04 < first / whole < 0.1
    assert 0.05 < len(many.bookings) / whole < 0.12
    assert any(v.ground == "second_visit" for v in many.visitors)
    assert any(v.bundle for v in many.visitors)
    assert any(v.also for v in many.visitors)


def test_a_person_is_a_row_and_never_a_name(many: Population) -> None:
    persons = [visitor.person for visitor in many.visitors if visitor.person]
    assert len(persons) == len(set(persons))
    assert all(person.startswith("person-") for person in persons)


def test_slots_are_not_booked_beyond_what_they_hold() -> None:
    slots = (BookingSlot(span="10:00-11:00", capacity=3), BookingSlot(span="14:00-15:00", capacity=2))
    hall = small_hall()
    queues = tuple(
        Queue(id=q.id, prefix=q.prefix, name=q.name, zone=q.zone, minutes=q.minutes, bookings=slots)
        for q in hall.queues
    )
    found = population(Hall(small_hall(queues=queues)), MONDAY, 1, 300).bookings
    by_slot = Counter((booking.item.partition("-")[0], booking.starts // 3600) for booking in found)
    assert by_slot
    assert all(count <= {10: 3, 14: 2}[hour] for (_, hour), count in by_slot.items())


def test_nobody_comes_to_a_hall_that_is_closed() -> None:
    found = population(Hall(small_hall()), date(2026, 11, 22), 7, 300)
    assert found == Population(visitors=(), bookings=())


def test_without_a_number_as_many_come_as_the_windows_can_serve(zhengzhou: Hall) -> None:
    assert 2000 < len(population(zhengzhou, MONDAY, 7).visitors) < 4000
    assert 60 < len(population(Hall(small_hall()), MONDAY, 7).visitors) < 200
