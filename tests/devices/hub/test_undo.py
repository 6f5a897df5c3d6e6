"""A slip of the hand is taken back: the hall is exactly as it was before."""

from __future__ import annotations

import contextlib
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.state import Hall, Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.rows import CallRow
from devices.link.words import Grade, SlipKind, TicketState, TransferPlace, VisitorClass
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, pad, refusal
from tests.devices.hub.sayings.counter import SAYINGS
from tests.devices.hub.seeing import of_kind, screen, seen

MANY = settings(max_examples=100, deadline=None)
WINDOWS = [1, 2, 3]
PEOPLE = {"p1": VisitorClass.ORDINARY, "old": VisitorClass.PRIORITY, "again": VisitorClass.SECOND_VISIT}
AT_WINDOWS: list[c.AnyCommand] = [
    c.CallNext(),
    c.CallNext(),
    c.Start(),
    c.Start(),
    c.Finish(),
    c.MarkNoShow(),
    c.Hold(),
    c.Transfer(queue="b"),
    c.Transfer(window=3, place=TransferPlace.FRONT),
]


def counter_work(numbers: list[int]) -> Played:
    """A morning at the counters; each number stands for one thing that is said, refused or not."""
    p = Played()
    for name, visitor_class in PEOPLE.items():
        p.person(name, visitor_class)
    for window in WINDOWS:
        p.staff(window)
    for number in numbers:
        dice = Random(number)
        p.later(minutes=dice.choice([0, 0.05, 0.5, 2]))
        take = c.TakeTicket(item=dice.choice(["a-1", "b-1"]), person=dice.choice([None, None, *PEOPLE]))
        by, command = dice.choice(
            [
                (KIOSK, take),
                (KIOSK, take),
                *[(clerk(dice.choice(WINDOWS)), dice.choice(AT_WINDOWS)) for _ in range(4)],
                (DESK, c.ReturnTicket(ticket=dice.choice(p.hall.missed or ["nobody"]))),
                (pad(1), c.DeclineRating(ticket=p.hall.windows[1].rating or "nobody")),
                dice.choice(SAYINGS)(p, dice),
            ]
        )
        with contextlib.suppress(Refused):
            p.say(by, command)
    return p


HISTORIES = st.builds(counter_work, st.lists(st.integers(0, 2**20), max_size=80))


@pytest.fixture
def hall() -> Played:
    played = Played()
    for window in (1, 2, 3):
        played.staff(window)
    return played


def state_of(hall: Hall, but: str = "") -> dict[str, object]:
    """Everything a screen, a rule or a report can tell; ``but`` is a ticket to leave out.

    How many calls and arrivals there were is counted on, so that no number means two things.
    """
    left_out = {"config", "lines", "windows", "former", "order", "call_count", "last_at"}
    state = {name: value for name, value in vars(hall).items() if name not in left_out}
    state["tickets"] = {name: vars(ticket).copy() for name, ticket in hall.tickets.items() if name != but}
    state["visits"] = {name: _copy(vars(visit)) for name, visit in hall.visits.items() if name != but}
    state["lines"] = {
        key: [line[n].id for n in range(len(line))] for key, line in hall.lines.items() if len(line)
    }
    state["windows"] = {
        number: {k: v for k, v in _copy(vars(window)).items() if k not in ("last", "acted_at", "live_at")}
        for number, window in hall.windows.items()
    }
    return _copy(state)


def _copy(state: dict[str, object]) -> dict[str, object]:
    return {
        key: value.copy() if isinstance(value, list | dict | set) else value for key, value in state.items()
    }


def free(hall: Played, window: int) -> None:
    """Let the window have nobody before it."""
    by = clerk(window)
    with contextlib.suppress(Refused):
        hall.say(by, c.SignIn(clerk=f"010{window}"))
    for command in (c.OpenWindow(), c.Start(), c.Finish()):
        with contextlib.suppress(Refused):
            hall.say(by, command)


