"""Who is next: the heads of the lines tell what everybody compared with everybody would."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings

from config.schema import Order, Standing
from devices.hub.rules.order import ahead, calling_order, next_for
from devices.hub.state import FIRST_OF_ALL, Hall, Ticket
from devices.link.words import TicketState, VisitorClass
from tests.devices.hub.lineups import HALLS, ORDERS, PEOPLE, Person, ordered_hall, waiting_hall
from tests.halls import MORNING

MANY = settings(max_examples=150, deadline=None)
ORDINARY, BOOKED = (VisitorClass.ORDINARY, ""), (VisitorClass.APPOINTMENT, "")
PRIORITY, ELDER = (VisitorClass.PRIORITY, ""), (VisitorClass.PRIORITY, "elder")
AGAIN = (VisitorClass.SECOND_VISIT, "again")
FIRST = (VisitorClass.PRIORITY, VisitorClass.SECOND_VISIT)


def minutes(n: float) -> float:
    return n * 60


def numbers(hall: Hall) -> list[str]:
    return [choice.ticket.number for choice in calling_order(hall, 1, MORNING)]


def reasons(hall: Hall) -> list[str]:
    return [choice.why for choice in calling_order(hall, 1, MORNING)]


# The same order, written down a second time, over everybody instead of heads --------------------------


def score(hall: Hall, ticket: Ticket) -> float:
    config = hall.config
    standing = {
        VisitorClass.PRIORITY: config.order.priority,
        VisitorClass.SECOND_VISIT: config.order.second_visit,
        VisitorClass.APPOINTMENT: config.order.appointment,
        VisitorClass.ORDINARY: config.order.ordinary,
    }[ticket.visitor_class]
    own = next((g.weight for g in config.grounds if g.id == ticket.ground), 0)
    place = 0 if ticket.for_window else config.windows[0].queues.index(ticket.queue)
    waited = (MORNING - ticket.place[0]) // timedelta(seconds=1)
    counted = waited + (standing.head_start_min - config.order.preference_min * place) * 60
    return (own or standing.weight) * counted


def everybody(hall: Hall) -> list[str]:
    left = [t for t in hall.tickets.values() if t.state is TicketState.WAITING]
    window, green = hall.windows[1], hall.config.windows[0].green
    streak, cap = window.streak, hall.config.tickets.priority_in_a_row
    found: list[str] = []
    while left:
        front = [t for t in left if t.place[0] == FIRST_OF_ALL]
        due = [t for t in left if t.place[0] <= MORNING]
        first = [t for t in due if t.visitor_class in FIRST]
        others = [t for t in due if t.visitor_class not in FIRST]
        if green and first:
            due = first
        elif not green and streak >= cap and others:
            due = others
        if front:
            called = min(front, key=lambda t: t.place)
        elif due:
            called = min(due, key=lambda t: (-score(hall, t), t.place))
        else:
            called = min(left, key=lambda t: t.place)
        streak = streak + 1 if called.visitor_class in FIRST else 0
        found.append(called.number)
        left.remove(called)
    return found


@MANY
@given(HALLS)
def test_the_heads_of_the_lines_give_the_order_of_everybody(hall: Hall) -> None:
    assert numbers(hall) == everybody(hall)


@MANY
@given(HALLS)
def test_no_window_idles_while_anybody_it_could_serve_waits(hall: Hall) -> None:
    choice = next_for(hall, 1, MORNING)
    assert (choice is None) == (not hall.tickets)
    assert choice is None or choice.ticket is next(calling_order(hall, 1, MORNING)).ticket


@MANY
@given(ORDERS, PEOPLE)
def test_ahead_is_the_place_in_the_order_of_a_pool_without_turns(order: Order, people: list[Person]) -> None:
    # Given a window that serves everything in the pool, no cap and no preferred queue
    order = Order(
        ordinary=order.ordinary,
        appointment=order.appointment,
        priority=order.priority,
        second_visit=order.second_visit,
    )
    hall = waiting_hall(ordered_hall(order, cap=99), people)
    # Then whoever waits stands behind exactly those who are called before
    names = hall.lines_of(1)
    for place, choice in enumerate(calling_order(hall, 1, MORNING)):
        assert ahead(hall, names, choice.ticket, MORNING) == place


def test_weight_and_head_start_decide_and_the_older_one_among_equals() -> None:
    people = [
        Person("a", ORDINARY, minutes(25)),
        Person("b", PRIORITY, minutes(3)),
        Person("a", ORDINARY, minutes(25)),
        Person("b", ORDINARY, minutes(150)),
    ]
    hall = waiting_hall(ordered_hall(), people)
    # 150 of the ordinary one, (3 + 30) × 4 = 132 of the priority one.
    assert numbers(hall) == ["A004", "A002", "A001", "A003"]
    assert reasons(hall) == ["first_come", "priority", "first_come", "first_come"]


def test_a_ground_may_weigh_more_than_its_class() -> None:
    people = [Person("a", PRIORITY, minutes(5)), Person("a", ELDER, minutes(1))]
    assert numbers(waiting_hall(ordered_hall(), people)) == ["A002", "A001"]


def test_a_second_visit_goes_before_ordinary_ones() -> None:
    people = [Person("a", ORDINARY, minutes(20)), Person("a", AGAIN, minutes(1))]
    hall = waiting_hall(ordered_hall(), people)
    assert numbers(hall) == ["A002", "A001"]
    assert reasons(hall)[0] == "second_visit"


def test_a_place_in_the_windows_list_costs_what_the_hall_says() -> None:
    people = [Person("b", ORDINARY, minutes(9)), Person("a", ORDINARY, minutes(5))]
    assert numbers(waiting_hall(ordered_hall(Order(preference_min=3)), people)) == ["A001", "A002"]
    assert numbers(waiting_hall(ordered_hall(Order(preference_min=5)), people)) == ["A002", "A001"]


def test_after_so_many_priority_calls_the_best_of_the_others_has_its_turn() -> None:
    people = [*[Person("a", PRIORITY, minutes(9))] * 3, Person("b", BOOKED, 0), Person("b", ORDINARY, 0)]
    hall = waiting_hall(ordered_hall(cap=2), people, streak=1)
    assert numbers(hall) == ["A001", "A004", "A002", "A003", "A005"]
    assert reasons(hall) == ["priority", "turn", "priority", "priority", "first_come"]


def test_at_a_green_channel_window_priority_goes_first_whatever_the_score_and_the_cap() -> None:
    people = [Person("a", ORDINARY, minutes(200)), *[Person("b", PRIORITY, 0)] * 3]
    hall = waiting_hall(ordered_hall(cap=1, green=True), people, streak=9)
    assert numbers(hall) == ["A002", "A003", "A004", "A001"]
    assert reasons(hall) == ["green", "green", "green", "first_come"]


def test_somebody_put_in_front_goes_before_any_score_and_any_turn() -> None:
    people = [Person("a", ELDER, minutes(90)), Person("@1", PRIORITY, 0, front=True)]
    hall = waiting_hall(ordered_hall(cap=1), people, streak=5)
    assert numbers(hall) == ["A002", "A001"]
    assert reasons(hall) == ["front", "priority"]


def test_a_booked_one_counts_from_its_time_and_comes_before_it_only_when_nobody_else_waits() -> None:
    people = [Person("a", BOOKED, minutes(-1)), Person("a", ORDINARY, 0), Person("a", BOOKED, minutes(-2))]
    hall = waiting_hall(ordered_hall(), people)
    assert numbers(hall) == ["A002", "A001", "A003"]
    assert reasons(hall) == ["first_come", "early", "early"]
    later = [c.ticket.number for c in calling_order(hall, 1, MORNING + timedelta(minutes=1))]
    assert later == ["A001", "A002", "A003"]


def test_a_ground_that_the_halls_file_lost_leaves_nobody_in_a_line_nobody_sees() -> None:
    config = ordered_hall(Order(priority=Standing(weight=4, head_start_min=30)))
    hall = waiting_hall(config, [Person("a", (VisitorClass.PRIORITY, "lost"), 0), Person("a", ORDINARY, 0)])
    assert numbers(hall) == ["A001", "A002"]
