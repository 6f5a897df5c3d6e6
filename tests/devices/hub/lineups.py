"""Random people waiting before a window, without the story of how they came there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from hypothesis import strategies as st

from config.schema import Ground, HallConfig, Order, Standing, Tickets
from devices.hub.state import FIRST_OF_ALL, Hall, Ticket
from devices.link.words import VisitorClass
from tests.halls import MORNING, small_hall

GROUNDS = (
    Ground(id="elder", name="老年人", name_en="Older person", weight=6),
    Ground(id="pregnant", name="孕妇", name_en="Pregnant"),
    Ground(id="again", name="二次优先", name_en="Second visit", visitor_class="second_visit"),
)
STANDINGS = (*((c, "") for c in VisitorClass), *((VisitorClass(g.visitor_class), g.id) for g in GROUNDS))
LINES = ("a", "b", "@1")


@dataclass(frozen=True)
class Person:
    """Somebody who waits: in which line, as what, since when, and whether put in front of all."""

    line: str
    standing: tuple[VisitorClass, str]
    since_s: float
    front: bool = False


def waiting_hall(config: HallConfig, people: list[Person], streak: int = 0, now: datetime = MORNING) -> Hall:
    """A hall in which these people wait for window 1; somebody booked for later waits since the future."""
    hall = Hall(config)
    for n, person in enumerate(people, start=1):
        since = now - timedelta(seconds=person.since_s)
        visitor_class, ground = person.standing
        own = person.line.startswith("@")
        ticket = Ticket(
            id=f"t{n}",
            visit=f"t{n}",
            number=f"A{n:03d}",
            queue="a" if own else person.line,
            item="a-1",
            visitor_class=visitor_class,
            ground=ground,
            taken_at=min(since, now),
            kiosk="K1",
            place=(FIRST_OF_ALL if person.front else since, n, 0),
            for_window=1 if own else 0,
        )
        hall.tickets[ticket.id] = ticket
        hall.line_of(ticket).add(ticket)
    hall.windows[1].streak = streak
    return hall


def ordered_hall(order: Order | None = None, *, cap: int = 3, green: bool = False) -> HallConfig:
    """The small hall with this order, whose window 1 may be a green channel."""
    config = small_hall()
    first = msgspec.structs.replace(config.windows[0], green=green)
    return small_hall(
        order=order or Order(),
        grounds=GROUNDS,
        tickets=Tickets(priority_in_a_row=cap),
        windows=(first, *config.windows[1:]),
    )


_standing = st.builds(
    Standing, weight=st.sampled_from([1, 2, 3, 4]), head_start_min=st.sampled_from([0, 0, 0.5, 10, 30])
)
ORDERS = st.builds(
    Order,
    ordinary=_standing,
    appointment=_standing,
    priority=_standing,
    second_visit=_standing,
    preference_min=st.sampled_from([0, 0, 2.5]),
)


@st.composite
def _person(draw: st.DrawFn) -> Person:
    standing = draw(st.sampled_from(STANDINGS))
    # Few different times, so that equals are common; some within one second of each other.
    since = draw(st.integers(0, 40)) * 30 + draw(st.sampled_from([0, 0, 0.25, 0.75]))
    if standing[0] is VisitorClass.APPOINTMENT and draw(st.booleans()):
        since = -since - 1
    line = draw(st.sampled_from(LINES))
    return Person(line, standing, since, front=draw(st.integers(0, 9)) == 0)


PEOPLE = st.lists(_person(), max_size=25)
HALLS = st.builds(
    lambda order, cap, green, people, streak: waiting_hall(
        ordered_hall(order, cap=cap, green=green), people, streak
    ),
    ORDERS,
    st.integers(1, 4),
    st.booleans(),
    PEOPLE,
    st.integers(0, 5),
)
