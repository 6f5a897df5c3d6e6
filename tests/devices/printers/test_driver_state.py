"""The driver tells how the printer is: once when it changes, and never that a silent one is well."""

from __future__ import annotations

from devices.link.jobs import WorkDone, WorkStarted
from tests.devices.printers.script import (
    ASB_READY,
    CUTTER,
    NEAR_END,
    PAPER_OUT,
    READY,
    SILENT,
    Script,
)


def test_a_printer_that_answers_is_ready() -> None:
    script = Script()
    script.connect()
    assert script.states == [("starting", ""), ("ready", "")]
    script.wait(2)
    assert script.sent == [b"\x1b@\x1da\x0e"]


def test_a_printer_that_is_silent_is_not_taken_for_one_with_paper() -> None:
    script = Script(answers=SILENT)
    script.connect()
    script.wait(5)
    assert script.states == [("starting", ""), ("fault", "silent")]
    assert script.sent == []


def test_a_printer_that_wakes_up_prints_again() -> None:
    script = Script().ready()
    script.answers = SILENT
    script.wait(15)
    script.answers = dict(READY)
    script.print()
    script.wait(3)
    assert script.jobs == [WorkStarted(job="job-1")]
    # and is told anew to speak by itself, for it may have lost its power
    assert script.sent[0] == b"\x1b@\x1da\x0e"
    script.fence()
    script.wait(3)
    assert script.states == [("fault", "silent"), ("ready", "")]


def test_garbage_is_not_an_answer() -> None:
    script = Script(answers=SILENT)
    script.connect()
    for _ in range(50):
        script.say(b"\xff\x80 hello\r\n")
        script.wait(0.1)
    assert script.states[-1] == ("fault", "silent")


def test_paper_that_runs_low_makes_the_printer_degraded_and_it_still_prints() -> None:
    script = Script().ready()
    script.answers = dict(NEAR_END)
    script.print()
    script.say(b"\x03")
    assert script.last() == WorkDone(job="job-1")
    assert script.states == [("degraded", "paper_low")]


def test_a_state_is_told_when_it_changes_and_not_at_every_heartbeat() -> None:
    script = Script().ready()
    script.answers = dict(PAPER_OUT)
    script.wait(60)
    script.answers = dict(READY)
    script.wait(60)
    assert script.states == [("fault", "paper_out"), ("ready", "")]


def test_an_idle_printer_is_asked_every_ten_seconds() -> None:
    script = Script().ready()
    script.say(ASB_READY)
    script.wait(61)
    beats = sorted({at for at, _ in script.asked})
    assert 6 <= len(beats) <= 7
    assert {n for _, n in script.asked[3:]} == {4}


def test_a_printer_that_tells_nothing_by_itself_is_asked_for_everything() -> None:
    script = Script().ready()
    script.wait(30)
    assert {n for _, n in script.asked} == {1, 2, 4}


def test_a_cutter_error_is_asked_for_when_there_is_an_error() -> None:
    script = Script(answers=dict(CUTTER))
    script.connect()
    assert script.states[-1] == ("fault", "cutter")
    assert [n for _, n in script.asked] == [1, 2, 4, 3]
