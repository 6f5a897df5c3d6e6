"""The driver prints a ticket at most once and believes only the printer's own word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.link.jobs import PrintSlip, ReadCard, WorkDone, WorkFailed, WorkStarted, WorkUnknown
from devices.printers.driver import GRACE_S, LIMIT_S, EscPosPrinter
from devices.printers.proof import FENCE, PROCESS_ID, ident_of
from tests.devices.printers.script import (
    COVER_OPEN,
    CUTTER,
    NEAR_END,
    PAPER_OUT,
    READY,
    SILENT,
    Script,
)
from tests.devices.printers.slips import ZH

ASB_READY = bytes.fromhex("10 00 00 00")
ASB_PAPER_OUT = bytes.fromhex("18 00 0f 00")
ASB_COVER = bytes.fromhex("38 00 00 00")


def auto() -> Script:
    return Script(driver=EscPosPrinter({}))


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


def test_a_confirmation_that_comes_too_late_belongs_to_nobody() -> None:
    # Given a ticket that became unknown because the paper ended
    script = Script().ready()
    script.print("old")
    script.answers = dict(PAPER_OUT)
    script.say(ASB_PAPER_OUT)
    script.wait(GRACE_S + 1)
    # when paper is loaded, and the next visitor's ticket is asked for
    script.answers = dict(READY)
    script.say(ASB_READY)
    script.print("new")
    assert script.last() == WorkUnknown(job="old", cause="paper_out")
    # then the answer of the old ticket is waited for, and proves nothing of the new one
    script.fence()
    assert script.last() == WorkStarted(job="new")
    script.fence()
    assert script.last() == WorkDone(job="new")
    assert [news for news in script.jobs if news.job == "old"] == [
        WorkStarted(job="old"),
        WorkUnknown(job="old", cause="paper_out"),
    ]


def test_answers_that_a_printer_has_lost_are_given_up_after_a_while() -> None:
    script = Script().ready()
    script.print("old")
    script.wait(LIMIT_S + 2)
    assert script.last() == WorkUnknown(job="old", cause="unconfirmed")
    script.print("new")
    script.wait(6)
    assert script.last() == WorkStarted(job="new")
    script.fence()
    assert script.last() == WorkDone(job="new")


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


def test_an_answer_from_before_the_line_broke_proves_nothing() -> None:
    script = Script().ready()
    script.print("old")
    script.lose()
    script.connect()
    script.print("new")
    script.fence()
    assert [news for news in script.jobs if news.job == "new"] == []
    script.wait(2)
    assert script.last() == WorkStarted(job="new")
    script.fence()
    assert script.last() == WorkDone(job="new")


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


def test_a_printer_that_knows_process_ids_is_found_out_and_proves_by_them() -> None:
    script = auto()
    script.connect()
    script.wait(1.1)
    probe = next(frame for frame in script.sent if PROCESS_ID in frame)
    assert probe.startswith(b"\x1b@")
    assert probe.endswith(FENCE + b"\x1b@")
    script.echo("probe")
    script.fence()
    script.wait(1)
    script.print()
    assert script.tickets[0].endswith(PROCESS_ID + ident_of("job-1"))
    script.echo("another job")
    assert script.jobs == [WorkStarted(job="job-1")]
    script.echo("job-1")
    assert script.last() == WorkDone(job="job-1")


def test_a_printer_that_does_not_know_process_ids_proves_by_its_turn() -> None:
    script = auto()
    script.connect()
    script.wait(1.1)
    script.fence()
    script.print()
    assert script.tickets[0].endswith(FENCE)
    script.fence()
    assert script.last() == WorkDone(job="job-1")


def test_a_printer_is_probed_once_and_not_at_every_connection() -> None:
    script = auto()
    script.connect()
    script.wait(1.1)
    script.echo("probe")
    script.fence()
    script.lose()
    script.sent.clear()
    script.connect()
    script.wait(5)
    assert not any(PROCESS_ID in frame for frame in script.sent)


def test_a_printer_without_paper_is_probed_when_it_has_some() -> None:
    script = auto()
    script.answers = dict(PAPER_OUT)
    script.connect()
    script.wait(5)
    assert not any(PROCESS_ID in frame for frame in script.sent)
    script.answers = dict(READY)
    script.say(ASB_READY)
    script.wait(3)
    assert any(PROCESS_ID in frame for frame in script.sent)


def test_an_echo_of_a_ticket_that_nobody_waits_for_is_ignored() -> None:
    script = Script(driver=EscPosPrinter({"confirm": "process_id"})).ready()
    script.print("old")
    script.wait(LIMIT_S + 2)
    script.print("new")
    script.echo("old")
    assert script.last() == WorkStarted(job="new")
    script.echo("new")
    assert script.last() == WorkDone(job="new")


steps = st.one_of(
    st.tuples(st.just("wait"), st.floats(0, 12)),
    st.tuples(st.just("say"), st.binary(max_size=6)),
    st.tuples(
        st.just("say"), st.sampled_from([ASB_READY, ASB_PAPER_OUT, ASB_COVER, b"\x00", b"\x0f", b"\x12"])
    ),
    st.tuples(st.just("answers"), st.sampled_from([READY, PAPER_OUT, COVER_OPEN, CUTTER, NEAR_END, SILENT])),
    st.tuples(st.just("print"), st.none()),
    st.tuples(st.just("line"), st.none()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=25), st.sampled_from(["auto", "gs_r", "process_id"]))
def test_whatever_happens_every_ticket_starts_at_most_once_and_ends_exactly_once(
    history: list[tuple[str, object]], confirm: str
) -> None:
    script = Script(driver=EscPosPrinter({"confirm": confirm}))
    script.connect()
    jobs = 0
    connected = True
    for what, how in history:
        if what == "wait" and isinstance(how, float):
            script.wait(how)
        elif what == "say" and isinstance(how, bytes):
            script.say(how)
        elif what == "answers" and isinstance(how, dict):
            script.answers = dict(how)
        elif what == "print" and script.driver.idle:
            jobs += 1
            script.print(f"job-{jobs}")
        elif what == "line":
            (script.lose if connected else script.connect)()
            connected = not connected
        assert script.driver.deadline is None or script.driver.deadline >= script.now - 12
    if connected:
        script.wait(60)
        assert script.driver.idle
    ends = [n for n in script.jobs if isinstance(n, WorkDone | WorkFailed | WorkUnknown)]
    assert [n.job for n in ends] == [f"job-{i}" for i in range(1, jobs + 1)]
    started = [n.job for n in script.jobs if isinstance(n, WorkStarted)]
    assert len(started) == len(set(started)) == len(script.tickets)
    assert {n.job for n in ends if isinstance(n, WorkDone | WorkUnknown)} <= set(started)
    assert all(a != b for a, b in pairwise(script.states))
