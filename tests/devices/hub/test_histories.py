"""Whatever is said, in whatever order: the hall stays whole, and the journal alone gives it again."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.order import calling_order
from devices.hub.people import HUB
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Grade, TicketState, TransferPlace, VisitorClass
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, pad

WINDOWS = st.sampled_from([1, 2, 3])
PEOPLE = st.sampled_from([None, "p1", "p2", "old"])
NUMBERED = st.integers(0, 30)


def names(played: Played, number: int) -> str:
    tickets = list(played.hall.tickets)
    return tickets[number % len(tickets)] if tickets else "nobody"


def jobs(played: Played, number: int) -> str:
    known = list(played.hall.jobs)
    return known[number % len(known)] if known else "none"


STEPS = st.one_of(
    st.builds(
        lambda item, person: lambda p: (KIOSK, c.TakeTicket(item=item, person=person)),
        st.sampled_from(["a-1", "a-2", "b-1", "t-1"]),
        PEOPLE,
    ),
    st.builds(
        lambda code, minutes: (
            lambda p: (
                BOOKING,
                c.BookAppointment(
                    code=code,
                    item="a-1",
                    starts_at=p.now + timedelta(minutes=minutes),
                    ends_at=p.now + timedelta(minutes=minutes + 30),
                ),
            )
        ),
        st.sampled_from(["x1", "x2", "x3"]),
        st.integers(-40, 40),
    ),
    st.builds(lambda code: lambda p: (KIOSK, c.CheckIn(code=code)), st.sampled_from(["x1", "x2", "x3"])),
    st.builds(
        lambda w, command: lambda p: (clerk(w), command),
        WINDOWS,
        st.sampled_from(
            [
                c.CallNext(),
                c.CallNext(),
                c.CallNext(),
                c.Recall(),
                c.Start(),
                c.Finish(),
                c.MarkNoShow(),
                c.Hold(),
                c.OpenWindow(),
                c.CloseWindow(),
                c.SignOut(),
                c.PauseWindow(reason="tea"),
                c.Transfer(queue="b"),
                c.Transfer(window=3, place=TransferPlace.FRONT),
                c.Transfer(queue="a", place=TransferPlace.END),
            ]
        ),
    ),
    st.builds(lambda w: lambda p: (clerk(w), c.SignIn(clerk=f"010{w}")), WINDOWS),
    st.builds(lambda n: lambda p: (DESK, c.ReturnTicket(ticket=names(p, n))), NUMBERED),
    st.builds(lambda w, n: lambda p: (clerk(w), c.Resume(ticket=names(p, n))), WINDOWS, NUMBERED),
    st.builds(lambda n: lambda p: (DESK, c.CancelTicket(ticket=names(p, n))), NUMBERED),
    st.builds(lambda n: lambda p: (KIOSK, c.Reprint(ticket=names(p, n))), NUMBERED),
    st.builds(
        lambda w, n: lambda p: (pad(w), c.Rate(ticket=names(p, n), grade=Grade.SATISFIED)), WINDOWS, NUMBERED
    ),
    st.builds(lambda n: lambda p: (AGENT, c.PrintStarted(job=jobs(p, n))), NUMBERED),
    st.builds(lambda n: lambda p: (AGENT, c.PrintConfirmed(job=jobs(p, n))), NUMBERED),
    st.builds(lambda n: lambda p: (AGENT, c.PrintUnknown(job=jobs(p, n), cause="silent")), NUMBERED),
)


def played(steps: list, minutes: list[float]) -> Played:  # type: ignore[type-arg]
    p = Played()
    for name, visitor_class in (
        ("p1", VisitorClass.ORDINARY),
        ("p2", VisitorClass.ORDINARY),
        ("old", VisitorClass.PRIORITY),
    ):
        p.person(name, visitor_class)
    for window in (1, 2, 3):
        p.staff(window)
    for step, gap in zip(steps, minutes, strict=False):
        p.later(minutes=gap)
        by, command = step(p)
        try:
            p.say(by, command)
        except Refused:
            continue
    return p


HISTORIES = st.builds(
    played, st.lists(STEPS, min_size=5, max_size=80), st.lists(st.floats(0, 3), min_size=80, max_size=80)
)
MANY = settings(max_examples=120, deadline=None)


@MANY
@given(HISTORIES)
def test_the_journal_alone_gives_the_same_hall_again(p: Played) -> None:
    again = Hall(p.config)
    for event in p.events:
        evolve(again, event)
    assert vars_of(again) == vars_of(p.hall)


@MANY
@given(HISTORIES)
def test_no_number_is_given_twice_and_nobody_is_called_while_not_waiting(p: Played) -> None:
    taken = Counter(event.number for event in p.events if isinstance(event, e.TicketTaken))
    assert all(count == 1 for count in taken.values())
    hall = Hall(p.config)
    for event in p.events:
        if isinstance(event, e.TicketCalled):
            assert hall.tickets[event.ticket].state is TicketState.WAITING
            assert hall.windows[event.window].ticket == ""
        evolve(hall, event)


@MANY
@given(HISTORIES)
def test_every_ticket_is_in_exactly_one_place(p: Played) -> None:
    hall = p.hall
    places = {
        "line": [line[n].id for line in hall.lines.values() for n in range(len(line))],
        "window": [w.ticket for w in hall.windows.values() if w.ticket],
        "held": [name for w in hall.windows.values() for name in w.held],
        "missed": list(hall.missed),
    }
    right = {
        TicketState.WAITING: "line",
        TicketState.CALLED: "window",
        TicketState.SERVING: "window",
        TicketState.HELD: "held",
        TicketState.NO_SHOW: "missed",
    }
    for ticket in hall.tickets.values():
        found = [name for name, names_ in places.items() for t in names_ if t == ticket.id]
        assert found == ([right[ticket.state]] if ticket.state in right else [])


@MANY
@given(HISTORIES)
def test_the_calling_order_names_everybody_a_window_could_serve_once(p: Played) -> None:
    for number, window in p.hall.window_of.items():
        order = [choice.ticket.id for choice in calling_order(p.hall, number, p.now)]
        names_ = {*window.queues, f"@{number}"}
        waiting = [
            line[n].id for (name, _), line in p.hall.lines.items() if name in names_ for n in range(len(line))
        ]
        assert sorted(order) == sorted(waiting)


@MANY
@given(HISTORIES)
def test_a_new_day_leaves_nobody_open_in_silence(p: Played) -> None:
    open_before = {t.id for t in p.hall.tickets.values() if t.ended_at is None or t.id in p.hall.missed}
    count = len(p.events)
    p.later(days=1)
    p.say(HUB, c.IdentifyPerson(person="tomorrow", visitor_class=VisitorClass.ORDINARY))
    expired = {event.ticket for event in p.events[count:] if isinstance(event, e.TicketExpired)}
    assert expired == open_before
    assert not p.hall.tickets
    assert p.take().number == "A001"


def vars_of(hall: Hall) -> dict[str, object]:
    seen = {name: value for name, value in vars(hall).items() if name != "lines"}
    seen["lines"] = {
        key: [line[n].id for n in range(len(line))] for key, line in hall.lines.items() if len(line)
    }
    return seen