def walk_to(hall: Played, window: int, *steps: c.AnyCommand) -> Ticket:
    """Take a number and go some steps with it."""
    free(hall, window)
    ticket = hall.take()
    hall.say(clerk(window), c.CallTicket(ticket=ticket.id, reason="agreed"))
    for step in steps:
        hall.say(clerk(window), step)
    return ticket


STEPS: dict[str, tuple[tuple[c.AnyCommand, ...], c.AnyCommand]] = {
    "started": ((), c.Start()),
    "no_show": ((), c.MarkNoShow()),
    "finished": ((c.Start(),), c.Finish()),
    "held": ((c.Start(),), c.Hold()),
    "transferred": ((c.Start(),), c.Transfer(queue="b", place=TransferPlace.FRONT)),
    "transferred before it began": ((), c.Transfer(window=2)),
    "sent on for another item": ((c.Start(),), c.Transfer(item="b-1", place=TransferPlace.END)),
}


@MANY
@given(HISTORIES, st.sampled_from(WINDOWS), st.sampled_from(sorted(STEPS)))
def test_a_step_taken_back_leaves_the_hall_as_it_was(p: Played, window: int, name: str) -> None:
    # Given any hall, with a ticket before the window
    before_it, step = STEPS[name]
    p.later(minutes=1)
    walk_to(p, window, *before_it)
    before = state_of(p.hall)
    # When a step is taken and taken back
    (event, *_) = p.say(clerk(window), step)
    p.later(seconds=3)
    p.say(clerk(window), c.Undo())
    # Then nothing of it is left but, of a transfer, the record of a step that never was
    new = event.step if isinstance(event, e.TicketTransferred) else ""
    assert state_of(p.hall, but=new) == before
    assert new == "" or p.hall.tickets[new].state is TicketState.CANCELLED


@MANY
@given(HISTORIES, st.sampled_from(WINDOWS), st.booleans())
def test_a_call_taken_back_puts_the_visitor_at_the_same_place_again(
    p: Played, window: int, by_number: bool
) -> None:
    p.later(minutes=1)
    free(p, window)
    p.take()
    ticket = p.take()
    before = state_of(p.hall)
    call = c.CallTicket(ticket=ticket.id, reason="agreed") if by_number else c.CallNext()
    with contextlib.suppress(Refused):
        p.say(clerk(window), call)
        p.later(seconds=5)
        p.say(clerk(window), c.Undo())
    assert state_of(p.hall) == before


@MANY
@given(HISTORIES, st.sampled_from(WINDOWS), st.booleans(), st.sampled_from(TransferPlace))
def test_a_next_step_taken_back_never_was_and_a_service_that_it_finished_goes_on(
    p: Played, window: int, finished_before: bool, place: TransferPlace
) -> None:
    # Given a service, or one that was finished while the window went on to somebody else
    p.later(minutes=1)
    ticket = walk_to(p, window, c.Start(), *([c.Finish()] if finished_before else []))
    if finished_before:
        walk_to(p, window, c.Start())
    before = state_of(p.hall)
    # When the visit gets a next step, and that is taken back
    *_, event = p.say(clerk(window), c.AddStep(ticket=ticket.id, item="b-1", place=place))
    p.later(seconds=3)
    p.say(clerk(window), c.Undo())
    # Then only the record of a step that never was is left
    assert isinstance(event, e.StepAdded)
    assert state_of(p.hall, but=event.step) == before
    assert p.hall.tickets[event.step].state is TicketState.CANCELLED
    assert refusal(p, clerk(window), c.Undo()) == "nothing_to_undo"


@MANY
@given(HISTORIES, st.sampled_from(WINDOWS))
def test_a_resumption_taken_back_holds_the_visitor_at_the_same_place_again(p: Played, window: int) -> None:
    p.later(minutes=1)
    held = [walk_to(p, window, c.Start(), c.Hold()) for _ in range(3)]
    before = state_of(p.hall)
    p.say(clerk(window), c.Resume(ticket=held[1].id))
    p.say(clerk(window), c.Undo())
    assert state_of(p.hall) == before


