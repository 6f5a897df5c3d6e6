"""The driver prints official papers by the rules of tickets, and lets half of one never pass for all."""

from __future__ import annotations

from devices.link.jobs import PrintSlip, WorkDone, WorkFailed, WorkStarted, WorkUnknown
from devices.printers.delivery import BUFFER_BYTES
from devices.printers.driver import GRACE_S, LIMIT_S, EscPosPrinter
from devices.printers.proof import ident_of
from tests.devices.printers.script import (
    ASB_PAPER_OUT,
    ASB_READY,
    PAPER_OUT,
    READY,
    Script,
)
from tests.devices.printers.sheets import LONG, NOTICE, SUPPLEMENT
from tests.devices.printers.slips import ZH

VOID = "以上未打完，作废".encode("gbk")
CUT = b"\x1dV"


def printed(script: Script) -> bytes:
    return b"".join(script.sent)


def ready(options: dict[str, str] | None = None) -> Script:
    return Script(driver=EscPosPrinter(options or {"confirm": "gs_r"})).ready()


def test_a_short_paper_goes_out_at_once_and_is_done_when_the_printer_says_so() -> None:
    script = ready()
    script.print_sheet(SUPPLEMENT)
    assert script.jobs == [WorkStarted(job="job-1")]
    assert len(script.sent) == 1
    script.fence()
    assert script.last() == WorkDone(job="job-1")


def test_both_copies_are_cut_off_and_only_the_second_makes_it_done() -> None:
    script = ready()
    script.print_sheet(NOTICE)
    assert printed(script).count(CUT) == 2
    assert printed(script).index("第一联".encode("gbk")) < printed(script).index("第二联".encode("gbk"))
    script.fence()
    assert script.last() == WorkDone(job="job-1")


def test_a_printer_without_paper_fails_it_before_a_byte_is_sent() -> None:
    script = ready()
    script.answers = dict(PAPER_OUT)
    script.print_sheet(LONG)
    assert script.jobs == [WorkFailed(job="job-1", cause="paper_out")]
    assert script.sent == []


def test_a_long_paper_goes_on_as_the_printer_proves_it_and_begins_once() -> None:
    script = ready()
    script.print_sheet(LONG)
    assert len(printed(script)) <= BUFFER_BYTES + 20
    proofs = 0
    while not script.driver.idle:
        assert script.jobs == [WorkStarted(job="job-1")]
        script.fence()
        proofs += 1
    assert proofs == len(script.sent) > 2
    assert script.jobs == [WorkStarted(job="job-1"), WorkDone(job="job-1")]
    assert printed(script).count(CUT) == 1


def test_every_piece_names_itself_to_a_printer_that_echoes() -> None:
    script = ready({"confirm": "process_id"})
    script.print_sheet(LONG)
    begun = len(script.sent)
    # The echo of the whole job, while most of it has not been sent, is none of ours.
    script.echo("job-1")
    assert len(script.sent) == begun
    while not script.driver.idle:
        first = next(n for n in range(len(script.sent)) if script.sent[n])
        script.say(b"\x37\x22" + script.sent[first][-4:] + b"\x00")
        script.sent[first] = b""
    assert script.last() == WorkDone(job="job-1")


def test_the_last_piece_is_named_like_the_job() -> None:
    script = ready({"confirm": "process_id"})
    script.print_sheet(SUPPLEMENT)
    assert script.sent[-1].endswith(ident_of("job-1"))


def test_a_slow_printer_that_goes_on_proving_is_waited_for() -> None:
    script = ready()
    begun = script.now
    script.print_sheet(LONG)
    while not script.driver.idle:
        script.wait(LIMIT_S - 1)
        script.fence()
    assert script.now - begun > LIMIT_S + GRACE_S
    assert script.last() == WorkDone(job="job-1")


def test_a_printer_that_stops_proving_leaves_it_unknown() -> None:
    script = ready()
    script.print_sheet(LONG)
    script.fence()
    script.wait(2 * LIMIT_S)
    assert script.last() == WorkUnknown(job="job-1", cause="unconfirmed")


