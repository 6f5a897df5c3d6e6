"""One question is on the line at a time, and silence has an end."""

from __future__ import annotations

from devices.printers.questions import ANSWER_S, QUIET_S, Questions


def test_the_next_question_waits_for_the_answer() -> None:
    questions = Questions()
    questions.ask(1, 2)
    questions.ask(2)
    assert questions.next(0) == 1
    assert questions.next(0) is None
    questions.answered()
    assert questions.next(0) == 2
    questions.answered()
    assert questions.settled
    assert questions.deadline is None


def test_an_unanswered_question_is_asked_again_after_a_quiet_moment() -> None:
    questions = Questions()
    questions.ask(4)
    questions.next(0)
    assert not questions.missed(ANSWER_S - 0.1)
    assert questions.missed(ANSWER_S)
    assert questions.misses == 1
    assert questions.next(ANSWER_S) is None
    assert questions.deadline == ANSWER_S + QUIET_S
    assert questions.next(ANSWER_S + QUIET_S) == 4


def test_what_is_given_up_is_not_asked() -> None:
    questions = Questions()
    questions.ask(1, 2, 4)
    questions.next(0)
    questions.missed(ANSWER_S)
    questions.give_up()
    assert questions.settled
    questions.clear()
    assert questions.misses == 0
