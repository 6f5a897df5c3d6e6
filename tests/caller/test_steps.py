"""What a clerk may do next, in every state of the window."""

from __future__ import annotations

import msgspec
import pytest

from caller.steps import GRID, KEYS, SELDOM, Around, Step, main_step, possible
from devices.link.rows import WindowRow
from devices.link.words import TicketState, WindowState
from tests.screens.caller_rows import window

CALLED = window(shown="B027", ticket_state=TicketState.CALLED)
SERVING = window(shown="B027", ticket_state=TicketState.SERVING)
FREE = window()
PAUSED = window(WindowState.PAUSED)
CLOSED = window(WindowState.CLOSED)
SIGNED_OUT = window(WindowState.CLOSED, clerk="")


def test_before_the_hub_has_shown_the_window_nothing_is_possible() -> None:
    assert main_step(None) is None
    assert possible(None) == frozenset()


LEAVE = {Step.PAUSE, Step.CLOSE, Step.SIGN_OUT}


@pytest.mark.parametrize(
    ("row", "main", "others"),
    [
        (SIGNED_OUT, Step.SIGN_IN, set()),
        (CLOSED, Step.OPEN, {Step.SIGN_OUT}),
        (PAUSED, Step.OPEN, LEAVE | {Step.MORE}),
        (FREE, Step.CALL_NEXT, LEAVE | {Step.DIRECT, Step.MORE}),
        (CALLED, Step.START, {Step.RECALL, Step.NO_SHOW, Step.TRANSFER}),
        (
            SERVING,
            Step.FINISH_NEXT,
            {
                Step.FINISH,
                Step.HOLD,
                Step.TRANSFER,
                Step.MORE,
                Step.ACCEPT,
                Step.SLIP,
                Step.CORRECT,
                Step.ADD_STEP,
                Step.SIGN_OUT,
            },
        ),
    ],
)
def test_each_state_has_its_main_step_and_its_others(row: WindowRow, main: Step, others: set[Step]) -> None:
    assert main_step(row) is main
    assert possible(row) == {main, Step.HELP} | others


@pytest.mark.parametrize("row", [CLOSED, PAUSED, FREE, CALLED, SERVING])
def test_a_missed_ticket_can_return_whenever_somebody_is_signed_in(row: WindowRow) -> None:
    assert Step.RETURN in possible(row, Around(missed=1))
    assert Step.RETURN not in possible(row)


def test_a_held_ticket_is_resumed_only_when_nobody_is_before_the_window() -> None:
    held = Around(held=1)
    assert Step.RESUME in possible(FREE, held)
    for busy in (CALLED, SERVING):
        assert Step.RESUME not in possible(busy, held)


@pytest.mark.parametrize("row", [CLOSED, PAUSED, FREE, CALLED, SERVING])
def test_a_held_visitor_can_be_given_up_whenever_somebody_is_signed_in(row: WindowRow) -> None:
    assert possible(row, Around(held=1)) >= {Step.GONE, Step.MORE}
    assert Step.GONE not in possible(row)
    assert Step.GONE not in possible(SIGNED_OUT, Around(held=1))


def test_nobody_leaves_while_somebody_called_is_on_the_way() -> None:
    assert not possible(CALLED, Around(held=1)) & LEAVE


def test_a_next_step_is_offered_only_where_one_is_proposed() -> None:
    assert Step.FINISH_ON in possible(SERVING, Around(proposed=True))
    assert Step.FINISH_ON not in possible(SERVING)
    assert Step.FINISH_ON not in possible(CALLED, Around(proposed=True))


def test_whoever_was_served_may_come_back() -> None:
    assert Step.BACK in possible(FREE, Around(served=1))
    assert Step.MORE in possible(CALLED, Around(served=1))
    assert Step.BACK not in possible(FREE)


def of(row: WindowRow, **what: object) -> WindowRow:
    return msgspec.structs.replace(row, **what)


def test_a_window_without_a_queue_records_work_as_its_main_step() -> None:
    dedicated = of(FREE, type="dedicated", queues=())
    assert main_step(dedicated) is Step.DIRECT
    assert main_step(of(SERVING, type="dedicated", queues=())) is Step.FINISH


def test_a_window_without_a_queue_calls_whom_it_was_sent() -> None:
    dedicated = of(FREE, type="dedicated", queues=())
    assert main_step(dedicated, Around(waiting=1)) is Step.CALL_NEXT
    assert Step.DIRECT in possible(dedicated, Around(waiting=1))


def test_a_lent_window_that_closes_finishes_without_calling_anybody() -> None:
    assert main_step(of(SERVING, draining=True)) is Step.FINISH
    assert main_step(of(SERVING, draining=True), Around(waiting=1)) is Step.FINISH_NEXT


def test_a_consult_desk_takes_no_cases_and_may_tell_what_is_needed() -> None:
    consult = possible(of(SERVING, type="consult"))
    assert Step.ACCEPT not in consult
    assert Step.SLIP in consult


def test_every_step_with_a_key_has_its_place() -> None:
    assert set(KEYS) - set(GRID) - set(SELDOM) == {
        Step.SIGN_OUT,
        Step.HELP,
        Step.UNDO,
        Step.FINISH_ON,
    }


def test_no_two_steps_have_the_same_key() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
