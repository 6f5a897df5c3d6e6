"""What a clerk may do next, in every state of the window."""

from __future__ import annotations

import pytest

from caller.steps import KEYS, Step, main_step, possible
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


@pytest.mark.parametrize(
    ("row", "main", "others"),
    [
        (SIGNED_OUT, Step.SIGN_IN, set()),
        (CLOSED, Step.OPEN, {Step.SIGN_OUT}),
        (PAUSED, Step.OPEN, {Step.PAUSE, Step.CLOSE, Step.SIGN_OUT}),
        (FREE, Step.CALL_NEXT, {Step.PAUSE, Step.CLOSE, Step.SIGN_OUT}),
        (CALLED, Step.START, {Step.RECALL, Step.NO_SHOW, Step.TRANSFER}),
        (SERVING, Step.FINISH_NEXT, {Step.FINISH, Step.HOLD, Step.TRANSFER}),
    ],
)
def test_each_state_has_its_main_step_and_its_others(row: object, main: Step, others: set[Step]) -> None:
    assert main_step(row) is main  # type: ignore[arg-type]
    assert possible(row) == {main} | others  # type: ignore[arg-type]


@pytest.mark.parametrize("row", [CLOSED, PAUSED, FREE, CALLED, SERVING])
def test_a_missed_ticket_can_return_whenever_somebody_is_signed_in(row: object) -> None:
    assert Step.RETURN in possible(row, missed=1)  # type: ignore[arg-type]
    assert Step.RETURN not in possible(row, missed=0)  # type: ignore[arg-type]


def test_a_held_ticket_is_resumed_only_when_nobody_is_before_the_window() -> None:
    assert Step.RESUME in possible(FREE, held=1)
    for busy in (CALLED, SERVING):
        assert Step.RESUME not in possible(busy, held=1)


def test_nobody_closes_a_window_or_leaves_it_while_somebody_is_held() -> None:
    assert not possible(FREE, held=1) & {Step.CLOSE, Step.SIGN_OUT}
    assert not possible(PAUSED, held=1) & {Step.CLOSE, Step.SIGN_OUT}


def test_no_two_steps_have_the_same_key() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
