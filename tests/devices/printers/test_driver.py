"""The driver prints a ticket at most once and believes only the printer's own word."""

from __future__ import annotations

import pytest

from devices.link.jobs import PrintSlip, ReadCard, WorkDone, WorkFailed, WorkStarted, WorkUnknown
from devices.printers.driver import GRACE_S, LIMIT_S
from devices.printers.proof import FENCE
from tests.devices.printers.script import (
    ASB_COVER,
    ASB_PAPER_OUT,
    ASB_READY,
    COVER_OPEN,
    CUTTER,
    PAPER_OUT,
    READY,
    SILENT,
    Script,
)
from tests.devices.printers.slips import ZH


def test_a_ticket_is_done_when_the_printer_has_said_so_and_not_before() -> None:
    script = Script().ready()
    script.print()
    assert script.jobs == [WorkStarted(job="job-1")]
    assert len(script.tickets) == 1
    assert script.tickets[0].endswith(FENCE)
    assert not script.driver.idle
    script.fence()
    assert script.jobs == [WorkStarted(job="job-1"), WorkDone(job="job-1")]
    assert script.driver.idle


def test_the_start_is_told_in_the_same_step_in_which_the_bytes_are_queued() -> None:
    script = Script().ready()
    script.driver.begin("job-1", PrintSlip(slip=ZH), script.now)
    for byte in (0x12, 0x12):
        assert not any(isinstance(news, WorkStarted) for news in script.driver.news())
        assert all(frame[:2] == b"\x10\x04" for frame in script.driver.outbox())
        script.driver.receive(bytes((byte,)), script.now)
    script.driver.outbox()
    script.driver.receive(b"\x12", script.now)
    assert script.driver.news() == [WorkStarted(job="job-1")]
    assert any(b"\x1dV" in frame for frame in script.driver.outbox())


@pytest.mark.parametrize(
    ("answers", "cause"),
    [
        (PAPER_OUT, "paper_out"),
        (COVER_OPEN, "cover_open"),
        (CUTTER, "cutter"),
        ({**READY, 1: 0x1A}, "offline"),
    ],
)
def test_a_printer_that_cannot_print_fails_the_ticket_before_a_byte_is_sent(
    answers: dict[int, int], cause: str
) -> None:
    script = Script().ready()
    script.answers = answers
    script.print()
    assert script.jobs == [WorkFailed(job="job-1", cause=cause)]
    assert script.sent == []
    assert script.states == [("fault", cause)]
    assert script.driver.idle


def test_the_state_is_asked_afresh_for_every_ticket() -> None:
    script = Script().ready()
    script.print()
    assert {n for _, n in script.asked} == {1, 2, 4}


def test_a_silent_printer_fails_the_ticket_within_three_seconds() -> None:
    script = Script().ready()
    script.answers = SILENT
    begun = script.now
    script.print()
    assert script.jobs == []
    script.wait(3)
    assert script.jobs == [WorkFailed(job="job-1", cause="silent")]
    assert ("fault", "silent") in script.states
    script.print("job-2")
    script.wait(1.5)
    assert script.last() == WorkFailed(job="job-2", cause="silent")
    assert script.now - begun < 5
    assert script.tickets == []


def test_garbage_while_a_ticket_prints_does_not_make_it_done() -> None:
    script = Script().ready()
    script.print()
    script.say(b"OK\r\n\xff\xfe ready \x1b")
    assert script.jobs == [WorkStarted(job="job-1")]


def test_paper_that_ends_in_the_middle_is_told_at_once_and_the_visitor_is_not_kept_waiting() -> None:
    script = Script().ready()
    script.print()
    script.answers = dict(PAPER_OUT)
    script.say(ASB_PAPER_OUT)
    assert script.states == [("fault", "paper_out")]
    script.wait(GRACE_S - 0.1)
    assert script.jobs == [WorkStarted(job="job-1")]
    script.wait(0.2)
    assert script.last() == WorkUnknown(job="job-1", cause="paper_out")
    assert script.driver.idle


def test_paper_that_ends_is_noticed_also_by_a_printer_that_tells_nothing_by_itself() -> None:
    script = Script().ready()
    script.print()
    script.answers = dict(PAPER_OUT)
    script.wait(3)
    assert script.states == [("fault", "paper_out")]