@MANY
@given(HISTORIES, st.sampled_from(WINDOWS), st.booleans())
def test_a_held_visitor_taken_for_gone_is_held_at_the_same_place_again(
    p: Played, window: int, someone_there: bool
) -> None:
    p.later(minutes=1)
    held = [walk_to(p, window, c.Start(), c.Hold()) for _ in range(3)]
    if someone_there:
        walk_to(p, window, c.Start())
    before = state_of(p.hall)
    p.say(clerk(window), c.MarkNoShow(ticket=held[1].id))
    p.later(seconds=3)
    p.say(clerk(window), c.Undo())
    assert state_of(p.hall) == before


@MANY
@given(HISTORIES, st.integers(0, 2**20))
def test_replay_takes_the_same_steps_back(p: Played, seed: int) -> None:
    dice = Random(seed)
    for _ in range(6):
        window = dice.choice(WINDOWS)
        p.later(minutes=1)
        before_it, step = dice.choice(list(STEPS.values()))
        walk_to(p, window, *before_it)
        p.say(clerk(window), step)
        if dice.random() < 0.7:
            p.say(clerk(window), c.Undo())
    again = Hall(p.config)
    for body in map(msgspec.json.encode, p.events):
        evolve(again, msgspec.json.decode(body, type=e.AnyEvent))
    assert state_of(again) == state_of(p.hall)
    assert {n: w.last for n, w in again.windows.items()} == {n: w.last for n, w in p.hall.windows.items()}


def test_a_call_that_was_taken_back_leaves_the_screens(hall: Played) -> None:
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Undo())
    assert of_kind(seen(hall, screen("zone-one")), CallRow) == []
    hall.call(2)
    assert [row.id for row in of_kind(seen(hall, screen("zone-one")), CallRow)] == [2]


def test_the_streak_of_priority_calls_is_taken_back_too(hall: Played) -> None:
    for n in range(3):
        hall.take("a-1", hall.person(f"old{n}", VisitorClass.PRIORITY))
    hall.take("a-2")
    hall.serve(1)
    hall.call(1)
    assert hall.hall.windows[1].streak == 2
    hall.say(clerk(1), c.Undo())
    assert hall.hall.windows[1].streak == 1


def test_only_the_last_step_and_only_for_a_few_seconds(hall: Played) -> None:
    assert refusal(hall, clerk(1), c.Undo()) == "nothing_to_undo"
    hall.take()
    hall.call(1)
    hall.later(seconds=5.1)
    assert refusal(hall, clerk(1), c.Undo()) == "undo_late"
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Undo())
    assert refusal(hall, clerk(1), c.Undo()) == "nothing_to_undo"


def test_a_service_that_was_rated_or_not_to_be_rated_stays_finished(hall: Played) -> None:
    for answer in (lambda t: c.Rate(ticket=t, grade=Grade.SATISFIED), lambda t: c.DeclineRating(ticket=t)):
        hall.take()
        ticket = hall.serve(1)
        hall.say(pad(1), answer(ticket.id))
        assert refusal(hall, clerk(1), c.Undo()) == "already_rated"


def test_a_visitor_who_was_called_elsewhere_is_not_fetched_back(hall: Played) -> None:
    ticket = walk_to(hall, 1, c.Start(), c.Transfer(queue="b"))
    hall.call(2)
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"
    assert ticket.state is TicketState.TRANSFERRED


def test_a_step_that_is_on_paper_or_has_gone_on_is_not_taken_back(hall: Played) -> None:
    ticket = walk_to(hall, 1, c.Start(), c.Transfer(queue="b"))
    hall.say(KIOSK, c.Reprint(ticket=hall.hall.visits[ticket.visit].tickets[-1]))
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"
    finished = walk_to(hall, 2, c.Start(), c.Finish())
    hall.say(DESK, c.ComeBack(ticket=finished.id))
    assert refusal(hall, clerk(2), c.Undo()) == "wrong_state"