def test_paper_that_ends_in_the_middle_stops_it_and_paper_in_time_lets_it_go_on() -> None:
    script = ready()
    script.print_sheet(LONG)
    script.answers = dict(PAPER_OUT)
    script.say(ASB_PAPER_OUT)
    sent = len(script.sent)
    # What was printed before the paper ended may still be proved.
    script.fence()
    assert len(script.sent) == sent
    script.wait(GRACE_S - 1)
    script.answers = dict(READY)
    script.say(ASB_READY)
    assert len(script.sent) > sent
    while not script.driver.idle:
        script.fence()
    assert script.last() == WorkDone(job="job-1")


def test_the_next_paper_strikes_out_one_whose_end_was_never_sent() -> None:
    script = ready()
    script.print_sheet(LONG)
    script.answers = dict(PAPER_OUT)
    script.say(ASB_PAPER_OUT)
    script.wait(GRACE_S + 1)
    assert script.last() == WorkUnknown(job="job-1", cause="paper_out")
    script.answers = dict(READY)
    script.say(ASB_READY)
    script.fence()
    script.fence()
    script.wait(3)
    script.sent.clear()
    script.print("job-2")
    assert script.last() == WorkStarted(job="job-2")
    assert VOID in script.sent[0]
    # The strike-out is cut off with the torso; the ticket stands on paper of its own.
    assert script.sent[0].index(VOID) < script.sent[0].index(CUT) < script.sent[0].index(b"A001")
    script.fence()
    assert script.last() == WorkDone(job="job-2")
    script.print("job-3")
    assert VOID not in script.sent[-1]


def test_it_is_struck_out_also_when_the_line_ended_in_the_middle() -> None:
    script = ready()
    script.print_sheet(LONG)
    script.lose("unplugged")
    assert script.last() == WorkUnknown(job="job-1", cause="unplugged")
    script.connect()
    script.wait(3)
    script.sent.clear()
    script.print("job-2")
    assert VOID in script.sent[0]


def test_a_paper_that_was_sent_whole_is_never_struck_out() -> None:
    script = ready()
    script.print_sheet(SUPPLEMENT)
    script.lose("unplugged")
    script.connect()
    script.wait(3)
    script.print("job-2")
    assert VOID not in printed(script)


def test_a_long_paper_that_the_runner_did_not_take_has_failed_and_nothing_is_struck_out() -> None:
    script = ready()
    script.begin_sheet(LONG)
    for _ in range(3):
        script.driver.outbox()
        script.driver.receive(b"\x12", script.now)
    script.driver.lost(script.now, "refused")
    assert [n for n in script.driver.news() if n.job][-1] == WorkFailed(job="job-1", cause="refused")
    script.connect()
    script.wait(3)
    script.sent.clear()
    script.print("job-2")
    assert VOID not in script.sent[0]


def test_a_printer_that_can_prove_nothing_gets_a_long_paper_whole() -> None:
    script = ready({"confirm": "auto"})
    script.wait(3)
    script.sent.clear()
    script.print_sheet(LONG)
    script.wait(8)
    assert len(script.sent) == 1
    assert script.sent[0].count(CUT) == 1
    script.wait(LIMIT_S + 10)
    assert script.last() == WorkUnknown(job="job-1", cause="unconfirmed")


def test_half_a_paper_that_a_driver_before_us_left_is_struck_out() -> None:
    script = ready()
    script.driver.begin("job-2", PrintSlip(slip=ZH, doubt=True), script.now)
    script.settle()
    assert script.sent[0].index(VOID) < script.sent[0].index(ZH.number.encode())


def test_a_driver_that_has_printed_knows_better_than_the_doubt_of_its_hub() -> None:
    script = ready()
    script.print("job-1")
    script.fence()
    script.driver.begin("job-2", PrintSlip(slip=ZH, doubt=True), script.now)
    script.settle()
    assert VOID not in printed(script)