def test_paper_that_is_loaded_in_time_still_makes_the_ticket_done() -> None:
    script = Script().ready()
    script.print()
    script.say(ASB_PAPER_OUT)
    script.answers = dict(PAPER_OUT)
    script.wait(GRACE_S - 1)
    script.answers = dict(READY)
    script.say(ASB_READY)
    script.wait(2)
    script.fence()
    assert script.last() == WorkDone(job="job-1")


def test_a_cover_that_is_opened_again_and_again_does_not_keep_the_visitor_for_ever() -> None:
    script = Script().ready()
    script.print()
    begun = script.now
    while script.driver.idle is False and script.now < begun + 100:
        script.answers = dict(COVER_OPEN)
        script.say(ASB_COVER)
        script.wait(2.5)
        script.answers = dict(READY)
        script.say(ASB_READY)
        script.wait(2.5)
    assert isinstance(script.last(), WorkUnknown)
    assert script.now - begun < LIMIT_S + GRACE_S + 8


def test_a_printer_that_never_confirms_leaves_the_ticket_unknown() -> None:
    script = Script().ready()
    script.print()
    script.wait(LIMIT_S + 2)
    assert script.jobs == [WorkStarted(job="job-1"), WorkUnknown(job="job-1", cause="unconfirmed")]
    assert len(script.tickets) == 1


def test_a_printer_that_falls_silent_while_it_prints_leaves_the_ticket_unknown() -> None:
    script = Script().ready()
    script.print()
    script.answers = SILENT
    script.wait(LIMIT_S + 2)
    assert script.last() == WorkUnknown(job="job-1", cause="silent")
    script.wait(5)
    assert script.states == [("fault", "silent")]


def test_a_print_server_that_is_late_while_it_prints_is_not_called_silent() -> None:
    script = Script().ready()
    script.print()
    script.answers = SILENT
    script.wait(6)
    script.answers = dict(READY)
    script.fence()
    assert script.last() == WorkDone(job="job-1")
    script.wait(20)
    assert script.states == []


def test_a_line_that_ends_while_a_ticket_prints_leaves_it_unknown() -> None:
    script = Script().ready()
    script.print()
    script.lose("unplugged")
    assert script.last() == WorkUnknown(job="job-1", cause="unplugged")
    assert script.states == [("away", "unplugged")]
    assert not script.driver.idle


def test_a_line_that_ends_before_anything_is_sent_fails_the_ticket() -> None:
    script = Script().ready()
    script.answers = SILENT
    script.print()
    script.lose("unplugged")
    assert script.jobs == [WorkFailed(job="job-1", cause="unplugged")]


def test_a_line_that_ends_before_the_runner_takes_the_bytes_fails_the_ticket() -> None:
    script = Script().ready()
    script.driver.begin("job-1", PrintSlip(slip=ZH), script.now)
    for _ in range(3):
        script.driver.outbox()
        script.driver.receive(b"\x12", script.now)
    script.driver.lost(script.now, "unplugged")
    assert [news for news in script.driver.news() if news.job][-1] == WorkFailed(
        job="job-1", cause="unplugged"
    )
    assert script.driver.outbox() == []


def test_nothing_is_printed_again_after_the_line_is_back() -> None:
    script = Script().ready()
    script.print()
    script.lose()
    script.connect()
    script.wait(30)
    assert len(script.tickets) == 1


def test_work_of_another_sort_is_refused() -> None:
    script = Script().ready()
    script.driver.begin("job-1", ReadCard(), script.now)
    script.settle()
    assert script.jobs == [WorkFailed(job="job-1", cause="wrong_work")]
    assert script.driver.idle


def test_a_slip_that_cannot_be_laid_out_is_refused_before_anything_is_sent() -> None:
    script = Script().ready()
    slip = type(ZH)(hall="厅", zone="", number="", item="", ahead="", wait="", taken_at="", qr="")
    script.driver.begin("job-1", PrintSlip(slip=slip), script.now)
    script.settle()
    assert script.jobs == [WorkFailed(job="job-1", cause="wrong_work")]
    assert script.sent == []


def test_revoking_a_ticket_changes_nothing() -> None:
    script = Script().ready()
    script.print()
    script.driver.revoke("job-1", script.now)
    script.fence()
    assert script.last() == WorkDone(job="job-1")