def test_a_next_step_that_was_called_or_whose_service_was_rated_stays(hall: Played) -> None:
    served = walk_to(hall, 1, c.Start())
    hall.say(clerk(1), c.AddStep(ticket=served.id, queue="b"))
    hall.say(pad(1), c.Rate(ticket=served.id, grade=Grade.SATISFIED))
    assert refusal(hall, clerk(1), c.Undo()) == "already_rated"
    other = walk_to(hall, 1, c.Start())
    hall.say(clerk(1), c.AddStep(ticket=other.id, queue="b"))
    hall.serve(2)
    hall.call(2)
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"


def test_a_next_step_that_the_desk_gave_is_no_step_of_a_window(hall: Played) -> None:
    served = walk_to(hall, 1, c.Start(), c.Finish())
    hall.say(DESK, c.AddStep(ticket=served.id, queue="b"))
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"


def test_a_service_in_which_a_case_was_taken_has_begun(hall: Played) -> None:
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Accept(first_pass=True))
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"
    hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.Undo())
    hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.ServeDirect(item="a-1"))
    hall.say(clerk(1), c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE, words="见清单"))
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"


def test_a_no_show_that_expired_by_it_is_called_again(hall: Played) -> None:
    ticket = hall.take()
    for _ in range(2):
        hall.call(1)
        hall.say(clerk(1), c.MarkNoShow())
        hall.say(DESK, c.ReturnTicket(ticket=ticket.id))
    hall.call(1)
    hall.say(clerk(1), c.MarkNoShow())
    assert ticket.state is TicketState.EXPIRED
    hall.say(clerk(1), c.Undo())
    assert (ticket.state, hall.hall.windows[1].ticket) == (TicketState.CALLED, ticket.id)
    hall.say(clerk(1), c.Start())


def test_a_no_show_that_has_returned_meanwhile_is_not_taken_back(hall: Played) -> None:
    ticket = walk_to(hall, 1, c.MarkNoShow())
    hall.say(DESK, c.ReturnTicket(ticket=ticket.id))
    assert refusal(hall, clerk(1), c.Undo()) == "wrong_state"


def test_a_clerk_takes_back_only_what_they_did_themselves_at_an_open_window(hall: Played) -> None:
    walk_to(hall, 1, c.Start(), c.Finish())
    hall.say(clerk(1), c.PauseWindow(reason="tea"))
    assert refusal(hall, clerk(1), c.Undo()) == "nothing_to_undo"
    hall.say(clerk(1), c.SignOut())
    hall.say(clerk(2), c.SignOut())
    hall.staff(1, "0102")
    assert refusal(hall, clerk(1), c.Undo()) == "nothing_to_undo"


def test_a_service_without_a_number_that_began_by_mistake_counts_for_nothing(hall: Played) -> None:
    before = state_of(hall.hall)
    hall.say(clerk(1), c.ServeDirect(item="a-1"))
    name = hall.hall.windows[1].ticket
    hall.say(clerk(1), c.Undo())
    assert state_of(hall.hall, but=name) == before
    assert hall.hall.tickets[name].state is TicketState.CANCELLED


def test_the_rating_of_the_visitor_before_wakes_the_pad_again(hall: Played) -> None:
    hall.take()
    first = hall.serve(1)
    hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    assert hall.hall.windows[1].rating == ""
    hall.say(clerk(1), c.Undo())
    assert hall.hall.windows[1].rating == first.id
    hall.say(clerk(1), c.Start())
    hall.say(pad(1), c.Rate(ticket=first.id, grade=Grade.SATISFIED))
    hall.say(clerk(1), c.Undo())
    assert hall.hall.windows[1].rating == ""
